// debt/street_price.h - floor 2
//
// The price of a yield and the yield of a price, as the market quotes bonds.
//
// LAW   MSRB Rule G-33(b); SIFMA's standard formulas; rules 2.3: the flows are discounted by (1 + Y/M) once for each
//       regular period, and by a power to the part E-A of E for the period that has begun. With one coupon or less to
//       come, interest is simple.
// WHY   Everyone who quotes a yield means this arithmetic: day count and compounding belong to the number.
// EDGE  Treasuries at auction take simple interest for the first part of a period: treasury_price.h.
// EDGE  Odd periods are discounted along the grid of regular ones. Days are counted by the bond for 30/360, and as they
//       are for all others.
// EDGE  A part E-A is not below zero, where bond basis counts more days than the period has.
// CASE  5.75% half-yearly to 2017-11-15, 30/360, on 2008-02-15 at 6.5%: 94.634362 and 1.4375 accrued [Excel's PRICE].
#pragma once

#include "debt/bisection.h"
#include "debt/cash_flows.h"

namespace openend::debt {

/// Per 100 of par, to sixteen places.
struct StreetPrice {
  Decimal clean, accrued, dirty;
  int accrued_days = 0, period_days = 0;
};

/// The flows of a bond seen from a day, laid out in regular periods, ready to be discounted at any yield.
class DiscountedFlows {
 public:
  static Result<DiscountedFlows> of(const BondTerms& terms, Date settlement);
  /// What 1 of par is worth at a yield a year, with the interest accrued, to eighteen places. A million where it is
  /// more.
  Decimal present_value(const Decimal& yield) const;

 private:
  struct Step {
    int periods;  ///< whole ones after the first day of the grid that follows settlement
    Decimal cash;
  };
  struct Part {
    std::int64_t numerator = 0, denominator = 1;
  };
  static Part left_of_period(const BondTerms& terms, const CouponPeriod& period, Date date);

  int per_year_ = 1;
  Part to_grid_;      ///< from settlement to the next day of the grid
  Part beyond_grid_;  ///< from the last day of the grid to a maturity that is none of its days
  bool simple_ = false;
  std::vector<Step> steps_;
};

/// Refuses days outside the bond's life, faulty terms, and a yield outside -50% to 1000% (E-DEBT-003).
Result<StreetPrice> price_from_yield(const BondTerms& terms, Date settlement, const Decimal& yield);
/// The yield a year of a clean price per 100, to twelve places. Refuses what has none (E-DEBT-003).
Result<Decimal> yield_from_price(const BondTerms& terms, Date settlement, const Decimal& clean);

}  // namespace openend::debt
