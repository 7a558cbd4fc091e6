#include "debt/schedule.h"

#include <algorithm>

namespace openend::debt {

namespace {

int months_of(Date date) { return date.year() * 12 + static_cast<int>(date.month()) - 1; }

Date last_of_month(Date date) { return add_months(Date::of(date.year(), date.month(), 1), 1) - 1; }

Refusals not_alive(const BondTerms& terms, Date date) {
  return refuse("E-DEBT-002",
                date.text() + " is outside the life of the bond" +
                    (terms.issued ? ", " + terms.issued->text() + " to " : ", which ends on ") + terms.maturity.text(),
                "ask for a day before maturity, from the issue on");
}

/// The period of a day between issue and maturity; the terms have been checked.
InterestPeriod period_at(const BondTerms& terms, const CouponGrid& grid, Date date) {
  if (terms.last_coupon && date >= *terms.last_coupon)
    return {*terms.last_coupon, terms.maturity, grid.day(1) == terms.maturity};
  if (terms.first_coupon && date < *terms.first_coupon) {
    const int step = grid.step_of(*terms.issued);
    const bool regular = grid.day(step) == *terms.issued && grid.day(step + 1) == *terms.first_coupon;
    return {*terms.issued, *terms.first_coupon, regular};
  }
  const CouponPeriod period = grid.period(grid.step_of(date));
  if (terms.issued && *terms.issued > period.start) return {*terms.issued, period.end, false};
  return {period.start, period.end, true};
}

}  // namespace

CouponGrid::CouponGrid(const BondTerms& terms)
    : anchor_(terms.last_coupon.value_or(terms.maturity)),
      months_(12 / terms.coupons_per_year),
      month_end_(is_month_end(anchor_)) {}

Date CouponGrid::day(int steps) const {
  // From the anchor itself each time, so that a short month does not move the days after it.
  const Date day = add_months(anchor_, steps * months_);
  return month_end_ ? last_of_month(day) : day;
}

int CouponGrid::step_of(Date date) const {
  int step = (months_of(date) - months_of(anchor_)) / months_;
  while (day(step) > date) --step;
  while (day(step + 1) <= date) ++step;
  return step;
}

Result<InterestPeriod> interest_period(const BondTerms& terms, Date date) {
  if (Refusals faults = check(terms); !faults.empty()) return faults;
  if (date >= terms.maturity || (terms.issued && date < *terms.issued)) return not_alive(terms, date);
  return period_at(terms, CouponGrid(terms), date);
}

Result<std::vector<InterestPeriod>> interest_periods(const BondTerms& terms, Date date) {
  TRY(const InterestPeriod first, interest_period(terms, terms.issued ? std::max(date, *terms.issued) : date));
  const CouponGrid grid(terms);
  std::vector<InterestPeriod> periods{first};
  while (periods.back().end < terms.maturity) periods.push_back(period_at(terms, grid, periods.back().end));
  return periods;
}

}  // namespace openend::debt
