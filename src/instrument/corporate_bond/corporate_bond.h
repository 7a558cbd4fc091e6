// instrument/corporate_bond/corporate_bond.h - floor 2
#pragma once

#include "instrument/debt/coupon_bond.h"

namespace openend::instrument {

/// Notes, debentures, mortgage bonds and pass-through certificates of companies, with a fixed coupon.
struct CorporateBond : CouponBond {
  static constexpr std::string_view kWord = "corporate_bond";
  static constexpr std::string_view kLabel = "Corporate Bond";
};

}  // namespace openend::instrument
