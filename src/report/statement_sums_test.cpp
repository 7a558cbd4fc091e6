#include "report/statement_sums.h"

#include <gtest/gtest.h>

namespace openend::report {
namespace {

Decimal d(const char* text) { return Decimal::from(text); }

// The Balanced portfolio of the annual report 1996, in thousands.
TEST(StatementSums, the_statements_foot) {
  const auto year = operations({1323, 355, -7, {345, 0, 10, 44, 1, 7, -1}, 5, {1792, -24, 0}, {3680}});
  EXPECT_EQ(year.income, Decimal(1671));
  EXPECT_EQ(year.expenses, Decimal(406));
  EXPECT_EQ(year.net_investment_income, Decimal(1270));
  EXPECT_EQ(year.net_increase, Decimal(6718));
  const auto changes = changes_in_net_assets({14021, 6718, -1443, 72698, 1443, -7957});
  EXPECT_EQ(changes.capital, Decimal(66184));
  EXPECT_EQ(changes.end, Decimal(85480));
  EXPECT_EQ(shares_at_end(9436, 12447, 426, 1306), Decimal(21003));
  EXPECT_EQ(net_assets_of({80000, 500, 480, 4500}), Decimal(85480));
}

TEST(StatementSums, a_share_s_year) {
  const auto year = highlights(d("13.03"), d("0.41"), d("1.81"), {d("0.36"), d("0.12")});
  EXPECT_EQ(year.from_operations, d("2.22"));
  EXPECT_EQ(year.end, d("14.77"));
}

TEST(StatementSums, notes_and_filings) {
  EXPECT_EQ(tax_cost(282374365, 38402064, 3278010).value, Decimal(317498419));
  const auto sums = filing(d("41468995.88"), d("119069.87"), d("794207.15")).value();
  EXPECT_EQ(sums.net_assets, d("41349926.01"));
  EXPECT_EQ(sums.percent.rounded(10, Rounding::HalfUp).text(), "1.9206978745");
  EXPECT_EQ(percent_of_net_assets(1, 0).refusals()[0].code, "E-REPORT-001");
  EXPECT_EQ(short_term({100, 200}, 50, 25, -5).net_assets, Decimal(370));
}

}  // namespace
}  // namespace openend::report
