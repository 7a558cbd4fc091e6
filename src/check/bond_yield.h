// check/bond_yield.h - floor 3
//
// The yield that a bond's price implies, for holding prices against it. Found by halving between whole tenths of a
// basis point: no binary float, no guess to begin with.
//
// LAW   Spec V-6: a bond's price is held against its yield.
// WHY   A yield compares the prices of a bond with two months and of one with twenty years to run; a price does not.
// EDGE  READ AS: within a coupon period interest is simple, as for U.S. Treasuries; a period counts actual days. A
//       price that implies no yield between 0.001% and 100% has none here.
#pragma once

#include <optional>

#include "entity/security.h"

namespace openend::check {

/// A yield in tenths of a basis point: 6,500 is 6.5%.
using YieldTenths = int;
inline constexpr YieldTenths kLowestYield = 1, kHighestYield = 100'000;

/// Whether the terms give fixed coupons and a maturity after the day.
bool has_yield(const entity::Security& bond, Date day);
/// The clean price per 100 of par that a yield gives on a day, to 12 places; only where has_yield().
Decimal price_at(const entity::Security& bond, Date day, YieldTenths yield);
/// The yield of a clean price; none outside the span above.
std::optional<YieldTenths> yield_of(const entity::Security& bond, Date day, const Decimal& price);

}  // namespace openend::check
