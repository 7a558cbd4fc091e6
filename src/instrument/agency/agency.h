// instrument/agency/agency.h - floor 2
#pragma once

#include "instrument/debt/coupon_bond.h"
#include "instrument/debt/discount_paper.h"

namespace openend::instrument {

/// Paper of agencies of the United States: a discount note where it names no coupon frequency, else a coupon bond.
struct Agency {
  static constexpr std::string_view kWord = "agency";
  static constexpr std::string_view kLabel = "U.S. Government Agency";

  static bool pays_coupons(const Security& security) { return security.coupons_per_year != 0; }
  static Quotation quotation(const Security& security) {
    return pays_coupons(security) ? CouponBond::quotation(security) : DiscountPaper::quotation(security);
  }
  static bool amortises(const Security& security) { return !pays_coupons(security); }
  static Refusals check(const Security& security) {
    return pays_coupons(security) ? CouponBond::check(security) : DiscountPaper::check(security);
  }
  static Fraction value_from_terms(const Security& security, const Decimal& par, Date date) {
    return DiscountPaper::value_from_terms(security, par, date);
  }
  static Fraction accrued(const Security& security, const Decimal& par, Date through) {
    return pays_coupons(security) ? CouponBond::accrued(security, par, through) : Fraction{};
  }
  static constexpr bool kPremiumIsInterest = true;
  static debt::BondTerms bond_terms(const Security& security, Date bought) {
    return CouponBond::bond_terms(security, bought);
  }
  static std::vector<LifeEvent> life(const Security& security, Date after, Date until) {
    return pays_coupons(security) ? CouponBond::life(security, after, until)
                                  : DiscountPaper::life(security, after, until);
  }
};

}  // namespace openend::instrument
