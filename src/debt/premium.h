// debt/premium.h - floor 2
//
// Premium paid above par, or above the adjusted issue price of a discount bond, as it is written off.
//
// LAW   26 USC 171; Reg. 1.171-2(a): the premium of a period is the stated interest less the adjusted acquisition price
//       times the yield. 26 USC 1272(a)(7): acquisition premium lessens each day's discount in proportion.
// CASE  110,000 for 100,000 at 10% over seven years: 8.0744%, 1,118.17 in the first year.
// CASE  87,000 for what is adjusted to 86,409.28 with 13,590.72 still to accrue: 0.04346 of each day's discount.
#pragma once

#include "debt/terms.h"

namespace openend::debt {

/// Premium of one period, to eighteen places: interest less price times the yield of the period.
Decimal premium_of_period(const Decimal& stated_interest, const Decimal& adjusted_price, const Decimal& yield,
                          int per_year);

/// A bond bought above par on a coupon day: its yield, and the premium written off in its first year, to twelve places.
struct BondPremium {
  Decimal yield;
  Decimal first_year;
};
/// Refuses what lot_at_yield() refuses.
Result<BondPremium> bond_premium(const BondTerms& terms, Date bought, const Decimal& par, const Decimal& cost);

struct AcquisitionPremium {
  Decimal premium;        ///< cost above the adjusted issue price; zero where it is below
  Decimal fraction;       ///< of the discount still to accrue, at most 1
  Decimal reduced_daily;  ///< a day's discount less that fraction of it
  Decimal included;       ///< income of the days
};
/// Every step is rounded half up to `step_decimals`. Refuses a remaining discount that is not above zero (E-DEBT-004).
Result<AcquisitionPremium> acquisition_premium(const Decimal& cost, const Decimal& adjusted_issue_price,
                                               const Decimal& remaining_discount, const Decimal& daily_discount,
                                               int days, int step_decimals);

}  // namespace openend::debt
