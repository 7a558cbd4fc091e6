// Day counts against QuantLib's.
#include <gtest/gtest.h>

#include <ql/time/daycounters/actual360.hpp>
#include <ql/time/daycounters/actual365fixed.hpp>
#include <ql/time/daycounters/actualactual.hpp>
#include <ql/time/daycounters/thirty360.hpp>

#include "money/day_count.h"

namespace openend {
namespace {

QuantLib::Date their(Date date) {
  return {static_cast<int>(date.day()), static_cast<QuantLib::Month>(date.month()), date.year()};
}

double as_double(const YearFraction& fraction) {
  return static_cast<double>(fraction.numerator) / static_cast<double>(fraction.denominator);
}

/// All pairs of days (start <= end) of five years with one leap day; the step leaves no day of the month out.
template <class Visit>
void each_pair(Visit visit) {
  const Date first = Date::of(2006, 1, 1), last = Date::of(2010, 12, 31);
  for (Date start = first; start <= last; start = start + 1) {
    for (Date end = start; end <= last; end = end + 1) visit(start, end);
  }
}

TEST(DayCountOracle, bond_basis_and_the_actual_counts_agree_on_every_pair) {
  const QuantLib::Thirty360 bond_basis(QuantLib::Thirty360::BondBasis);
  const QuantLib::Thirty360 european(QuantLib::Thirty360::European);
  const QuantLib::Actual360 actual_360;
  const QuantLib::Actual365Fixed actual_365;
  each_pair([&](Date start, Date end) {
    const auto a = their(start), b = their(end);
    ASSERT_EQ(day_count_days(DayCount::Thirty360BondBasis, start, end), bond_basis.dayCount(a, b))
        << start.text() << " " << end.text();
    ASSERT_EQ(day_count_days(DayCount::Thirty360European, start, end), european.dayCount(a, b));
    ASSERT_EQ(day_count_days(DayCount::Actual360, start, end), actual_360.dayCount(a, b));
    ASSERT_EQ(day_count_days(DayCount::Actual365, start, end), actual_365.dayCount(a, b));
  });
}

// QuantLib 1.29 asks whether the end is a 31st before February's last day has become a 30th (rules 2.2). So it counts a
// day more exactly where the start is February's last day and the end a 31st, and nowhere else.
TEST(DayCountOracle, thirty_360_us_differs_only_from_february_s_end_to_a_31st) {
  const QuantLib::Thirty360 usa(QuantLib::Thirty360::USA);
  int differences = 0;
  each_pair([&](Date start, Date end) {
    const int ours = day_count_days(DayCount::Thirty360Us, start, end);
    const bool known = start.month() == 2 && is_month_end(start) && end.day() == 31;
    differences += known;
    ASSERT_EQ(usa.dayCount(their(start), their(end)), ours + (known ? 1 : 0)) << start.text() << " " << end.text();
  });
  EXPECT_EQ(differences, 34 + 27 + 20 + 13 + 6) << "31sts after February's end of 2006, 2007, 2008, 2009 and 2010";
}

TEST(DayCountOracle, actual_actual_isda_agrees) {
  const QuantLib::ActualActual isda(QuantLib::ActualActual::ISDA);
  for (Date start = Date::of(1995, 1, 1); start <= Date::of(2005, 12, 31); start = start + 3) {
    for (Date end = start; end <= Date::of(2005, 12, 31); end = end + 7) {
      const double ours = as_double(year_fraction(DayCount::ActualActualIsda, start, end, {}, 0));
      ASSERT_NEAR(isda.yearFraction(their(start), their(end)), ours, 1e-12) << start.text() << " " << end.text();
    }
  }
}

TEST(DayCountOracle, actual_actual_icma_agrees_inside_coupon_periods) {
  const QuantLib::ActualActual icma(QuantLib::ActualActual::ISMA);
  for (const Date maturity : {Date::of(2006, 5, 15), Date::of(2008, 2, 29), Date::of(2005, 8, 31)}) {
    for (Date date = Date::of(1997, 1, 1); date < Date::of(2004, 12, 31); date = date + 1) {
      const CouponPeriod period = coupon_period(maturity, 2, date);
      const double ours = as_double(year_fraction(DayCount::ActualActualIcma, period.start, date, period, 2));
      const double theirs = icma.yearFraction(their(period.start), their(date), their(period.start), their(period.end));
      ASSERT_NEAR(theirs, ours, 1e-12) << maturity.text() << " " << date.text();
    }
  }
}

}  // namespace
}  // namespace openend
