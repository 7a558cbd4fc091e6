// The statement of a day beside its dealing value: what is dated that day and enters the books at the next strike.
#include "desk.h"

namespace openend::desk {
namespace {

using testing::ElementsAre;

/// The lines of a bridge as "kind money value interest shares", amounts in dollars.
std::vector<std::string> lines(const nav::Bridge& bridge) {
  const auto dollars = [](std::int64_t minor) { return " " + Decimal::of(minor, 2).text(); };
  std::vector<std::string> all;
  for (const auto& line : bridge.lines) {
    all.push_back(std::string(nav::name_of(line.kind)) + dollars(line.money) + dollars(line.value) +
                  dollars(line.interest) + " " + line.shares.text());
  }
  return all;
}

app::RebuiltDay with_bridge(Desk& desk, const std::string& date) {
  app::Walk walk(desk.session());
  auto rebuilt = walk.rebuild(desk.id("alpha"), day(date), true);
  if (!rebuilt) {
    ADD_FAILURE() << told(rebuilt.refusals());
    return {};
  }
  EXPECT_TRUE(nav::foots(rebuilt.value().sealed.package, *rebuilt.value().bridge));
  return std::move(rebuilt).value();
}

/// On Tuesday 7 January 1997 alpha holds 1,000 ACME at 52 and 950,000.00: 1,002,000.00, or 10.02 for each of 100,000.
void story(Desk& desk) {
  desk.open("alpha", "1997-01-03", "1000000.00", "100000");
  desk.prices("1997-01-06,ACME,50,USD\n1997-01-07,ACME,52,USD\n1997-01-07,BOLT,10.10,USD\n");
  desk.trades(
      "1,1997-01-06,1997-01-09,alpha,ACME,B,1000,50,-50000.00,,,\n"
      "2,1997-01-07,1997-01-10,alpha,BOLT,B,10,10,-100.00,,,\n"
      "3,1997-01-07,1997-01-10,alpha,ACME,S,400,51,20400.00,,,\n");
  desk.shares("1997-01-07,alpha,one,5010.00,200\n");
  desk.struck("1997-01-08");
}

TEST(Statement, of_a_day_takes_the_trades_and_the_shares_dated_that_day) {
  Desk desk;
  story(desk);
  const auto tuesday = with_bridge(desk, "1997-01-07");
  EXPECT_EQ(tuesday.sealed.package.net_assets, 100'200'000);
  EXPECT_EQ(tuesday.sealed.package.nav.text(), "10.02");
  EXPECT_EQ(tuesday.version, 1U);
  EXPECT_THAT(lines(*tuesday.bridge), ElementsAre("Purchase -100.00 101.00 0.00 0",          // 10 x 10.10: adds 1.00
                                                  "Sale 20400.00 -20800.00 0.00 0",          // 400 x 52: takes 400.00
                                                  "Subscription 5010.00 0.00 0.00 500.000",  // at 10.02
                                                  "Redemption -2004.00 0.00 0.00 -200"));
  EXPECT_EQ(tuesday.bridge->lines[1].place, "trades-5.csv:4");
  const auto& statement = tuesday.bridge->statement;
  EXPECT_EQ(statement.net_assets, 100'460'700);  // 1,002,000.00 + 1.00 - 400.00 + 5,010.00 - 2,004.00
  EXPECT_EQ(statement.shares.decimal().text(), "100300.000");
  EXPECT_EQ(statement.nav_unrounded.text(), "10.0160219342");
  // Wednesday's prices are Tuesday's: its strike finds the statement's book, and no fee is charged.
  EXPECT_EQ(desk.sealed("alpha", "1997-01-08").net_assets, statement.net_assets);
  EXPECT_EQ(desk.sealed("alpha", "1997-01-08").shares, statement.shares);
}

TEST(Statement, leaves_only_shares_where_trades_enter_on_their_own_day) {
  Desk desk({.settings = "trades_enter = \"same day\"\n"});
  story(desk);
  const auto tuesday = with_bridge(desk, "1997-01-07");
  // Net assets 1,001,601.00 / 100,000 = 10.01601, published 10.02: the same shares as above.
  EXPECT_EQ(tuesday.sealed.package.net_assets, 100'160'100);
  EXPECT_THAT(lines(*tuesday.bridge),
              ElementsAre("Subscription 5010.00 0.00 0.00 500.000", "Redemption -2004.00 0.00 0.00 -200"));
  EXPECT_EQ(tuesday.bridge->statement.net_assets, 100'460'700);
}

TEST(Statement, is_the_dealing_value_where_nothing_is_dated_that_day) {
  Desk desk;
  story(desk);
  const auto wednesday = with_bridge(desk, "1997-01-08");
  EXPECT_TRUE(wednesday.bridge->lines.empty());
  EXPECT_EQ(wednesday.bridge->statement.net_assets, wednesday.sealed.package.net_assets);
  EXPECT_EQ(wednesday.bridge->statement.balances, wednesday.sealed.package.balances);
}

// Bonds with bought interest, paper from its terms, two trades in one security, values to the whole dollar: a trust
// that takes trades on their own day keeps the book that the other's statement shows, account by account.
TEST(Statement, is_the_book_of_a_trust_whose_trades_enter_the_same_day) {
  const auto fund = [](const std::string& settings) {
    Desk desk({.settings = "holding_value = \"whole unit, half up\"\n" + settings});
    desk.open("alpha", "1997-01-03", "1000000.00", "100000");
    desk.prices(
        "1997-01-06,ACME,50.125,USD\n1997-01-06,CORP6,99.5,USD\n1997-01-10,ACME,52.375,USD\n"
        "1997-01-10,CORP6,99.875,USD\n1997-01-10,TREAS6,101.5,USD\n");
    desk.trades(
        "1,1997-01-06,1997-01-09,alpha,ACME,B,1001,50,-50050.00,,,\n"
        "2,1997-01-06,1997-01-09,alpha,CORP6,B,100000,99,-101900.00,,2900.00,\n"
        "3,1997-01-10,1997-01-15,alpha,CORP6,S,40000,99.80,41120.00,,1200.00,\n"
        "4,1997-01-10,1997-01-13,alpha,TREAS6,B,50000,101,-51731.00,,1231.00,\n"
        "5,1997-01-10,1997-01-10,alpha,NOTE,B,70000,99.54,-69678.00,,,\n"
        "6,1997-01-10,1997-01-15,alpha,ACME,S,301,52,15652.00,,,\n"
        "7,1997-01-10,1997-01-15,alpha,ACME,B,33,52.25,-1724.25,,,\n");
    desk.struck("1997-01-10");
    return desk;
  };
  Desk next = fund(""), same = fund("trades_enter = \"same day\"\n");
  const auto statement = with_bridge(next, "1997-01-10").bridge->statement;
  EXPECT_EQ(with_bridge(next, "1997-01-10").bridge->lines.size(), 5U);
  EXPECT_EQ(statement.balances, same.sealed("alpha", "1997-01-10").balances);
  EXPECT_EQ(statement.nav_unrounded, same.sealed("alpha", "1997-01-10").nav_unrounded);
  EXPECT_NE(statement.net_assets, next.sealed("alpha", "1997-01-10").net_assets);
}

TEST(Statement, deals_the_first_day_s_other_orders_and_not_the_seed_again) {
  Desk desk;
  desk.shares("1997-01-06,alpha,one,250000.00,0\n1997-01-06,alpha,one,50000.00,0\n");
  desk.struck("1997-01-06");
  const auto monday = with_bridge(desk, "1997-01-06");
  EXPECT_THAT(lines(*monday.bridge), ElementsAre("Subscription 50000.00 0.00 0.00 5000.000"));
  EXPECT_EQ(monday.bridge->statement.shares.decimal().text(), "30000.000");
}

TEST(Statement, refuses_what_the_next_strike_will_refuse) {
  Desk desk;
  desk.open("alpha", "1997-01-03", "1000000.00", "100000");
  desk.trades("1,1997-01-06,1997-01-09,alpha,CORK,B,10,10,-100.00,,,\n");
  desk.struck("1997-01-06");
  app::Walk walk(desk.session());
  const auto unpriced = walk.rebuild(desk.id("alpha"), day("1997-01-06"), true);
  ASSERT_FALSE(unpriced);
  EXPECT_EQ(codes(unpriced.refusals()), "E-PRICE-001");
  EXPECT_TRUE(walk.rebuild(desk.id("alpha"), day("1997-01-06")));  // the strike itself is none the worse
  desk.prices("1997-01-06,CORK,10,USD\n");
  desk.trades("2,1997-01-06,1997-01-09,alpha,CORK,S,10,10,100.00,,,7:10\n");
  const auto not_held = walk.rebuild(desk.id("alpha"), day("1997-01-06"), true);
  ASSERT_FALSE(not_held);
  EXPECT_EQ(codes(not_held.refusals()), "E-LOT-015");
  EXPECT_EQ(not_held.refusals()[0].place.file, "trades-6.csv");
  EXPECT_EQ(not_held.refusals()[0].place.row, 2);
}

}  // namespace
}  // namespace openend::desk
