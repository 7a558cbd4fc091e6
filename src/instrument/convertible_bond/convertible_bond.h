// instrument/convertible_bond/convertible_bond.h - floor 2
#pragma once

#include "instrument/debt/coupon_bond.h"

namespace openend::instrument {

/// A corporate bond that its holder may turn into shares. Priced whole; the right to convert is not valued apart.
struct ConvertibleBond : CouponBond {
  static constexpr std::string_view kWord = "convertible_bond";
  static constexpr std::string_view kLabel = "Convertible Corporate Bond";
  /// LAW   26 USC 171(b)(1): what is paid for the right to convert is no bond premium; it is not known apart.
  static constexpr bool kPremiumIsInterest = false;
};

}  // namespace openend::instrument
