// instrument/municipal_bond/municipal_bond.h - floor 2
#pragma once

#include "instrument/debt/coupon_bond.h"

namespace openend::instrument {

/// Bonds and notes of states and their subdivisions, with a coupon.
struct MunicipalBond : CouponBond {
  static constexpr std::string_view kWord = "municipal_bond";
  static constexpr std::string_view kLabel = "Municipal Bond";
};

}  // namespace openend::instrument
