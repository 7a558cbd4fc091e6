#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "book/post.h"

namespace openend::book {
namespace {

using testing::ElementsAre;

const Date kDay = Date::of(1997, 1, 8);
constexpr SecurityId kAcme{0};

/// A book that holds lots of one stock, each at a cost of 10.00 a unit, and what posting needs.
class PostSplit : public testing::Test {
 protected:
  PostSplit() { rules_.base = Currency::from("USD"); }

  void hold(std::initializer_list<const char*> quantities) {
    slot_ = book_.find_or_add(kAcme, false);
    std::uint64_t name = 0;
    for (const char* quantity : quantities) {
      const Fixed units = *to_fixed(Decimal::from(quantity));
      const auto cost = (units.decimal() * Decimal(1'000)).rounded(0, Rounding::HalfUp);
      ++name;
      book_.acquire(slot_, units, static_cast<std::int64_t>(cost.coefficient()), name, 9'000 + static_cast<int>(name),
                    false);
    }
    book_.positions.touched[slot_] = 0;
    book_.balances[static_cast<std::size_t>(Account::InvestmentsAtCost)] = book_.positions.cost[slot_];
    journal_.start(book_.balances);
  }

  Result<Done> split(const char* new_units, const char* old_units, const char* fraction_price = nullptr) {
    event::CorporateAction action;
    action.id = "7";
    action.security = kAcme;
    action.ex_date = kDay;
    action.pay_date = kDay + 12;
    action.new_units = *to_fixed(Decimal::from(new_units));
    action.old_units = *to_fixed(Decimal::from(old_units));
    if (fraction_price != nullptr) action.fraction_price = to_fixed(Decimal::from(fraction_price));
    return post_split(book_, journal_, action, columns_, rules_);
  }

  std::vector<std::string> lots() const {
    std::vector<std::string> all;
    std::int64_t quantity = 0, cost = 0;
    for (std::uint32_t at = book_.positions.first_lot[slot_]; at != kNone; at = book_.lots[at].next) {
      const Lot& lot = book_.lots[at];
      quantity += lot.quantity;
      cost += lot.cost;
      EXPECT_EQ(lot.acquired, 9'000 + static_cast<int>(lot.name));
      all.push_back(std::to_string(lot.name) + ": " + Decimal::of(lot.quantity, book_.positions.places[slot_]).text() +
                    " @ " + Decimal::of(lot.cost, 2).text());
    }
    EXPECT_EQ(quantity, book_.positions.quantity[slot_]);
    EXPECT_EQ(cost, book_.positions.cost[slot_]);
    return all;
  }

  static std::vector<entity::Security> stock() {
    entity::Security security;
    security.kind = *instrument::parse_kind("common_stock");
    security.currency = Currency::from("USD");
    return {security};
  }

  Book book_;
  Journal journal_;
  std::uint32_t slot_ = kNone;
  instrument::SecurityColumns columns_{stock()};
  PostingRules rules_;
};

TEST_F(PostSplit, gives_each_lot_its_share_and_keeps_names_days_and_costs) {
  struct Row {
    const char* sentence;
    std::initializer_list<const char*> held;
    const char *new_units, *old_units;
    std::vector<std::string> left;
  };
  const Row rows[] = {
      {"two for one", {"100", "101"}, "2", "1", {"1: 200 @ 1000.00", "2: 202 @ 1010.00"}},
      {"halves of lots need a decimal that their sum does not",
       {"5", "5"},
       "3",
       "2",
       {"1: 7.5 @ 50.00", "2: 7.5 @ 50.00"}},
      {"one for ten", {"57", "70"}, "1", "10", {"1: 5.7 @ 570.00", "2: 7.0 @ 700.00"}},
      {"a stock dividend", {"101"}, "1.05", "1", {"1: 106.05 @ 1010.00"}},
      {"decimals that were there stay", {"100.50"}, "2", "1", {"1: 201.00 @ 1005.00"}},
      // 3 x 4 / 3 = 4; of 4.00000000 each lot has a third: 1.33333333, and 1 of the last decimal is left for the first
      {"a third each",
       {"1", "1", "1"},
       "4",
       "3",
       {"1: 1.33333334 @ 10.00", "2: 1.33333333 @ 10.00", "3: 1.33333333 @ 10.00"}},
      {"the total is rounded down", {"2"}, "4", "3", {"1: 2.66666666 @ 20.00"}},
      {"a lot that is left with nothing hands its cost on",
       {"0.00000001", "10"},
       "1",
       "10",
       {"2: 1.00000000 @ 100.00"}},
      {"nothing is lost to rounding alone", {"0.00000004"}, "1", "10", {"1: 0.00000001 @ 0.00"}},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.sentence);
    book_ = {};
    hold(row.held);
    ASSERT_TRUE(split(row.new_units, row.old_units));
    EXPECT_EQ(lots(), row.left);
    EXPECT_EQ(book_.positions.touched[slot_], 1);
    EXPECT_EQ(journal_.entries(), 0U);
  }
}

TEST_F(PostSplit, sells_the_fraction_of_the_holding_by_the_portfolio_s_method) {
  hold({"57", "70"});
  rules_.lot_method = policy::LotMethod::Lifo;
  // 12.7 units; 0.7 x 105.55 = 73.885; of the last lot's 7 units for 700.00
  ASSERT_TRUE(split("1", "10", "105.55"));
  EXPECT_THAT(lots(), ElementsAre("1: 5.7 @ 570.00", "2: 6.3 @ 630.00"));
  EXPECT_EQ(journal_.entries(), 1U);
  EXPECT_EQ(book_.balances[static_cast<std::size_t>(Account::ReceivableInvestmentsSold)], 73'89);
  EXPECT_EQ(book_.balances[static_cast<std::size_t>(Account::RealisedOnInvestments)], -3'89);
  ASSERT_EQ(book_.pending.size(), 1U);
  EXPECT_EQ(book_.pending[0].date, kDay + 12);
  EXPECT_EQ(book_.pending[0].trade, 0U);  // a notice about trade 7 is not about it
  EXPECT_EQ(book_.roundings.at(RoundingPlace::FractionMoney).changed, 1);
  EXPECT_EQ(book_.roundings.at(RoundingPlace::SplitUnits).changed, 0);
}

TEST_F(PostSplit, may_leave_nothing_but_money) {
  hold({"3"});
  ASSERT_TRUE(split("1", "10", "100"));
  EXPECT_THAT(lots(), ElementsAre());
  EXPECT_EQ(book_.balances[static_cast<std::size_t>(Account::InvestmentsAtCost)], 0);
}

TEST_F(PostSplit, counts_what_rounding_down_changed) {
  hold({"2"});
  ASSERT_TRUE(split("4", "3"));
  // 2.66666666 less 8/3
  EXPECT_EQ(book_.roundings.at(RoundingPlace::SplitUnits).sum().text(), "-0.000000006666666667");
}

TEST_F(PostSplit, is_refused_where_the_position_could_not_be_counted) {
  hold({"90000000000"});
  const auto refused = split("2", "1");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.refusals()[0].code, "E-ACT-006");
  EXPECT_THAT(lots(), ElementsAre("1: 90000000000 @ 900000000000.00"));
}

TEST_F(PostSplit, passes_by_who_does_not_hold_it) {
  EXPECT_TRUE(split("2", "1"));
  slot_ = book_.find_or_add(kAcme, false);
  EXPECT_TRUE(split("2", "1"));
  EXPECT_EQ(book_.positions.quantity[slot_], 0);
}

}  // namespace
}  // namespace openend::book
