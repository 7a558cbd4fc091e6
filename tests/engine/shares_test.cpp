// Share activity: how a day's orders, as totals, join the book of the next.
#include "desk.h"

namespace openend::desk {
namespace {

TEST(Shares, a_first_subscription_is_dealt_at_the_initial_price_on_its_own_day) {
  Desk desk;
  desk.shares("1997-01-06,alpha,one,250000.00,0\n");
  desk.prices("1997-01-06,ACME,50,USD\n1997-01-07,ACME,55,USD\n");
  desk.trades("1,1997-01-06,1997-01-09,alpha,ACME,B,1000,50,-50000.00,,,\n");
  const auto early = desk.strike("1997-01-03");
  EXPECT_EQ(early.not_opened.size(), 2U);
  desk.struck("1997-01-08");
  // 250,000.00 at 10.00 are 25,000 shares, with the money at once.
  EXPECT_EQ(desk.shares_of("alpha", "1997-01-06"), "25000.000");
  EXPECT_EQ(desk.balance("alpha", "1997-01-06", "cash"), "250000.00");
  EXPECT_EQ(desk.nav("alpha", "1997-01-06"), "10.00");
  // The seed is not dealt again on Tuesday: 255,000.00 / 25,000 = 10.20.
  EXPECT_EQ(desk.shares_of("alpha", "1997-01-07"), "25000.000");
  EXPECT_EQ(desk.nav("alpha", "1997-01-07"), "10.20");
}

TEST(Shares, of_a_day_join_the_next_book_at_that_day_s_price) {
  Desk desk;
  desk.open("alpha", "1997-01-03", "1000000.00", "100000");
  desk.entries("a,1997-01-06,alpha,other income received,30000.00\n");
  desk.shares("1997-01-06,alpha,one,5150.00,200\n");
  desk.struck("1997-01-08");
  // Monday: 1,030,000 / 100,000 = 10.30, which knows nothing of Monday's orders.
  EXPECT_EQ(desk.nav("alpha", "1997-01-06"), "10.30");
  EXPECT_EQ(desk.shares_of("alpha", "1997-01-06"), "100000");
  // Tuesday: 5,150.00 / 10.30 = 500 shares in, 200 x 10.30 = 2,060.00 out. The orders leave the price as it was.
  EXPECT_EQ(desk.shares_of("alpha", "1997-01-07"), "100300.000");
  EXPECT_EQ(desk.balance("alpha", "1997-01-07", "capital"), "1000000.00");
  EXPECT_EQ(desk.balance("alpha", "1997-01-07", "shares_sold"), "5150.00");
  EXPECT_EQ(desk.balance("alpha", "1997-01-07", "shares_repurchased"), "-2060.00");
  EXPECT_EQ(desk.nav("alpha", "1997-01-07"), "10.30");
}

TEST(Shares, money_moves_so_many_open_days_after_the_order_as_the_trust_says) {
  struct Row {
    const char* sentence;
    const char* setting;
    const char* receivable_tuesday;
    const char* cash_tuesday;
    const char* cash_wednesday;
    const char* cash_thursday;
  };
  const Row rows[] = {
      {"one day: settled when it enters", "", "0.00", "1003090.00", "1003090.00", "1003090.00"},
      {"at once", "share_settlement_days = 0\n", "0.00", "1003090.00", "1003090.00", "1003090.00"},
      {"three days: on Thursday", "share_settlement_days = 3\n", "5150.00", "1000000.00", "1000000.00", "1003090.00"},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.sentence);
    Desk desk({.settings = row.setting});
    desk.open("alpha", "1997-01-03", "1000000.00", "97087.379");  // NAV 10.30
    desk.shares("1997-01-06,alpha,one,5150.00,200\n");
    desk.struck("1997-01-09");
    EXPECT_EQ(desk.balance("alpha", "1997-01-07", "receivable_shares_sold"), row.receivable_tuesday);
    EXPECT_EQ(desk.balance("alpha", "1997-01-07", "cash"), row.cash_tuesday);
    EXPECT_EQ(desk.balance("alpha", "1997-01-08", "cash"), row.cash_wednesday);
    EXPECT_EQ(desk.balance("alpha", "1997-01-09", "cash"), row.cash_thursday);
    EXPECT_EQ(desk.balance("alpha", "1997-01-09", "payable_shares_repurchased"), "0.00");
    EXPECT_EQ(desk.net_assets("alpha", "1997-01-07"), "1003090.00");
  }
}

TEST(Shares, are_counted_to_three_decimals_half_up) {
  Desk desk;
  desk.open("alpha", "1997-01-03", "1030000.00", "100000");  // 10.30
  desk.shares("1997-01-06,alpha,one,1000.00,0\n1997-01-06,alpha,one,0,33.335\n");
  desk.struck("1997-01-07");
  // 1,000.00 / 10.30 = 97.0873..., 97.087; less 33.335. Redemption 33.335 x 10.30 = 343.3505, 343.35.
  EXPECT_EQ(desk.shares_of("alpha", "1997-01-07"), "100063.752");
  EXPECT_EQ(desk.balance("alpha", "1997-01-07", "shares_sold"), "1000.00");
  EXPECT_EQ(desk.balance("alpha", "1997-01-07", "shares_repurchased"), "-343.35");
}

TEST(Shares, to_four_places_where_the_trust_says_so) {
  Desk desk({.settings = "share_places = 4\nnav_places = 4\n"});
  desk.open("alpha", "1997-01-03", "1030005.00", "100000");
  desk.shares("1997-01-06,alpha,one,1000.00,0\n");
  desk.struck("1997-01-07");
  EXPECT_EQ(desk.nav("alpha", "1997-01-06"), "10.3001");            // 10.30005, half up
  EXPECT_EQ(desk.shares_of("alpha", "1997-01-07"), "100097.0864");  // 1,000 / 10.3001 = 97.08643...
}

TEST(Shares, redemption_money_may_be_rounded_in_two_steps) {
  struct Row {
    const char* sentence;
    const char* setting;
    const char* paid;
  };
  const Row rows[] = {
      // Half a share at 10.3, the value published to one place: 5.15, or in two steps 5.2 and then 5.20.
      {"one step", "nav_places = 1\n", "5.15"},
      {"two steps", "nav_places = 1\nredemption_money = \"two steps\"\n", "5.20"},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.sentence);
    Desk desk({.settings = row.setting});
    desk.open("alpha", "1997-01-03", "1030000.00", "100000");
    desk.shares("1997-01-06,alpha,one,0,0.5\n");
    desk.struck("1997-01-07");
    EXPECT_EQ(desk.balance("alpha", "1997-01-07", "shares_repurchased"), "-" + std::string(row.paid));
  }
}

