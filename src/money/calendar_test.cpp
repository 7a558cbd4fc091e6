#include "money/calendar.h"

#include <gtest/gtest.h>

namespace openend {
namespace {

Date day(const char* text) { return *Date::parse(text); }
std::string text_of(const std::optional<Date>& date) { return date ? date->text() : "none"; }

// March 1997: Good Friday is the 28th; the closings stand out of order and one twice.
Calendar spring() {
  return Calendar::with_closings("spring", day("1997-01-01"), day("1997-03-31"),
                                 {day("1997-03-28"), day("1997-01-01"), day("1997-02-17"), day("1997-01-01")});
}

TEST(Calendar, is_open_on_weekdays_without_a_closing) {
  const Calendar calendar = spring();
  EXPECT_EQ(calendar.name(), "spring");
  EXPECT_EQ(calendar.closings().size(), 3U) << "a closing listed twice is one closing";
  EXPECT_TRUE(calendar.is_open(day("1997-03-27")));
  EXPECT_FALSE(calendar.is_open(day("1997-03-28"))) << "Good Friday";
  EXPECT_FALSE(calendar.is_open(day("1997-03-29"))) << "a Saturday";
  EXPECT_FALSE(calendar.is_open(day("1997-03-30"))) << "a Sunday";
  EXPECT_TRUE(calendar.is_open(day("1997-03-31"))) << "the last day of the span";
  EXPECT_FALSE(calendar.is_open(day("1997-04-01"))) << "a Tuesday outside the span: not guessed";
  EXPECT_TRUE(calendar.covers(day("1997-01-01")));
  EXPECT_FALSE(calendar.covers(day("1996-12-31")));
}

TEST(Calendar, finds_the_neighbouring_open_days) {
  const Calendar calendar = spring();
  struct Row {
    const char* sentence;
    const char* date;
    const char* next;
    const char* previous;
  };
  const Row rows[] = {
      {"midweek", "1997-03-12", "1997-03-13", "1997-03-11"},
      {"over Easter", "1997-03-27", "1997-03-31", "1997-03-26"},
      {"from a shut day", "1997-03-29", "1997-03-31", "1997-03-27"},
      {"at the end of the data", "1997-03-31", "none", "1997-03-27"},
      {"the day after the data", "1997-04-01", "none", "1997-03-31"},
      {"beyond the data", "1997-04-02", "none", "none"},
      {"the first open day", "1997-01-02", "1997-01-03", "none"},
      {"the day before the data", "1996-12-31", "1997-01-02", "none"},
      {"long before the data", "1996-12-30", "none", "none"},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(text_of(calendar.next_open(day(row.date))), row.next) << row.sentence;
    EXPECT_EQ(text_of(calendar.previous_open(day(row.date))), row.previous) << row.sentence;
  }
}

TEST(Calendar, counts_open_days) {
  const Calendar calendar = spring();
  struct Row {
    const char* sentence;
    const char* date;
    int count;
    const char* expected;
  };
  const Row rows[] = {
      {"three days over a weekend", "1997-03-06", 3, "1997-03-11"},
      {"three days over Easter", "1997-03-25", 3, "1997-03-31"},
      {"from a shut day the count starts with the next open one", "1997-03-29", 1, "1997-03-31"},
      {"none from an open day is the day", "1997-03-27", 0, "1997-03-27"},
      {"none from a shut day is the next open day", "1997-03-28", 0, "1997-03-31"},
      {"past the data", "1997-03-27", 2, "none"},
      {"none outside the data", "1997-04-01", 0, "none"},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(text_of(calendar.add_open_days(day(row.date), row.count)), row.expected) << row.sentence;
  }
  EXPECT_DEATH((void)calendar.add_open_days(day("1997-03-27"), -1), "counted forward");
}

TEST(Calendar, weekdays_never_close) {
  const Calendar calendar = Calendar::weekdays();
  EXPECT_TRUE(calendar.is_open(day("1997-12-25")));
  EXPECT_FALSE(calendar.is_open(day("1997-12-27")));
  EXPECT_TRUE(calendar.covers(day("0001-01-01")));
  EXPECT_EQ(text_of(calendar.next_open(day("1899-12-29"))), "1900-01-01") << "a Friday, then a Monday";
  EXPECT_EQ(text_of(calendar.add_open_days(day("9999-12-30"), 1)), "9999-12-31");
}

TEST(Calendar, stops_on_closings_outside_its_span) {
  EXPECT_DEATH((void)Calendar::with_closings("x", day("1997-01-01"), day("1997-12-31"), {day("1998-01-01")}), "span");
  EXPECT_DEATH((void)Calendar::with_closings("x", day("1997-01-01"), day("1997-12-31"), {day("1996-12-25")}), "span");
  EXPECT_DEATH((void)Calendar::with_closings("x", day("1997-01-02"), day("1997-01-01"), {}), "begins before it ends");
}

}  // namespace
}  // namespace openend
