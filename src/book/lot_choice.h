// book/lot_choice.h - floor 3
//
// What the choice of lots by tax asks of a lot.
#pragma once

#include <cstdint>

#include "base/decimal.h"
#include "money/date.h"

namespace openend::book {

/// LAW   26 USC 1222; rules 3.2: a gain is long-term when the security was held for more than a year, counted from the
///       day after it was acquired and including the day of its sale.
/// EDGE  Acquired on the last day of a month: long-term from the first day of the thirteenth month after (Rev. Rul.
///       66-7).
/// EDGE  A lot whose day is not known counts as short-term: nothing proves that it is long.
/// CASE  Acquired 1996-05-10: long-term from 1997-05-11. Acquired 1996-02-29: from 1997-03-01.
inline bool is_long_term(std::int32_t acquired, Date sold) {
  if (acquired == 0) return false;
  const Date day{acquired};
  const bool last_of_month = (day + 1).month() != day.month();
  const Date first_long = last_of_month ? Date::of(day.year() + (day.month() == 12 ? 2 : 1), day.month() % 12 + 1, 1)
                                        : Date::of(day.year() + 1, day.month(), day.day()) + 1;
  return sold >= first_long;
}

/// What selling one unit of a lot adds to the tax base, times the rate: the less the better, a loss is below zero. To
/// twelve decimals of minor units, half even; used only to put lots in order.
inline Decimal tax_of_a_unit(std::int64_t proceeds, std::int64_t sold, std::int64_t cost, std::int64_t quantity,
                             const Decimal& rate_pct) {
  const Decimal gain = divide(Decimal(proceeds), Decimal(sold), 12, Rounding::HalfEven) -
                       divide(Decimal(cost), Decimal(quantity), 12, Rounding::HalfEven);
  return gain * rate_pct;
}

}  // namespace openend::book
