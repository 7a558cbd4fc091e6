#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "book/post.h"

namespace openend::book {
namespace {

using event::Offer;
using testing::ElementsAre;
using testing::FieldsAre;

const Date kPaid = Date::of(1997, 1, 21);
constexpr SecurityId kAcme{0}, kMaker{1};

/// A book that holds lots of two stocks, and an offer on the first.
class PostOffer : public testing::Test {
 protected:
  PostOffer() { rules_.base = Currency::from("USD"); }

  void hold(SecurityId security, std::initializer_list<std::pair<std::int64_t, std::int64_t>> lots) {
    const std::uint32_t slot = book_.find_or_add(security, false);
    for (const auto& [quantity, cost] : lots) {
      ++name_;
      book_.acquire(slot, {quantity, 0}, cost, static_cast<std::uint64_t>(name_), kFirst + name_, false);
    }
    book_.balances[static_cast<std::size_t>(Account::InvestmentsAtCost)] += book_.positions.cost[slot];
    journal_.start(book_.balances);
  }
  static Offer option(Offer::Kind kind, const char* new_units, const char* old_units, const char* cash) {
    Offer option;
    option.id = "O1";
    option.option = "it";
    option.kind = kind;
    option.security = kAcme;
    option.received = kMaker;
    option.pay_date = kPaid;
    option.new_units = of(new_units);
    option.old_units = of(old_units);
    option.cash = of(cash);
    option.worth = Fixed{45, 0};
    return option;
  }
  static Fixed of(const char* number) { return *to_fixed(Decimal::from(number)); }
  Result<Done> post(const Offer& option, Fixed units) {
    return post_option(book_, journal_, option, units, securities_, columns_, rules_);
  }
  /// Quantity at the position's places, cost and day of each lot, in their order.
  std::vector<std::tuple<std::int64_t, std::int64_t, std::int32_t>> lots_of(SecurityId security) const {
    std::vector<std::tuple<std::int64_t, std::int64_t, std::int32_t>> all;
    const std::uint32_t slot = book_.find(security);
    for (std::uint32_t at = book_.positions.first_lot[slot]; at != kNone; at = book_.lots[at].next)
      all.emplace_back(book_.lots[at].quantity, book_.lots[at].cost, book_.lots[at].acquired);
    return all;
  }
  std::int64_t balance(Account account) const { return book_.balances[static_cast<std::size_t>(account)]; }
  static std::vector<entity::Security> stocks() {
    entity::Security security;
    security.kind = *instrument::parse_kind("common_stock");
    security.currency = Currency::from("USD");
    return {security, security};
  }

  static constexpr std::int32_t kFirst = 9'000;
  Book book_;
  Journal journal_;
  std::int32_t name_ = 0;
  std::vector<entity::Security> securities_ = stocks();
  instrument::SecurityColumns columns_{securities_};
  PostingRules rules_;
};

TEST_F(PostOffer, sells_what_is_tendered_by_the_method_of_the_portfolio) {
  hold(kAcme, {{60, 2'400'00}, {40, 2'000'00}});
  rules_.lot_method = policy::LotMethod::HighestCost;
  ASSERT_TRUE(post(option(Offer::Kind::Tender, "1", "1", "48"), {50, 0}));
  EXPECT_THAT(lots_of(kAcme), ElementsAre(FieldsAre(50, 2'000'00, 9'001)));
  EXPECT_EQ(balance(Account::RealisedOnInvestments), 0);  // 2,400.00 for 2,000.00 and 10 x 40.00
  EXPECT_EQ(balance(Account::ReceivableInvestmentsSold), 2'400'00);
  ASSERT_EQ(book_.pending.size(), 1U);
  EXPECT_EQ(book_.pending[0].date, kPaid);
}

TEST_F(PostOffer, carries_cost_and_day_of_part_of_the_lots_over) {
  hold(kAcme, {{60, 2'400'00}, {40, 2'000'00}});
  ASSERT_TRUE(post(option(Offer::Kind::Exchange, "1", "2", "3"), {80, 0}));
  // The first lot has gained 30 x 45.00 + 180.00 - 2,400.00: nothing, so 180.00 lessen its cost; the part of the second
  // 10 x 45.00 + 60.00 - 1,000.00: nothing either.
  EXPECT_THAT(lots_of(kAcme), ElementsAre(FieldsAre(20, 1'000'00, 9'002)));
  EXPECT_THAT(lots_of(kMaker), ElementsAre(FieldsAre(30, 2'220'00, 9'001), FieldsAre(10, 940'00, 9'002)));
  EXPECT_EQ(balance(Account::RealisedOnInvestments), 0);
  EXPECT_EQ(balance(Account::InvestmentsAtCost), 4'160'00);
  EXPECT_EQ(book_.ledger_sum(), 4'400'00) << "what was posted sums to nothing";
}

TEST_F(PostOffer, carries_the_average_cost_of_pooled_lots_over) {
  hold(kAcme, {{60, 2'400'00}, {40, 2'000'00}});
  rules_.lot_method = policy::LotMethod::Average;
  Offer conversion = option(Offer::Kind::Conversion, "2", "1", "0");
  ASSERT_TRUE(post(conversion, {25, 0}));
  EXPECT_THAT(lots_of(kMaker), ElementsAre(FieldsAre(50, 1'100'00, 9'001)));
  EXPECT_EQ(book_.positions.cost[book_.find(kAcme)], 3'300'00);
  EXPECT_EQ(balance(Account::RealisedOnInvestments), 0);
}

TEST_F(PostOffer, adds_what_rights_cost_to_what_is_paid_in) {
  hold(kAcme, {{100, 200'00}});
  hold(kMaker, {{10, 450'00}});
  ASSERT_TRUE(post(option(Offer::Kind::Exercise, "1", "2", "20"), {100, 0}));
  EXPECT_EQ(book_.positions.quantity[book_.find(kAcme)], 0);
  EXPECT_THAT(lots_of(kMaker), ElementsAre(FieldsAre(10, 450'00, 9'002), FieldsAre(50, 2'200'00, kPaid.days)));
  EXPECT_EQ(balance(Account::PayableInvestmentsPurchased), -2'000'00);
  EXPECT_EQ(balance(Account::InvestmentsAtCost), 2'650'00);
}

TEST_F(PostOffer, buys_units_for_a_dividend_and_gives_up_none) {
  hold(kAcme, {{100, 4'000'00}});
  Offer dividend = option(Offer::Kind::StockDividend, "0.0125", "1", "0.50");
  dividend.received = kAcme;
  dividend.fraction_price = of("40");
  ASSERT_TRUE(post(dividend, {100, 0}));
  // 1.25 units for 50.00; the quarter is sold for 10.00, out of the first lot, which cost 40.00 a unit.
  EXPECT_EQ(book_.positions.quantity[book_.find(kAcme)], 101 * kPowersOfTen[book_.positions.places[book_.find(kAcme)]]);
  EXPECT_EQ(balance(Account::PayableInvestmentsPurchased), -50'00);
  EXPECT_EQ(balance(Account::ReceivableInvestmentsSold), 10'00);
  EXPECT_EQ(balance(Account::RealisedOnInvestments), 0);
}

TEST_F(PostOffer, leaves_the_book_alone_where_nothing_was_taken) {
  hold(kAcme, {{100, 4'000'00}});
  ASSERT_TRUE(post(option(Offer::Kind::Tender, "1", "1", "48"), {0, 0}));
  EXPECT_EQ(journal_.entries(), 0U);
}

}  // namespace
}  // namespace openend::book
