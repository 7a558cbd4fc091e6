// debt/average_life.h - floor 2
//
// How long the principal of a pool is outstanding on average.
//
// LAW   SAI 1999 p.7: the maturity of a pool is estimated with its prepayments. SIFMA's standard formulas: of the level
//       payment what is no interest is principal; of the rest a month's part (SMM) is prepaid.
// EDGE  Loans of the pool are one loan, of its coupon and the months left; a payment falls on each month's end.
// CASE  360 months at 6% without prepayments: 231.68 months, 19.3 years. Two months at 0%: 1.5 months.
#pragma once

#include "base/decimal.h"
#include "base/result.h"

namespace openend::debt {

/// In months, to twelve places. `coupon` is a year's, `prepayment` a constant rate a year, both fractions of 1. Refuses
/// months below one or above 600, and rates outside 0 to 1 (E-DEBT-004).
Result<Decimal> average_life(const Decimal& coupon, int months, const Decimal& prepayment);

}  // namespace openend::debt
