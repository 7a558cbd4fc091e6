// debt/bill.h - floor 2
//
// Treasury bills: price, bank discount rate, and the investment rate that makes them comparable with notes.
//
// LAW   31 CFR 356 App. B VI; rules 2.1: price 100 (1 - d r/360) to six decimals; the investment rate of a bill of half
// a
//       year or less is ((100 - P)/P)(y/r); of a longer one it is the positive root i of a i^2 + b i + c = 0 with
//       a = r/(2y) - 1/4, b = r/y, c = (P - 100)/P, because a note would have paid a coupon after half a year.
// WHY   A discount rate is of the par and of a year of 360 days: it understates what the money earns.
// EDGE  y is 366 where the year that follows the issue contains 29 February.
// CASE  7.61% for 90 days: 98.097500. At 99.559444 for 20 days: 8.076%.
#pragma once

#include <optional>

#include "base/decimal.h"
#include "base/result.h"
#include "money/date.h"

namespace openend::debt {

/// Per 100, six decimals half up. `discount` is a year's, 0.0761 is 7.61%. Refuses days below one (E-DEBT-004).
Result<Decimal> bill_price(const Decimal& discount, int days);
/// The discount rate of a price per 100, to eighteen places. Refuses days below one (E-DEBT-004).
Result<Decimal> bill_discount(const Decimal& price, int days);

struct InvestmentRate {
  Decimal rate;                    ///< a year, to eighteen places
  std::optional<Decimal> a, b, c;  ///< of the quadratic, where the bill is longer than half a year
};

/// `year_days` is y, 365 or 366. With `ratio_decimals`, (100 - P)/P is rounded to so many decimals first, half up.
/// Refuses a price that is not above zero, or days that no bill has (E-DEBT-004).
Result<InvestmentRate> bill_investment_rate(const Decimal& price, int days, int year_days,
                                            std::optional<int> ratio_decimals = {});

/// y for a bill issued on a day: 366 where the year from the day after it holds a 29 February, else 365.
int bill_year_days(Date issued);

}  // namespace openend::debt
