// instrument/debt/coupon_bond.h - floor 2
//
// Bonds with a fixed coupon: priced per 100 of par, clean; interest accrues every calendar day by the bond's own day
// count and is paid on coupon dates counted back from maturity.
#pragma once

#include "debt/terms.h"
#include "instrument/debt/dated_coupon.h"
#include "instrument/instrument.h"

namespace openend::instrument {

struct CouponBond {
  static Quotation quotation(const Security&) { return Quotation::PerHundred; }
  static bool amortises(const Security&) { return false; }
  static Refusals check(const Security& security);
  static Fraction value_from_terms(const Security&, const Decimal&, Date) { return {}; }
  static Fraction accrued(const Security& security, const Decimal& par, Date through);
  static constexpr bool kPremiumIsInterest = true;
  /// For yields. A bond of no coupon is a zero coupon bond, its yield compounded as often as coupons are named.
  /// EDGE  READ AS: of a floating rate, what was fixed by the day of the purchase is taken to last [ASC
  /// 310-20-35-18(c)].
  static debt::BondTerms bond_terms(const Security& security, Date bought);
  static std::vector<LifeEvent> life(const Security& security, Date after, Date until);
};

}  // namespace openend::instrument
