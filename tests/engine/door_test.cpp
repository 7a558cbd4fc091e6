// What is refused at the door although every row of the file is well made: sales and redemptions of more than there is,
// share activity without a price, knowledge that runs backwards, and news that came in between.
#include "desk.h"

namespace openend::desk {
namespace {

using testing::HasSubstr;

constexpr const char* kTrades =
    "trade_id,trade_date,settle_date,portfolio,security,side,quantity,price,net_amount,commission,accrued_interest,"
    "lots\n";
constexpr const char* kShares = "date,portfolio,class,subscriptions,redemptions\n";
constexpr const char* kCancellations = "date,portfolio,kind,reference\n";

Desk fund() {
  Desk desk;
  for (const char* portfolio : {"alpha", "beta"}) desk.open(portfolio, "1997-01-03", "1000000.00", "100000");
  desk.trades(
      "1,1997-01-06,1997-01-09,alpha,ACME,B,1000,50,-50000.00,,,\n"
      "2,1997-01-08,1997-01-13,alpha,ACME,S,400,50,20000.00,,,\n"
      "3,1997-01-06,1997-01-07,alpha,WARR,B,10,5,-50.00,,,\n"
      "4,1997-01-06,1997-01-09,alpha,BOLT,B,10.125,8,-81.00,,,\n");
  return desk;
}

/// A delivery, and what the door says of it: nothing, or code and row, found and expected.
struct Row {
  const char* sentence;
  std::string kind, text, code;
  long row = 0;
  std::string found = {}, expected = {};
};

void expect(const Row& row, Desk& desk) {
  SCOPED_TRACE(row.sentence);
  const std::string before = desk.store_digest();
  const auto done = desk.take(row.kind, row.text);
  if (row.code.empty()) {
    EXPECT_TRUE(done) << told(done.refusals());
    return;
  }
  ASSERT_FALSE(done);
  EXPECT_EQ(codes(done.refusals()), row.code);
  const Refusal& refusal = done.refusals()[0];
  EXPECT_EQ(refusal.place.row, row.row);
  EXPECT_EQ(refusal.found, row.found) << refusal.message;
  EXPECT_EQ(refusal.expected, row.expected);
  EXPECT_THAT(refusal.place.file, HasSubstr(row.kind));
  EXPECT_FALSE(refusal.remedy.empty());
  EXPECT_EQ(desk.store_digest(), before) << "a refusal records nothing";
}

TEST(Door, refuses_a_sale_of_more_than_is_held) {
  const std::string trades = kTrades;
  const Row rows[] = {
      {"all that is left", "trades", trades + "9,1997-01-09,1997-01-14,alpha,ACME,S,600,50,30000.00,,,\n", ""},
      {"a share more", "trades", trades + "9,1997-01-09,1997-01-14,alpha,ACME,S,601,50,30050.00,,,\n", "E-LOT-014", 2,
       "601 asked", "at most 600 held"},
      {"a fraction more", "trades", trades + "9,1997-01-09,1997-01-14,alpha,BOLT,S,10.1251,8,81.00,,,\n", "E-LOT-014",
       2, "10.1251 asked", "at most 10.125 held"},
      {"what another portfolio holds", "trades", trades + "9,1997-01-09,1997-01-14,beta,ACME,S,1,50,50.00,,,\n",
       "E-LOT-013", 2, "1 asked", "at most 0 held"},
      {"on the day before it was bought", "trades",
       trades + "9,1997-01-03,1997-01-08,beta,CORK,S,1,50,50.00,,,\n"
                "10,1997-01-06,1997-01-09,beta,CORK,B,1,50,-50.00,,,\n",
       "E-OPEN-006", 2, "9 of 1997-01-03", "an event that is not recorded yet, dated after the opening"},
      {"before the purchase in the same file", "trades",
       trades + "9,1997-01-07,1997-01-10,beta,CORK,S,1,50,50.00,,,\n"
                "10,1997-01-08,1997-01-13,beta,CORK,B,1,50,-50.00,,,\n",
       "E-LOT-013", 2, "1 asked", "at most 0 held"},
      {"after the purchase, though it stands first", "trades",
       trades + "9,1997-01-08,1997-01-13,beta,CORK,S,1,50,50.00,,,\n10,1997-01-07,1997-01-10,beta,CORK,B,1,50,-50.00,,"
                ",\n",
       ""},
      {"twice the same shares in one file", "trades",
       trades + "9,1997-01-09,1997-01-14,alpha,ACME,S,600,50,30000.00,,,"
                "\n10,1997-01-10,1997-01-15,alpha,ACME,S,1,50,50.00,,,\n",
       "E-LOT-013", 3, "1 asked", "at most 0 held"},
      {"a late sale that strips one recorded for a later day", "trades",
       trades + "9,1997-01-07,1997-01-10,alpha,ACME,S,700,50,35000.00,,,\n", "E-LOT-014", 2, "400 asked",
       "at most 300 held"},
      {"a warrant on the day it expires", "trades", trades + "9,1997-01-20,1997-01-21,alpha,WARR,S,1,5,5.00,,,\n",
       "E-LOT-013", 2, "1 asked", "at most 0 held"},
      {"a warrant the day before", "trades", trades + "9,1997-01-17,1997-01-20,alpha,WARR,S,1,5,5.00,,,\n", ""},
      {"the withdrawal of a purchase that was sold from", "cancellations",
       std::string(kCancellations) + "1997-01-06,alpha,trades,1\n", "E-LOT-014", 2, "400 asked", "at most 0 held"},
      {"the withdrawal of both", "cancellations",
       std::string(kCancellations) + "1997-01-06,alpha,trades,1\n1997-01-08,alpha,trades,2\n", ""},
      {"more than a book can count", "trades",
       trades + "9,1997-01-07,1997-01-10,alpha,BOLT,B,9300000000000000,0.01,-93000000000000.00,,,\n", "E-LOT-018", 2,
       "9300000000000010.125 held", "at most 9223372036854775.807"},
  };
  for (const Row& row : rows) {
    Desk desk = fund();
    expect(row, desk);
  }
}

TEST(Door, takes_a_sale_once_its_purchase_is_there) {
  Desk desk = fund();
  EXPECT_FALSE(desk.take("trades", std::string(kTrades) + "9,1997-01-09,1997-01-14,alpha,ACME,S,601,50,30050.00,,,\n"));
  desk.trades("8,1997-01-09,1997-01-14,alpha,ACME,B,1,50,-50.00,,,\n");
  desk.trades("9,1997-01-09,1997-01-14,alpha,ACME,S,601,50,30050.00,,,\n");
  desk.prices("1997-01-06,ACME,50,USD\n1997-01-06,BOLT,8,USD\n1997-01-06,WARR,5,USD\n");
  desk.struck("1997-01-21");
  EXPECT_EQ(desk.held("alpha", "1997-01-21", "ACME").quantity, "0");
}

TEST(Door, refuses_redemptions_of_more_than_is_outstanding) {
  const std::string shares = kShares;
  const Row rows[] = {
      {"all of them", "shares", shares + "1997-01-13,alpha,one,0,100495.146\n", ""},
      {"a thousandth more", "shares", shares + "1997-01-13,alpha,one,0,100495.147\n", "E-SHARE-003", 2,
       "100495.147 redeemed", "at most 100495.146 outstanding"},
      {"on two days together", "shares", shares + "1997-01-13,alpha,one,0,100000\n1997-01-14,alpha,one,0,495.147\n",
       "E-SHARE-003", 3, "495.147 redeemed", "at most 495.146 outstanding"},
      {"after money at a price not struck yet: the strike decides", "shares",
       shares + "1997-01-13,alpha,one,100.00,0\n1997-01-14,alpha,one,0,100495.147\n", ""},
      {"a second class's rows are its own", "shares", shares + "1997-01-13,beta,one,0,100000.001\n", "E-SHARE-003", 2,
       "100000.001 redeemed", "at most 100000 outstanding"},
      {"on a Saturday", "shares", shares + "1997-01-11,alpha,one,10.00,0\n", "E-SHARE-004", 2,
       "1997-01-11 is no pricing day", "a pricing day of the calendar weekdays"},
  };
  for (const Row& row : rows) {
    Desk desk;
    for (const char* portfolio : {"alpha", "beta"}) desk.open(portfolio, "1997-01-03", "1030000.00", "100000");
    desk.shares("1997-01-09,alpha,one,5100.00,0\n");  // 5,100.00 at 10.30 are 495.146 shares
    desk.struck("1997-01-10");
    expect(row, desk);
    if (row.code.empty()) continue;
    // Before any strike the opening and its redemptions are all that can be counted, and enough for this row.
    Desk early;
    for (const char* portfolio : {"alpha", "beta"}) early.open(portfolio, "1997-01-03", "1030000.00", "100000");
    EXPECT_EQ(codes(early.take("shares", shares + "1997-01-06,alpha,one,0,100000.001\n").refusals()), "E-SHARE-003");
  }
}

TEST(Door, refuses_redemptions_before_any_share_was_sold) {
  Desk desk;
  expect({"no opening, no subscription", "shares", std::string(kShares) + "1997-01-06,alpha,one,0,1\n", "E-SHARE-002",
          2, "1 redeemed", "at most 0 outstanding"},
         desk);
  desk.shares("1997-01-06,alpha,one,1000.00,0\n");  // the seed: 100 shares at 10.00
  expect({"more than the seed", "shares", std::string(kShares) + "1997-01-07,alpha,one,0,100.001\n", "E-SHARE-003", 2,
          "100.001 redeemed", "at most 100 outstanding"},
         desk);
  desk.struck("1997-01-06");
  expect({"nor after it was struck", "shares", std::string(kShares) + "1997-01-07,alpha,one,0,100.001\n", "E-SHARE-003",
          2, "100.001 redeemed", "at most 100 outstanding"},
         desk);
  desk.shares("1997-01-07,alpha,one,0,99.999\n");
  desk.struck("1997-01-08");
  EXPECT_EQ(desk.shares_of("alpha", "1997-01-08"), "0.001");
}

TEST(Door, refuses_the_withdrawal_of_shares_that_were_redeemed_since) {
  Desk desk;
  desk.open("alpha", "1997-01-03", "1000.00", "100");
  desk.shares("1997-01-06,alpha,one,0,60\n");
  desk.shares("1997-01-07,alpha,one,0,40\n");
  EXPECT_EQ(codes(desk.take("shares", std::string(kShares) + "1997-01-08,alpha,one,0,0.001\n").refusals()),
            "E-SHARE-003");
  desk.cancel("1997-01-06,alpha,shares,one\n");  // gives shares back
  desk.shares("1997-01-08,alpha,one,0,60\n");
}

TEST(Door, refuses_knowledge_that_runs_backwards) {
  Desk desk = fund();
  const Instant last = desk.known();
  const auto file = [] {
    std::vector<app::Session::Named> files;
    files.push_back(
        {"entries", store::feeds::TextFile::of(
                        "e.csv", "id,date,portfolio,entry,amount\ne,1997-01-07,alpha,expense accrued,1\n")});
    return files;
  };
  desk.entries("d,1997-01-07,alpha,expense accrued,1.00\n");
  const std::string before = desk.store_digest();
  const Instant earlier{last.microseconds - 1'000'000'000};
  EXPECT_EQ(codes(desk.session().import(file(), {}, earlier, false).refusals()), "E-KNOWN-001");
  EXPECT_EQ(codes(desk.session().import(file(), {}, earlier, true).refusals()), "E-KNOWN-001");
  std::vector<store::feeds::TextFile> trust;
  for (auto& [name, text] : trust_texts({.settings = "nav_places = 4\n"}))
    trust.push_back(store::feeds::TextFile::of(name, text));
  EXPECT_EQ(codes(desk.session().init(store::feeds::read_trust_texts(trust).value(), earlier).refusals()),
            "E-KNOWN-001");
  app::StrikeRequest request;
  request.date = day("1997-01-03");
  request.known = earlier;
  EXPECT_EQ(codes(app::Walk(desk.session()).strike(request).refusals()), "E-KNOWN-001");
  EXPECT_EQ(desk.store_digest(), before);
  request.record = false;
  EXPECT_TRUE(app::Walk(desk.session()).strike(request)) << "an estimate records nothing and is asked at any moment";
  EXPECT_TRUE(desk.session().import(file(), {}, desk.known(), false));
}

}  // namespace
}  // namespace openend::desk
