#include "check/bond_yield.h"

namespace openend::check {

namespace {

constexpr int kPlaces = 15;

Decimal kept(const Decimal& value) { return value.rounded(kPlaces, Rounding::HalfEven); }

/// base^exponent, each product kept to so many places.
Decimal power(Decimal base, int exponent) {
  Decimal result(1);
  for (; exponent > 0; exponent /= 2) {
    if (exponent % 2 == 1) result = kept(result * base);
    base = kept(base * base);
  }
  return result;
}

/// Where a day lies among a bond's coupons.
struct Schedule {
  int coupons_left = 0;
  Decimal to_next;  ///< part of the period until the next coupon
  Decimal coupon;   ///< per 100 of par and period
};

Schedule schedule_of(const entity::Security& bond, Date day) {
  const CouponPeriod period = coupon_period(*bond.maturity, bond.coupons_per_year, day);
  Schedule schedule;
  schedule.to_next = divide(Decimal(period.end - day), Decimal(period.end - period.start), kPlaces, Rounding::HalfEven);
  schedule.coupon = divide(*bond.rate_pct, Decimal(bond.coupons_per_year), kPlaces, Rounding::HalfEven);
  const int months = (bond.maturity->year() - period.end.year()) * 12 + static_cast<int>(bond.maturity->month()) -
                     static_cast<int>(period.end.month());
  schedule.coupons_left = 1 + months / (12 / bond.coupons_per_year);
  return schedule;
}

Decimal price_at(const Schedule& schedule, int coupons_per_year, YieldTenths yield) {
  const Decimal rate = divide(Decimal::of(yield, 5), Decimal(coupons_per_year), kPlaces, Rounding::HalfEven);
  const Decimal one(1);
  const Decimal factor = divide(one, one + rate, kPlaces, Rounding::HalfEven);
  const Decimal last = power(factor, schedule.coupons_left - 1);
  // Of one coupon now and at the end of each period, and of the principal with the last.
  const Decimal annuity = divide(one - kept(last * factor), one - factor, kPlaces, Rounding::HalfEven);
  const Decimal at_next = kept(schedule.coupon * annuity) + Decimal(100) * last;
  const Decimal dirty = divide(at_next, one + kept(rate * schedule.to_next), kPlaces, Rounding::HalfEven);
  return dirty - kept(schedule.coupon * (one - schedule.to_next));
}

}  // namespace

bool has_yield(const entity::Security& bond, Date day) {
  return bond.rate_pct && bond.maturity && bond.coupons_per_year > 0 && bond.coupons.empty() && day < *bond.maturity;
}

Decimal price_at(const entity::Security& bond, Date day, YieldTenths yield) {
  return price_at(schedule_of(bond, day), bond.coupons_per_year, yield).rounded(12, Rounding::HalfEven);
}

std::optional<YieldTenths> yield_of(const entity::Security& bond, Date day, const Decimal& price) {
  const Schedule schedule = schedule_of(bond, day);
  YieldTenths low = kLowestYield, high = kHighestYield;
  if (price_at(schedule, bond.coupons_per_year, low) < price) return std::nullopt;
  if (price_at(schedule, bond.coupons_per_year, high) > price) return std::nullopt;
  while (high - low > 1) {  // a price falls as its yield rises
    const YieldTenths middle = low + (high - low) / 2;
    (price_at(schedule, bond.coupons_per_year, middle) >= price ? low : high) = middle;
  }
  return low;
}

}  // namespace openend::check
