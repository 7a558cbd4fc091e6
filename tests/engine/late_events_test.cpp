// What becomes known late restates what it touches, keeps the old answer, and ends where an on-time store ended.
#include "desk.h"

namespace openend::desk {
namespace {

constexpr const char* kFirst = "1997-01-03";
constexpr const char* kLast = "1997-01-31";

const std::string kPurchase = "1,1997-01-06,1997-01-09,alpha,ACME,B,1000,50,-50000.00,,,\n";
const std::string kLate = "2,1997-01-15,1997-01-20,alpha,BOLT,B,200,30,-6000.00,,,\n";
const std::string kSale = "3,1997-01-23,1997-01-28,alpha,ACME,S,400,52,20800.00,,,\n";
const std::string kOthers = "7,1997-01-07,1997-01-10,beta,ACME,B,10,50,-500.00,,,\n";

constexpr const char* kFee = "[[advisory_fee]]\nfrom = 1996-01-02\ntiers = [ { rate_pct = \"0.65\" } ]\n";

/// Two portfolios, a fee, prices on every weekday; nothing dealt yet.
Desk fund() {
  Desk desk({.alpha = kFee, .beta = kFee});
  for (const char* portfolio : {"alpha", "beta"}) desk.open(portfolio, kFirst, "1000000.00", "100000");
  std::string rows;
  int moves = 0;
  for (Date date = day(kFirst); date <= day("1997-02-28"); date = date + 1) {
    if (date.is_weekend()) continue;
    ++moves;
    rows += date.text() + ",ACME," + Decimal::of(5000 + moves * 7 % 31, 2).text() + ",USD\n" + date.text() + ",BOLT," +
            Decimal::of(3000 + moves * 11 % 17, 2).text() + ",USD\n";
  }
  desk.prices(rows);
  return desk;
}

std::vector<std::string> digests(const Desk& desk, const std::string& portfolio, const std::string& from = kFirst) {
  std::vector<std::string> all;
  for (const auto& seal : const_cast<Desk&>(desk).session().store().days().days(desk.id(portfolio), day(from))) {
    all.push_back(seal.day.text() + " " + hex(seal.digest));
  }
  return all;
}

TEST(LateEvents, a_trade_ten_days_back_restates_each_day_since_and_keeps_the_old_versions) {
  Desk on_time = fund();
  on_time.trades(kPurchase + kLate + kSale + kOthers);
  on_time.struck(kLast);

  Desk late = fund();
  late.trades(kPurchase + kSale + kOthers);
  late.struck("1997-01-24");
  const std::string as_first_told = late.digest("alpha", "1997-01-24");
  const std::string worth_first = late.net_assets("alpha", "1997-01-24");
  late.trades(kLate);  // dated 15 January, enters on the 16th
  const auto report = late.strike("1997-01-24");
  const auto& alpha = report.portfolios.at(0);
  EXPECT_EQ(alpha.state, app::StrikeState::Restated);
  EXPECT_EQ(alpha.version, 2U);
  std::vector<std::string> restated;
  for (const Date date : alpha.restated) restated.push_back(date.text());
  EXPECT_THAT(restated, testing::ElementsAre("1997-01-16", "1997-01-17", "1997-01-20", "1997-01-21", "1997-01-22",
                                             "1997-01-23", "1997-01-24"));
  EXPECT_EQ(late.version("alpha", "1997-01-15"), 1U);
  EXPECT_EQ(late.version("beta", "1997-01-24"), 1U);
  EXPECT_EQ(report.portfolios.at(1).state, app::StrikeState::Unchanged);
  // The archive keeps what was first told.
  EXPECT_EQ(late.digest("alpha", "1997-01-24", 1), as_first_told);
  EXPECT_EQ(late.net_assets("alpha", "1997-01-24", 1), worth_first);
  EXPECT_NE(late.digest("alpha", "1997-01-24", 2), as_first_told);
  // 200 BOLT at 30.00 stand at 6,000.00 of cost, which the first version did not know.
  EXPECT_EQ(late.balance("alpha", "1997-01-24", "investments_at_cost", 1), "30000.00");
  EXPECT_EQ(late.balance("alpha", "1997-01-24", "investments_at_cost", 2), "36000.00");
  // From here on both stores say the same: incremental is replay.
  late.struck(kLast);
  EXPECT_EQ(digests(late, "alpha"), digests(on_time, "alpha"));
  EXPECT_EQ(digests(late, "beta"), digests(on_time, "beta"));
  EXPECT_EQ(late.differing(), 0U) << testing::PrintToString(late.faults);
  EXPECT_EQ(late.days_replayed, 42U);  // 21 weekdays from 3 to 31 January, two portfolios
}

TEST(LateEvents, a_strike_of_a_later_day_restates_the_days_between_too) {
  Desk on_time = fund();
  on_time.trades(kPurchase + kLate + kSale);
  on_time.struck(kLast);
  Desk late = fund();
  late.trades(kPurchase + kSale);
  late.struck("1997-01-24");
  late.trades(kLate);
  const auto report = late.strike(kLast);
  EXPECT_EQ(report.portfolios.at(0).restated.size(), 7U);
  EXPECT_EQ(report.portfolios.at(0).state, app::StrikeState::Calculated);
  EXPECT_EQ(digests(late, "alpha"), digests(on_time, "alpha"));
}

TEST(LateEvents, a_cancelled_trade_leaves_no_trace) {
  Desk never = fund();
  never.trades(kPurchase + kSale);
  never.struck(kLast);
  Desk desk = fund();
  desk.trades(kPurchase + kLate + kSale);
  desk.struck(kLast);
  ASSERT_NE(digests(desk, "alpha"), digests(never, "alpha"));
  desk.cancel("1997-01-15,alpha,trades,2\n");
  desk.struck(kLast);
  EXPECT_EQ(digests(desk, "alpha"), digests(never, "alpha"));
  EXPECT_EQ(desk.sealed("alpha", kLast).balances, never.sealed("alpha", kLast).balances);
  EXPECT_EQ(desk.version("alpha", kLast), 2U);
  EXPECT_EQ(desk.held("alpha", kLast, "BOLT").quantity, "none");
  EXPECT_EQ(desk.differing(), 0U);
}

TEST(LateEvents, a_corrected_trade_counts_once_with_its_new_facts) {
  Desk right = fund();
  right.trades("1,1997-01-06,1997-01-09,alpha,ACME,B,1000,49,-49000.00,,,\n");
  right.struck(kLast);
  Desk desk = fund();
  desk.trades(kPurchase);
  desk.struck("1997-01-10");
  desk.cancel("1997-01-06,alpha,trades,1\n");
  desk.trades("1,1997-01-06,1997-01-09,alpha,ACME,B,1000,49,-49000.00,,,\n");
  desk.struck(kLast);
  EXPECT_EQ(desk.balance("alpha", kLast, "investments_at_cost"), "49000.00");
  EXPECT_EQ(digests(desk, "alpha"), digests(right, "alpha"));
}

TEST(LateEvents, what_can_not_be_is_refused_at_the_door) {
  Desk desk = fund();
  desk.trades(kPurchase);
  desk.entries("e,1997-01-13,alpha,expense accrued,5.00\n");
  desk.cancel("1997-01-13,alpha,entries,e\n");
  struct Row {
    const char* sentence;
    const char* kind;
    std::string text;
    const char* code;
  };
  const std::string trades =
      "trade_id,trade_date,settle_date,portfolio,security,side,quantity,price,net_amount,commission,accrued_interest,"
      "lots\n";
  const Row rows[] = {
      {"a withdrawal of a trade that nobody made", "cancellations",
       "date,portfolio,kind,reference\n1997-01-06,alpha,trades,99\n", "E-CANCEL-001"},
      {"a withdrawal on another day", "cancellations", "date,portfolio,kind,reference\n1997-01-07,alpha,trades,1\n",
       "E-CANCEL-001"},
      {"a second withdrawal", "cancellations", "date,portfolio,kind,reference\n1997-01-13,alpha,entries,e\n",
       "E-CANCEL-001"},
      {"a trade sent again with another price", "trades",
       trades + "1,1997-01-06,1997-01-09,alpha,ACME,B,1000,49,-49000.00,,,\n", "E-DUP-001"},
      {"a trade of the day on which the book was taken over", "trades",
       trades + "5,1997-01-03,1997-01-09,alpha,ACME,B,1,49,-49.00,,,\n", "E-OPEN-006"},
  };
  const std::string store_before = desk.store_digest();
  for (const Row& row : rows) {
    const auto refused = desk.take(row.kind, row.text);
    ASSERT_FALSE(refused) << row.sentence;
    EXPECT_EQ(codes(refused.refusals()), row.code) << row.sentence;
    EXPECT_EQ(refused.refusals()[0].place.row, 2) << row.sentence;
    EXPECT_FALSE(refused.refusals()[0].remedy.empty()) << row.sentence;
    EXPECT_EQ(desk.store_digest(), store_before) << row.sentence;
  }
}

// A reference is unique within its kind and portfolio (event.h); the check looks at one day only, so that a trade sent
// again with a corrected trade date is booked twice.
TEST(LateEvents, a_trade_sent_again_with_another_date_is_refused) {
  Desk desk = fund();
  desk.trades(kPurchase);
  const auto again = desk.take("trades",
                               "trade_id,trade_date,settle_date,portfolio,security,side,quantity,price,net_amount\n"
                               "1,1997-01-07,1997-01-10,alpha,ACME,B,1000,50,-50000.00\n");
  ASSERT_FALSE(again);
  EXPECT_EQ(codes(again.refusals()), "E-DUP-001");
}

TEST(LateEvents, a_withdrawn_entry_leaves_no_trace) {
  Desk never = fund();
  never.struck(kLast);
  Desk desk = fund();
  desk.entries("x,1997-01-13,alpha,expense accrued,999.99\n");
  desk.struck("1997-01-20");
  desk.cancel("1997-01-13,alpha,entries,x\n");
  desk.struck(kLast);
  EXPECT_EQ(digests(desk, "alpha"), digests(never, "alpha"));
}

TEST(LateEvents, independent_events_in_another_order_give_the_same_package) {
  const std::string entry = "e,1997-01-10,alpha,expense accrued,100.00\n";
  const std::string shares = "1997-01-14,alpha,one,5000.00,20\n";
  const std::string dividend = "1997-01-21,ACME,0.40,1997-01-29\n";
  Desk one = fund();
  one.trades(kPurchase + kLate + kSale);
  one.entries(entry);
  one.shares(shares);
  one.dividends(dividend);
  one.struck(kLast);
  Desk other = fund();
  other.dividends(dividend);
  other.shares(shares);
  other.trades(kLate);
  other.entries(entry);
  other.trades(kPurchase);
  other.trades(kSale);  // not before what it sells
  other.struck(kLast);
  EXPECT_EQ(digests(other, "alpha"), digests(one, "alpha"));
  EXPECT_NE(other.store_digest(), one.store_digest());  // the chain remembers who came when
}

TEST(LateEvents, trades_of_one_day_commute) {
  // Two purchases of a day and the sale of the next, in three files, in every order that has something to sell.
  const std::string rows[] = {"1,1997-01-06,1997-01-09,alpha,ACME,B,7,50,-350.00,,,\n",
                              "2,1997-01-06,1997-01-09,alpha,BOLT,B,9,31,-279.00,,,\n",
                              "3,1997-01-07,1997-01-10,alpha,ACME,S,3,51,153.00,,,\n"};
  int order[] = {0, 1, 2};
  std::string expected;
  do {
    if (std::find(order, order + 3, 2) < std::find(order, order + 3, 0)) continue;
    Desk desk = fund();
    for (const int i : order) desk.trades(rows[i]);
    desk.struck("1997-01-10");
    const std::string digest = desk.digest("alpha", "1997-01-10");
    if (expected.empty()) expected = digest;
    EXPECT_EQ(digest, expected) << order[0] << order[1] << order[2];
  } while (std::next_permutation(std::begin(order), std::end(order)));
}

TEST(LateEvents, a_late_price_restates_the_days_it_stood_for) {
  Desk desk = fund();
  desk.trades(kPurchase);
  desk.struck("1997-01-17");
  const auto before = desk.sealed("alpha", "1997-01-14");
  desk.prices("1997-01-14,ACME,99,USD\n");
  const auto report = desk.strike("1997-01-17");
  const auto after = desk.sealed("alpha", "1997-01-14");
  // 1,000 shares: the difference of the two prices, exactly.
  const Decimal first = Decimal::of(5000 + 8 * 7 % 31, 2);  // 14 January is the eighth weekday
  EXPECT_EQ(Decimal::of(after.net_assets - before.net_assets, 2), Decimal(1000) * (Decimal(99) - first));
  EXPECT_EQ(desk.version("alpha", "1997-01-13"), 1U);
  EXPECT_EQ(desk.version("alpha", "1997-01-14"), 2U);
  // The day after it has its own price; only the fee on the 14th's net assets is carried on.
  EXPECT_EQ(report.portfolios.at(0).restated.size(), 4U);
  EXPECT_EQ(desk.version("beta", "1997-01-14"), 1U);  // beta holds none
  EXPECT_EQ(desk.differing(), 0U);
}

TEST(LateEvents, a_late_dividend_is_income_of_its_ex_date) {
  Desk on_time = fund();
  on_time.trades(kPurchase);
  on_time.dividends("1997-01-14,ACME,0.50,1997-01-28\n");
  on_time.struck(kLast);
  Desk desk = fund();
  desk.trades(kPurchase);
  desk.struck("1997-01-24");
  desk.dividends("1997-01-14,ACME,0.50,1997-01-28\n");
  desk.struck(kLast);
  EXPECT_EQ(desk.balance("alpha", "1997-01-14", "dividend_income"), "500.00");
  EXPECT_EQ(digests(desk, "alpha"), digests(on_time, "alpha"));
}

TEST(LateEvents, news_that_changes_nothing_makes_no_new_version) {
  Desk desk = fund();
  desk.trades(kPurchase);
  desk.struck("1997-01-24");
  const auto sealed = digests(desk, "alpha");
  // A price of a security that nobody holds, a dividend of it, and a price as it was.
  desk.prices("1997-01-14,CORK,12,USD\n");
  desk.dividends("1997-01-14,CORK,1,1997-01-14\n");
  desk.prices("1997-01-15,ACME," + Decimal::of(5000 + 9 * 7 % 31, 2).text() + ",USD\n");
  const std::string store_before = desk.store_digest();
  const auto report = desk.strike("1997-01-24");
  EXPECT_EQ(report.portfolios.at(0).state, app::StrikeState::Unchanged);
  EXPECT_EQ(report.days_sealed, 0U);
  EXPECT_EQ(digests(desk, "alpha"), sealed);
  for (const auto& line : sealed) EXPECT_EQ(desk.version("alpha", line.substr(0, 10)), 1U);
  EXPECT_EQ(desk.store_digest(), store_before);
  desk.struck(kLast);
  EXPECT_EQ(desk.differing(), 0U);
  // News that a later strike has taken up is no longer news.
  EXPECT_TRUE(desk.faults.empty()) << testing::PrintToString(desk.faults);
}

TEST(LateEvents, striking_again_is_harmless) {
  Desk desk = fund();
  desk.trades(kPurchase + kSale);
  desk.struck("1997-01-24");
  const std::string store_before = desk.store_digest();
  for (const char* date : {"1997-01-24", "1997-01-10", "1997-01-24"}) {
    const auto report = desk.strike(date);
    for (const auto& portfolio : report.portfolios) {
      EXPECT_EQ(portfolio.state, app::StrikeState::Unchanged);
      EXPECT_EQ(portfolio.package.date.text(), date);
      EXPECT_EQ(hex(portfolio.package.digest),
                desk.digest(desk.session().registry().portfolio_key(portfolio.portfolio), date));
    }
    EXPECT_EQ(desk.store_digest(), store_before) << date;
  }
}

TEST(LateEvents, an_estimate_records_nothing) {
  Desk desk = fund();
  desk.trades(kPurchase);
  desk.struck("1997-01-10");
  const std::string store_before = desk.store_digest();
  const auto report = desk.strike("1997-01-14", 1, false);
  EXPECT_EQ(report.portfolios.at(0).state, app::StrikeState::Estimate);
  EXPECT_EQ(report.portfolios.at(0).package.date.text(), "1997-01-14");
  EXPECT_EQ(desk.store_digest(), store_before);
  EXPECT_EQ(desk.version("alpha", "1997-01-13"), 0U);
  // Struck later, it was right.
  desk.struck("1997-01-14");
  EXPECT_EQ(desk.sealed("alpha", "1997-01-14").digest, report.portfolios.at(0).package.digest);
}

TEST(LateEvents, an_estimate_of_a_day_already_struck_gives_its_figures) {
  Desk desk = fund();
  desk.trades(kPurchase);
  desk.struck("1997-01-10");
  const auto report = desk.strike("1997-01-08", 1, false);
  EXPECT_EQ(report.portfolios.at(0).package.date.text(), "1997-01-08");
  EXPECT_EQ(Decimal::of(report.portfolios.at(0).package.net_assets, 2).text(), desk.net_assets("alpha", "1997-01-08"));
}

TEST(LateEvents, a_changed_fee_restates_from_its_date) {
  Desk desk = fund();
  desk.struck("1997-01-24");
  const std::string more =
      std::string(kFee) + "[[advisory_fee]]\nfrom = 1997-01-15\ntiers = [ { rate_pct = \"0.50\" } ]\n";
  desk.describe({.alpha = more, .beta = kFee});
  desk.struck("1997-01-24");
  EXPECT_EQ(desk.version("alpha", "1997-01-14"), 1U);
  EXPECT_EQ(desk.version("alpha", "1997-01-15"), 2U);
  EXPECT_EQ(desk.version("alpha", "1997-01-24"), 2U);
  EXPECT_EQ(desk.version("beta", "1997-01-24"), 1U);
  Desk on_time({.alpha = more, .beta = kFee});
  EXPECT_EQ(desk.differing(), 0U);
}

}  // namespace
}  // namespace openend::desk
