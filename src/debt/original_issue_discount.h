// debt/original_issue_discount.h - floor 2
//
// Original issue discount by accrual period, with its cents.
//
// LAW   26 USC 1272; Reg. 1.1272-1(b); rules 2.5: the discount of a period is the adjusted issue price at its beginning
//       times the yield over the periods of a year, less the stated interest of the period, to the cent, half up; it is
//       carried to the price. The last period takes what is left. Within a period every day has the same part.
// CASE  675,564.17 for 1,000,000 in five years at 8% half-yearly: 27,022.57, then 28,103.47 [Reg. 1.1272-1(j) ex. 1].
// CASE  600 for 1,000 in five years: 10.76% a year, 64.54 in the first, 664.54 after it.
#pragma once

#include <vector>

#include "base/decimal.h"
#include "base/result.h"
#include "money/date.h"

namespace openend::debt {

struct DiscountTerms {
  Decimal issue_price;
  Decimal redemption;  ///< stated redemption price at maturity
  Decimal yield;       ///< a year, compounded `per_year` times
  int per_year = 2;
  int periods = 1;
  Decimal stated_interest;  ///< qualified, of each period
};

struct DiscountPeriod {
  Decimal discount;     ///< original issue discount of the period
  Decimal price_after;  ///< adjusted issue price at its end
};

/// The yield of one payment: (redemption/price)^(1/periods) - 1, times `per_year`; eighteen places. Refuses prices that
/// are not above zero (E-DEBT-004).
Result<Decimal> zero_coupon_yield(const Decimal& price, const Decimal& redemption, int periods, int per_year);

struct DiscountSchedule {
  Decimal yield;  ///< a year
  Decimal total;  ///< redemption less issue price
  std::vector<DiscountPeriod> periods;
};

/// Period by period. Refuses no periods, or frequencies below one (E-DEBT-004).
Result<DiscountSchedule> discount_by_period(const DiscountTerms& terms);

/// The daily portion of a period's discount, to eighteen places. Refuses days below one (E-DEBT-004).
Result<Decimal> daily_discount(const Decimal& discount, int days);

/// Whole periods of 12/per_year months from issue to maturity, a short one counted as one.
int periods_between(Date issue, Date maturity, int per_year);

/// LAW   26 USC 1273(a)(3): a discount below a quarter of one percent of the redemption for each full year is none.
bool is_de_minimis(const Decimal& discount, const Decimal& redemption, int full_years);

/// A zero coupon bond over so many years: its yield and what each period adds.
Result<DiscountSchedule> zero_coupon_by_period(const Decimal& price, const Decimal& redemption, int years,
                                               int per_year);

}  // namespace openend::debt
