// instrument/pass_through/pass_through.h - floor 2
#pragma once

#include "instrument/debt/coupon_bond.h"

namespace openend::instrument {

/// LAW   Spec S-3. Shares in pools of mortgages and other loans: interest on the par that is left, principal as it
/// comes
///       (corporate-actions.csv, paydown). The quantity is the current face.
/// EDGE  READ AS: its lots stay at their costs. When principal comes is not known, and a yield to the final day would
///       be none.
struct PassThrough : CouponBond {
  static constexpr std::string_view kWord = "pass_through";
  static constexpr std::string_view kLabel = "Mortgage Pass-Through";
  static debt::BondTerms bond_terms(const Security&, Date) = delete;  ///< so that it has no yield
};

}  // namespace openend::instrument
