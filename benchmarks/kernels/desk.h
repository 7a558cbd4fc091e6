// benchmarks/kernels/desk.h
//
// A small simulated trust for the kernels: one portfolio, common stock only, a few hundred trading days, read from
// CSV text by the engine's own readers, so that what is measured has the shape that the engine gives it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "entity/registry.h"
#include "event/event.h"
#include "instrument/columns.h"
#include "money/calendar.h"
#include "store/feeds/delivery.h"
#include "value/mark.h"

namespace openend::kernels {

/// The value of a Result that cannot be a refusal here; stops and says why where it is one.
template <class T>
T sure(Result<T> result) {
  if (!result) OE_ASSERT(false, result.refusals().front().message.c_str());
  return std::move(result).value();
}

/// Numbers that repeat from run to run.
class Draw {
 public:
  std::int64_t below(std::int64_t limit) {
    state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<std::int64_t>((state_ >> 33) % static_cast<std::uint64_t>(limit));
  }

 private:
  std::uint64_t state_ = 1;
};

struct DeskSize {
  std::uint32_t securities = 500;
  std::uint32_t trades_a_day = 40;
  std::uint32_t days = 20;
};

class Desk {
 public:
  explicit Desk(DeskSize size);

  std::vector<store::Batch> read(std::string_view kind, const std::string& text);
  /// The portfolio's events that a strike of pricing day `number` looks at, in their fixed order.
  event::EventList events_of(std::size_t number) const;
  const entity::Portfolio& portfolio() const { return registry.trust().portfolios.front(); }

  DeskSize size;
  entity::Registry registry;
  std::vector<Date> days;
  std::string trades_csv, prices_csv, shares_csv;
  std::vector<store::Batch> trade_batches, share_batches;  ///< one a day
  std::vector<event::PriceSet> price_sets;                 ///< one a day
  Calendar calendar = Calendar::weekdays();

 private:
  void write_files();
};

/// The desk of 500 positions that most kernels share.
Desk& usual_desk();

}  // namespace openend::kernels
