// debt/treasury_accrued.h - floor 2
//
// Accrued interest that the buyer of a reopened Treasury security pays, with the Treasury's own roundings.
//
// LAW   31 CFR 356 App. B I.D; rules 2.1: interest of a day is half the coupon over the days of its half-year, per
// 1,000
//       to nine decimals; the parts of a period that touches two half-years are counted apart; the interest per 1,000
//       is taken to five decimals, then brought to the par and to the cent. All half up.
// CASE  6.75%, 92 of 184 days, 150,000: 16.87500 per 1,000, 2,531.25.
// CASE  10.75%, 44 of 181 and 81 of 184 days, 11,000: 0.296961326 and 0.292119565 a day, 36.72798, 404.01.
#pragma once

#include <vector>

#include "base/decimal.h"
#include "base/result.h"

namespace openend::debt {

/// Days of interest in one half-year.
struct HalfYearPart {
  int days = 0;
  int half_year_days = 1;
};

struct TreasuryAccrued {
  std::vector<Decimal> daily;  ///< dollars a day per 1,000 of each part, nine decimals
  Decimal per_thousand;        ///< five decimals
  Decimal total;               ///< cents
};

/// `coupon` is a year's, 0.0675 is 6.75%. Refuses no parts, and days that do not fit their half-year (E-DEBT-004).
Result<TreasuryAccrued> treasury_accrued(const Decimal& coupon, const std::vector<HalfYearPart>& parts,
                                         const Decimal& par);

}  // namespace openend::debt
