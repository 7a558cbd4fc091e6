// Purchases, sales, their lots and their settlement, over days of a small trust.
#include "desk.h"

namespace openend::desk {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

/// Alpha has 1,000,000.00 in cash on Friday 3 January 1997; ACME closes at 50 on Monday and 52 on Tuesday.
void stock(Desk& desk) {
  desk.open("alpha", "1997-01-03", "1000000.00", "100000");
  desk.prices("1997-01-06,ACME,50,USD\n1997-01-07,ACME,52,USD\n1997-01-08,ACME,52,USD\n1997-01-09,ACME,52,USD\n");
}

TEST(Trades, enter_the_next_day_by_default) {
  Desk desk;
  stock(desk);
  desk.trades("1,1997-01-06,1997-01-09,alpha,ACME,B,1000,49.50,-49500.00,,,\n");
  desk.struck("1997-01-07");
  // Monday's strike does not know Monday's trade.
  EXPECT_EQ(desk.balance("alpha", "1997-01-06", "investments_at_cost"), "0.00");
  EXPECT_EQ(desk.net_assets("alpha", "1997-01-06"), "1000000.00");
  // Tuesday's does: cost 49,500.00, value 1,000 x 52 = 52,000.00, appreciation 2,500.00.
  EXPECT_EQ(desk.balance("alpha", "1997-01-07", "investments_at_cost"), "49500.00");
  EXPECT_EQ(desk.balance("alpha", "1997-01-07", "unrealised_on_investments"), "2500.00");
  EXPECT_EQ(desk.net_assets("alpha", "1997-01-07"), "1002500.00");
  EXPECT_EQ(desk.nav("alpha", "1997-01-07"), "10.03");  // 1,002,500 / 100,000 = 10.025, half up
}

TEST(Trades, enter_the_same_day_where_the_trust_says_so) {
  Desk desk({.settings = "trades_enter = \"same day\"\n"});
  stock(desk);
  desk.trades("1,1997-01-06,1997-01-09,alpha,ACME,B,1000,49.50,-49500.00,,,\n");
  desk.struck("1997-01-07");
  // Monday: 1,000 x 50 = 50,000.00, 500.00 above cost.
  EXPECT_EQ(desk.balance("alpha", "1997-01-06", "unrealised_on_investments"), "500.00");
  EXPECT_EQ(desk.net_assets("alpha", "1997-01-06"), "1000500.00");
  EXPECT_EQ(desk.net_assets("alpha", "1997-01-07"), "1002500.00");
  EXPECT_EQ(desk.differing(), 0U);
}

TEST(Trades, a_setting_that_changes_neither_loses_nor_repeats_a_trade) {
  // Wednesday 8 January is the first day on which trades enter the same day; Tuesday's trade must still come in.
  Desk later({.settings = "[[settings]]\nfrom = 1997-01-08\ntrades_enter = \"same day\"\n"});
  stock(later);
  later.trades("1,1997-01-07,1997-01-10,alpha,ACME,B,1000,52,-52000.00,,,\n");
  later.struck("1997-01-09");
  EXPECT_EQ(later.balance("alpha", "1997-01-07", "investments_at_cost"), "0.00");
  EXPECT_EQ(later.balance("alpha", "1997-01-08", "investments_at_cost"), "52000.00");
  // The other way round, Tuesday's trade is in Tuesday's book, and not again in Wednesday's.
  Desk earlier(
      {.settings = "trades_enter = \"same day\"\n[[settings]]\nfrom = 1997-01-08\ntrades_enter = \"next day\"\n"});
  stock(earlier);
  earlier.trades("1,1997-01-07,1997-01-10,alpha,ACME,B,1000,52,-52000.00,,,\n");
  earlier.struck("1997-01-09");
  EXPECT_EQ(earlier.balance("alpha", "1997-01-07", "investments_at_cost"), "52000.00");
  EXPECT_EQ(earlier.balance("alpha", "1997-01-08", "investments_at_cost"), "52000.00");
}

TEST(Trades, a_purchase_is_payable_until_its_settlement_date) {
  Desk desk;
  stock(desk);
  desk.trades("1,1997-01-06,1997-01-09,alpha,ACME,B,1000,49.50,-49600.00,100.00,,\n");
  desk.struck("1997-01-09");
  // Cost 1,000 x 49.50 + 100.00 commission = 49,600.00. Owed on Tuesday and Wednesday, paid on Thursday.
  EXPECT_EQ(desk.balance("alpha", "1997-01-08", "investments_at_cost"), "49600.00");
  EXPECT_EQ(desk.balance("alpha", "1997-01-08", "payable_investments_purchased"), "49600.00");
  EXPECT_EQ(desk.balance("alpha", "1997-01-08", "cash"), "1000000.00");
  EXPECT_EQ(desk.balance("alpha", "1997-01-09", "payable_investments_purchased"), "0.00");
  EXPECT_EQ(desk.balance("alpha", "1997-01-09", "cash"), "950400.00");  // 1,000,000.00 - 49,600.00
  EXPECT_EQ(desk.net_assets("alpha", "1997-01-08"), desk.net_assets("alpha", "1997-01-09"));
}

TEST(Trades, a_sale_is_receivable_until_its_settlement_date) {
  Desk desk;
  stock(desk);
  desk.trades(
      "1,1997-01-06,1997-01-07,alpha,ACME,B,1000,49.50,-49500.00,,,\n"
      "2,1997-01-07,1997-01-09,alpha,ACME,S,400,53,21180.00,20.00,,\n");
  desk.struck("1997-01-09");
  // Proceeds 400 x 53 - 20.00 = 21,180.00; cost 49,500.00 x 400 / 1,000 = 19,800.00; gain 1,380.00.
  EXPECT_EQ(desk.balance("alpha", "1997-01-08", "receivable_investments_sold"), "21180.00");
  EXPECT_EQ(desk.balance("alpha", "1997-01-08", "realised_on_investments"), "1380.00");
  EXPECT_EQ(desk.balance("alpha", "1997-01-08", "cash"), "950500.00");
  EXPECT_EQ(desk.balance("alpha", "1997-01-09", "receivable_investments_sold"), "0.00");
  EXPECT_EQ(desk.balance("alpha", "1997-01-09", "cash"), "971680.00");  // 950,500.00 + 21,180.00
  const auto acme = desk.held("alpha", "1997-01-09", "ACME");
  EXPECT_EQ(acme.quantity, "600");
  EXPECT_EQ(acme.cost, "29700.00");
  EXPECT_EQ(acme.realised, "1380.00");
}

TEST(Trades, settle_on_a_day_that_is_no_pricing_day_at_the_next_strike) {
  Desk desk({.calendar = "nyse"});
  desk.open("alpha", "1997-02-12", "1000000.00", "100000");
  desk.prices("1997-02-13,ACME,50,USD\n");
  // Monday 17 February 1997 was Presidents' Day; the strike after Friday's is Tuesday's.
  desk.trades("1,1997-02-13,1997-02-17,alpha,ACME,B,100,50,-5000.00,,,\n");
  desk.struck("1997-02-18");
  EXPECT_EQ(desk.version("alpha", "1997-02-17"), 0U);
  EXPECT_EQ(desk.balance("alpha", "1997-02-14", "payable_investments_purchased"), "5000.00");
  EXPECT_EQ(desk.balance("alpha", "1997-02-18", "payable_investments_purchased"), "0.00");
  EXPECT_EQ(desk.balance("alpha", "1997-02-18", "cash"), "995000.00");
}

// -- lots
// ---------------------------------------------------------------------------------------------------------------

/// Three lots of 100 ACME: 10 in January at 40.00, 60.00 and 50.00; then 150 sold at 55.00.
struct Relief {
  const char* sentence;
  const char* instruction;
  const char* cost;  // of the 150 sold
  const char* gain;  // 150 x 55.00 = 8,250.00 less that cost
  std::vector<std::string> left;
};

TEST(Lots, are_relieved_as_the_sale_says) {
  const Relief rows[] = {
      // 4,000.00 + half of 6,000.00 = 7,000.00
      {"fifo takes the oldest", "fifo", "7000.00", "1250.00", {"50 @ 3000.00", "100 @ 5000.00"}},
      // 5,000.00 + half of 6,000.00 = 8,000.00
      {"lifo takes the youngest", "lifo", "8000.00", "250.00", {"100 @ 4000.00", "50 @ 3000.00"}},
      // 6,000.00 + half of 5,000.00 = 8,500.00
      {"highest cost takes the dearest a share",
       "highest cost",
       "8500.00",
       "-250.00",
       {"100 @ 4000.00", "50 @ 2500.00"}},
      // a quarter of 4,000.00, all of 6,000.00, a quarter of 5,000.00 = 1,000.00 + 6,000.00 + 1,250.00 = 8,250.00
      {"identified lots are the ones named", "1:25;2:100;B3:25", "8250.00", "0.00", {"75 @ 3000.00", "75 @ 3750.00"}},
      {"without an instruction the portfolio's method counts",
       "",
       "7000.00",
       "1250.00",
       {"50 @ 3000.00", "100 @ 5000.00"}},
  };
  for (const Relief& row : rows) {
    SCOPED_TRACE(row.sentence);
    Desk desk;
    desk.open("alpha", "1997-01-03", "1000000.00", "100000");
    desk.prices("1997-01-06,ACME,55,USD\n");
    desk.trades(
        "1,1997-01-06,1997-01-09,alpha,ACME,B,100,40,-4000.00,,,\n"
        "2,1997-01-07,1997-01-10,alpha,ACME,B,100,60,-6000.00,,,\n"
        "B3,1997-01-08,1997-01-13,alpha,ACME,B,100,50,-5000.00,,,\n"
        "4,1997-01-09,1997-01-14,alpha,ACME,S,150,55,8250.00,,," +
        std::string(row.instruction) + "\n");
    desk.struck("1997-01-10");
    EXPECT_EQ(desk.balance("alpha", "1997-01-10", "realised_on_investments"), row.gain);
    EXPECT_EQ(desk.lots("alpha", "1997-01-10", "ACME"), row.left);
    const Decimal left = Decimal::from("15000.00") - Decimal::from(row.cost);
    EXPECT_EQ(desk.held("alpha", "1997-01-10", "ACME").cost, left.text());
    EXPECT_EQ(desk.balance("alpha", "1997-01-10", "investments_at_cost"), left.text());
  }
}

TEST(Lots, follow_the_portfolio_s_own_method) {
  Desk desk({.alpha = "[[settings]]\nfrom = 1996-01-01\nlot_method = \"highest cost\"\n"});
  for (const char* portfolio : {"alpha", "beta"}) desk.open(portfolio, "1997-01-03", "1000000.00", "100000");
  desk.prices("1997-01-06,ACME,55,USD\n");
  for (const char* id : {"alpha", "beta"}) {
    const std::string p = id;
    desk.trades("1,1997-01-06,1997-01-09," + p + ",ACME,B,100,40,-4000.00,,,\n2,1997-01-07,1997-01-10," + p +
                ",ACME,B,100,60,-6000.00,,,\n3,1997-01-08,1997-01-13," + p + ",ACME,S,100,55,5500.00,,,\n");
  }
  desk.struck("1997-01-09");
  EXPECT_EQ(desk.balance("alpha", "1997-01-09", "realised_on_investments"), "-500.00");  // 5,500.00 - 6,000.00
  EXPECT_EQ(desk.balance("beta", "1997-01-09", "realised_on_investments"), "1500.00");   // 5,500.00 - 4,000.00
}

TEST(Lots, whose_cost_does_not_divide_lose_no_cent) {
  Desk desk;
  desk.open("alpha", "1997-01-03", "1000000.00", "100000");
  desk.prices("1997-01-06,ACME,33,USD\n");
  // 3 shares for 100.00. A third of the cost is 33.333...: 33.33 is relieved, 66.67 stays; half of that is 33.335,
  // half up 33.34; the last share takes what is left, 33.33. Together 100.00.
  desk.trades(
      "1,1997-01-06,1997-01-07,alpha,ACME,B,3,33.3333,-100.00,,,\n"
      "2,1997-01-07,1997-01-08,alpha,ACME,S,1,33.33,33.33,,,\n"
      "3,1997-01-08,1997-01-09,alpha,ACME,S,1,33.33,33.33,,,\n"
      "4,1997-01-09,1997-01-10,alpha,ACME,S,1,33.33,33.33,,,\n");
  desk.struck("1997-01-10");
  EXPECT_EQ(desk.held("alpha", "1997-01-08", "ACME").cost, "66.67");
  EXPECT_EQ(desk.held("alpha", "1997-01-09", "ACME").cost, "33.33");
  EXPECT_EQ(desk.held("alpha", "1997-01-10", "ACME").cost, "0.00");
  EXPECT_EQ(desk.balance("alpha", "1997-01-10", "investments_at_cost"), "0.00");
  // 3 x 33.33 - 100.00 = -0.01, and all of it in cash.
  EXPECT_EQ(desk.balance("alpha", "1997-01-10", "realised_on_investments"), "-0.01");
  EXPECT_EQ(desk.balance("alpha", "1997-01-10", "cash"), "999999.99");
}

TEST(Lots, of_fractional_shares_keep_their_fractions) {
  Desk desk;
  desk.open("alpha", "1997-01-03", "1000000.00", "100000");
  desk.prices("1997-01-06,ACME,10,USD\n");
  desk.trades(
      "1,1997-01-06,1997-01-07,alpha,ACME,B,10,10,-100.00,,,\n"
      "2,1997-01-07,1997-01-08,alpha,ACME,B,0.125,10,-1.25,,,\n"
      "3,1997-01-08,1997-01-09,alpha,ACME,S,10.0625,10,100.63,,,fifo\n");
  desk.struck("1997-01-09");
  // 10.125 shares are held; 10 and half of the second lot go: cost 100.00 + 0.63 (0.625 half up), gain 100.63 - 100.63.
  EXPECT_THAT(desk.lots("alpha", "1997-01-09", "ACME"), ElementsAre("0.0625 @ 0.62"));
  EXPECT_EQ(desk.balance("alpha", "1997-01-09", "realised_on_investments"), "0.00");
}

// -- refusals
// -------------------------------------------------------------------------------------------------------------

TEST(Trades, a_sale_of_more_than_its_lot_holds_refuses_that_portfolio_only) {
  Desk desk;
  for (const char* portfolio : {"alpha", "beta"}) desk.open(portfolio, "1997-01-03", "1000000.00", "100000");
  desk.prices("1997-01-06,ACME,50,USD\n");
  desk.trades(
      "1,1997-01-06,1997-01-09,alpha,ACME,B,1200,50,-60000.00,,,\n"
      "5,1997-01-06,1997-01-09,alpha,ACME,B,300,50,-15000.00,,,\n"
      "2,1997-01-07,1997-01-10,alpha,ACME,S,1500,50,75000.00,,,1:1500\n"
      "3,1997-01-06,1997-01-09,beta,ACME,B,100,50,-5000.00,,,\n");
  const auto report = desk.strike("1997-01-09");
  ASSERT_EQ(report.portfolios.size(), 2U);
  EXPECT_EQ(report.portfolios[0].state, app::StrikeState::Refused);
  ASSERT_EQ(codes(report.portfolios[0].refusals), "E-LOT-015");
  const Refusal& refusal = report.portfolios[0].refusals[0];
  EXPECT_THAT(refusal.message, HasSubstr("alpha on 1997-01-08"));
  EXPECT_EQ(refusal.found, "1500 asked");
  EXPECT_EQ(refusal.expected, "at most 1200 in that lot");
  EXPECT_EQ(refusal.place.row, 4);
  // Beta is struck; alpha keeps the days before.
  EXPECT_EQ(report.portfolios[1].state, app::StrikeState::Calculated);
  EXPECT_EQ(desk.balance("beta", "1997-01-09", "investments_at_cost"), "5000.00");
  EXPECT_EQ(desk.version("alpha", "1997-01-07"), 1U);
  EXPECT_EQ(desk.version("alpha", "1997-01-08"), 0U);
  // The instruction is corrected; everything is struck.
  desk.cancel("1997-01-07,alpha,trades,2\n");
  desk.trades("6,1997-01-07,1997-01-10,alpha,ACME,S,1500,50,75000.00,,,1:1200;5:300\n");
  const auto again = desk.strike("1997-01-09");
  EXPECT_EQ(again.portfolios[0].state, app::StrikeState::Calculated) << told(again.portfolios[0].refusals);
  EXPECT_EQ(desk.held("alpha", "1997-01-09", "ACME").quantity, "0");
  EXPECT_EQ(desk.differing(), 0U);
}

TEST(Trades, that_can_not_be_relieved_say_why) {
  struct Row {
    const char* sentence;
    const char* sale;
    const char* code;
  };
  const Row rows[] = {
      {"a lot that is not there", "9,1997-01-07,1997-01-10,alpha,ACME,S,1,50,50.00,,,7:1\n", "E-LOT-015"},
      {"more than the lot holds", "9,1997-01-07,1997-01-10,alpha,ACME,S,101,50,5050.00,,,1:101\n", "E-LOT-015"},
      {"a lot named twice", "9,1997-01-07,1997-01-10,alpha,ACME,S,2,50,100.00,,,1:1;1:1\n", "E-LOT-016"},
      {"lots that do not add up", "9,1997-01-07,1997-01-10,alpha,ACME,S,3,50,150.00,,,1:1;2:1\n", "E-LOT-017"},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.sentence);
    Desk desk;
    desk.open("alpha", "1997-01-03", "1000000.00", "100000");
    desk.prices("1997-01-06,ACME,50,USD\n");
    desk.trades(
        "1,1997-01-06,1997-01-09,alpha,ACME,B,100,50,-5000.00,,,\n2,1997-01-06,1997-01-09,alpha,ACME,B,100,50,-5000.00,"
        ",,\n" +
        std::string(row.sale));
    EXPECT_EQ(codes(desk.strike("1997-01-08").portfolios.at(0).refusals), row.code);
    EXPECT_EQ(desk.version("alpha", "1997-01-07"), 1U);
    EXPECT_EQ(desk.version("alpha", "1997-01-08"), 0U);
  }
}

