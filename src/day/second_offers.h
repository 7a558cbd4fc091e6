// day/second_offers.h - floor 5
//
// Offers for the second net asset value: what was elected, what of it is taken, what that brings; reckoned in decimals,
// and by no code that the books use.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "day/close_day.h"
#include "day/second_action.h"
#include "day/yesterday.h"

namespace openend::day {

/// What `units` given to an option bring; money that the holder pays is below zero.
inline Acted choose(const Decimal& units, const event::Offer& option, int minor_places) {
  Acted acted = act_on(units, units.places(), event::action_of(option), minor_places);
  if (option.is_paid_for())
    acted.money = acted.money - (units * option.cash.decimal()).rounded(minor_places, Rounding::HalfUp);
  return acted;
}

/// Whether interest accrued is paid with the option.
inline bool pays_interest(const event::Offer& option) { return option.of_par() || option.pays_interest; }

class SecondOffers {
 public:
  SecondOffers(const Yesterday& yesterday, const DayInputs& in) : in_(in) {
    for (const auto& [offer, options] : yesterday.answers) {
      for (const auto& [option, units] : options) said_[{offer, option}] = units.decimal();
    }
  }

  void take(const event::Election& election) {
    Decimal& units = said_[{std::string(election.offer), std::string(election.option)}];
    units = election.withdraws ? units - election.quantity.decimal() : units + election.quantity.decimal();
  }

  using Paid = std::pair<const event::Offer*, Decimal>;
  /// The options paid on a day, with their units; `held(security)` is what is held then.
  template <class Held>
  std::vector<Paid> paid(Date date, Held&& held) const {
    std::vector<Paid> all;
    std::map<std::string, Decimal> left;  // by offer
    for (const event::Offer& option : in_.offers) {
      if (!option.is_option() || option.pay_date != date) continue;
      Decimal& rest = left.try_emplace(option.id, held(option.security)).first->second;
      const auto said = said_.find({option.id, option.option});
      if (option.standard || said == said_.end()) continue;
      const Decimal units = taken(option, said->second.trimmed());
      rest = rest - units;
      if (!units.is_zero()) all.emplace_back(&option, units);
    }
    for (const event::Offer& option : in_.offers) {
      if (!option.is_option() || option.pay_date != date || !option.standard) continue;
      const Decimal& rest = left[option.id];
      if (rest > Decimal{}) all.emplace_back(&option, rest.trimmed());
    }
    return all;
  }

 private:
  Decimal taken(const event::Offer& option, const Decimal& said) const {
    Decimal percent(100);
    for (const event::Offer& told : in_.offers) {
      const bool is_result = told.kind == event::Offer::Kind::Result && told.id == option.id;
      if (is_result && told.date <= option.pay_date && (told.option.empty() || told.option == option.option))
        percent = told.accepted_pct.decimal();
    }
    return (said * percent * Decimal::of(1, 2)).rounded(said.places(), Rounding::Floor).trimmed();
  }

  const DayInputs& in_;
  std::map<std::pair<std::string, std::string>, Decimal> said_;
};

}  // namespace openend::day
