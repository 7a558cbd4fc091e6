#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "book/post.h"

namespace openend::book {
namespace {

using testing::ElementsAre;
using testing::FieldsAre;
using Kind = event::CorporateAction::Kind;

const Date kDay = Date::of(1997, 1, 8);
constexpr SecurityId kAcme{0}, kMaker{1};

/// A book that holds lots of two stocks, and what posting needs.
class PostExchange : public testing::Test {
 protected:
  PostExchange() { rules_.base = Currency::from("USD"); }

  struct Held {
    std::int64_t quantity, cost;
    std::int32_t acquired = 9'000;
  };
  void hold(SecurityId security, std::initializer_list<Held> lots) {
    const std::uint32_t slot = book_.find_or_add(security, false);
    for (const Held& lot : lots) book_.acquire(slot, {lot.quantity, 0}, lot.cost, ++name_, lot.acquired, false);
    book_.balances[static_cast<std::size_t>(Account::InvestmentsAtCost)] += book_.positions.cost[slot];
    journal_.start(book_.balances);
  }

  static event::CorporateAction action(Kind kind, const char* new_units, const char* old_units) {
    event::CorporateAction action;
    action.id = "7";
    action.kind = kind;
    action.security = kAcme;
    action.received = kMaker;
    action.ex_date = kDay;
    action.pay_date = kDay + 12;
    action.new_units = of(new_units);
    action.old_units = of(old_units);
    return action;
  }
  static Fixed of(const char* number) { return *to_fixed(Decimal::from(number)); }
  Result<Done> post(const event::CorporateAction& action) {
    return post_action(book_, journal_, action, securities_, columns_, rules_);
  }

  /// Quantity, cost and day of each lot, in their order.
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

