// instrument/treasury/treasury.h - floor 2
#pragma once

#include "instrument/debt/coupon_bond.h"

namespace openend::instrument {

/// Notes and bonds of the United States Treasury: half-yearly coupons, actual days of the coupon period [31 CFR 356
/// App. B].
struct Treasury : CouponBond {
  static constexpr std::string_view kWord = "treasury";
  static constexpr std::string_view kLabel = "U.S. Government Obligation";
};

}  // namespace openend::instrument
