#include <gtest/gtest.h>

#include "report/render.h"
#include "report/test_desk.h"

namespace openend::report {
namespace {

/// Two foreign holdings, one at home; net assets 1,000.
Desk small_desk() {
  Desk desk;
  const auto spain = desk.hold(desk.make("common_stock", "es", "Banco"), 1, 100, 90);
  const auto italy = desk.hold(desk.make("common_stock", "it", "Fiat"), 1, 50, 40);
  const auto home = desk.hold(desk.make("common_stock", "us", "Boeing"), 1, 650, 600);
  desk.classify(spain, 1, "Common Stock", "Banks", "Spain");
  desk.classify(italy, 2, "Common Stock", "Cars", "Italy");
  desk.classify(home, 3, "Common Stock", "Planes", "United States");
  desk.opening(entity::Account::Cash, 200);
  desk.package.shares = {100000, 3};
  desk.balance_capital();
  return desk;
}

/// The verdict on one printed figure; the cell of ours after a blank.
std::string verdict_on(Desk desk, std::string figure, std::string key, std::string value, std::string unit,
                       std::string key2 = "") {
  desk.print(std::move(figure), std::move(key), std::move(value), std::move(unit), std::move(key2));
  desk.print("class_total", "Common Stock", "800", "dollars");  // so that this one is not missing
  const Report report = tie_out(desk.struck());
  const Row& row = report.tables[1].rows[0];
  EXPECT_EQ(report.differs, row.cells[6] == "DIFFERS");
  return row.cells[6] + " " + row.cells[4];
}

TEST(TieOut, verdicts) {
  const Desk desk = small_desk();
  const struct {
    const char* says;
    const char *figure, *key, *value, *unit, *key2;
    const char* expected;
  } rows[] = {
      {"dollars are equal", "class_total", "Common Stock", "800", "dollars", "", "equal 800"},
      {"a dollar off differs", "class_total", "Common Stock", "801", "dollars", "", "DIFFERS 800"},
      {"cost too", "class_cost", "Common Stock", "730", "dollars", "", "equal 730"},
      {"an industry goes by both keys", "industry_total", "Common Stock", "50", "dollars", "Cars", "equal 50"},
      {"a class that we do not hold", "class_total", "Warrants", "5", "dollars", "", "DIFFERS 0"},
      {"unless it is printed as nothing", "class_total", "Warrants", "0", "dollars", "", "equal 0"},
      {"total", "total_investments", "", "800", "dollars", "", "equal 800"},
      {"what balances it", "other_assets_net", "", "200", "dollars", "", "equal 200"},
      {"an exact percent is equal", "class_pct", "Common Stock", "80.0", "percent", "", "equal 80.0000"},
      {"a tenth off", "class_pct", "Common Stock", "79.9", "percent", "",
       "differs by 0.1: print does not foot 80.0000"},
      {"two tenths are too many", "class_pct", "Common Stock", "79.8", "percent", "", "DIFFERS 80.0000"},
      {"100 / 800 = 12.5, of investments", "country_pct", "Spain", "12.5", "percent", "", "equal 12.5000"},
      {"a foreign row four dollars off", "country_value", "Spain", "96", "dollars", "", "within $4 100"},
      {"a foreign row five dollars off", "country_value", "Spain", "105", "dollars", "", "unexplained 100"},
      {"a country that we do not hold", "country_value", "Chile", "7", "dollars", "", "unexplained 0"},
      {"1,000 dollars are one thousand", "statement_net_assets", "", "1", "thousands", "", "equal 1"},
      {"0.2 thousand rounds to none", "statement_cash", "", "0", "thousands", "", "rounding 0.2"},
      {"0.2 thousand is not one", "statement_cash", "", "1", "thousands", "", "DIFFERS 0.2"},
      {"0.8 thousand rounds to one", "statement_investments_value", "", "1", "thousands", "", "rounding 0.8"},
      {"a tenth of a thousand shares", "shares", "", "0", "thousands of shares", "", "rounding 0.1"},
      {"the price", "nav", "", "10.00", "per-share", "", "equal 10"},
      {"the price is not rounded again", "nav", "", "10.01", "per-share", "", "DIFFERS 10"},
      {"interest has a report of its own", "receivable_interest", "", "3", "thousands", "", "see accrued-interest 0"},
      {"a figure that we do not know", "moon_phase", "", "3", "percent", "", "not compared "},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(verdict_on(desk, row.figure, row.key, row.value, row.unit, row.key2), row.expected) << row.says;
  }
}

TEST(TieOut, the_home_country_takes_what_the_printed_rows_leave) {
  Desk desk = small_desk();
  desk.print("country_value", "Spain", "98", "dollars");
  desk.print("country_value", "Italy", "50", "dollars");
  desk.print("country_value", "United States", "652", "dollars");
  desk.print("country_pct", "United States", "81.5", "percent");
  const Report report = tie_out(desk.struck());
  const Table& table = report.tables[1];
  EXPECT_EQ(table.rows[0].cells[6], "within $4");
  EXPECT_EQ(table.rows[1].cells[6], "equal");
  EXPECT_EQ(table.rows[2].cells[6], "balancing row") << "800 - 98 - 50 = 652";
  EXPECT_NE(table.rows[2].cells[7].find("our own holdings are 650"), std::string::npos);
  EXPECT_EQ(table.rows[3].cells[6], "equal") << "652 / 800 = 81.5%";
  EXPECT_FALSE(report.differs);
  EXPECT_TRUE(has_note(report, "4 printed figures: equal 2; within $4 1; balancing row 1"));
}

TEST(TieOut, ours_that_the_print_leaves_out_is_listed) {
  Desk desk = small_desk();
  desk.print("country_value", "Spain", "100", "dollars");
  desk.print("country_value", "United States", "650", "dollars");
  Report report = tie_out(desk.struck());
  EXPECT_EQ(report.tables[1].rows.back().cells[1], "Italy");
  EXPECT_EQ(report.tables[1].rows.back().cells[6], "unexplained");
  EXPECT_FALSE(report.differs);
  desk.print("industry_pct", "Common Stock", "10.0", "percent", "Banks");
  report = tie_out(desk.struck());
  EXPECT_TRUE(report.differs) << "Cars and Planes are not printed";
}

TEST(TieOut, a_printed_total_may_be_the_sum_of_its_rounded_lines) {
  Desk desk;
  const auto id = desk.hold(desk.make("common_stock", "ba", "Boeing"), 1, 1400, 1400);
  desk.classify(id, 1, "Common Stock", "", "United States");
  desk.opening(entity::Account::Cash, 1400);
  desk.balance_capital();
  desk.print("statement_investments_value", "", "1", "thousands");
  desk.print("statement_cash", "", "1", "thousands");
  desk.print("total_assets", "", "2", "thousands");
  const Report report = tie_out(desk.struck());
  EXPECT_EQ(report.tables[1].rows[2].cells[6], "print foots") << "2.8 printed as 1 + 1";
  EXPECT_FALSE(report.differs);
}

TEST(TieOut, a_tenth_is_explained_only_where_the_printed_percents_foot) {
  Desk desk = small_desk();
  desk.print("class_pct", "Common Stock", "79.9", "percent");
  desk.print("total_investments_pct", "", "79.9", "percent");
  desk.print("other_assets_net_pct", "", "20.1", "percent");
  const Report report = tie_out(desk.struck());
  for (const Row& row : report.tables[1].rows) {
    EXPECT_EQ(row.cells[6], "differs by 0.1: print adjusts percents so that they foot") << row.cells[0];
  }
  desk.print("class_pct", "Warrants", "0", "percent");
  desk.print("class_pct", "Bonds", "0.1", "percent");
  EXPECT_EQ(tie_out(desk.struck()).tables[1].rows[0].cells[6], "differs by 0.1: print does not foot") << "79.9 + 0.1";
}

TEST(TieOut, a_percent_taken_of_the_wrong_whole_is_a_defect_of_the_print) {
  Desk desk = small_desk();
  desk.print("country_pct_excluding_short_term", "United States", "80.0", "percent");
  // No other country is printed: the home row balances to all 800, which is 100% of investments and 80% of net assets.
  const Report report = tie_out(desk.struck());
  EXPECT_EQ(report.tables[1].rows[0].cells[6], "print defect: of net assets");
  EXPECT_FALSE(report.differs);
}

TEST(TieOut, appreciation_is_compared_with_its_closing_line) {
  Desk desk;
  desk.hold(desk.make("common_stock", "ba", "Boeing"), 1, 9000, 1000);
  desk.balance(entity::Account::RoundingAndTranslation) = 120000;  // a debit of 1,200
  desk.balance_capital();
  desk.print("statement_unrealised_appreciation", "", "7", "thousands");
  const Report report = tie_out(desk.struck());
  EXPECT_EQ(report.tables[1].rows[0].cells[6], "closing line") << "8,000 - 1,200 = 6,800";
  EXPECT_FALSE(report.differs);
}

TEST(TieOut, without_a_print_says_that_nothing_was_compared) {
  Desk desk = small_desk();
  const Report report = tie_out(desk.struck());
  EXPECT_TRUE(has_note(report, "nothing was compared"));
  EXPECT_FALSE(report.differs);
}

}  // namespace
}  // namespace openend::report
