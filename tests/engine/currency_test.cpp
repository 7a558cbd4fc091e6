// Money in other currencies: trades, spot deals, dividends, coupons, cash accounts, overdrafts; results split into
// security and currency.
#include "desk.h"

namespace openend::desk {
namespace {

using testing::ElementsAre;

constexpr const char* kForeign =
    "security,name,kind,currency,rate_pct,maturity,issued,day_count,coupons_per_year\n"
    "SAP,SAP AG,common_stock,DEM,,,,,\n"
    "BUND6,\"Bund 6%, 15 January 2002\",corporate_bond,DEM,6,2002-01-15,,30/360,2\n"
    "BUBILL,\"Bubill, 1997-02-10\",discount_note,DEM,3.60,1997-02-10,,,\n"
    "SONY,Sony,common_stock,JPY,,,,,\n";

/// Alpha has 1,000,000.00 dollars after 3 January 1997. A mark is worth 0.65, 0.64, 0.66, 0.655 and 0.65 dollars from
/// Monday to Friday of the next week, and then stays; SAP closes at DEM 205.
void foreign(Desk& desk) {
  desk.send("securities", kForeign);
  desk.open("alpha", "1997-01-03", "1000000.00", "100000");
  desk.send("exchange-rates",
            "date,currency,base,rate,quoted\n1997-01-06,DEM,USD,0.65,\n1997-01-07,DEM,USD,0.64,base per unit\n"
            "1997-01-08,DEM,USD,0.66,\n1997-01-09,DEM,USD,0.655,\n1997-01-10,DEM,USD,0.65,\n"
            "1997-01-15,DEM,USD,0.66,\n");
  desk.prices("1997-01-06,SAP,205,DEM\n1997-01-07,SAP,205,DEM\n1997-01-10,SAP,205,DEM\n");
}

struct Split {
  std::string value, security, currency, realised_security, realised_currency;
};
Split split_of(Desk& desk, const std::string& date, const std::string& security) {
  const auto then = desk.rebuilt("alpha", date);
  const auto slot = then.book.find(desk.session().registry().find_security(security));
  const auto& p = then.book.positions;
  const auto text = [](std::int64_t minor) { return Decimal::of(minor, 2).text(); };
  const std::int64_t value = then.sealed.marks.value[slot], currency = then.sealed.marks.currency_part[slot];
  return {text(value), text(value - p.cost[slot] - currency), text(currency),
          text(p.realised[slot] - p.realised_currency[slot]), text(p.realised_currency[slot])};
}

TEST(Currency, a_purchase_paid_with_marks_bought_for_it) {
  Desk desk;
  foreign(desk);
  desk.trades("1,1997-01-06,1997-01-09,alpha,SAP,B,100,200,-20000.00,,,\n");
  desk.send("currency-deals",
            "deal_id,trade_date,settle_date,portfolio,sell_currency,sell_amount,buy_currency,buy_amount\n"
            "X1,1997-01-06,1997-01-08,alpha,USD,13000.00,DEM,20000.00\n");
  desk.struck("1997-01-10");
  // Monday: the deal alone. DEM 20,000 due at 0.65 are the 13,000.00 dollars owed for them.
  EXPECT_EQ(desk.balance("alpha", "1997-01-06", "receivable_currency"), "13000.00");
  EXPECT_EQ(desk.balance("alpha", "1997-01-06", "payable_currency"), "13000.00");
  EXPECT_EQ(desk.balance("alpha", "1997-01-06", "currency_exchange"), "0.00");
  EXPECT_EQ(desk.net_assets("alpha", "1997-01-06"), "1000000.00");
  // Tuesday at 0.64: the purchase of Monday at Monday's 0.65. DEM 20,500 x 0.64 = 13,120.00.
  EXPECT_EQ(desk.balance("alpha", "1997-01-07", "investments_at_cost"), "13000.00");
  EXPECT_EQ(desk.balance("alpha", "1997-01-07", "payable_investments_purchased"), "12800.00");  // DEM 20,000
  EXPECT_EQ(desk.balance("alpha", "1997-01-07", "receivable_currency"), "12800.00");
  EXPECT_EQ(desk.net_assets("alpha", "1997-01-07"), "1000120.00");
  const Split tuesday = split_of(desk, "1997-01-07", "SAP");
  EXPECT_EQ(tuesday.value, "13120.00");
  EXPECT_EQ(tuesday.security, "320.00");   // DEM 500 x 0.64
  EXPECT_EQ(tuesday.currency, "-200.00");  // DEM 20,000 x (0.64 - 0.65)
  // Wednesday at 0.66: the deal settles. The marks come in at 13,200.00, what was due at 13,000.00: 200.00 realised.
  EXPECT_EQ(desk.balance("alpha", "1997-01-08", "cash"), "1000200.00");  // 987,000.00 and DEM 20,000
  EXPECT_EQ(desk.balance("alpha", "1997-01-08", "realised_on_currency"), "200.00");
  EXPECT_EQ(desk.net_assets("alpha", "1997-01-08"), "1000530.00");  // 987,000.00 + DEM 20,500 x 0.66
  // Thursday at 0.655: the purchase is paid. The marks leave at 13,200.00 against 13,000.00 owed: 200.00 lost again.
  EXPECT_EQ(desk.balance("alpha", "1997-01-09", "cash"), "987000.00");
  EXPECT_EQ(desk.balance("alpha", "1997-01-09", "payable_investments_purchased"), "0.00");
  EXPECT_EQ(desk.balance("alpha", "1997-01-09", "realised_on_currency"), "0.00");
  EXPECT_EQ(desk.net_assets("alpha", "1997-01-09"), "1000427.50");  // 987,000.00 + DEM 20,500 x 0.655
  EXPECT_TRUE(desk.rebuilt("alpha", "1997-01-09").book.sub_balances.empty());
  EXPECT_EQ(desk.differing(), 0U);
}

TEST(Forwards, are_met_in_cash_offset_or_between_two_foreign_currencies) {
  Desk desk;
  foreign(desk);
  desk.send("forward-rates",
            "date,currency,settlement_date,rate\n"
            "1997-01-06,DEM,1997-01-09,0.6500\n1997-01-06,GBP,1997-01-09,1.7000\n"
            "1997-01-08,DEM,1997-01-09,0.6600\n1997-01-08,GBP,1997-01-09,1.6900\n"
            "1997-01-09,DEM,1997-01-09,0.6400\n1997-01-09,GBP,1997-01-09,1.6800\n");
  // A sells DEM 10,000 for 6,550; B takes them back for 6,520: 30.00 is fixed. C buys GBP 1,000 with DEM 2,600.
  desk.send("forward-deals",
            "deal_id,trade_date,settle_date,portfolio,sell_currency,sell_amount,buy_currency,buy_amount,settlement,"
            "counterparty,base_amount\n"
            "A,1997-01-06,1997-01-09,alpha,DEM,10000.00,USD,6550.00,cash,First Bank,\n"
            "B,1997-01-08,1997-01-09,alpha,USD,6520.00,DEM,10000.00,cash,First Bank,\n"
            "C,1997-01-06,1997-01-09,alpha,DEM,2600.00,GBP,1000.00,cash,Second Bank,1695.00\n");
  desk.struck("1997-01-10");
  // Monday: A 6,550 - 6,500; C 1,700.00 of pounds less 1,690.00 of marks.
  EXPECT_EQ(desk.balance("alpha", "1997-01-06", "unrealised_on_forwards"), "60.00");
  // Wednesday: A and B 30.00 whatever a mark is worth; C 1,690.00 less 1,716.00.
  EXPECT_EQ(desk.balance("alpha", "1997-01-08", "unrealised_on_forwards"), "4.00");
  // Thursday: C 1,680.00 less 1,664.00. All is paid.
  EXPECT_EQ(desk.balance("alpha", "1997-01-09", "unrealised_on_forwards"), "0.00");
  EXPECT_EQ(desk.balance("alpha", "1997-01-09", "realised_on_currency"), "46.00");
  EXPECT_EQ(desk.balance("alpha", "1997-01-09", "cash"), "1000046.00");
  EXPECT_TRUE(desk.rebuilt("alpha", "1997-01-09").book.forwards.empty());
  EXPECT_EQ(desk.differing(), 0U);
}

TEST(Forwards, between_two_currencies_are_delivered_in_both) {
  Desk desk;
  foreign(desk);
  desk.send("exchange-rates", "date,currency,base,rate\n1997-01-06,GBP,USD,1.70\n1997-01-09,GBP,USD,1.68\n");
  desk.send("forward-rates",
            "date,currency,settlement_date,rate\n1997-01-06,DEM,1997-01-09,0.65\n1997-01-06,GBP,1997-01-09,1.70\n");
  desk.send("forward-deals",
            "deal_id,trade_date,settle_date,portfolio,sell_currency,sell_amount,buy_currency,buy_amount,settlement,"
            "counterparty,base_amount\n"
            "C,1997-01-06,1997-01-09,alpha,DEM,2600.00,GBP,1000.00,delivery,Second Bank,1695.00\n");
  desk.struck("1997-01-09");
  // On Thursday a mark is 0.655: GBP 1,000 x 1.68 come, and DEM 2,600 x 0.655 = 1,703.00 are overdrawn.
  EXPECT_EQ(desk.balance("alpha", "1997-01-09", "cash"), "999977.00");
  EXPECT_EQ(desk.net_assets("alpha", "1997-01-09"), "999977.00");
  EXPECT_EQ(desk.differing(), 0U);
}

TEST(Currency, a_sale_is_split_into_security_and_currency) {
  for (const bool apart : {false, true}) {
    Desk desk({.alpha = apart ? "[[settings]]\nfrom = 1996-01-02\ncurrency_part = \"apart\"\n" : ""});
    foreign(desk);
    desk.trades(
        "1,1997-01-06,1997-01-06,alpha,SAP,B,100,200,-20000.00,,,\n"
        "2,1997-01-09,1997-01-15,alpha,SAP,S,40,210,8390.00,10.00,,\n");
    desk.struck("1997-01-10");
    // Cost 40% of 13,000.00 = 5,200.00 (DEM 8,000). Proceeds DEM 8,390 x 0.655 = 5,495.45; gain 295.45, of it the
    // security's DEM 390 x 0.655 = 255.45 and the mark's DEM 8,000 x (0.655 - 0.65) = 40.00.
    EXPECT_EQ(desk.held("alpha", "1997-01-10", "SAP").realised, "295.45");
    const Split friday = split_of(desk, "1997-01-10", "SAP");
    EXPECT_EQ(friday.realised_security, "255.45");
    EXPECT_EQ(friday.realised_currency, "40.00");
    // The purchase was paid on Tuesday at 0.65 a mark for 13,000.00 owed at 0.65: nothing. No marks: overdrawn.
    EXPECT_EQ(desk.balance("alpha", "1997-01-10", "realised_on_investments"), apart ? "255.45" : "295.45");
    EXPECT_EQ(desk.balance("alpha", "1997-01-10", "realised_on_currency"), apart ? "40.00" : "0.00");
    // 1,000,000.00 + DEM (-20,000 + 8,390 due + 60 x 205) x 0.65
    EXPECT_EQ(desk.net_assets("alpha", "1997-01-10"), "1000448.50");
    EXPECT_EQ(desk.differing(), 0U);
  }
}

TEST(Currency, a_dividend_is_income_at_the_rate_of_its_ex_date) {
  Desk desk;
  foreign(desk);
  desk.trades("1,1997-01-06,1997-01-06,alpha,SAP,B,60,200,-12000.00,,,\n");
  desk.dividends("1997-01-10,SAP,2.005,1997-01-15\n");
  desk.struck("1997-01-15");
  // 60 x 2.005 = DEM 120.30 x 0.65 = 78.195, half up 78.20; paid at 0.66: DEM 120.30 are 79.398, 79.40. 1.20 realised.
  EXPECT_EQ(desk.balance("alpha", "1997-01-10", "dividend_income"), "78.20");
  EXPECT_EQ(desk.balance("alpha", "1997-01-14", "receivable_dividends"), "78.20");
  EXPECT_EQ(desk.balance("alpha", "1997-01-15", "receivable_dividends"), "0.00");
  // The marks were overdrawn by 12,000.00 at 7,800.00: what comes in pays back DEM 120.30 of it, carried at 78.20.
  EXPECT_EQ(desk.balance("alpha", "1997-01-15", "realised_on_currency"), "0.00");
  EXPECT_EQ(desk.net_assets("alpha", "1997-01-15"), "1000277.40");  // DEM (60 x 205 - 12,000 + 120.30) x 0.66 = 277.398
}

TEST(Currency, interest_accrues_in_marks_and_enters_at_each_days_rate) {
  Desk desk;
  foreign(desk);
  desk.prices("1997-01-06,BUND6,100,DEM\n");
  // Bought on Monday with 5 months and 21 days of interest: DEM 100,000 x 6% x 171 / 360 = 2,850.00.
  desk.trades("1,1997-01-06,1997-01-06,alpha,BUND6,B,100000,100,-102850.00,,2850.00,\n");
  desk.struck("1997-01-15");
  // Tuesday: the day of Monday was bought, Tuesday's and the strike's own make 173 days: DEM 33.33 more, at
  // 0.64: 21.33.
  EXPECT_EQ(desk.held("alpha", "1997-01-07", "BUND6").accrued, "2883.33");
  EXPECT_EQ(desk.balance("alpha", "1997-01-07", "interest_income"), "21.33");
  EXPECT_EQ(desk.balance("alpha", "1997-01-07", "receivable_interest"), "1845.33");  // DEM 2,883.33 x 0.64
  // The coupon of 15 January is DEM 3,000.00, paid at 0.66.
  EXPECT_EQ(desk.held("alpha", "1997-01-15", "BUND6").accrued, "16.67");
  EXPECT_EQ(desk.balance("alpha", "1997-01-15", "receivable_interest"), "11.00");  // DEM 16.67 x 0.66
  EXPECT_EQ(desk.differing(), 0U);
}

TEST(Currency, paper_from_terms_amortises_and_matures_in_its_own_currency) {
  Desk desk;
  foreign(desk);
  // DEM 100,000 x (1 - 3.60% x 34 / 360) = 99,660.00 on the 6th's end.
  desk.trades("1,1997-01-06,1997-01-06,alpha,BUBILL,B,100000,99.65,-99650.00,,,\n");
  desk.struck("1997-02-10");
  // Tuesday's end: 33 days left, DEM 99,670.00 x 0.64; the step of DEM 20.00 is income of 12.80.
  const auto tuesday = desk.rebuilt("alpha", "1997-01-07");
  const auto slot = tuesday.book.find(desk.session().registry().find_security("BUBILL"));
  EXPECT_EQ(tuesday.book.positions.local_cost[slot], 9'967'000);
  EXPECT_EQ(tuesday.sealed.marks.value[slot], 6'378'880);
  EXPECT_EQ(desk.balance("alpha", "1997-01-07", "interest_income"), "12.80");
  // Matured: DEM 100,000 - 99,650 = 350.00 in hand at 0.66.
  EXPECT_EQ(desk.held("alpha", "1997-02-10", "BUBILL").quantity, "0");
  EXPECT_EQ(desk.net_assets("alpha", "1997-02-10"), "1000231.00");
  EXPECT_EQ(desk.differing(), 0U);
}

TEST(Currency, a_rate_quoted_the_other_way_divides_once) {
  Desk desk;
  foreign(desk);
  desk.send("exchange-rates", "date,currency,base,rate,quoted\n1997-01-06,JPY,USD,116.35,units per base\n");
  desk.prices("1997-01-06,SONY,7510,JPY\n");
  desk.trades("1,1997-01-06,1997-01-09,alpha,SONY,B,1000,7510,-7510000,,,\n");
  desk.struck("1997-01-09");
  // JPY 7,510,000 / 116.35 = 64,546.626...
  EXPECT_EQ(desk.balance("alpha", "1997-01-07", "investments_at_cost"), "64546.63");
  EXPECT_EQ(desk.net_assets("alpha", "1997-01-09"), "1000000.00");
}

TEST(Currency, an_old_rate_is_used_and_named) {
  Desk desk;
  foreign(desk);
  desk.trades("1,1997-01-06,1997-01-06,alpha,SAP,B,100,200,-20000.00,,,\n");
  desk.struck("1997-01-14");
  EXPECT_THAT(desk.sealed("alpha", "1997-01-14").exceptions,
              testing::Contains("rate-stale: stale exchange rate: DEM is of 1997-01-10"));
}

TEST(Currency, without_a_rate_the_portfolio_is_refused_by_name) {
  Desk desk;
  foreign(desk);
  desk.prices("1997-01-06,SONY,7510,JPY\n");
  desk.trades("1,1997-01-06,1997-01-09,alpha,SONY,B,1000,7510,-7510000,,,\n");
  const auto report = desk.strike("1997-01-09");
  ASSERT_EQ(report.portfolios.size(), 1U);
  EXPECT_EQ(codes(report.portfolios[0].refusals), "E-RATE-006");
  EXPECT_EQ(desk.version("alpha", "1997-01-06"), 1U) << "the days before it are sealed";
}

// -- cash accounts and fails
// ---------------------------------------------------------------------------------------------

TEST(CashAccounts, keep_their_cash_apart) {
  Desk desk({.alpha = "[[cash_account]]\nid = \"main\"\n[[cash_account]]\nid = \"euroclear\"\ncustodian = \"E\"\n"});
  foreign(desk);
  desk.send("entries",
            "id,date,portfolio,entry,amount,currency,cash_account,to_cash_account\n"
            "1,1997-01-06,alpha,cash transferred,5000.00,,main,euroclear\n");
  desk.send("trades",
            "trade_id,trade_date,settle_date,portfolio,security,side,quantity,price,net_amount,cash_account\n"
            "1,1997-01-06,1997-01-07,alpha,ACME,B,100,60,-6000.00,euroclear\n"
            "2,1997-01-06,1997-01-07,alpha,SAP,B,10,200,-2000.00,euroclear\n");
  desk.prices("1997-01-06,ACME,60,USD\n");
  desk.struck("1997-01-07");
  const auto book = desk.rebuilt("alpha", "1997-01-07").book;
  ASSERT_EQ(book.sub_balances.size(), 2U);  // DEM and USD at the second account, in the order of their codes
  EXPECT_EQ(book.sub_balances[0].local, -200'000);
  EXPECT_EQ(book.sub_balances[1].local, -100'000);  // 5,000.00 came, 6,000.00 went: 1,000.00 overdrawn there
  EXPECT_EQ(desk.balance("alpha", "1997-01-07", "cash"), "992720.00");  // 1,000,000 - 6,000 - DEM 2,000 x 0.64
  EXPECT_EQ(desk.net_assets("alpha", "1997-01-07"), "1000032.00");      // DEM 50 x 0.64
  EXPECT_EQ(desk.differing(), 0U);
}

TEST(Settlement, that_fails_waits_until_it_is_done) {
  Desk desk;
  desk.open("alpha", "1997-01-03", "1000000.00", "100000");
  desk.prices("1997-01-06,ACME,50,USD\n");
  desk.trades("T9,1997-01-06,1997-01-09,alpha,ACME,B,100,50,-5000.00,,,\n");
  desk.send("settlements", "date,portfolio,trade_id,state\n1997-01-09,alpha,T9,failed\n");
  desk.struck("1997-01-13");
  EXPECT_EQ(desk.balance("alpha", "1997-01-13", "payable_investments_purchased"), "5000.00");
  ASSERT_EQ(desk.rebuilt("alpha", "1997-01-13").book.pending.size(), 1U);
  EXPECT_TRUE(desk.rebuilt("alpha", "1997-01-13").book.pending[0].failed);
  EXPECT_EQ(desk.rebuilt("alpha", "1997-01-13").book.pending[0].date.text(), "1997-01-09") << "it ages from here";
  desk.send("settlements", "date,portfolio,trade_id,state\n1997-01-14,alpha,T9,settled\n");
  desk.struck("1997-01-14");
  EXPECT_EQ(desk.balance("alpha", "1997-01-14", "payable_investments_purchased"), "0.00");
  EXPECT_EQ(desk.balance("alpha", "1997-01-14", "cash"), "995000.00");
  EXPECT_EQ(desk.differing(), 0U);
}

TEST(Settlement, a_notice_of_a_trade_that_does_not_wait_is_refused) {
  Desk desk;
  desk.open("alpha", "1997-01-03", "1000000.00", "100000");
  desk.send("settlements", "date,portfolio,trade_id,state\n1997-01-09,alpha,T9,failed\n");
  const auto report = desk.strike("1997-01-09");
  EXPECT_EQ(codes(report.portfolios[0].refusals), "E-FAIL-001");
}

TEST(Lots, at_average_cost_only_where_it_is_allowed) {
  for (const bool allowed : {false, true}) {
    Desk desk(
        {.settings = std::string("lot_method = \"average\"\n") + (allowed ? "average_cost = \"allowed\"\n" : "")});
    desk.open("alpha", "1997-01-03", "1000000.00", "100000");
    desk.prices("1997-01-06,ACME,50,USD\n");
    desk.trades(
        "1,1997-01-06,1997-01-06,alpha,ACME,B,100,40,-4000.00,,,\n"
        "2,1997-01-06,1997-01-06,alpha,ACME,B,100,60,-6000.00,,,\n"
        "3,1997-01-07,1997-01-07,alpha,ACME,S,50,55,2750.00,,,\n");
    const auto report = desk.strike("1997-01-08");
    if (!allowed) {
      EXPECT_EQ(codes(report.portfolios[0].refusals), "E-LOT-020");
      continue;
    }
    EXPECT_EQ(desk.held("alpha", "1997-01-08", "ACME").realised, "250.00");
    EXPECT_THAT(desk.lots("alpha", "1997-01-08", "ACME"), ElementsAre("50 @ 2500.00", "100 @ 5000.00"));
  }
}

}  // namespace
}  // namespace openend::desk
