#include "money/settlement.h"

#include <gtest/gtest.h>

namespace openend {
namespace {

Date day(const char* text) { return *Date::parse(text); }

const Calendar kExchange =
    Calendar::with_closings("exchange", Date::of(1995, 1, 1), Date::of(2024, 12, 31),
                            {day("1996-12-25"), day("1997-01-01"), day("1997-03-28"), day("2017-09-04")});
const Calendar kBanks = bank_calendar(1995, 2024);

TEST(Settlement, counts_the_days_on_which_both_are_open) {
  struct Row {
    const char* sentence;
    const char* trade;
    int days;
    const char* expected;
  };
  const Row rows[] = {
      {"Columbus Day trades and settles nothing", "1996-10-09", 3, "1996-10-15"},
      {"New Year's Day is neither", "1996-12-31", 3, "1997-01-06"},
      {"Good Friday is a bank day without trading", "1997-03-26", 2, "1997-03-31"},
      {"Labor Day is neither", "2017-09-01", 3, "2017-09-07"},
      {"on the day itself", "2017-09-01", 0, "2017-09-01"},
  };
  for (const Row& row : rows) {
    const auto settles = settlement_date(day(row.trade), row.days, kExchange, kBanks);
    EXPECT_EQ(settles.value().text(), row.expected) << row.sentence;
  }
  EXPECT_EQ(settlement_date(day("2024-12-31"), 1, kExchange, kBanks).refusals()[0].code, "E-SETTLE-001");
}

TEST(Settlement, the_rule_became_shorter) {
  EXPECT_EQ(settlement_days(day("1995-06-06")), 5);
  EXPECT_EQ(settlement_days(day("1995-06-07")), 3);
  EXPECT_EQ(settlement_days(day("2017-09-05")), 2);
  EXPECT_EQ(settlement_days(day("2024-05-28")), 1);
}

TEST(Settlement, banks_keep_a_sunday_s_holiday_on_monday_and_a_saturday_s_not) {
  EXPECT_FALSE(kBanks.is_open(day("2017-01-02"))) << "New Year's Day of 2017 was a Sunday";
  EXPECT_TRUE(kBanks.is_open(day("1999-12-31"))) << "that of 2000 a Saturday";
  EXPECT_FALSE(kBanks.is_open(day("1996-11-11"))) << "Veterans Day";
  EXPECT_TRUE(kBanks.is_open(day("2021-06-18"))) << "Juneteenth was first kept in 2022";
  EXPECT_FALSE(kBanks.is_open(day("2022-06-20")));
}

}  // namespace
}  // namespace openend
