#include "instrument/debt/coupon_bond.h"

#include <algorithm>

namespace openend::instrument {

namespace {

/// The decimal of a percentage: 6.5 is 0.065.
Decimal rate_of(const Security& security, Date period_start) {
  return rate_pct_of(security, period_start) * Decimal::of(1, 2);
}

}  // namespace

Refusals CouponBond::check(const Security& security) {
  Refusals faults;
  if (!security.rate_pct || security.rate_pct->is_negative()) {
    faults.push_back(term_fault(security, "no coupon", "a percentage of zero or more in rate_pct"));
  }
  if (!security.maturity) faults.push_back(term_fault(security, "no maturity", "a date in maturity"));
  if (!security.day_count)
    faults.push_back(
        term_fault(security, "no day count", "30/360, actual/actual, actual/360 or actual/365 in day_count"));
  const int n = security.coupons_per_year;
  if (n != 1 && n != 2 && n != 4 && n != 12) {
    faults.push_back(term_fault(security, "no coupon frequency", "1, 2, 4 or 12 in coupons_per_year"));
  }
  if (security.issued && security.maturity && *security.issued >= *security.maturity) {
    faults.push_back(term_fault(security, "it matures before it is issued", "maturity after issued"));
  }
  return faults;
}

Fraction CouponBond::accrued(const Security& security, const Decimal& par, Date through) {
  if (through + 1 > *security.maturity || is_flat(security, through)) return {};
  // The day itself has earned its interest: count from the last coupon (included) to the next day (excluded).
  const CouponPeriod period = coupon_period(*security.maturity, security.coupons_per_year, through);
  const YearFraction years =
      year_fraction(*security.day_count, period.start, through + 1, period, security.coupons_per_year);
  return {par * rate_of(security, period.start) * Decimal(years.numerator), years.denominator};
}

debt::BondTerms CouponBond::bond_terms(const Security& security, Date bought) {
  using Kind = entity::DatedCoupon::Kind;
  const int n = security.coupons_per_year;
  auto terms = debt::zero_coupon(*security.maturity, n, *security.day_count);
  const auto stage = [&](Date from, const Decimal& rate_pct) {
    terms.coupons.push_back({from, rate_pct * Decimal::of(1, 2), false});
  };
  for (const entity::DatedCoupon& coupon : security.coupons) {
    if (coupon.kind == Kind::Flat || (coupon.kind == Kind::Reset && coupon.from > bought)) continue;
    if (terms.coupons.empty()) stage(coupon.from - 1, *security.rate_pct);  // it covers the days before, too
    stage(coupon.from, coupon.rate_pct);
  }
  if (terms.coupons.empty() && !security.rate_pct->is_zero()) stage(*security.maturity, *security.rate_pct);
  return terms;
}

std::vector<LifeEvent> CouponBond::life(const Security& security, Date after, Date until) {
  std::vector<LifeEvent> events;
  const Date end = *security.maturity;
  const auto pay = [&](Date date) {
    if (is_flat(security, date) || is_flat(security, date - 1)) return;
    const Date start = coupon_period(end, security.coupons_per_year, date - 1).start;
    events.push_back({LifeEvent::What::Coupon, date, {rate_of(security, start), security.coupons_per_year}, {}});
  };
  const bool ends = end <= until && end > after;
  if (ends && !is_flat(security, end)) events.push_back({LifeEvent::What::Maturity, end, {}, Decimal(1)});
  const Date last = std::min(until, end);
  // Walk back over the coupon dates that fall into the window.
  for (Date date = coupon_period(end, security.coupons_per_year, last).start; date > after;
       date = coupon_period(end, security.coupons_per_year, date - 1).start) {
    if (date <= last && date < end) pay(date);
  }
  if (ends) pay(end);
  std::stable_sort(events.begin(), events.end(), [](const LifeEvent& a, const LifeEvent& b) {
    return a.date != b.date ? a.date < b.date : a.what < b.what;  // the last coupon before the principal
  });
  return events;
}

}  // namespace openend::instrument
