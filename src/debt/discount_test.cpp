// Paper and bonds bought away from par; pools.
#include <gtest/gtest.h>

#include "debt/average_maturity.h"
#include "debt/commercial_paper.h"
#include "debt/original_issue_discount.h"
#include "debt/pool.h"
#include "debt/premium.h"
#include "debt/repo.h"

namespace openend::debt {
namespace {

Decimal d(const char* text) { return Decimal::from(text); }
std::string to(int places, const Decimal& number) { return number.rounded(places, Rounding::HalfUp).text(); }

TEST(CommercialPaper, proceeds_and_yield) {
  EXPECT_EQ(to(2, discount_proceeds(1000000, d("0.0525"), 45).value()), "993437.50");
  EXPECT_EQ(to(6, money_market_yield(d("0.0525"), 45).value()), "0.052847");
  EXPECT_EQ(to(2, discount_proceeds(250000, d("0.0595"), 22).value()), "249090.97");
  EXPECT_EQ(discount_proceeds(100, d("0.05"), 7200).refusals()[0].code, "E-DEBT-004");
  EXPECT_FALSE(discount_proceeds(100, d("0.05"), -1));
}

TEST(CommercialPaper, the_61st_day_begins_a_straight_line) {
  struct Row {
    int days;
    const char* expected;
  };
  for (const Row& row : {Row{61, "99.100000"}, Row{60, "99.114754"}, Row{30, "99.557377"}, Row{0, "100.000000"}}) {
    EXPECT_EQ(to(6, day_61_cost(d("99.10"), 100, row.days).value()), row.expected);
  }
  EXPECT_FALSE(day_61_cost(99, 100, 62));
}

TEST(Repo, comes_back_with_its_interest) {
  const Date from = Date::of(1996, 12, 31), until = Date::of(1997, 1, 2);
  EXPECT_EQ(to(2, repurchase_price(1500000, d("0.07"), from, until).value()), "1500583.33");
  EXPECT_EQ(to(3, collateral_ratio(1532103, 1500583).value()), "1.021");
  EXPECT_FALSE(repurchase_price(1, d("0.07"), until, from));
  EXPECT_FALSE(collateral_ratio(1, 0));
}

TEST(AverageMaturity, is_weighted_by_value) {
  EXPECT_EQ(average_maturity({{300, 10}, {100, 50}}).value(), Decimal(20));
  EXPECT_FALSE(average_maturity({}));
  EXPECT_FALSE(average_maturity({{-1, 10}, {100, 50}}));
}

TEST(OriginalIssueDiscount, by_period_with_its_cents) {
  const auto periods = discount_by_period({d("675564.17"), 1000000, d("0.08"), 2, 10, {}}).value().periods;
  EXPECT_EQ(periods[0].discount.text(), "27022.57");
  EXPECT_EQ(periods[1].discount.text(), "28103.47");
  EXPECT_EQ(periods[9].price_after, Decimal(1000000)) << "the last period takes the rest";
  EXPECT_LE(abs(periods[9].discount - d("38461.54")), d("0.05")) << "1,000,000 - 1,000,000/1.04";
  EXPECT_FALSE(discount_by_period({1, 1, d("0.08"), 2, 0, {}}));
  EXPECT_EQ(periods_between(Date::of(1994, 7, 1), Date::of(1999, 7, 1), 2), 10);
  EXPECT_EQ(periods_between(Date::of(1994, 8, 1), Date::of(1999, 7, 1), 2), 10);
  EXPECT_EQ(to(4, daily_discount(d("27022.57"), 184).value()), "146.8618");
  EXPECT_TRUE(is_de_minimis(d("12.49"), 1000, 5));
  EXPECT_FALSE(is_de_minimis(d("12.50"), 1000, 5)) << "a quarter of a percent times five is not below it";
}

TEST(OriginalIssueDiscount, of_a_zero_coupon) {
  const auto zero = zero_coupon_by_period(600, 1000, 5, 1).value();
  EXPECT_EQ(to(4, zero.yield), "0.1076");
  EXPECT_EQ(zero.periods[0].discount.text(), "64.54");
  EXPECT_EQ(zero.periods[0].price_after.text(), "664.54");
  EXPECT_EQ(zero.periods[4].price_after, Decimal(1000));
}

TEST(Premium, of_the_regulation_s_bond) {
  const auto bond = fixed_coupon(Date::of(2006, 2, 1), 1, DayCount::Thirty360Us, d("0.1"));
  const auto premium = bond_premium(bond, Date::of(1999, 2, 1), 100000, 110000).value();
  EXPECT_EQ(to(6, premium.yield), "0.080744");
  EXPECT_EQ(to(2, premium.first_year), "1118.17");
  EXPECT_EQ(to(2, premium_of_period(10000, 110000, premium.yield, 1)), "1118.17");
}

TEST(Premium, over_the_adjusted_issue_price_lessens_each_day) {
  const auto answer = acquisition_premium(87000, d("86409.28"), d("13590.72"), d("1.01967"), 61, 5).value();
  EXPECT_EQ(to(2, answer.premium), "590.72");
  EXPECT_EQ(answer.fraction.text(), "0.04346");
  EXPECT_EQ(answer.reduced_daily.text(), "0.97536") << "1.01967 - 0.04431";
  EXPECT_EQ(to(2, answer.included), "59.50");
  EXPECT_EQ(acquisition_premium(80000, d("86409.28"), d("13590.72"), 1, 61, 5).value().fraction, Decimal(0));
  EXPECT_FALSE(acquisition_premium(87000, 86000, 0, 1, 61, 5));
}

TEST(Pool, pays_down) {
  const auto paid = paydown(1000000, d("0.85"), d("0.83"), 102).value();
  EXPECT_EQ(paid.principal, Decimal(20000));
  EXPECT_EQ(paid.cost_relieved, Decimal(20400));
  EXPECT_EQ(paid.gain, Decimal(-400));
  EXPECT_FALSE(paydown(1, d("0.83"), d("0.85"), 102));
  EXPECT_EQ(pool_interest(1000000, d("0.85"), d("0.06")), Decimal(4250));
}

TEST(Pool, prepays) {
  EXPECT_EQ(to(6, monthly_from_annual_prepayment(d("0.06")).value()), "0.005143");
  EXPECT_EQ(to(12, annual_from_monthly_prepayment(monthly_from_annual_prepayment(d("0.06")).value()).value()),
            "0.060000000000");
  EXPECT_EQ(monthly_from_annual_prepayment(1).value(), Decimal(1));
  EXPECT_FALSE(monthly_from_annual_prepayment(d("1.01")));
  EXPECT_EQ(psa_prepayment(1, 1).value(), d("0.002"));
  EXPECT_EQ(psa_prepayment(d("1.5"), 20).value(), d("0.06"));
  EXPECT_EQ(psa_prepayment(1, 360).value(), d("0.06"));
  EXPECT_FALSE(psa_prepayment(1, 0));
}

}  // namespace
}  // namespace openend::debt
