#include "money/day_count.h"

#include "base/assert.h"

namespace openend {

namespace {

struct Name {
  DayCount day_count;
  std::string_view text;
};

constexpr Name kNames[] = {
    {DayCount::Thirty360Us, "30/360"},
    {DayCount::Thirty360BondBasis, "30/360 bond basis"},
    {DayCount::ActualActualIcma, "actual/actual"},
    {DayCount::ActualActualIsda, "actual/actual isda"},
    {DayCount::Actual360, "actual/360"},
    {DayCount::Actual365, "actual/365"},
    {DayCount::Thirty360European, "30e/360"},
};

bool is_last_of_february(Date date) { return date.month() == 2 && is_month_end(date); }

int thirty_360(Date start, Date end, DayCount rule) {
  int from_day = static_cast<int>(start.day()), to_day = static_cast<int>(end.day());
  if (rule == DayCount::Thirty360Us && is_last_of_february(start)) {
    if (is_last_of_february(end)) to_day = 30;
    from_day = 30;
  }
  if (to_day == 31 && (from_day >= 30 || rule == DayCount::Thirty360European)) to_day = 30;
  if (from_day == 31) from_day = 30;
  const int months = static_cast<int>(end.month()) - static_cast<int>(start.month());
  return 360 * (end.year() - start.year()) + 30 * months + to_day - from_day;
}

/// The part of [start, end) that lies in leap years.
int days_in_leap_years(Date start, Date end) {
  int days = 0;
  for (int year = start.year(); year <= end.year(); ++year) {
    if (!is_leap_year(year)) continue;
    const Date from = Date::of(year, 1, 1), to = Date::of(year + 1, 1, 1);
    days += (end < to ? end : to) - (start < from ? from : start);
  }
  return days;
}

int months_since_zero(Date date) { return date.year() * 12 + static_cast<int>(date.month()) - 1; }

}  // namespace

std::optional<DayCount> parse_day_count(std::string_view text) {
  for (const Name& name : kNames) {
    if (name.text == text) return name.day_count;
  }
  return std::nullopt;
}

std::string_view name_of(DayCount day_count) {
  for (const Name& name : kNames) {
    if (name.day_count == day_count) return name.text;
  }
  return "";
}

int day_count_days(DayCount day_count, Date start, Date end) {
  OE_ASSERT(start <= end, "days are counted from the earlier day to the later");
  switch (day_count) {
    case DayCount::Thirty360Us:
    case DayCount::Thirty360BondBasis:
    case DayCount::Thirty360European: return thirty_360(start, end, day_count);
    case DayCount::ActualActualIcma:
    case DayCount::ActualActualIsda:
    case DayCount::Actual360:
    case DayCount::Actual365: return end - start;
  }
  return 0;
}

CouponPeriod coupon_period(Date maturity, int coupons_per_year, Date date) {
  OE_ASSERT(coupons_per_year > 0 && 12 % coupons_per_year == 0, "coupons fall on whole months");
  OE_ASSERT(date <= maturity, "a coupon period is not asked for after maturity");
  const int step = 12 / coupons_per_year;
  // Each coupon day is counted from maturity itself, so that a short month does not move the later ones.
  const auto coupon_day = [&](int periods_back) {
    const Date day = add_months(maturity, -periods_back * step);
    if (!is_month_end(maturity)) return day;
    return add_months(Date::of(day.year(), day.month(), 1), 1) - 1;
  };
  int back = (months_since_zero(maturity) - months_since_zero(date)) / step;
  while (coupon_day(back) > date) ++back;
  while (coupon_day(back - 1) <= date) --back;
  return {coupon_day(back), coupon_day(back - 1)};
}

YearFraction year_fraction(DayCount day_count, Date start, Date end, const CouponPeriod& period, int coupons_per_year) {
  const std::int64_t days = day_count_days(day_count, start, end);
  switch (day_count) {
    case DayCount::Thirty360Us:
    case DayCount::Thirty360BondBasis:
    case DayCount::Thirty360European:
    case DayCount::Actual360: return {days, 360};
    case DayCount::Actual365: return {days, 365};
    case DayCount::ActualActualIcma:
      OE_ASSERT(coupons_per_year > 0, "a bond pays at least one coupon a year");
      OE_ASSERT(period.start <= start && end <= period.end, "interest is counted inside one coupon period");
      return {days, std::int64_t{coupons_per_year} * (period.end - period.start)};
    case DayCount::ActualActualIsda: {
      // leap/366 + (days - leap)/365, brought to one denominator.
      const std::int64_t leap = days_in_leap_years(start, end);
      return {leap * 365 + (days - leap) * 366, 365 * 366};
    }
  }
  return {};
}

}  // namespace openend
