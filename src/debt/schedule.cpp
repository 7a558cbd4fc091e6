#include "debt/schedule.h"

#include "base/assert.h"

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
  if (terms.last_coupon && date >= *terms.last_coupon) {
    const CouponGrid grid(terms);
    return InterestPeriod{*terms.last_coupon, terms.maturity, grid.day(1) == terms.maturity};
  }
  if (terms.first_coupon && date < *terms.first_coupon) {
    const CouponGrid grid(terms);
    const int step = grid.step_of(*terms.issued);
    const bool regular = grid.day(step) == *terms.issued && grid.day(step + 1) == *terms.first_coupon;
    return InterestPeriod{*terms.issued, *terms.first_coupon, regular};
  }
  const CouponGrid grid(terms);
  const CouponPeriod period = grid.period(grid.step_of(date));
  if (terms.issued && *terms.issued > period.start) return InterestPeriod{*terms.issued, period.end, false};
  return InterestPeriod{period.start, period.end, true};
}

Result<std::vector<InterestPeriod>> interest_periods(const BondTerms& terms, Date date) {
  std::vector<InterestPeriod> periods;
  for (Date at = terms.issued && date < *terms.issued ? *terms.issued : date;; at = periods.back().end) {
    TRY(const InterestPeriod period, interest_period(terms, at));
    periods.push_back(period);
    if (period.end >= terms.maturity) return periods;
  }
}

}  // namespace openend::debt
