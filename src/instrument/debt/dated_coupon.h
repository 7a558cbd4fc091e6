// instrument/debt/dated_coupon.h - floor 2
//
// What a bond pays on a day, where its coupon steps, floats or has stopped.
//
// LAW   Spec S-2, L-5: step, floating and inverse floating coupons; defaulted bonds and bonds traded flat.
// EDGE  The rate of a period is the one in force on its first day. Flat, nothing accrues and what had accrued is taken
//       back; a coupon is paid where the bond is flat neither on its day nor on the day before. A bond that is flat on
//       its maturity pays nothing back: it is held, and priced, on.
#pragma once

#include "entity/security.h"

namespace openend::instrument {

inline bool is_flat(const entity::Security& bond, Date day) {
  bool flat = false;
  for (const entity::DatedCoupon& coupon : bond.coupons) {
    if (coupon.from <= day) flat = coupon.kind == entity::DatedCoupon::Kind::Flat;
  }
  return flat;
}

/// Percent a year of the period that begins on a day.
inline Decimal rate_pct_of(const entity::Security& bond, Date period_start) {
  Decimal rate = *bond.rate_pct;
  for (const entity::DatedCoupon& coupon : bond.coupons) {
    if (coupon.from <= period_start && coupon.kind != entity::DatedCoupon::Kind::Flat) rate = coupon.rate_pct;
  }
  return rate;
}

}  // namespace openend::instrument
