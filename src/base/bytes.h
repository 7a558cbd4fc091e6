// base/bytes.h - floor 0
//
// Little-endian records written to and read from bytes: the one shape of events, journals and books in every store.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/assert.h"

namespace openend {

static_assert(std::endian::native == std::endian::little, "stored bytes are little-endian");

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;

/// The most bytes that a number takes that is written so.
inline constexpr std::size_t kMostOfSmall = 10;
/// Writes a number that is mostly near zero, on either side (one byte to 63, two to 8,191), and gives the next place.
inline std::uint8_t* write_small(std::uint8_t* to, std::int64_t value) {
  auto left = static_cast<std::uint64_t>(value) << 1 ^ static_cast<std::uint64_t>(value >> 63);
  for (; left >= 0x80; left >>= 7) *to++ = static_cast<std::uint8_t>(left | 0x80);
  *to++ = static_cast<std::uint8_t>(left);
  return to;
}

class ByteWriter {
 public:
  explicit ByteWriter(Bytes& out) : out_(out) {}

  template <class T>
  void put(T value) {
    static_assert(std::is_arithmetic_v<T> || std::is_enum_v<T>);
    append(&value, sizeof value);
  }
  void put_text(std::string_view text) {
    OE_ASSERT(text.size() <= 0xffffffffU, "a stored text is shorter than 4 GiB");
    put(static_cast<std::uint32_t>(text.size()));
    append(text.data(), text.size());
  }
  /// A whole record of plain fields, as it lies in memory. Records are declared without padding.
  template <class T>
  void put_raw(const T& record) {
    static_assert(std::is_trivially_copyable_v<T> && std::has_unique_object_representations_v<T>);
    append(&record, sizeof record);
  }
  void put_bytes(ByteView bytes) { append(bytes.data(), bytes.size()); }
  /// As write_small().
  void put_small(std::int64_t value) { put_small(std::span<const std::int64_t>(&value, 1)); }
  /// Each of them so, with one question for room for all.
  void put_small(std::span<const std::int64_t> values) {
    const std::size_t at = out_.size();
    out_.resize(at + values.size() * kMostOfSmall);
    std::uint8_t* to = out_.data() + at;
    for (const std::int64_t value : values) to = write_small(to, value);
    out_.resize(static_cast<std::size_t>(to - out_.data()));
  }
  /// A whole column at once: count, then the raw elements.
  template <class T>
  void put_column(std::span<const T> column) {
    static_assert(std::is_trivially_copyable_v<T>);
    OE_ASSERT(column.size() <= 0xffffffffU, "a stored column has fewer than 2^32 rows");
    put(static_cast<std::uint32_t>(column.size()));
    append(column.data(), column.size_bytes());
  }

 private:
  void append(const void* from, std::size_t size) {
    if (size == 0) return;
    const std::size_t at = out_.size();
    out_.resize(at + size);
    std::memcpy(out_.data() + at, from, size);
  }

  Bytes& out_;
};

/// Reads what a ByteWriter wrote. Once a read runs past the end, ok() is false for good and reads give zeros:
/// a damaged blob is found by its digest, and this only keeps us from walking off the edge.
class ByteReader {
 public:
  explicit ByteReader(ByteView bytes) : bytes_(bytes) {}

  bool ok() const { return ok_; }
  /// What was read cannot be: from here on nothing is read.
  void fail() { ok_ = false; }
  bool at_end() const { return at_ == bytes_.size(); }
  std::size_t position() const { return at_; }

  template <class T>
  T get() {
    static_assert(std::is_arithmetic_v<T> || std::is_enum_v<T>);
    T value{};
    if (take(sizeof value)) std::memcpy(&value, bytes_.data() + at_ - sizeof value, sizeof value);
    return value;
  }
  /// The next byte, without reading it; 0 at the end.
  std::uint8_t peek() const { return at_ < bytes_.size() ? bytes_[at_] : std::uint8_t{0}; }
  template <class T>
  void get_raw(T& record) {
    static_assert(std::is_trivially_copyable_v<T> && std::has_unique_object_representations_v<T>);
    if (take(sizeof record)) std::memcpy(&record, bytes_.data() + at_ - sizeof record, sizeof record);
  }
  std::int64_t get_small() {
    std::uint64_t value = 0;
    for (int shift = 0; shift < 64 && take(1); shift += 7) {
      const std::uint8_t byte = bytes_[at_ - 1];
      value |= std::uint64_t{byte & 0x7fU} << shift;
      if (byte < 0x80) return static_cast<std::int64_t>(value >> 1 ^ (~(value & 1) + 1));
    }
    ok_ = false;
    return 0;
  }
  std::string_view get_text() {
    const auto size = get<std::uint32_t>();
    if (!take(size)) return {};
    return {reinterpret_cast<const char*>(bytes_.data() + at_ - size), size};
  }
  template <class T>
  void get_column(std::vector<T>& column) {
    static_assert(std::is_trivially_copyable_v<T>);
    const auto count = get<std::uint32_t>();
    column.clear();
    if (!take(std::size_t{count} * sizeof(T))) return;
    column.resize(count);
    if (count != 0) std::memcpy(column.data(), bytes_.data() + at_ - count * sizeof(T), count * sizeof(T));
  }

 private:
  bool take(std::size_t size) {
    if (!ok_ || bytes_.size() - at_ < size) return ok_ = false;
    at_ += size;
    return true;
  }

  ByteView bytes_;
  std::size_t at_ = 0;
  bool ok_ = true;
};

}  // namespace openend
