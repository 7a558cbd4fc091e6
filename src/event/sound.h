// event/sound.h - floor 2
//
// What a decoded event must be for the rest of the program to read it without looking twice: places of decimals and
// places in lists lie within their bounds. Damaged bytes that still have the shape of an event end here.
#pragma once

#include <algorithm>
#include <iterator>
#include <vector>

#include "event/event.h"
#include "event/market.h"

namespace openend::event {

inline bool is_sound(const Fixed& value) { return value.places <= 18; }

/// As many as one row may speak of, so that their value stays exact.
inline constexpr std::int64_t kMostContracts = 999'999;
inline bool are_contracts(std::int64_t count) { return count > 0 && count <= kMostContracts; }

struct SoundBody {
  bool operator()(const OpeningLot& e) const { return is_sound(e.quantity); }
  bool operator()(const OpeningBalance& e) const { return static_cast<std::size_t>(e.account) < entity::kAccounts; }
  bool operator()(const OpeningForward& e) const { return is_sound(e.units); }
  bool operator()(const OpeningShares& e) const { return is_sound(e.shares); }
  bool operator()(const Trade& e) const {
    return is_sound(e.quantity) && is_sound(e.price) && e.relief <= Trade::Relief::Average;
  }
  bool operator()(const ContractTrade& e) const { return is_sound(e.price) && are_contracts(e.contracts); }
  bool operator()(const OptionExercise& e) const { return is_sound(e.settlement) && are_contracts(e.contracts); }
  bool operator()(const Election& e) const { return is_sound(e.quantity) && e.quantity.coefficient > 0; }
  bool operator()(const BookEntry& e) const { return e.entry < std::size(kEntryKinds); }
  bool operator()(const ShareActivity& e) const { return is_sound(e.redemptions); }
  bool operator()(const Cancellation& e) const { return e.target < std::variant_size_v<Body>; }
  bool operator()(const CurrencyDeal&) const { return true; }
  bool operator()(const ForwardDeal&) const { return true; }
  bool operator()(const SettlementNotice&) const { return true; }
  bool operator()(const Loan& e) const {
    return e.kind < LoanKind::kCount && e.purpose < LoanPurpose::kCount && is_sound(e.quantity);
  }
  bool operator()(const LoanPayment& e) const { return is_sound(e.quantity); }
  bool operator()(const CollateralValue& e) const { return e.kind < CollateralKind::kCount; }
  bool operator()(const PeriodTotal& e) const { return e.line < std::size(kPeriodLines) && is_sound(e.figure); }
};

inline bool is_sound(const EventList& list, std::size_t first_event, std::size_t first_pick) {
  for (std::size_t i = first_event; i < list.events.size(); ++i) {
    if (!std::visit(SoundBody{}, list.events[i].body)) return false;
  }
  for (std::size_t i = first_pick; i < list.picks.size(); ++i) {
    if (!is_sound(list.picks[i].quantity)) return false;
  }
  return true;
}

inline bool is_sound(const PriceSet& set) {
  return std::all_of(set.places.begin(), set.places.end(), [](std::uint8_t places) { return places <= 18; });
}
template <class Quoted>
bool are_sound(const std::vector<Quoted>& quotes) {
  return std::all_of(quotes.begin(), quotes.end(), [](const Quoted& quote) { return is_sound(quote.rate); });
}

}  // namespace openend::event
