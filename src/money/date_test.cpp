#include "money/date.h"

#include <gtest/gtest.h>

namespace openend {
namespace {

Date day(const char* text) { return *Date::parse(text); }

TEST(Date, every_day_of_a_century_and_a_half_reads_back) {
  const Date first = Date::of(1950, 1, 1), last = Date::of(2100, 12, 31);
  unsigned weekday = 0;  // 1950-01-01 was a Sunday
  for (Date date = first; date <= last; date = date + 1, weekday = (weekday + 1) % 7) {
    ASSERT_EQ(Date::parse(date.text()), date);
    ASSERT_EQ(Date::of(date.year(), date.month(), date.day()), date);
    ASSERT_EQ(date.weekday(), weekday);
    ASSERT_EQ(date.is_weekend(), weekday == 0 || weekday == 6);
    ASSERT_EQ(is_month_end(date), (date + 1).month() != date.month());
  }
  EXPECT_EQ(last - first, 55151) << "151 years x 365 + 37 leap days - 1";
}

TEST(Date, known_days) {
  EXPECT_EQ(Date::of(1970, 1, 1).days, 0);
  EXPECT_EQ(day("1969-12-31").days, -1);
  EXPECT_EQ(day("2000-03-01").days, 11017) << "30 years x 365 + 7 leap days + 31 + 29 = 11,017";
  EXPECT_EQ(day("1997-03-03").weekday(), 1U) << "a Monday";
  EXPECT_EQ(day("1997-01-02") - day("1996-12-31"), 2);
  EXPECT_LT(day("1996-12-31"), day("1997-01-01"));
  EXPECT_EQ(day("0001-01-01").text(), "0001-01-01");
  EXPECT_EQ(day("9999-12-31").text(), "9999-12-31");
}

TEST(Date, refuses_other_texts_and_days_that_do_not_exist) {
  for (const char* text : {"",           "1997",       "1997-1-2",    "97-01-02",    "1997/01/02",
                           "01-02-1997", "1997-01-2",  " 1997-01-02", "1997-01-02 ", "1997-00-10",
                           "1997-13-10", "1997-01-00", "1997-01-32",  "1997-02-29",  "1900-02-29",
                           "1997-04-31", "0000-01-01", "-997-01-02",  "1997-01-0x",  "+997-01-01"}) {
    EXPECT_FALSE(Date::parse(text).has_value()) << text;
  }
  EXPECT_TRUE(Date::parse("1996-02-29").has_value());
  EXPECT_TRUE(Date::parse("2000-02-29").has_value()) << "a century divisible by 400 is a leap year";
  EXPECT_DEATH((void)Date::of(1997, 2, 29), "a day that exists");
  EXPECT_DEATH((void)Date::of(1997, 13, 1), "a day that exists");
}

TEST(Date, leap_years) {
  EXPECT_TRUE(is_leap_year(1996));
  EXPECT_TRUE(is_leap_year(2000));
  EXPECT_FALSE(is_leap_year(1900));
  EXPECT_FALSE(is_leap_year(2100));
  EXPECT_FALSE(is_leap_year(1997));
}

TEST(Date, months_are_added_and_short_months_take_their_last_day) {
  struct Row {
    const char* sentence;
    const char* from;
    int months;
    const char* expected;
  };
  const Row rows[] = {
      {"a plain month", "1997-01-15", 1, "1997-02-15"},
      {"January's last day to February", "1997-01-31", 1, "1997-02-28"},
      {"the same in a leap year", "1996-01-31", 1, "1996-02-29"},
      {"a short month's last day is not a month end elsewhere", "1997-02-28", 1, "1997-03-28"},
      {"across a year", "1996-12-31", 2, "1997-02-28"},
      {"backwards across a year", "1997-01-31", -2, "1996-11-30"},
      {"twelve months from a leap day", "1996-02-29", 12, "1997-02-28"},
      {"forty-eight months from a leap day", "1996-02-29", 48, "2000-02-29"},
      {"no months", "1997-05-31", 0, "1997-05-31"},
      {"thirty years back", "2027-08-15", -360, "1997-08-15"},
  };
  for (const Row& row : rows) EXPECT_EQ(add_months(day(row.from), row.months).text(), row.expected) << row.sentence;
}

TEST(Instant, reads_and_writes_utc) {
  struct Row {
    const char* text;
    const char* expected;
  };
  const Row rows[] = {
      {"1997-01-02T21:15:00Z", "1997-01-02T21:15:00.000000Z"},
      {"1997-01-02T21:15:00.5Z", "1997-01-02T21:15:00.500000Z"},
      {"1997-01-02T21:15:00.000001Z", "1997-01-02T21:15:00.000001Z"},
      {"1997-01-02T23:59:59.999999Z", "1997-01-02T23:59:59.999999Z"},
      {"1969-12-31T23:59:59.999999Z", "1969-12-31T23:59:59.999999Z"},
      {"1969-12-31T00:00:00Z", "1969-12-31T00:00:00.000000Z"},
      {"1950-06-15T12:00:00.25Z", "1950-06-15T12:00:00.250000Z"},
  };
  for (const Row& row : rows) {
    const auto instant = Instant::parse(row.text);
    ASSERT_TRUE(instant.has_value()) << row.text;
    EXPECT_EQ(instant->text(), row.expected);
    EXPECT_EQ(Instant::parse(instant->text()), instant) << "what is written is read back";
  }
  EXPECT_EQ(Instant::parse("1970-01-01T00:00:00Z")->microseconds, 0);
  EXPECT_EQ(Instant::parse("1970-01-02T00:00:01Z")->microseconds, 86'401'000'000) << "one day and one second";
  EXPECT_EQ(Instant::parse("1969-12-31T23:59:59.999999Z")->microseconds, -1);
  EXPECT_LT(*Instant::parse("1997-01-02T21:00:00Z"), *Instant::parse("1997-01-02T21:00:00.000001Z"));
}

TEST(Instant, refuses_other_texts) {
  for (const char* text :
       {"", "1997-01-02", "1997-01-02T21:15:00", "1997-01-02 21:15:00Z", "1997-01-02T21:15Z", "1997-01-02T24:00:00Z",
        "1997-01-02T21:60:00Z", "1997-01-02T21:15:60Z", "1997-02-30T21:15:00Z", "1997-01-02T21:15:00.Z",
        "1997-01-02T21:15:00.1234567Z", "1997-01-02T21:15:00,5Z", "1997-01-02T21:15:00+00:00", "1997-01-02T2a:15:00Z",
        "1997-01-02T21:15:00.-5Z", "1997-01-02T21-15-00Z"}) {
    EXPECT_FALSE(Instant::parse(text).has_value()) << text;
  }
}

}  // namespace
}  // namespace openend
