#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "book/post_contract.h"
#include "instrument/list.h"

namespace openend::book {
namespace {

using event::CorporateAction;
using testing::ElementsAre;

const Date kDay = Date::of(1997, 1, 6);
constexpr SecurityId kAcme{0}, kOther{1};

std::vector<entity::Security> two_shares() {
  std::vector<entity::Security> all(2);
  for (std::uint32_t i = 0; i < 2; ++i) {
    all[i].id = SecurityId{i};
    all[i].key = i == 0 ? "ACME" : "OTHER";
    all[i].kind = *instrument::parse_kind("common_stock");
    all[i].currency = Currency::from("USD");
    all[i].content_key = i + 7;
  }
  return all;
}

/// Two sales: 67 units for 3,400.00 and 34 units for 1,650.00.
class PostShort : public testing::Test {
 protected:
  PostShort() : securities_(two_shares()) {
    rules_.base = Currency::from("USD");
    journal_.start(book_.balances);
    EXPECT_TRUE(sell(67, 340'000));
    EXPECT_TRUE(sell(34, 165'000));
  }

  Result<Done> sell(std::int64_t units, std::int64_t net) {
    event::Event event;
    event.date = kDay;
    event.reference.number = ++number_;
    event::ContractTrade trade;
    trade.security = kAcme;
    trade.sell = true;
    trade.contracts = units;
    trade.price = Fixed{50, 0};
    trade.net = net;
    trade.settles = kDay + 3;
    return post_contract_trade(book_, journal_, event, trade, {}, securities_, rules_);
  }
  static CorporateAction action(CorporateAction::Kind kind, Fixed new_units, Fixed old_units, Fixed cash = {}) {
    CorporateAction made;
    made.id = "A1";
    made.kind = kind;
    made.security = kAcme;
    made.received = kOther;
    made.ex_date = made.pay_date = kDay + 1;
    made.new_units = new_units;
    made.old_units = old_units;
    made.cash = cash;
    return made;
  }
  Result<Done> act(const CorporateAction& action) { return act_on_short(book_, journal_, action, securities_, rules_); }
  std::int64_t balance(Account account) const { return book_.balances[static_cast<std::size_t>(account)]; }
  std::vector<std::int64_t> units() const {
    std::vector<std::int64_t> all;
    for (const OpenContract& open : book_.contracts) all.push_back(open.contracts);
    return all;
  }
  std::vector<std::int64_t> amounts() const {
    std::vector<std::int64_t> all;
    for (const OpenContract& open : book_.contracts) all.push_back(open.amount);
    return all;
  }

  std::vector<entity::Security> securities_;
  Book book_;
  Journal journal_;
  PostingRules rules_;
  std::uint64_t number_ = 0;
};

TEST_F(PostShort, what_it_brought_is_owed) {
  EXPECT_EQ(balance(Account::SecuritiesSoldShort), -505'000);
  EXPECT_EQ(balance(Account::ReceivableInvestmentsSold), 505'000);
}

TEST_F(PostShort, units_owed_are_whole_after_a_split_and_shared_out) {
  ASSERT_TRUE(act(action(CorporateAction::Kind::Split, {3, 0}, {2, 0})));  // 151.5 of all
  EXPECT_THAT(units(), ElementsAre(101, 51));
  EXPECT_THAT(amounts(), ElementsAre(340'000, 165'000));
}

TEST_F(PostShort, a_sale_that_shrinks_to_nothing_is_gained) {
  ASSERT_TRUE(act(action(CorporateAction::Kind::Split, {1, 0}, {100, 0})));  // one unit of all
  EXPECT_THAT(units(), ElementsAre(1));
  EXPECT_EQ(balance(Account::RealisedOnShortSales), -165'000);
  EXPECT_EQ(balance(Account::SecuritiesSoldShort), -340'000);
}

TEST_F(PostShort, cash_lessens_what_it_brought_and_is_lost_beyond_it) {
  ASSERT_TRUE(act(action(CorporateAction::Kind::ReturnOfCapital, {}, {}, {49, 0})));  // 3,283.00 and 1,666.00
  EXPECT_THAT(amounts(), ElementsAre(11'700, 0));
  EXPECT_EQ(balance(Account::RealisedOnShortSales), 1'600);
  EXPECT_EQ(balance(Account::PayableInvestmentsPurchased), -494'900);
}

TEST_F(PostShort, an_exchange_makes_another_security_owed) {
  ASSERT_TRUE(act(action(CorporateAction::Kind::Exchange, {2, 0}, {1, 0}, {1, 0})));
  EXPECT_THAT(units(), ElementsAre(134, 68));
  EXPECT_EQ(book_.contracts[0].security, kOther);
  EXPECT_EQ(balance(Account::SecuritiesSoldShort), -505'000 + 10'100);
}

TEST_F(PostShort, a_withdrawal_and_what_redeems_bonds_do_nothing) {
  ASSERT_TRUE(act(action(CorporateAction::Kind::Withdrawal, {}, {})));
  ASSERT_TRUE(act(action(CorporateAction::Kind::Call, {0, 0}, {1, 0}, {100, 0})));
  EXPECT_THAT(units(), ElementsAre(67, 34));
}

TEST_F(PostShort, more_than_a_book_counts_is_refused) {
  const auto refused = act(action(CorporateAction::Kind::ReturnOfCapital, {}, {}, {999'999'999'999'999'999, 0}));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.refusals()[0].code, "E-SHORT-001");
}

}  // namespace
}  // namespace openend::book