TEST(Shares, activity_can_be_withdrawn_by_the_name_of_its_class) {
  Desk desk;
  desk.open("alpha", "1997-01-03", "1000000.00", "100000");
  desk.shares("1997-01-06,alpha,one,5000.00,0\n");
  desk.struck("1997-01-07");
  EXPECT_EQ(desk.shares_of("alpha", "1997-01-07"), "100500.000");
  desk.cancel("1997-01-06,alpha,shares,one\n");
  desk.struck("1997-01-07");
  EXPECT_EQ(desk.shares_of("alpha", "1997-01-07"), "100000");
  EXPECT_EQ(desk.version("alpha", "1997-01-07"), 2U);
}

TEST(Shares, a_first_day_of_two_rows_deals_the_second_at_its_price) {
  Desk desk;
  desk.shares("1997-01-06,alpha,one,250000.00,0\n1997-01-06,alpha,one,50000.00,0\n");
  desk.struck("1997-01-07");
  // The first row is the seed; the second is dealt at Monday's price of 10.00 and enters on Tuesday.
  EXPECT_EQ(desk.shares_of("alpha", "1997-01-06"), "25000.000");
  EXPECT_EQ(desk.shares_of("alpha", "1997-01-07"), "30000.000");
}

TEST(Shares, whose_first_row_is_withdrawn_begin_with_the_second) {
  Desk desk;
  desk.shares("1997-01-06,alpha,one,250000.00,0\n1997-01-06,alpha,one,50000.00,0\n");
  desk.cancel("1997-01-06,alpha,shares,one\n");
  desk.struck("1997-01-07");
  // Only 50,000.00 is left: 5,000 shares at 10.00, dealt once.
  EXPECT_EQ(desk.shares_of("alpha", "1997-01-06"), "5000.000");
  EXPECT_EQ(desk.shares_of("alpha", "1997-01-07"), "5000.000");
}

TEST(Shares, of_a_class_and_day_come_in_one_file) {
  Desk desk;
  desk.open("alpha", "1997-01-03", "1000000.00", "100000");
  desk.shares("1997-01-06,alpha,one,5000.00,0\n");
  const auto again =
      desk.take("shares", "date,portfolio,class,subscriptions,redemptions\n1997-01-06,alpha,one,7000.00,0\n");
  ASSERT_FALSE(again);
  EXPECT_EQ(codes(again.refusals()), "E-DUP-001");
  // Withdrawn first, the new totals are taken.
  desk.cancel("1997-01-06,alpha,shares,one\n");
  desk.shares("1997-01-06,alpha,one,7000.00,0\n");
  desk.struck("1997-01-07");
  EXPECT_EQ(desk.shares_of("alpha", "1997-01-07"), "100700.000");
}

}  // namespace
}  // namespace openend::desk
