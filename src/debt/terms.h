// debt/terms.h - floor 2
//
// What a debt security promises, as far as its arithmetic needs to know: when it pays, how it counts days and what it
// pays back. Everything is per 1 of par. A place for facts; the formulas are in the other files of the room.
#pragma once

#include <optional>
#include <vector>

#include "base/decimal.h"
#include "base/result.h"
#include "money/day_count.h"

namespace openend::debt {

/// The coupon from a day on. A bond with one stage is fixed, one with more a step coupon, one with none a zero coupon.
struct CouponStage {
  Date from;
  Decimal rate;          ///< a year, 0.065 is 6.5%
  bool in_kind = false;  ///< paid in more of the bond instead of cash
};

struct BondTerms {
  Date maturity;
  int coupons_per_year = 2;  ///< 1, 2, 3, 4, 6 or 12; of a zero coupon: how often its yield compounds
  DayCount day_count = DayCount::Thirty360Us;
  std::vector<CouponStage> coupons;  ///< in order; the first stage also covers the days before it
  Decimal redemption = Decimal(1);   ///< paid back at maturity for each 1 of par then outstanding
  std::optional<Date> issued;        ///< the day from which interest runs; none: long enough ago not to matter
  std::optional<Date> first_coupon;  ///< where the first period is odd and not simply short
  std::optional<Date> last_coupon;   ///< the coupon before maturity, where the last period is odd

  bool pays_coupons() const { return !coupons.empty(); }
};

/// Whether a count takes every month for thirty days.
inline bool counts_months(DayCount count) {
  return count == DayCount::Thirty360Us || count == DayCount::Thirty360BondBasis ||
         count == DayCount::Thirty360European;
}

/// A bond of one coupon that pays back par.
BondTerms fixed_coupon(Date maturity, int coupons_per_year, DayCount day_count, const Decimal& rate);
/// A zero coupon bond, or a strip of one coupon or of the principal: one payment, its yield compounded so often a year.
BondTerms zero_coupon(Date maturity, int compounded_per_year, DayCount day_count);

/// Nothing, or the faults of the terms (E-DEBT-001): a frequency that gives no whole months, a negative coupon or
/// redemption, dates or stages out of order, a first coupon that is none of the days counted back from maturity.
Refusals check(const BondTerms& terms);

}  // namespace openend::debt
