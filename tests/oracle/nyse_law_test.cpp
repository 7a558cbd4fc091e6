// law/nyse.toml: the facts that rules 1.7 and its published vectors state, and the rules themselves worked out anew.
#include "nyse_law.h"

#include <gtest/gtest.h>
#include <toml++/toml.h>

#include <set>

namespace openend::test {

namespace {

Date date_of(const toml::node_view<const toml::node>& node) {
  const auto date = node.value<toml::date>().value();
  return Date::of(date.year, date.month, date.day);
}

NyseLaw read_nyse_law() {
  NyseLaw law;
  const toml::table table = toml::parse_file(OPENEND_LAW "/nyse.toml");
  const auto root = toml::node_view<const toml::node>(table);
  std::vector<Date> closings;
  for (const auto& row : *root["closing"].as_array()) {
    const auto view = toml::node_view<const toml::node>(row);
    const Date date = date_of(view["date"]);
    law.in_order = law.in_order && (closings.empty() || closings.back() < date);
    closings.push_back(date);
    law.closings[date] = view["why"].value<std::string>().value();
    ++law.rows;
  }
  for (const auto& row : *root["early_close"].as_array()) {
    const auto view = toml::node_view<const toml::node>(row);
    law.early[date_of(view["date"])] = {view["time"].value<std::string>().value(),
                                        view["why"].value<std::string>().value()};
  }
  law.calendar = Calendar::with_closings(root["name"].value<std::string>().value(), date_of(root["first"]),
                                         date_of(root["last"]), closings);
  return law;
}

}  // namespace

const NyseLaw& nyse_law() {
  static const NyseLaw law = read_nyse_law();
  return law;
}

namespace {

Date day(const char* text) { return *Date::parse(text); }
const Calendar& nyse() { return nyse_law().calendar; }

TEST(NyseLaw, covers_1993_to_2026_in_order_and_closes_only_on_weekdays) {
  EXPECT_EQ(nyse().name(), "New York Stock Exchange");
  EXPECT_TRUE(nyse().covers(day("1993-01-01")) && !nyse().covers(day("1992-12-31")));
  EXPECT_TRUE(nyse().covers(day("2026-12-31")) && !nyse().covers(day("2027-01-01")));
  EXPECT_TRUE(nyse_law().in_order);
  EXPECT_EQ(nyse_law().rows, static_cast<int>(nyse().closings().size())) << "no closing stands twice";
  for (const auto& [date, why] : nyse_law().closings) {
    EXPECT_FALSE(date.is_weekend()) << date.text();
    EXPECT_FALSE(why.empty()) << date.text();
  }
  for (const auto& [date, close] : nyse_law().early) {
    EXPECT_TRUE(nyse().is_open(date)) << date.text() << " ends early and so is open";
    EXPECT_FALSE(close.second.empty()) << date.text();
  }
}

TEST(NyseLaw, open_days_of_each_year) {
  const int expected[] = {253, 252, 252, 254, 253, 252, 252,                 // 1993-1999
                          252, 248, 252, 252, 252, 252, 251, 251, 253, 252,  // 2000-2009
                          252, 252, 250, 252, 252, 252, 252, 251, 251, 252,  // 2010-2019
                          253, 252, 251, 250, 252, 250, 251};                // 2020-2026
  for (int year = 1993; year <= 2026; ++year) {
    int open = 0;
    for (Date date = Date::of(year, 1, 1); date.year() == year; date = date + 1) open += nyse().is_open(date);
    EXPECT_EQ(open, expected[year - 1993]) << year;
  }
}

TEST(NyseLaw, days_that_people_ask_about) {
  struct Row {
    const char* sentence;
    const char* date;
    bool open;
  };
  const Row rows[] = {
      {"President Nixon's funeral", "1994-04-27", false},
      {"the attacks of September 11: Tuesday", "2001-09-11", false},
      {"Wednesday", "2001-09-12", false},
      {"Thursday", "2001-09-13", false},
      {"Friday", "2001-09-14", false},
      {"open again on Monday", "2001-09-17", true},
      {"a day of mourning for President Reagan", "2004-06-11", false},
      {"a day of mourning for President Ford", "2007-01-02", false},
      {"Hurricane Sandy: Monday", "2012-10-29", false},
      {"Tuesday", "2012-10-30", false},
      {"open again on Wednesday", "2012-10-31", true},
      {"a day of mourning for President G. H. W. Bush", "2018-12-05", false},
      {"a day of mourning for President Carter", "2025-01-09", false},
      {"Christmas 1999 on a Saturday is kept on Friday", "1999-12-24", false},
      {"Martin Luther King Jr. Day was not kept before 1998", "1997-01-20", true},
      {"and first kept in 1998", "1998-01-19", false},
      {"Juneteenth was not kept before 2022", "2021-06-18", true},
      {"Juneteenth 2022 on a Sunday is kept on Monday", "2022-06-20", false},
      {"New Year's Day on a Saturday is not kept: 2000", "1999-12-31", true},
      {"2005", "2004-12-31", true},
      {"2011", "2010-12-31", true},
      {"2022", "2021-12-31", true},
      {"New Year's Day on a Sunday is kept on Monday", "1995-01-02", false},
      {"Columbus Day is a bank holiday, but a pricing day", "1996-10-14", true},
      {"so is Veterans Day", "1996-11-11", true},
      {"Good Friday is no bank holiday, and no pricing day", "1997-03-28", false},
      {"the last pricing day of the reference's year", "1996-12-31", true},
  };
  for (const Row& row : rows) EXPECT_EQ(nyse().is_open(day(row.date)), row.open) << row.sentence << ", " << row.date;
}

TEST(NyseLaw, early_closes_that_are_published) {
  struct Row {
    const char* sentence;
    const char* date;
    const char* close;  // New York; 16:00 where nothing is listed
  };
  const Row rows[] = {
      {"a snowstorm", "1994-02-11", "14:30"},
      {"another one", "1996-01-08", "14:00"},
      {"4 July on a Thursday: until 2012 the Friday after is short", "1996-07-05", "13:00"},
      {"and the Wednesday before is not", "1996-07-03", "16:00"},
      {"a circuit breaker", "1997-10-27", "15:30"},
      {"the day after Christmas, by decision", "1997-12-26", "13:00"},
      {"and again", "2003-12-26", "13:00"},
      {"a failure of systems", "2005-06-01", "15:56"},
      {"the day before Independence Day", "2012-07-03", "13:00"},
      {"Christmas Eve", "2012-12-24", "13:00"},
      {"4 July on a Thursday: since 2013 the Wednesday before is short", "2013-07-03", "13:00"},
      {"and the Friday after is not", "2013-07-05", "16:00"},
      {"the day after Thanksgiving", "1996-11-29", "13:00"},
      {"Christmas Eve was not short before 1996", "1993-12-23", "16:00"},
      {"1994: a Saturday; the Friday before is a full day", "1994-12-23", "16:00"},
      {"the disputed last day of 1999 is taken as full", "1999-12-31", "16:00"},
  };
  const auto& early = nyse_law().early;
  for (const Row& row : rows) {
    const auto found = early.find(day(row.date));
    EXPECT_EQ(found == early.end() ? "16:00" : found->second.first, row.close) << row.sentence << ", " << row.date;
  }
}

/// The n-th such weekday of a month.
Date nth(int n, unsigned weekday, int year, unsigned month) {
  Date date = Date::of(year, month, 1);
  while (date.weekday() != weekday) date = date + 1;
  return date + 7 * (n - 1);
}

TEST(NyseLaw, early_closes_follow_the_rules_and_six_days_that_no_rule_foresees) {
  std::set<std::string> expected = {"1994-02-11 14:30", "1996-01-08 14:00", "1997-10-27 15:30",
                                    "1997-12-26 13:00", "2003-12-26 13:00", "2005-06-01 15:56"};
  for (int year = 1993; year <= 2026; ++year) {
    expected.insert((nth(4, 4, year, 11) + 1).text() + " 13:00");  // the day after Thanksgiving
    const Date eve = Date::of(year, 12, 24), third = Date::of(year, 7, 3);
    if (year >= 1996 && eve.weekday() >= 1 && eve.weekday() <= 4) expected.insert(eve.text() + " 13:00");
    if (year < 1995) continue;
    switch (third.weekday()) {
      case 1:
      case 2:
      case 4: expected.insert(third.text() + " 13:00"); break;
      case 3: expected.insert((year <= 2012 ? third + 2 : third).text() + " 13:00"); break;
      default: break;  // the 4th is a Monday, or on a weekend
    }
  }
  std::set<std::string> listed;
  for (const auto& [date, close] : nyse_law().early) listed.insert(date.text() + " " + close.first);
  EXPECT_EQ(listed, expected);
}

// Settlement counts days on which both the exchange and the banks are open. Bank holidays are not part of the
// exchange's law file; the two of these weeks are added here.
TEST(NyseLaw, settlement_dates_that_are_published) {
  std::vector<Date> shut = nyse().closings();
  for (const char* bank_holiday : {"1996-10-14", "1996-11-11"}) shut.push_back(day(bank_holiday));
  const Calendar settlement = Calendar::with_closings("settlement", day("1993-01-01"), day("2026-12-31"), shut);
  struct Row {
    const char* sentence;
    const char* trade;
    int cycle;
    const char* settles;
  };
  const Row rows[] = {
      {"the first day of T+3", "1995-06-07", 3, "1995-06-12"},
      {"the last day of T+3, over Labor Day", "2017-09-01", 3, "2017-09-07"},
      {"the first day of T+2", "2017-09-05", 2, "2017-09-07"},
      {"the last day of T+2, over Memorial Day", "2024-05-24", 2, "2024-05-29"},
      {"the first day of T+1", "2024-05-28", 1, "2024-05-29"},
      {"over Columbus Day, on which banks are shut", "1996-10-09", 3, "1996-10-15"},
      {"over New Year", "1996-12-31", 3, "1997-01-06"},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(settlement.add_open_days(day(row.trade), row.cycle)->text(), row.settles) << row.sentence;
  }
  EXPECT_EQ(nyse().add_open_days(day("1996-10-09"), 3)->text(), "1996-10-14")
      << "by the exchange's days alone the trade of 9 October would settle a day early";
}

}  // namespace
}  // namespace openend::test
