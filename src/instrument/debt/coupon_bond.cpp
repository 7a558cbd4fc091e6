#include "instrument/debt/coupon_bond.h"

#include <algorithm>

#include "debt/floater.h"

namespace openend::instrument {

namespace {

/// The decimal of a percentage: 6.5 is 0.065.
Decimal rate_of(const Security& security, Date day) { return rate_pct_of(security, day) * Decimal::of(1, 2); }

/// Where a rate begins next within its coupon period.
Date next_reset(const Security& security, Date from, Date period_end) {
  const int days = security.reset ? security.reset->every_days : 0;
  return days == 0 ? period_end : std::min(from + days, period_end);
}

/// What a unit of par earns from the first day of its coupon period until a day of it: stretches of one rate each. A
/// convention has one denominator for all days of a period.
Fraction earned_by(const Security& security, const CouponPeriod& period, Date until) {
  const auto years_until = [&](Date day) {
    return year_fraction(*security.day_count, period.start, day, period, security.coupons_per_year);
  };
  YearFraction before = years_until(period.start);
  Fraction sum{Decimal{}, before.denominator};
  for (Date from = period.start; from < until;) {
    const Date to = std::min(next_reset(security, from, period.end), until);
    const YearFraction after = years_until(to);
    sum.numerator = sum.numerator + rate_of(security, from) * Decimal(after.numerator - before.numerator);
    before = after;
    from = to;
  }
  return sum;
}

/// LAW   Docs 0007: by 30/360 and actual/actual (ICMA) a regular period pays the rate over the frequency; by counts of
///       calendar days it pays what its days have earned.
bool pays_by_days(const Security& security) {
  switch (*security.day_count) {
    case DayCount::Actual360:
    case DayCount::Actual365:
    case DayCount::ActualActualIsda: return true;
    default: return security.reset && security.reset->every_days != 0;
  }
}

}  // namespace

namespace {

/// The row of coupons.csv that spoke last by a day; none: there is no such row.
const entity::DatedCoupon* coupon_by(const Security& bond, Date day) {
  const entity::DatedCoupon* last = nullptr;
  for (const entity::DatedCoupon& coupon : bond.coupons) {
    if (coupon.from <= day && coupon.kind != entity::DatedCoupon::Kind::Flat) last = &coupon;
  }
  return last;
}

/// Whether the period that begins on a day is paid in more of the bond: its last is paid with the principal.
bool pays_in_kind(const Security& bond, Date period_start) {
  const entity::DatedCoupon* said = coupon_by(bond, period_start);
  return said != nullptr && said->kind == entity::DatedCoupon::Kind::InKind;
}

/// Whether the formula sets the rate that begins on a day: nobody has fixed one for its coupon period.
bool by_formula(const Security& bond, Date day) {
  if (!bond.reset) return false;
  const entity::DatedCoupon* said = coupon_by(bond, day);
  return said == nullptr || said->from < coupon_period(*bond.maturity, bond.coupons_per_year, day).start;
}

const entity::Fixings::Told* fixing_for(const Security& bond, Date day) {
  return bond.fixings == nullptr ? nullptr : bond.fixings->last(day - bond.reset->look_back_days);
}

}  // namespace

Decimal rate_pct_of(const Security& bond, Date day) {
  const entity::DatedCoupon* said = coupon_by(bond, day);
  const auto* told = by_formula(bond, day) ? fixing_for(bond, day) : nullptr;
  if (told == nullptr) return said == nullptr ? *bond.rate_pct : said->rate_pct;
  const entity::ResetTerms& terms = *bond.reset;
  return debt::reset_rate({terms.multiplier, terms.spread_pct, terms.cap_pct, terms.floor_pct}, told->level).trimmed();
}

std::optional<Date> missing_fixing(const Security& bond, Date through) {
  if (!bond.reset || through >= *bond.maturity || is_flat(bond, through)) return std::nullopt;
  const CouponPeriod period = coupon_period(*bond.maturity, bond.coupons_per_year, through);
  for (Date from = period.start; from <= through; from = next_reset(bond, from, period.end)) {
    if (!by_formula(bond, from)) continue;
    const Date wanted = from - bond.reset->look_back_days;
    const auto* told = fixing_for(bond, from);
    if (told == nullptr || wanted - told->date > kOldestFixing) return wanted;
  }
  return std::nullopt;
}

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
  const Fraction earned = earned_by(security, period, through + 1);
  return {par * earned.numerator, earned.denominator};
}

debt::BondTerms CouponBond::bond_terms(const Security& security, Date bought) {
  using Kind = entity::DatedCoupon::Kind;
  const int n = security.coupons_per_year;
  auto terms = debt::zero_coupon(*security.maturity, n, *security.day_count);
  const auto stage = [&](Date from, const Decimal& rate_pct) {
    terms.coupons.push_back({from, rate_pct * Decimal::of(1, 2), false});
  };
  if (security.reset) {
    stage(*security.maturity, rate_pct_of(security, coupon_period(*security.maturity, n, bought).start));
    return terms;
  }
  // What is paid in kind is taken as money that buys more at par: the new par is a lot of its own.
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
    const CouponPeriod period = coupon_period(end, security.coupons_per_year, date - 1);
    const Fraction paid = pays_by_days(security) ? earned_by(security, period, date)
                                                 : Fraction{rate_of(security, period.start), security.coupons_per_year};
    const auto what =
        date < end && pays_in_kind(security, period.start) ? LifeEvent::What::InKind : LifeEvent::What::Coupon;
    events.push_back({what, date, paid, {}});
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
