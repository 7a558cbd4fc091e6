// day/second_nav.h - floor 5
//
// A second net asset value from different code: yesterday's sealed value rolled forward by the price moves of what was
// held, by the day's events, income, expenses and share activity. It reads facts and prices, never a posting, a lot or
// a balance of the day; so a fault of the books makes the two differ.
//
// LAW   Spec N-11: the two must agree; an injected fault makes them differ.
// WHY   It sums cash and values position by position, where the strike posts entries and sums accounts.
// EDGE  READ AS: it agrees within its bound: a minor unit for the fee, whose fractions the books carry from day to
//       day, and one for each amount of foreign money, which the books translate one by one and this in one sum.
#pragma once

#include <span>

#include "day/close_day.h"
#include "nav/second.h"

namespace openend::day {

/// What the strike before left, copied before anything of the day is posted.
struct Yesterday {
  book::Prior prior;
  std::int64_t holdings = 0, forwards = 0;  ///< their values, as sealed
  std::vector<std::uint32_t> security;
  std::vector<std::int64_t> quantity;
  std::vector<std::uint8_t> places;
  std::vector<std::int64_t> accrued;
  std::vector<book::SubBalance> money;
  std::vector<instrument::ForwardCurrency> contracts;
  std::vector<book::ClassShares> classes;
  bool any_special = false;
};
Yesterday yesterday_of(const book::Book& book);

nav::SecondNav second_nav(const Yesterday& yesterday, const DayInputs& in);

}  // namespace openend::day
