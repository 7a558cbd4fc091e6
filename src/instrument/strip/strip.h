// instrument/strip/strip.h - floor 2
#pragma once

#include "instrument/debt/coupon_bond.h"

namespace openend::instrument {

/// One coupon, or the principal, of a bond taken apart: a single payment, priced per 100 of it. Its yield compounds as
/// often as it names coupons.
struct Strip : CouponBond {
  static constexpr std::string_view kWord = "strip";
  static constexpr std::string_view kLabel = "Stripped Obligation";
  static Refusals check(const Security& security) {
    Refusals faults = CouponBond::check(security);
    if (security.rate_pct && !security.rate_pct->is_zero())
      faults.push_back(term_fault(security, "a strip with a coupon", "0 in rate_pct"));
    return faults;
  }
};

}  // namespace openend::instrument