  Book book_;
  Journal journal_;
  std::uint64_t name_ = 0;
  std::vector<entity::Security> securities_ = stocks();
  instrument::SecurityColumns columns_{securities_};
  PostingRules rules_;
};

TEST_F(PostExchange, realises_of_cash_what_each_lot_has_gained_and_no_loss) {
  hold(kAcme, {{100, 4'000'00}, {100, 6'000'00}, {100, 5'200'00}});
  auto merger = action(Kind::Exchange, "1", "1");
  merger.cash = of("10");
  merger.worth = of("45");
  ASSERT_TRUE(post(merger));
  // gained 1,500.00, of which 1,000.00 are cash; lost 500.00; gained 300.00, which is less than the cash
  EXPECT_THAT(lots_of(kMaker), ElementsAre(FieldsAre(100, 4'000'00, 9'000), FieldsAre(100, 5'000'00, 9'000),
                                           FieldsAre(100, 4'500'00, 9'000)));
  EXPECT_TRUE(lots_of(kAcme).empty());
  EXPECT_EQ(balance(Account::RealisedOnInvestments), -1'300'00);
  EXPECT_EQ(balance(Account::ReceivableInvestmentsSold), 3'000'00);
  EXPECT_EQ(balance(Account::InvestmentsAtCost), 13'500'00);
  ASSERT_EQ(book_.pending.size(), 1U);
  EXPECT_EQ(book_.pending[0].date, kDay + 12);
  EXPECT_EQ(book_.ledger_sum() - 15'200'00, 0);  // the cost that was there has no other side in this book
}

TEST_F(PostExchange, taxed_whole_sells_at_the_worth_of_what_comes_and_buys_at_it) {
  hold(kAcme, {{100, 4'000'00}, {100, 6'000'00}});
  auto merger = action(Kind::TaxedExchange, "1", "1");
  merger.cash = of("10");
  merger.worth = of("45");
  ASSERT_TRUE(post(merger));
  EXPECT_THAT(lots_of(kAcme), ElementsAre());
  EXPECT_THAT(lots_of(kMaker), ElementsAre(FieldsAre(200, 9'000'00, kDay.days)));
  EXPECT_EQ(balance(Account::RealisedOnInvestments), -1'000'00);  // 9,000.00 and 2,000.00 for 10,000.00
  EXPECT_EQ(balance(Account::ReceivableInvestmentsSold), 2'000'00);
  EXPECT_EQ(balance(Account::InvestmentsAtCost), 9'000'00);
}

TEST_F(PostExchange, lots_arrive_by_the_day_on_which_they_were_acquired) {
  hold(kMaker, {{10, 100'00, 8'000}, {10, 100'00, 9'500}, {10, 100'00, 0}});
  hold(kAcme, {{20, 40'00, 7'000}, {20, 40'00, 9'000}, {20, 40'00, 9'900}, {20, 40'00, 0}});
  ASSERT_TRUE(post(action(Kind::Exchange, "1", "2")));
  std::vector<std::int32_t> days;
  for (const auto& lot : lots_of(kMaker)) days.push_back(std::get<2>(lot));
  EXPECT_THAT(days, ElementsAre(7'000, 8'000, 9'000, 9'500, 9'900, 0, 0));
}

TEST_F(PostExchange, a_lot_without_units_hands_its_cost_to_another) {
  hold(kAcme, {{1, 7'00}, {1'000'000'000'000, 500'00}, {1, 9'00}});
  ASSERT_TRUE(post(action(Kind::Exchange, "0.000001", "100000")));  // ten units, and nothing of the small lots
  EXPECT_THAT(lots_of(kMaker), ElementsAre(FieldsAre(10, 516'00, 9'000)));
}

TEST_F(PostExchange, a_pooled_holding_has_gained_as_a_whole) {
  rules_.lot_method = policy::LotMethod::Average;
  hold(kAcme, {{100, 1'000'00}, {100, 9'000'00}});
  auto merger = action(Kind::Exchange, "1", "1");
  merger.cash = of("10");
  merger.worth = of("45");
  ASSERT_TRUE(post(merger));
  EXPECT_THAT(lots_of(kMaker), ElementsAre(FieldsAre(200, 9'000'00, 9'000)));  // gained 1,000.00 of 2,000.00 of cash
  EXPECT_EQ(balance(Account::RealisedOnInvestments), -1'000'00);
}

TEST_F(PostExchange, a_spin_off_takes_its_part_of_each_lots_cost_and_its_day) {
  hold(kAcme, {{57, 570'00, 9'000}, {70, 770'01, 9'001}});
  auto spin_off = action(Kind::SpinOff, "1", "10");
  spin_off.cost_pct = of("20");
  spin_off.fraction_price = of("4.35");
  ASSERT_TRUE(post(spin_off));
  EXPECT_THAT(lots_of(kAcme), ElementsAre(FieldsAre(57, 456'00, 9'000), FieldsAre(70, 616'01, 9'001)));
  EXPECT_THAT(lots_of(kMaker), ElementsAre(FieldsAre(50, 100'00, 9'000), FieldsAre(70, 154'00, 9'001)));
  EXPECT_EQ(balance(Account::ReceivableInvestmentsSold), 3'05);  // 0.7 x 4.35
  EXPECT_EQ(balance(Account::RealisedOnInvestments), 10'95);     // of cost 14.00
  EXPECT_EQ(balance(Account::InvestmentsAtCost), 1'340'01 - 14'00);
}

TEST_F(PostExchange, whoever_does_not_hold_gets_nothing) {
  hold(kMaker, {{10, 100'00}});
  ASSERT_TRUE(post(action(Kind::SpinOff, "1", "1")));
  EXPECT_THAT(lots_of(kMaker), ElementsAre(FieldsAre(10, 100'00, 9'000)));
  EXPECT_EQ(journal_.entries(), 0U);
}

TEST_F(PostExchange, refuses_more_units_than_a_book_can_count) {
  hold(kAcme, {{INT64_C(1'000'000'000'000), 100'00}});
  const auto refused = post(action(Kind::Exchange, "100000", "0.000001"));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.refusals()[0].code, "E-ACT-006");
}

}  // namespace
}  // namespace openend::book
