// store/sqlite_values.h - floor 6, private to the store
//
// How ids, days and keys stand in the columns of a SQLite store.
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>

#include "base/assert.h"
#include "store/ports.h"
#include "store/sqlite_connection.h"

namespace openend::store {

inline constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();

/// Ids are stored as they are, and "none" as -1.
template <class Tag>
std::int64_t stored(Id<Tag> id) {
  return id.exists() ? std::int64_t{id.value} : -1;
}
template <class AnyId>
AnyId id_from(std::int64_t value) {
  return AnyId{static_cast<std::uint32_t>(value)};
}
inline std::int64_t stored(Date day) { return day.days; }
inline std::int64_t stored(std::uint64_t sequence) {
  return static_cast<std::int64_t>(std::min(sequence, static_cast<std::uint64_t>(kMost)));
}
inline Date day_from(std::int64_t days) { return Date{static_cast<std::int32_t>(days)}; }

/// Day first, then portfolio, then version, in one integer that sorts so; days before 1970 too.
struct SealKey {
  static constexpr std::int64_t kDayBias = 1 << 22;

  std::int64_t value;

  explicit SealKey(std::int64_t stored_value) : value(stored_value) {}
  SealKey(Date day, PortfolioId portfolio, std::uint16_t version) {
    OE_ASSERT(day.days >= -kDayBias && day.days < kDayBias, "a sealed day lies within 11,000 years of 1970");
    OE_ASSERT(portfolio.value < (1U << 24), "a store holds fewer than 16,777,216 portfolios");
    value = (day.days + kDayBias) << 40 | std::int64_t{portfolio.value} << 16 | version;
  }
  Date day() const { return day_from((value >> 40) - kDayBias); }
  PortfolioId portfolio() const { return id_from<PortfolioId>(value >> 16 & 0xffffff); }
  std::uint16_t version() const { return static_cast<std::uint16_t>(value & 0xffff); }
};
inline constexpr std::uint16_t kAnyVersion = 0xffff;

/// Of the columns key, log_position, digest, header; without the journal.
inline Seal seal_from(const Rows& rows) {
  const SealKey key(rows.number(0));
  return {key.portfolio(), key.day(), key.version(), static_cast<std::uint64_t>(rows.number(1)), rows.digest(2),
          rows.bytes(3),   {}};
}

}  // namespace openend::store
