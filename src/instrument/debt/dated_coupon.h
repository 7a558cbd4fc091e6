// instrument/debt/dated_coupon.h - floor 2
//
// What a bond pays on a day, where its coupon steps, floats or has stopped.
//
// LAW   Spec S-2, L-5: step, floating and inverse floating coupons; defaulted bonds and bonds traded flat.
// EDGE  The rate of a period is the one in force on its first day. Flat, nothing accrues and what had accrued is taken
//       back; a coupon is paid where the bond is flat neither on its day nor on the day before. A bond that is flat on
//       its maturity pays nothing back: it is held, and priced, on.
#pragma once

#include <optional>

#include "entity/security.h"

namespace openend::instrument {

inline bool is_flat(const entity::Security& bond, Date day) {
  bool flat = false;
  for (const entity::DatedCoupon& coupon : bond.coupons) {
    if (coupon.from <= day) flat = coupon.kind == entity::DatedCoupon::Kind::Flat;
  }
  return flat;
}

/// Percent a year on a day on which a rate begins: what coupons.csv says, where it spoke of the coupon period; else by
/// the formula, from the last fixing on or before the day that it looks back to; else what was said before.
Decimal rate_pct_of(const entity::Security& bond, Date day);

/// The day of which a fixing is missing for what a bond earns until the end of a day: none is known by then, or none
/// that is not too old. None: nothing is missing.
inline constexpr int kOldestFixing = 40;  ///< days; a rate of months is told once a month
std::optional<Date> missing_fixing(const entity::Security& bond, Date through);

}  // namespace openend::instrument
