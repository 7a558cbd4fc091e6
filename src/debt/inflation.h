// debt/inflation.h - floor 2
//
// Treasury inflation-protected securities: index, index ratio, price and what is paid at settlement.
//
// LAW   31 CFR 356 App. B I.B, III and V; rules 2.1: the reference index of a day lies in proportion between the
//       consumer price indices of the third and the second month before; it and the index ratio are cut to six decimals
//       and rounded to five, half up. Price and accrued interest are computed without inflation, to six decimals, and
//       multiplied by the ratio.
// WHY   Principal and interest are paid in the money of the day; what is quoted is in the money of the dated date.
// EDGE  At maturity at least the par is paid; the floor does not touch coupons.
// CASE  163.29032 over 161.55484 is 1.01074; 99.797017 becomes 100.868837, with 0.915983 accrued 101.784820 is paid.
#pragma once

#include "debt/treasury_price.h"
#include "money/date.h"

namespace openend::debt {

/// The reference index of a day from the indices of the third month before it and of the month after that one.
Decimal reference_index(Date date, const Decimal& third_month_before, const Decimal& second_month_before);

/// Reference index over that of the dated date. Refuses indices that are not above zero (E-DEBT-004).
Result<Decimal> index_ratio(const Decimal& reference, const Decimal& base);

/// Per 100, six decimals half up, as the Treasury publishes them.
struct InflationPrice {
  Decimal price, accrued;                    ///< in the money of the dated date
  Decimal adjusted_price, adjusted_accrued;  ///< in today's
  Decimal settlement;                        ///< adjusted price and accrued together
};

/// `which` and the initial days of the terms are not looked at: interest accrues as in a reopening (case D).
Result<InflationPrice> inflation_price(TreasuryTerms terms, const Decimal& ratio);

/// A price or accrued interest in today's money, six decimals half up.
Decimal adjusted_for_inflation(const Decimal& per_hundred, const Decimal& ratio);

/// The coupon of half a year on a par, to eighteen places; `coupon` is a year's, 0.00625 is 0.625%.
Decimal inflation_coupon(const Decimal& coupon, const Decimal& par, const Decimal& ratio);

/// What is paid at maturity: par times the ratio, and at least par.
Decimal inflation_redemption(const Decimal& par, const Decimal& ratio);

/// An interest component that was stripped off: its adjusted value, and what it pays. Both to the cent, half up.
struct InflationStrip {
  Decimal adjusted_value;  ///< half the coupon of the par, at an index of 100
  Decimal payment;         ///< adjusted value times the reference index over 100
};
/// Refuses indices that are not above zero (E-DEBT-004).
Result<InflationStrip> inflation_strip(const Decimal& par, const Decimal& coupon, const Decimal& base,
                                       const Decimal& reference);

}  // namespace openend::debt
