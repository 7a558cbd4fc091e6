#include "money/day_count.h"

#include <gtest/gtest.h>

namespace openend {
namespace {

Date day(const char* text) { return *Date::parse(text); }

TEST(DayCount, has_one_name_each) {
  for (const auto each :
       {DayCount::Thirty360Us, DayCount::Thirty360BondBasis, DayCount::ActualActualIcma, DayCount::ActualActualIsda,
        DayCount::Actual360, DayCount::Actual365, DayCount::Thirty360European}) {
    EXPECT_EQ(parse_day_count(name_of(each)), each);
  }
  EXPECT_EQ(name_of(DayCount::Thirty360Us), "30/360");
  for (const char* text : {"", "30/365", "Actual/360", "act/360", "30/360 ", "actual"}) {
    EXPECT_FALSE(parse_day_count(text).has_value()) << text;
  }
}

// Published rows: the ISDA 30/360 workbook, as used in QuantLib's own tests; the US column by the order of rules 2.2.
TEST(DayCount, thirty_360_with_and_without_the_february_rule) {
  struct Row {
    const char* sentence;
    const char* start;
    const char* end;
    int bond_basis;
    int us;
  };
  const Row rows[] = {
      {"from the 31st to February's end", "2006-08-31", "2007-02-28", 178, 178},
      {"from the leap day to a 31st", "2008-02-29", "2008-08-31", 182, 180},
      {"from February's end to 31 August", "2007-02-28", "2007-08-31", 183, 180},
      {"from February's end to 3 March", "2006-02-28", "2006-03-03", 5, 3},
      {"from the 30th to the 31st", "2006-09-30", "2006-10-31", 30, 30},
      {"from the 31st to February's end, one month", "2006-01-31", "2006-02-28", 28, 28},
      {"from February's end to February's end", "2007-02-28", "2008-02-29", 361, 360},
      {"from the 28th of a leap year's February: not its end", "2008-02-28", "2008-03-31", 33, 33},
      {"from the 29th to the 31st: the 31st stays", "2007-01-29", "2007-03-31", 62, 62},
      {"a whole year", "1996-12-31", "1997-12-31", 360, 360},
      {"no days", "1997-02-28", "1997-02-28", 0, 0},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(day_count_days(DayCount::Thirty360BondBasis, day(row.start), day(row.end)), row.bond_basis)
        << row.sentence;
    EXPECT_EQ(day_count_days(DayCount::Thirty360Us, day(row.start), day(row.end)), row.us) << row.sentence;
  }
  EXPECT_DEATH((void)day_count_days(DayCount::Actual360, day("1997-01-02"), day("1997-01-01")), "earlier day");
}

TEST(DayCount, thirty_e_360_makes_every_31st_a_30th_and_leaves_february) {
  const auto days = [](const char* a, const char* b) {
    return day_count_days(DayCount::Thirty360European, day(a), day(b));
  };
  EXPECT_EQ(days("2007-01-29", "2007-03-31"), 61) << "the US rule says 62";
  EXPECT_EQ(days("2006-08-31", "2007-02-28"), 178);
  EXPECT_EQ(days("2008-02-29", "2008-08-31"), 181);
}

std::string to_12_places(const YearFraction& fraction) {
  return divide(Decimal(fraction.numerator), Decimal(fraction.denominator), 12, Rounding::HalfUp).text();
}

// Published rows: the ISDA memo's examples, as used in QuantLib's own tests.
TEST(DayCount, actual_actual_isda_splits_at_year_ends) {
  struct Row {
    const char* working;
    const char* start;
    const char* end;
    const char* expected;
  };
  const Row rows[] = {
      {"61/365 + 121/366", "2003-11-01", "2004-05-01", "0.497724380567"},
      {"150/365", "1999-02-01", "1999-07-01", "0.410958904110"},
      {"334/365", "2002-08-15", "2003-07-15", "0.915068493151"},
      {"170/365 + 14/366", "2003-07-15", "2004-01-15", "0.504004790778"},
      {"155/365 + 29/366", "1999-07-30", "2000-01-30", "0.503892506924"},
      {"152/366", "2000-01-30", "2000-06-30", "0.415300546448"},
      {"1 + 1 + 1: whole years, one of them leap", "1999-01-01", "2002-01-01", "3.000000000000"},
      {"no days", "2000-06-30", "2000-06-30", "0.000000000000"},
  };
  for (const Row& row : rows) {
    const auto fraction = year_fraction(DayCount::ActualActualIsda, day(row.start), day(row.end), {}, 0);
    EXPECT_EQ(to_12_places(fraction), row.expected) << row.working;
  }
}

TEST(DayCount, actual_actual_icma_counts_in_the_coupon_period) {
  const CouponPeriod half{day("2000-01-30"), day("2000-07-30")};
  const auto fraction = year_fraction(DayCount::ActualActualIcma, day("2000-01-30"), day("2000-06-30"), half, 2);
  EXPECT_EQ(fraction.numerator, 152);
  EXPECT_EQ(fraction.denominator, 364) << "2 x 182";
  EXPECT_EQ(to_12_places(fraction), "0.417582417582");
  const auto whole = year_fraction(DayCount::ActualActualIcma, half.start, half.end, half, 2);
  EXPECT_EQ(to_12_places(whole), "0.500000000000") << "a half-year's coupon is half a year, whatever its days";
  EXPECT_DEATH((void)year_fraction(DayCount::ActualActualIcma, day("2000-01-29"), day("2000-06-30"), half, 2),
               "inside one coupon period");
  EXPECT_DEATH((void)year_fraction(DayCount::ActualActualIcma, day("2000-01-30"), day("2000-07-31"), half, 2),
               "inside one coupon period");
}

TEST(DayCount, the_others_divide_by_a_fixed_year) {
  const Date start = day("1996-02-28"), end = day("1996-03-01");
  EXPECT_EQ(year_fraction(DayCount::Actual360, start, end, {}, 0).numerator, 2);
  EXPECT_EQ(year_fraction(DayCount::Actual360, start, end, {}, 0).denominator, 360);
  EXPECT_EQ(year_fraction(DayCount::Actual365, start, end, {}, 0).numerator, 2);
  EXPECT_EQ(year_fraction(DayCount::Actual365, start, end, {}, 0).denominator, 365);
  EXPECT_EQ(year_fraction(DayCount::Thirty360Us, start, end, {}, 0).numerator, 3) << "the 28th of a leap February";
}

TEST(CouponPeriod, is_counted_back_from_maturity) {
  struct Row {
    const char* sentence;
    const char* maturity;
    int coupons_per_year;
    const char* date;
    const char* start;
    const char* end;
  };
  const Row rows[] = {
      {"a plain half-year", "2006-05-15", 2, "2000-08-01", "2000-05-15", "2000-11-15"},
      {"a coupon day begins its period", "2006-05-15", 2, "2000-05-15", "2000-05-15", "2000-11-15"},
      {"the day before ends one", "2006-05-15", 2, "2000-05-14", "1999-11-15", "2000-05-15"},
      {"maturity begins the period that would follow", "2006-05-15", 2, "2006-05-15", "2006-05-15", "2006-11-15"},
      {"the last period", "2006-05-15", 2, "2006-05-14", "2005-11-15", "2006-05-15"},
      {"month ends stay month ends: 30 September, 31 March", "2001-09-30", 2, "1997-04-01", "1997-03-31", "1997-09-30"},
      {"from 31 March back to 30 September", "2001-03-31", 2, "1997-01-01", "1996-09-30", "1997-03-31"},
      {"February's end back to August's", "2001-02-28", 2, "1996-12-31", "1996-08-31", "1997-02-28"},
      {"and to a leap day", "2001-02-28", 2, "1996-03-01", "1996-02-29", "1996-08-31"},
      {"a leap-day maturity is a month end", "2008-02-29", 2, "2007-09-15", "2007-08-31", "2008-02-29"},
      {"the 30th is not a month end of August: February is only clipped", "2001-08-30", 2, "1997-03-01", "1997-02-28",
       "1997-08-30"},
      {"quarters", "1999-01-15", 4, "1996-12-31", "1996-10-15", "1997-01-15"},
      {"months", "1999-01-31", 12, "1997-02-28", "1997-02-28", "1997-03-31"},
      {"years", "1999-06-30", 1, "1997-06-30", "1997-06-30", "1998-06-30"},
      {"long ago", "2026-08-15", 2, "1996-12-31", "1996-08-15", "1997-02-15"},
  };
  for (const Row& row : rows) {
    const auto period = coupon_period(day(row.maturity), row.coupons_per_year, day(row.date));
    EXPECT_EQ(period.start.text(), row.start) << row.sentence;
    EXPECT_EQ(period.end.text(), row.end) << row.sentence;
  }
  EXPECT_DEATH((void)coupon_period(day("2001-09-30"), 2, day("2001-10-01")), "not asked for after maturity");
  EXPECT_DEATH((void)coupon_period(day("2001-09-30"), 5, day("1997-09-30")), "whole months");
  EXPECT_DEATH((void)coupon_period(day("2001-09-30"), 0, day("1997-09-30")), "whole months");
}

TEST(CouponPeriod, every_day_lies_in_its_period_and_periods_touch) {
  for (const char* maturity : {"2008-02-29", "2007-08-31", "2007-08-30", "2007-05-15", "2007-02-28"}) {
    for (const int frequency : {1, 2, 3, 4, 6, 12}) {
      Date previous_end = coupon_period(day(maturity), frequency, day("1999-12-31")).start;
      for (Date date = previous_end; date < day(maturity); date = date + 1) {
        const auto period = coupon_period(day(maturity), frequency, date);
        ASSERT_TRUE(period.start <= date && date < period.end) << maturity << " " << date.text();
        ASSERT_TRUE(period.start == previous_end || period.end == previous_end) << maturity << " " << date.text();
        previous_end = period.end;
      }
      ASSERT_EQ(previous_end, day(maturity));
    }
  }
}

}  // namespace
}  // namespace openend
