// Splits over days of a small trust: which units a trade, a dividend and a sale are in, whatever order they became
// known.
#include "desk.h"

namespace openend::desk {
namespace {

void hold_acme(Desk& desk) {
  desk.open("alpha", "1997-01-02", "1000000.00", "100000");
  desk.prices("1997-01-03,ACME,50,USD\n");
  desk.trades("1,1997-01-03,1997-01-06,alpha,ACME,B,1000,50,-50000.00,,,\n");
}

TEST(Splits, come_after_the_trades_and_the_dividends_of_the_days_before) {
  for (const char* enter : {"next day", "same day"}) {
    SCOPED_TRACE(enter);
    Desk desk({.settings = "trades_enter = \"" + std::string(enter) + "\"\n"});
    hold_acme(desk);
    // 500 old units are bought the day before; 300 new ones sold on the ex-date: (1,000 + 500) x 2 - 300 = 2,700.
    desk.trades(
        "2,1997-01-07,1997-01-10,alpha,ACME,B,500,50,-25000.00,,,\n"
        "3,1997-01-08,1997-01-13,alpha,ACME,S,300,25,7500.00,,,\n");
    desk.dividends("1997-01-08,ACME,0.25,1997-01-20\n");
    desk.splits("s,1997-01-08,ACME,split,2,1,,,\n");
    desk.prices("1997-01-08,ACME,25,USD\n");
    desk.struck("1997-01-09");
    EXPECT_EQ(desk.balance("alpha", "1997-01-09", "dividend_income"), "375.00");        // 1,500 x 0.25
    EXPECT_EQ(desk.balance("alpha", "1997-01-09", "investments_at_cost"), "67500.00");  // 75,000 less 300 x 25
    EXPECT_EQ(desk.net_assets("alpha", "1997-01-09"), "1000375.00");
  }
}

TEST(Splits, with_an_ex_date_over_the_weekend_are_in_monday_s_strike) {
  Desk desk;
  hold_acme(desk);
  desk.splits("s,1997-01-11,ACME,split,3,2,,,\n");
  desk.prices("1997-01-13,ACME,40,USD\n");
  desk.struck("1997-01-13");
  EXPECT_EQ(desk.net_assets("alpha", "1997-01-10"), "1000000.00");
  EXPECT_EQ(desk.net_assets("alpha", "1997-01-13"), "1010000.00");  // 1,500 x 40 - 50,000
}

TEST(Splits, known_late_leave_the_books_as_if_they_had_been_known) {
  const std::string split = "s,1997-01-07,ACME,split,7,3,21.40,1997-01-09,\n";
  const std::string prices = "1997-01-07,ACME,21.50,USD\n1997-01-09,ACME,21.60,USD\n";
  Desk one, other;
  for (Desk* desk : {&one, &other}) {
    hold_acme(*desk);
    desk->prices(prices);
  }
  one.splits(split);
  one.struck("1997-01-09");
  other.struck("1997-01-09");
  other.splits(split);
  other.struck("1997-01-09");
  for (const char* date : {"1997-01-06", "1997-01-07", "1997-01-08", "1997-01-09"}) {
    EXPECT_EQ(one.net_assets("alpha", date), other.net_assets("alpha", date)) << date;
    EXPECT_EQ(one.balance("alpha", date, "cash"), other.balance("alpha", date, "cash")) << date;
  }
  // 1,000 x 7 / 3 = 2,333.33333333: 0.33333333 x 21.40 = 7.13 is paid.
  EXPECT_EQ(one.balance("alpha", "1997-01-09", "cash"), "950007.13");
}

TEST(Splits, are_minded_when_a_sale_is_held_against_what_is_held) {
  Desk desk;
  hold_acme(desk);
  desk.splits("s,1997-01-08,ACME,split,1,10,,,\n");
  const auto sale = [&](const std::string& id, const std::string& date, const std::string& quantity,
                        const std::string& net) {
    const auto done =
        desk.take("trades", "trade_id,trade_date,settle_date,portfolio,security,side,quantity,price,net_amount\n" + id +
                                "," + date + "," + date + ",alpha,ACME,S," + quantity + ",50," + net + "\n");
    return done ? std::string("taken") : codes(done.refusals());
  };
  EXPECT_EQ(sale("2", "1997-01-08", "101", "5050.00"), "E-LOT-014");
  EXPECT_EQ(sale("3", "1997-01-08", "100", "5000.00"), "taken");
  EXPECT_EQ(sale("4", "1997-01-07", "1", "50.00"), "E-LOT-014");  // 999 / 10 are less than the 100 sold
  // A split that leaves less than was sold is refused with its own row.
  const auto late =
      desk.take("corporate-actions", "action_id,ex_date,security,kind,new,old\nt,1997-01-07,ACME,split,1,2\n");
  ASSERT_FALSE(late);
  EXPECT_EQ(late.refusals()[0].code, "E-LOT-014");
  EXPECT_EQ(late.refusals()[0].place.row, 2);
}

TEST(Splits, withdrawn_leave_no_trace_and_touch_only_who_holds_the_security) {
  Desk one, other;
  for (Desk* desk : {&one, &other}) {
    hold_acme(*desk);
    desk->open("beta", "1997-01-02", "1000000.00", "100000");
    desk->prices("1997-01-07,ACME,50,USD\n");
    desk->struck("1997-01-08");
  }
  other.splits("s,1997-01-07,ACME,split,7,3,21.40,1997-01-09,\n");
  other.struck("1997-01-08");
  EXPECT_NE(one.digest("alpha", "1997-01-08"), other.digest("alpha", "1997-01-08"));
  other.splits("s,1997-01-07,ACME,withdrawal,,,,,\n");
  other.struck("1997-01-08");
  for (const char* date : {"1997-01-06", "1997-01-07", "1997-01-08"}) {
    for (const char* portfolio : {"alpha", "beta"})
      EXPECT_EQ(one.digest(portfolio, date), other.digest(portfolio, date)) << portfolio << date;
    EXPECT_EQ(other.version("beta", date), 1U) << date;
  }
  EXPECT_EQ(other.version("alpha", "1997-01-07"), 3U);
}

}  // namespace
}  // namespace openend::desk
