#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "book/post.h"

namespace openend::book {
namespace {

using testing::ElementsAre;
using Kind = event::CorporateAction::Kind;

const Date kDay = Date::of(1997, 1, 8);
constexpr SecurityId kAcme{0};

/// A book that holds lots of one stock, and what posting needs.
class PostCashAction : public testing::Test {
 protected:
  PostCashAction() { rules_.base = Currency::from("USD"); }

  struct Held {
    std::int64_t quantity, cost;
  };
  void hold(std::initializer_list<Held> lots) {
    slot_ = book_.find_or_add(kAcme, false);
    std::uint64_t name = 0;
    for (const Held& lot : lots) book_.acquire(slot_, {lot.quantity, 0}, lot.cost, ++name, 9'000, false);
    book_.balances[static_cast<std::size_t>(Account::InvestmentsAtCost)] = book_.positions.cost[slot_];
    journal_.start(book_.balances);
  }

  Result<Done> pay(Kind kind, const char* cash) {
    event::CorporateAction action;
    action.id = "7";
    action.kind = kind;
    action.security = kAcme;
    action.ex_date = kDay;
    action.pay_date = kDay + 12;
    action.cash = *to_fixed(Decimal::from(cash));
    return post_action(book_, journal_, action, {}, columns_, rules_);
  }

  std::vector<std::int64_t> costs() const {
    std::vector<std::int64_t> all;
    for (std::uint32_t at = book_.positions.first_lot[slot_]; at != kNone; at = book_.lots[at].next)
      all.push_back(book_.lots[at].cost);
    return all;
  }
  std::int64_t balance(Account account) const { return book_.balances[static_cast<std::size_t>(account)]; }

  static std::vector<entity::Security> stock() {
    entity::Security security;
    security.kind = *instrument::parse_kind("common_stock");
    security.currency = Currency::from("USD");
    return {security};
  }

  Book book_;
  Journal journal_;
  std::uint32_t slot_ = 0;
  instrument::SecurityColumns columns_{stock()};
  PostingRules rules_;
};

TEST_F(PostCashAction, lessens_the_cost_of_each_lot_and_gains_what_goes_beyond) {
  hold({{100, 120'00}, {300, 3'000'00}});
  ASSERT_TRUE(pay(Kind::ReturnOfCapital, "1.50"));
  EXPECT_THAT(costs(), ElementsAre(0, 2'550'00));
  EXPECT_EQ(book_.positions.cost[slot_], 2'550'00);
  EXPECT_EQ(book_.positions.quantity[slot_], 400);
  EXPECT_EQ(book_.positions.realised[slot_], 30'00);
  EXPECT_EQ(balance(Account::ReceivableInvestmentsSold), 600'00);
  EXPECT_EQ(balance(Account::InvestmentsAtCost), 2'550'00);
  EXPECT_EQ(balance(Account::RealisedOnInvestments), -30'00);
  ASSERT_EQ(book_.pending.size(), 1U);
  EXPECT_EQ(book_.pending[0].date, kDay + 12);
  EXPECT_EQ(book_.positions.touched[slot_], 1);
}

TEST_F(PostCashAction, shares_the_odd_cent_by_largest_remainder) {
  hold({{1, 10'00}, {1, 10'00}, {1, 10'00}});
  ASSERT_TRUE(pay(Kind::ReturnOfCapital, "0.333"));  // 0.999 is 1.00: the first has the cent that is over
  EXPECT_THAT(costs(), ElementsAre(9'66, 9'67, 9'67));
  EXPECT_EQ(book_.roundings.at(RoundingPlace::ActionCash).changed, 1);
}

TEST_F(PostCashAction, takes_all_lots_as_one_at_average_cost) {
  rules_.lot_method = policy::LotMethod::Average;
  hold({{100, 120'00}, {100, 880'00}});
  ASSERT_TRUE(pay(Kind::ReturnOfCapital, "2"));
  EXPECT_THAT(costs(), ElementsAre(300'00, 300'00));
  EXPECT_EQ(book_.positions.realised[slot_], 0);
}

TEST_F(PostCashAction, ends_every_lot_of_what_is_liquidated) {
  hold({{100, 120'00}, {300, 3'000'00}});
  ASSERT_TRUE(pay(Kind::Liquidation, "2.005"));
  EXPECT_THAT(costs(), ElementsAre());
  EXPECT_EQ(book_.positions.quantity[slot_], 0);
  EXPECT_EQ(balance(Account::InvestmentsAtCost), 0);
  EXPECT_EQ(balance(Account::RealisedOnInvestments), 2'318'00);  // 802.00 of 3,120.00
}

TEST_F(PostCashAction, may_leave_nothing) {
  hold({{100, 120'00}});
  ASSERT_TRUE(pay(Kind::Liquidation, "0"));
  EXPECT_EQ(balance(Account::RealisedOnInvestments), 120'00);
}

TEST_F(PostCashAction, is_refused_where_the_cash_could_not_be_counted) {
  hold({{90'000'000'000, 1'00}});
  const auto refused = pay(Kind::ReturnOfCapital, "1000000000");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.refusals()[0].code, "E-ACT-009");
  EXPECT_THAT(costs(), ElementsAre(1'00));
}

}  // namespace
}  // namespace openend::book