TEST(Trades, a_holding_without_any_price_refuses_that_portfolio_only) {
  Desk desk;
  for (const char* portfolio : {"alpha", "beta"}) desk.open(portfolio, "1997-01-03", "1000000.00", "100000");
  desk.trades("1,1997-01-06,1997-01-09,alpha,ACME,B,100,50,-5000.00,,,\n");
  const auto report = desk.strike("1997-01-07");
  EXPECT_EQ(codes(report.portfolios.at(0).refusals), "E-PRICE-001");
  EXPECT_EQ(report.portfolios.at(1).state, app::StrikeState::Calculated);
  // An older price serves, and is an exception of the strike.
  desk.prices("1997-01-03,ACME,49,USD\n");
  desk.struck("1997-01-07");
  EXPECT_EQ(desk.net_assets("alpha", "1997-01-07"), "999900.00");  // 100 x (49 - 50)
  EXPECT_THAT(desk.sealed("alpha", "1997-01-07").exceptions,
              ElementsAre("price-missing: ACME has no price of 1997-01-07; its last is of 1997-01-03"));
}

TEST(Trades, a_position_sold_out_asks_for_no_price) {
  Desk desk;
  desk.open("alpha", "1997-01-03", "1000000.00", "100000");
  desk.trades(
      "1,1997-01-06,1997-01-09,alpha,ACME,B,100,50,-5000.00,,,\n2,1997-01-06,1997-01-09,alpha,ACME,S,100,51,5100.00,,,"
      "\n");
  desk.struck("1997-01-07");
  EXPECT_EQ(desk.net_assets("alpha", "1997-01-07"), "1000100.00");
}

}  // namespace
}  // namespace openend::desk
