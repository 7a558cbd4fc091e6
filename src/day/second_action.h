// day/second_action.h - floor 5
//
// What a corporate action makes of a holding, for the second net asset value: reckoned in decimals, and by no code that
// the books use.
#pragma once

#include <algorithm>

#include "event/corporate_action.h"

namespace openend::day {

struct Acted {
  Decimal units, money;   ///< left of the security; paid in its currency
  Decimal received = {};  ///< units of the other security
};

/// Of `held` units that are counted to so many places, more than none.
inline Acted act_on(const Decimal& held, int places, const event::CorporateAction& action, int minor_places) {
  const auto paid = [&](const Decimal& units, const Decimal& price) {
    return (units * price).rounded(minor_places, Rounding::HalfUp);
  };
  using Kind = event::CorporateAction::Kind;
  if (action.kind == Kind::Withdrawal) return {held, {}};
  if (action.kind == Kind::ReturnOfCapital) return {held, paid(held, action.cash.decimal())};
  if (action.redeems()) {
    const Decimal left = divide(held * action.new_units.decimal(), action.old_units.decimal(),
                                std::max<int>(places, event::kParPlaces), Rounding::HalfUp);
    return {left.trimmed(), paid(held - left, action.cash.decimal() * Decimal::of(1, 2))};
  }
  if (action.kind == Kind::Liquidation) return {Decimal{}, paid(held, action.cash.decimal())};
  const int to = std::max<int>(places, event::kSplitPlaces);
  const Decimal units = std::max(
      divide(held * action.new_units.decimal(), action.old_units.decimal(), to, Rounding::Floor), Decimal::of(1, to));
  const Decimal kept = action.fraction_price ? units.rounded(0, Rounding::Floor).trimmed() : units.trimmed();
  const Decimal fractions = action.fraction_price ? paid(units - kept, action.fraction_price->decimal()) : Decimal{};
  if (action.kind == Kind::Exchange || action.kind == Kind::TaxedExchange)
    return {Decimal{}, fractions + paid(held, action.cash.decimal()), kept};
  if (action.kind == Kind::SpinOff) return {held, fractions, kept};
  return {kept, fractions};
}

}  // namespace openend::day
