#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "book/post.h"

namespace openend::book {
namespace {

using testing::ElementsAre;
using Kind = event::CorporateAction::Kind;

const Date kDay = Date::of(1997, 1, 22);
constexpr SecurityId kBond{0};

/// A book that holds lots of one bond: 6% of 30/360, paid on 15 January and July.
class PostRedemption : public testing::Test {
 protected:
  PostRedemption() {
    rules_.base = Currency::from("USD");
    bond_[0].id = kBond;
    bond_[0].kind = *instrument::parse_kind("corporate_bond");
    bond_[0].currency = Currency::from("USD");
    bond_[0].rate_pct = Decimal(6);
    bond_[0].maturity = Date::of(2002, 1, 15);
    bond_[0].day_count = DayCount::Thirty360Us;
    bond_[0].coupons_per_year = 2;
  }

  struct Held {
    std::int64_t par, cost;
  };
  void hold(std::initializer_list<Held> lots) {
    slot_ = book_.find_or_add(kBond, true);
    std::uint64_t name = 0;
    for (const Held& lot : lots) book_.acquire(slot_, {lot.par, 0}, lot.cost, ++name, 9'000, false);
    book_.balances[static_cast<std::size_t>(Account::InvestmentsAtCost)] = book_.positions.cost[slot_];
    journal_.start(book_.balances);
  }

  Result<Done> redeem(Fixed left, Fixed of, const char* price = "100", Date day = kDay) {
    event::CorporateAction action;
    action.id = "7";
    action.kind = Kind::Call;
    action.security = kBond;
    action.ex_date = day;
    action.pay_date = day + 2;
    action.new_units = left;
    action.old_units = of;
    action.cash = *to_fixed(Decimal::from(price));
    return post_action(book_, journal_, action, bond_, instrument::SecurityColumns(bond_), rules_);
  }

  std::vector<std::string> pars() const {
    std::vector<std::string> all;
    for (std::uint32_t at = book_.positions.first_lot[slot_]; at != kNone; at = book_.lots[at].next)
      all.push_back(Decimal::of(book_.lots[at].quantity, book_.positions.places[slot_]).trimmed().text());
    return all;
  }
  std::vector<std::int64_t> costs() const {
    std::vector<std::int64_t> all;
    for (std::uint32_t at = book_.positions.first_lot[slot_]; at != kNone; at = book_.lots[at].next)
      all.push_back(book_.lots[at].cost);
    return all;
  }
  std::int64_t balance(Account account) const { return book_.balances[static_cast<std::size_t>(account)]; }

  std::vector<entity::Security> bond_{1};
  Book book_;
  Journal journal_;
  std::uint32_t slot_ = 0;
  PostingRules rules_;
};

TEST_F(PostRedemption, takes_all_with_the_interest_since_its_coupon) {
  hold({{100'000, 98'000'00}});
  ASSERT_TRUE(redeem({0, 0}, {1, 0}, "102"));
  EXPECT_THAT(pars(), ElementsAre());
  EXPECT_EQ(balance(Account::ReceivableInvestmentsSold), 102'116'67);  // seven days of interest: 116.67
  EXPECT_EQ(balance(Account::ReceivableInterest), -116'67);            // what the strike trues up, as income
  EXPECT_EQ(balance(Account::RealisedOnInvestments), -4'000'00);
  EXPECT_EQ(book_.positions.realised[slot_], 4'000'00);
  ASSERT_EQ(book_.pending.size(), 1U);
  EXPECT_EQ(book_.pending[0].date, kDay + 2);
}

TEST_F(PostRedemption, pays_no_interest_on_a_coupon_day) {
  hold({{100'000, 98'000'00}});
  ASSERT_TRUE(redeem({0, 0}, {1, 0}, "102", Date::of(1997, 1, 15)));
  EXPECT_EQ(balance(Account::ReceivableInvestmentsSold), 102'000'00);
  EXPECT_EQ(balance(Account::ReceivableInterest), 0);
}

TEST_F(PostRedemption, takes_the_share_of_each_lot_by_largest_remainder) {
  hold({{1'000, 900'00}, {1'000, 1'000'00}, {1'000, 1'100'00}});
  ASSERT_TRUE(redeem({1, 0}, {9, 0}));  // 333.33 are left: a third of 33333 cents each
  EXPECT_THAT(pars(), ElementsAre("111.11", "111.11", "111.11"));
  EXPECT_THAT(costs(), ElementsAre(100'00, 111'11, 122'22));
  EXPECT_EQ(balance(Account::InvestmentsAtCost), book_.positions.cost[slot_]);
  ASSERT_TRUE(redeem({1, 0}, {2, 0}));  // 166.67: the cents that are over go to the earlier lots
  EXPECT_THAT(pars(), ElementsAre("55.56", "55.56", "55.55"));
  EXPECT_EQ(book_.roundings.at(RoundingPlace::ParLeft).changed, 2);
}

TEST_F(PostRedemption, takes_all_lots_as_one_at_average_cost) {
  rules_.lot_method = policy::LotMethod::Average;
  hold({{1'000, 900'00}, {1'000, 1'100'00}});
  ASSERT_TRUE(redeem({1, 0}, {2, 0}));
  EXPECT_THAT(pars(), ElementsAre("500", "500"));
  EXPECT_THAT(costs(), ElementsAre(500'00, 500'00));
  EXPECT_EQ(balance(Account::RealisedOnInvestments), 0);
}

TEST_F(PostRedemption, relieves_amortised_cost_and_what_is_left_goes_on_at_its_yield) {
  rules_.effective_yield = policy::EffectiveYield::DiscountAndPremium;
  hold({{100'000, 90'000'00}});
  book_.begin_line(slot_, book_.positions.first_lot[slot_], Date::of(1996, 7, 15));
  Book whole = book_;
  Journal journal;
  journal.start(whole.balances);
  const auto amortise = [&](Book& book, Journal& into, Date day) {
    ASSERT_TRUE(amortise_lots(book, into, slot_, bond_[0], day, day, rules_));
  };
  amortise(whole, journal, kDay);
  const std::int64_t carried = whole.positions.cost[slot_];
  ASSERT_GT(carried, 90'000'00);
  ASSERT_TRUE(redeem({3, 0}, {4, 0}));
  EXPECT_EQ(book_.positions.cost[slot_], carried - (carried + 2) / 4);
  EXPECT_EQ(balance(Account::RealisedOnInvestments), (carried + 2) / 4 - 25'000'00);
  const Date later = Date::of(1998, 3, 2);
  amortise(whole, journal, later);
  amortise(book_, journal_, later);
  EXPECT_LE(std::abs(4 * book_.positions.cost[slot_] - 3 * whole.positions.cost[slot_]), 4);
}

TEST_F(PostRedemption, is_refused_where_the_money_could_not_be_counted) {
  hold({{90'000'000'000'000, 1'00}});
  const auto refused = redeem({0, 0}, {1, 0}, "1000000000");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.refusals()[0].code, "E-ACT-009");
  EXPECT_THAT(costs(), ElementsAre(1'00));
}

}  // namespace
}  // namespace openend::book
