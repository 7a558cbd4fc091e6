// debt/commercial_paper.h - floor 2
//
// Paper bought below par and paid back at par: proceeds, money-market yield, and what it is carried at.
//
// LAW   Rules 2.4: proceeds F (1 - d t/360); money-market yield d / (1 - d t/360). Annual report 1996 p.85: at the end
// of
//       a day the discount of the days from the next on is left, F (1 - d (days to maturity - 1)/360).
// LAW   ASR 219 (1977); rules 1.6: with sixty days or less to run, cost, or the market value of the 61st day before
//       maturity, goes to par in a straight line.
// CASE  1,000,000 at 5.25% for 45 days: 993,437.50, and 5.2847%.
// CASE  99.10 on the 61st day: 99.114754 on day 60, 99.557377 on day 30.
#pragma once

#include "base/decimal.h"
#include "base/result.h"

namespace openend::debt {

/// What is paid for a face with so many days to run, to eighteen places; also the amortised cost with so many days
/// left. Refuses days below zero and a discount above the face (E-DEBT-004). `discount` is a year's, 0.0525 is 5.25%.
Result<Decimal> discount_proceeds(const Decimal& face, const Decimal& discount, int days);

/// The simple yield a year on the money paid, 360 days. Refuses as discount_proceeds() does.
Result<Decimal> money_market_yield(const Decimal& discount, int days);

/// Amortised cost on a straight line from `start` with `days_at_start` to run, to par, with `days_left`; eighteen
/// places. Refuses days outside the line (E-DEBT-004).
Result<Decimal> straight_line_cost(const Decimal& start, const Decimal& par, int days_at_start, int days_left);

/// The same for a price taken on the 61st day before maturity.
Result<Decimal> day_61_cost(const Decimal& price, const Decimal& par, int days_left);

}  // namespace openend::debt
