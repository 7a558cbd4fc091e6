#include "debt/accrued.h"

#include <algorithm>

#include "money/power.h"

namespace openend::debt {

namespace {

Decimal decimal_of(const YearFraction& years) { return quotient(Decimal(years.numerator), Decimal(years.denominator)); }

/// Actual/actual (ICMA) along a grid: each regular period gives its own share.
Decimal along(const CouponGrid& grid, Date start, Date end, int per_year) {
  Decimal years;
  for (int step = grid.step_of(start); start < end; ++step) {
    const CouponPeriod period = grid.period(step);
    const Date until = std::min(end, period.end);
    years += decimal_of(year_fraction(DayCount::ActualActualIcma, start, until, period, per_year));
    start = until;
  }
  return years;
}

}  // namespace

const CouponStage* stage_on(const BondTerms& terms, Date date) {
  const CouponStage* found = terms.coupons.empty() ? nullptr : &terms.coupons.front();
  for (const CouponStage& stage : terms.coupons) {
    if (stage.from <= date) found = &stage;
  }
  return found;
}

Decimal years_between(const BondTerms& terms, Date start, Date end) {
  if (terms.day_count == DayCount::ActualActualIcma)
    return along(CouponGrid(terms), start, end, terms.coupons_per_year);
  return decimal_of(year_fraction(terms.day_count, start, end, {}, terms.coupons_per_year));
}

Result<Decimal> icma_years(Date start, Date end, const CouponPeriod& regular, int per_year) {
  if (end < start || regular.end <= regular.start || per_year < 1 || 12 % per_year != 0)
    return refuse("E-DEBT-004", "a part of a year is counted forward, by a regular period of whole months",
                  "give the earlier day first, and 1, 2, 3, 4, 6 or 12 periods a year");
  const bool month_end = is_month_end(regular.start) && is_month_end(regular.end);
  const int months = 12 / per_year;
  Decimal years;
  if (start < regular.start)
    years += along(CouponGrid(regular.start, months, month_end), start, std::min(end, regular.start), per_year);
  const Date from = std::max(start, regular.start), to = std::min(end, regular.end);
  if (from < to) years += decimal_of(year_fraction(DayCount::ActualActualIcma, from, to, regular, per_year));
  if (end > regular.end)
    years += along(CouponGrid(regular.end, months, month_end), std::max(start, regular.end), end, per_year);
  return years;
}

Decimal coupon_of(const BondTerms& terms, const InterestPeriod& period) {
  const CouponStage* stage = stage_on(terms, period.start);
  if (stage == nullptr) return {};
  if (period.regular && (counts_months(terms.day_count) || terms.day_count == DayCount::ActualActualIcma))
    return quotient(stage->rate, Decimal(terms.coupons_per_year));
  return product(stage->rate, years_between(terms, period.start, period.end));
}

Result<Accrued> accrued_interest(const BondTerms& terms, Date settlement) {
  TRY(const InterestPeriod period, interest_period(terms, settlement));
  const CouponGrid grid(terms);
  const CouponPeriod regular = grid.period(grid.step_of(settlement));
  Accrued accrued;
  accrued.days = day_count_days(terms.day_count, period.start, settlement);
  accrued.period_days = counts_months(terms.day_count) ? 360 / terms.coupons_per_year : regular.end - regular.start;
  const CouponStage* stage = stage_on(terms, period.start);
  if (stage != nullptr) accrued.interest = product(stage->rate, years_between(terms, period.start, settlement));
  return accrued;
}

Result<Decimal> accrued_on(const BondTerms& terms, const Decimal& par, Date settlement) {
  TRY(const Accrued accrued, accrued_interest(terms, settlement));
  return product(par, accrued.interest);
}

Result<Decimal> simple_interest(const Decimal& principal, const Decimal& rate, DayCount day_count, Date from, Date to) {
  if (day_count == DayCount::ActualActualIcma || to < from)
    return refuse("E-DEBT-004", "interest is counted forward, and by actual/actual only inside a coupon period",
                  "give the earlier day first, and the bond's maturity and frequency for actual/actual");
  const YearFraction years = year_fraction(day_count, from, to, {}, 1);
  return quotient(product(product(principal, rate), Decimal(years.numerator)), Decimal(years.denominator));
}

}  // namespace openend::debt
