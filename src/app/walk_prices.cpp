// app/walk_prices.cpp - floor 7
//
// From which day on prices must be read to close one portfolio's days: read backwards, until all that it holds or comes
// to hold has a price. What no day has is searched to the beginning of the log, and then refused by the strike.
#include <set>

#include "app/walk_track.h"
#include "event/codec.h"

namespace openend::app {

std::optional<Date> Walk::first_price_day(const Track& track, const Calendar& calendar) const {
  const auto& log = session_.store().events();
  std::set<std::uint32_t> wanted;
  const auto want = [&](std::uint32_t security) {
    if (static_cast<instrument::Quotation>(columns_.quotation[security]) != instrument::Quotation::FromTerms)
      wanted.insert(security);
  };
  const auto& held = track.book.positions;
  for (std::size_t slot = 0; slot < held.size(); ++slot) {
    if (held.quantity[slot] != 0) want(held.security[slot]);
  }
  store::Query query;
  query.known_by = known_by;
  query.portfolio = track.portfolio->id;
  query.kind = static_cast<std::uint16_t>(event::BatchKind::Book);
  if (track.book.opened) query.from = calendar.previous_open(track.first).value_or(track.first - 1);
  query.to = track.until;
  for (const auto& batch : log.read(query)) {
    event::EventList list;
    if (!event::decode(batch.body, batch.day, batch.source, list)) return std::nullopt;  // the walk tells of it
    for (const auto& event : list.events) {
      if (const auto* lot = std::get_if<event::OpeningLot>(&event.body)) want(lot->security.value);
      if (const auto* trade = std::get_if<event::Trade>(&event.body)) want(trade->security.value);
    }
  }
  store::Query back;
  back.known_by = known_by;
  back.kind = static_cast<std::uint16_t>(event::BatchKind::Prices);
  Date to = track.first;
  constexpr int kYears = 30;
  event::PriceSet set;
  for (int width = 1; !wanted.empty(); width *= 2) {
    if (track.first - to > kYears * 366) return std::nullopt;
    back.to = to;
    back.from = to - (width - 1);
    for (const auto& batch : log.read(back)) {
      if (!event::decode(batch.body, batch.day, set)) return std::nullopt;
      for (const std::uint32_t security : set.security) wanted.erase(security);
    }
    to = *back.from - 1;
  }
  return to + 1;
}

}  // namespace openend::app
