// The numbers that 31 CFR 356 App. B prints.
#include <gtest/gtest.h>

#include "debt/bill.h"
#include "debt/floater.h"
#include "debt/inflation.h"
#include "debt/treasury_accrued.h"
#include "debt/treasury_price.h"
#include "money/power.h"

namespace openend::debt {
namespace {

Decimal d(const char* text) { return Decimal::from(text); }
std::string six(const Decimal& number) { return number.rounded(6, Rounding::HalfUp).text(); }

TEST(TreasuryPrice, the_seven_cases) {
  struct Row {
    const char* sentence;
    char letter;
    const char *coupon, *yield;
    int n, r, s, r1, s1;
    const char *price, *accrued;
  };
  const Row rows[] = {
      {"a regular first period", 'A', "8.75", "0.0884", 59, 184, 184, 0, 1, "99.057893", "0.000000"},
      {"a short first period", 'B', "8.5", "0.0859", 3, 181, 183, 0, 1, "99.838183", "0.000000"},
      {"a long first period", 'C', "8.5", "0.0853", 10, 75, 181, 0, 1, "99.805118", "0.000000"},
      {"reopened in a regular period", 'D', "9.5", "0.0954", 19, 167, 181, 0, 1, "99.730918", "0.367403"},
      {"reopened in a short first period", 'F', "10.5", "0.1053", 15, 92, 184, 183, 1, "99.777074", "2.596467"},
      {"reopened in the part before", 'G', "9.75", "0.0979", 12, 30, 183, 61, 1, "99.738045", "0.825820"},
  };
  for (const Row& row : rows) {
    TreasuryTerms terms{*treasury_case(row.letter), d(row.coupon), d(row.yield), row.n, row.r, row.s, row.r1, row.s1};
    const auto price = treasury_price(terms).value();
    EXPECT_LE(abs(price.price - d(row.price)), Decimal::of(1, 6)) << row.sentence << " " << price.price.text();
    EXPECT_EQ(six(price.accrued), row.accrued) << row.sentence;
    EXPECT_EQ(treasury_yield(terms, price.price).value(), d(row.yield)) << row.sentence;
  }
  EXPECT_FALSE(treasury_case('H'));
  EXPECT_EQ(treasury_price({TreasuryCase::Regular, 8, d("0.08"), 3, 185, 184}).refusals()[0].code, "E-DEBT-004");
  EXPECT_EQ(treasury_price({TreasuryCase::Regular, 8, Decimal(11), 3, 184, 184}).refusals()[0].code, "E-DEBT-003");
}

// With both parts a whole half-year the first coupon is two, the price that of a bond reopened on a coupon day.
TEST(TreasuryPrice, a_long_first_period_of_two_whole_halves_pays_two_coupons) {
  TreasuryTerms terms{TreasuryCase::ReopenedRegularOfLongFirst, 8, d("0.08"), 1, 184, 184, 181, 181};
  const auto price = treasury_price(terms).value();
  EXPECT_EQ(six(price.accrued_initial), "4.000000");
  EXPECT_EQ(six(price.accrued_regular), "0.000000");
  // (4 + 4 + 4/1.04 + 100/1.04) / 1.04 - 4
  EXPECT_EQ(six(price.price), "99.846154");
}

TEST(TreasuryAccrued, sums_its_half_years) {
  const auto one = treasury_accrued(d("0.0675"), {{92, 184}}, 150000).value();
  EXPECT_EQ(one.per_thousand.text(), "16.87500");
  EXPECT_EQ(one.total.text(), "2531.25");
  const auto two = treasury_accrued(d("0.1075"), {{44, 181}, {81, 184}}, 11000).value();
  EXPECT_EQ(two.daily[0].text(), "0.296961326");
  EXPECT_EQ(two.daily[1].text(), "0.292119565");
  EXPECT_EQ(two.per_thousand.text(), "36.72798");
  EXPECT_EQ(two.total.text(), "404.01");
  EXPECT_FALSE(treasury_accrued(d("0.1"), {}, 1000));
  EXPECT_FALSE(treasury_accrued(d("0.1"), {{185, 184}}, 1000));
}

TEST(Bill, price_discount_and_investment_rate) {
  EXPECT_EQ(bill_price(d("0.0761"), 90).value().text(), "98.097500");
  EXPECT_EQ(bill_discount(d("98.0975"), 90).value().rounded(4, Rounding::HalfUp).text(), "0.0761");
  EXPECT_EQ(six(bill_investment_rate(d("99.559444"), 20, 365, 6).value().rate), "0.080756");
  // A bill of 364 days at 92.265: a note at i with a coupon after half a year returns as much.
  const auto longer = bill_investment_rate(d("92.265"), 364, 365).value();
  EXPECT_EQ(six(*longer.a), "0.248630");
  EXPECT_EQ(six(*longer.b), "0.997260");
  EXPECT_EQ(six(*longer.c), "-0.083835");
  const Decimal i = longer.rate;
  const Decimal check = product(*longer.a, product(i, i)) + product(*longer.b, i) + *longer.c;
  EXPECT_LE(abs(check), Decimal::of(1, 9));
  EXPECT_EQ(bill_price(d("0.05"), 0).refusals()[0].code, "E-DEBT-004");
  EXPECT_FALSE(bill_investment_rate(0, 90, 365));
  EXPECT_FALSE(bill_investment_rate(99, 90, 360));
}

TEST(Bill, its_year_is_long_where_a_leap_day_follows_the_issue) {
  EXPECT_EQ(bill_year_days(Date::of(1990, 6, 7)), 365);
  EXPECT_EQ(bill_year_days(Date::of(1995, 3, 1)), 366);
  EXPECT_EQ(bill_year_days(Date::of(1996, 2, 29)), 365) << "the year after begins on 1 March";
  EXPECT_EQ(bill_year_days(Date::of(1996, 2, 28)), 366);
}

TEST(Inflation, index_ratio_price_and_settlement) {
  const Decimal ratio = index_ratio(d("163.29032"), d("161.55484")).value();
  EXPECT_EQ(ratio.text(), "1.01074");
  const auto price = inflation_price({TreasuryCase::Reopened, d("3.625"), d("0.0365"), 18, 92, 184}, ratio).value();
  EXPECT_EQ(price.price.text(), "99.797017");
  EXPECT_EQ(price.adjusted_price.text(), "100.868837");
  EXPECT_EQ(price.accrued.text(), "0.906250");
  EXPECT_EQ(price.adjusted_accrued.text(), "0.915983");
  EXPECT_EQ(price.settlement.text(), "101.784820");
  EXPECT_EQ(inflation_coupon(d("0.00625"), 1000, d("1.01764")), d("3.180125"));
  EXPECT_EQ(inflation_redemption(1000, d("0.99894")), Decimal(1000)) << "the floor";
  EXPECT_EQ(inflation_redemption(1000, d("1.01764")), d("1017.64"));
  EXPECT_FALSE(index_ratio(1, 0));
}

TEST(Inflation, the_reference_index_lies_between_two_months) {
  // The 16th of a month of thirty days: half the way.
  EXPECT_EQ(reference_index(Date::of(1999, 4, 16), d("163.9"), d("164.0")).text(), "163.95000");
  EXPECT_EQ(reference_index(Date::of(1999, 4, 1), d("163.9"), d("164.0")).text(), "163.90000");
}

TEST(Inflation, a_strip_pays_its_half_coupon_at_the_index) {
  const auto strip = inflation_strip(1000000, d("0.03875"), 164, d("168.24516")).value();
  EXPECT_EQ(strip.adjusted_value.text(), "11814.02");
  EXPECT_EQ(strip.payment.text(), "19876.52");
}

TEST(Floater, follows_the_bill) {
  const auto quarters = floater_quarters(d("0.00095"), 91, d("0.0012"), {92, 89}).value();
  EXPECT_EQ(quarters.index.text(), "0.00095022819");
  EXPECT_EQ(quarters.payments[0].text(), "0.054950312");
  EXPECT_EQ(quarters.payments[1].text(), "0.053158454");
  EXPECT_EQ(floater_daily(d("-0.02"), d("0.01")), Decimal(0)) << "interest is not below zero";
  EXPECT_FALSE(floater_index(d("0.05"), 0));
}

TEST(Floater, a_formula_resets_within_cap_and_floor) {
  const ResetFormula inverse{Decimal(-2), d("0.16"), d("0.12"), d("0.01")};
  EXPECT_EQ(reset_rate(inverse, d("0.05")), d("0.06"));
  EXPECT_EQ(reset_rate(inverse, d("0.01")), d("0.12"));
  EXPECT_EQ(reset_rate(inverse, d("0.09")), d("0.01"));
}

}  // namespace
}  // namespace openend::debt
