// app/held.h - floor 7
//
// What a portfolio holds of a security, or has open of it, counted from events alone: for the checks of a delivery.
#pragma once

#include "app/day_groups.h"
#include "event/corporate_action.h"
#include "instrument/list.h"

namespace openend::app {

inline constexpr int kPlaces = 18;  ///< quantities are added up in units of 10^-18

inline Int128 units_of(Fixed quantity) {
  return static_cast<Int128>(quantity.coefficient) * kPowersOfTen[kPlaces - quantity.places];
}
inline std::string text_of_units(Int128 units) { return Decimal::of(units, kPlaces).trimmed().text(); }

struct Held {
  Int128 quantity = 0;
  Date through;  ///< what the terms make happen is done until here
  int places = -1;
  std::int64_t open = 0;  ///< contracts, or units owed of a short sale; sold ones below zero
  Cause touched;          ///< by a delivered sale, or a delivered withdrawal of a purchase
};

/// What matures or expires leaves the book whole, before the trades of its day.
inline void end_at_maturity(Held& held, const entity::Security& security, Date date) {
  if (!security.maturity || held.through >= date) return;
  for (const auto& life : instrument::life(security, held.through, date)) {
    if (life.what == instrument::LifeEvent::What::InKind) {
      const Decimal par = Decimal::of(held.quantity, kPlaces) * life.interest.numerator;
      const Decimal paid = divide(par, Decimal(life.interest.denominator), 2, Rounding::HalfUp);
      held.quantity += paid.scaled_to(kPlaces);
    } else if (life.what != instrument::LifeEvent::What::Coupon) {
      held.quantity = 0;
    }
  }
  held.through = date;
}

/// The units that come, of the same or another security, for so many that are owed: book/post_short.cpp. None where
/// the action brings none.
inline std::int64_t units_owed_after(std::int64_t owed, const event::CorporateAction& action) {
  if (!action.is_split() && !action.brings_units()) return 0;
  const Decimal exact = Decimal(owed) * action.new_units.decimal();
  const Decimal come = divide(exact, action.old_units.decimal(), 0, Rounding::HalfUp);
  return come > Decimal(std::int64_t{1'000'000'000'000}) ? owed : static_cast<std::int64_t>(come.scaled_to(0));
}

}  // namespace openend::app
