// debt/pool.h - floor 2
//
// Pools of mortgages: what a month's factor pays, and how fast principal comes back.
//
// LAW   Rules 2.6: principal is the original face times the fall of the factor; cost is relieved in proportion to face;
//       the difference is paydown gain or loss. SIFMA's standard formulas: SMM = 1 - (1 - CPR)^(1/12); 100% PSA is 0.2%
//       a year in the first month of age, 0.2% more each month, 6% from the thirtieth on.
// EDGE  Interest is on the face before the month's payment, 30/360: a twelfth of the coupon.
// CASE  1,000,000 from 0.85 to 0.83, cost 102: 20,000 paid, 20,400 of cost, 400 lost. A CPR of 6%: SMM 0.5143%.
#pragma once

#include "base/decimal.h"
#include "base/result.h"

namespace openend::debt {

struct Paydown {
  Decimal principal;      ///< paid back
  Decimal cost_relieved;  ///< of it
  Decimal gain;           ///< principal less cost; below zero a loss
};
/// `cost_price` per 100 of face. Refuses factors outside 0 to 1, and one that rises (E-DEBT-004).
Result<Paydown> paydown(const Decimal& original_face, const Decimal& factor_before, const Decimal& factor_after,
                        const Decimal& cost_price);

/// Single monthly mortality of a constant prepayment rate a year, and back; eighteen places. Refuse rates outside 0 to
/// 1 (E-DEBT-004).
Result<Decimal> monthly_from_annual_prepayment(const Decimal& annual);
Result<Decimal> annual_from_monthly_prepayment(const Decimal& monthly);

/// Constant prepayment rate at a PSA speed, 1.5 is 150% PSA, of a pool that many months old; at most 1. Refuses months
/// below one and speeds below zero (E-DEBT-004).
Result<Decimal> psa_prepayment(const Decimal& speed, int age_months);

/// A month's interest on the current face, to eighteen places; `coupon` is a year's.
Decimal pool_interest(const Decimal& original_face, const Decimal& factor, const Decimal& coupon);

}  // namespace openend::debt
