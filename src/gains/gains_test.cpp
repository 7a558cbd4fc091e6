#include <gtest/gtest.h>

#include "gains/corporate_actions.h"
#include "gains/derivatives.h"
#include "gains/lot_relief.h"

namespace openend::gains {
namespace {

Decimal d(const char* text) { return Decimal::from(text); }
Date day(const char* text) { return *Date::parse(text); }
std::string cents(const Decimal& number) { return number.rounded(2, Rounding::HalfUp).text(); }

TEST(LotRelief, by_each_method) {
  const std::vector<PricedLot> lots{{100, 10}, {100, 14}, {100, 12}};
  const auto gain = gain_by_method(lots, 150, 13, {{2, 100}, {0, 50}}).value();
  EXPECT_EQ(gain.fifo, Decimal(250));
  EXPECT_EQ(gain.lifo, Decimal(50));
  EXPECT_EQ(gain.highest_cost, Decimal(-50));
  EXPECT_EQ(gain.average, Decimal(150));
  EXPECT_EQ(*gain.specific, Decimal(250));
  EXPECT_EQ(gain_by_method(lots, 301, 13, {}).refusals()[0].code, "E-GAIN-001");
  EXPECT_FALSE(gain_by_method(lots, 150, 13, {{3, 150}})) << "a lot that is not there";
  EXPECT_FALSE(gain_by_method(lots, 150, 13, {{0, 101}, {1, 49}})) << "more than a lot holds";
  EXPECT_FALSE(gain_by_method(lots, 150, 13, {{0, 100}})) << "less than is sold";
}

TEST(CorporateActions, a_split_sells_the_fraction) {
  const auto answer = split(101, 1000, 3, 2, 8).value();
  EXPECT_EQ(answer.whole_shares, Decimal(151));
  EXPECT_EQ(answer.fraction, d("0.5"));
  EXPECT_EQ(answer.cash_in_lieu, Decimal(4));
  EXPECT_EQ(answer.fraction_cost.text(), "3.30") << "1,000 x 0.5 / 151.5";
  EXPECT_EQ(answer.gain.text(), "0.70");
  EXPECT_EQ(answer.remaining_cost.text(), "996.70");
  EXPECT_FALSE(split(100, 1000, 0, 2, 8));
}

TEST(CorporateActions, rights_take_cost_from_fifteen_percent_on) {
  const auto more = rights({100, 100, 100, 110, 19, 90, false}).value();
  EXPECT_EQ(cents(more.stock_cost), "8527.13");
  EXPECT_EQ(cents(more.rights_cost), "1472.87");
  EXPECT_EQ(more.new_share.rounded(4, Rounding::HalfUp).text(), "104.7287");
  const RightsTerms small{100, 22, 10, 30, 3, 26, false};
  EXPECT_EQ(rights(small).value().rights_cost, Decimal(0));
  RightsTerms elected = small;
  elected.elected = true;
  EXPECT_EQ(cents(rights(elected).value().stock_cost), "2178.22");
  EXPECT_FALSE(rights({0, 1, 1, 1, 1, 1, false}));
}

TEST(CorporateActions, share_and_return_cost) {
  const auto spun = spin_off({100, 1000, 1, 2, 60, 40}).value();
  EXPECT_EQ(spun.parent_cost, Decimal(750));
  EXPECT_EQ(spun.spun_cost, Decimal(250));
  EXPECT_FALSE(spin_off({100, 1000, 1, 2, 0, 0}));
  const auto returned = return_of_capital(10, {4, 4, 4});
  EXPECT_EQ(returned[1].cost_after, Decimal(2));
  EXPECT_EQ(returned[2].cost_after, Decimal(0));
  EXPECT_EQ(returned[2].gain, Decimal(2));
  const auto merged = exchange_with_cash(4000, 4500, 1000);
  EXPECT_EQ(merged.gain_realized, Decimal(1500));
  EXPECT_EQ(merged.gain_recognized, Decimal(1000));
  EXPECT_EQ(merged.new_cost, Decimal(4000));
  const auto loss = exchange_with_cash(6000, 4500, 1000);
  EXPECT_EQ(loss.gain_recognized, Decimal(0)) << "a loss is not recognised";
  EXPECT_EQ(loss.new_cost, Decimal(5000));
}

TEST(Derivatives, options_by_term) {
  const auto sold = option_gain(false, 4000, day("2022-04-08"), day("2022-05-10"), 6000);
  EXPECT_EQ(sold.holder.short_term, Decimal(2000));
  EXPECT_EQ(sold.writer.short_term, Decimal(-2000));
  const auto old = option_gain(false, 4000, day("2020-04-08"), day("2022-05-10"), 0);
  EXPECT_EQ(old.holder.long_term, Decimal(-4000));
  EXPECT_EQ(old.writer.short_term, Decimal(4000)) << "the writer's is short-term always";
  const auto index = option_gain(true, 4000, day("2022-04-08"), day("2022-12-16"), 0);
  EXPECT_EQ(index.holder.long_term, Decimal(-2400));
  EXPECT_EQ(index.writer.short_term, Decimal(1600));
  EXPECT_EQ(exercised_amount(true, 50000, 4000), Decimal(54000));
  EXPECT_EQ(exercised_amount(false, 50000, 4000), Decimal(46000));
}

TEST(Derivatives, futures_forwards_and_currency) {
  const auto days = futures_days(640, {d("642.5"), 639, 645}, 500, 10);
  EXPECT_EQ(days.variation_margin[1], Decimal(-17500));
  EXPECT_EQ(days.realized, Decimal(25000));
  EXPECT_EQ(forward_gain(true, 4099457, 4006736), Decimal(92721));
  EXPECT_EQ(forward_gain(false, 4099457, 4006736), Decimal(-92721));
  EXPECT_EQ(total_of({{10, 1}, {20, -3}}).unrealized, Decimal(-2));
  const auto parts = currency_parts(100000, d("1.6"), 104000, d("1.5"));
  EXPECT_EQ(parts.market, Decimal(6000));
  EXPECT_EQ(parts.currency, Decimal(-10000));
  EXPECT_EQ(parts.total, Decimal(-4000));
}

TEST(Derivatives, short_sales_restart_or_keep_a_holding) {
  ShortSale sale{day("1995-05-01"), day("1995-10-02"), 1600, day("1996-05-02"), 1000, true};
  EXPECT_EQ(short_sale_gain(sale).gain, Decimal(600));
  EXPECT_FALSE(short_sale_gain(sale).long_term) << "a year had gone by at closing, not at the short sale";
  ShortSale covered{day("1995-05-04"), day("1995-10-02"), 1600, day("1995-11-02"), 1800, false};
  EXPECT_EQ(short_sale_gain(covered).gain, Decimal(-200));
  const auto original = like_shares_gain(covered, 1000, day("1996-06-03"), 1800);
  EXPECT_EQ(original.gain, Decimal(800));
  EXPECT_EQ(original.holding_begins, day("1995-11-02"));
  EXPECT_FALSE(original.long_term);
  covered.bought = day("1994-05-04");
  EXPECT_TRUE(short_sale_gain(covered).long_term) << "a loss against shares held long before";
  EXPECT_TRUE(like_shares_gain(covered, 1000, day("1996-06-03"), 1800).long_term);
}

}  // namespace
}  // namespace openend::gains
