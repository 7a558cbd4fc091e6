#include "nav/change.h"

#include <gtest/gtest.h>

namespace openend::nav {
namespace {

using entity::Account;
using policy::RuleId;

TEST(Change, sorts_entries_into_causes_that_sum_to_what_assets_less_liabilities_did) {
  book::Book book;
  book::Journal journal;
  journal.start(book.balances);
  const auto move = [&](RuleId rule, Account debit, Account credit, std::int64_t amount) {
    journal.move(rule, {}, debit, credit, amount);
  };
  move(RuleId::ShareActivity, Account::Cash, Account::Capital, 1'000);
  move(RuleId::DividendExDate, Account::ReceivableDividends, Account::DividendIncome, 70);
  move(RuleId::AdvisoryFee, Account::AdvisoryFee, Account::PayableAdvisoryFee, 9);
  move(RuleId::Valuation, Account::UnrealisedOnInvestments, Account::UnrealisedAppreciation, -40);
  move(RuleId::ForwardValuation, Account::UnrealisedOnForwards, Account::UnrealisedAppreciation, 6);
  move(RuleId::DividendPaid, Account::Cash, Account::ReceivableDividends, 70);             // moves nothing
  move(RuleId::RecordedEntry, Account::DividendIncome, Account::UndistributedIncome, 70);  // nor does this
  journal.begin(RuleId::Sale, {});                                                         // sold for 120 what cost 100
  journal.post(Account::ReceivableInvestmentsSold, 120);
  journal.post(Account::InvestmentsAtCost, -100);
  journal.post(Account::RealisedOnInvestments, -20);
  journal.end();
  Change change = change_from(book, 2);
  explain(change, journal);
  const auto cause = [&](Cause c) { return change.by_cause[static_cast<std::size_t>(c)]; };
  EXPECT_EQ(cause(Cause::Market), -20);
  EXPECT_EQ(cause(Cause::Currency), 6);
  EXPECT_EQ(cause(Cause::Income), 70);
  EXPECT_EQ(cause(Cause::Expenses), -9);
  EXPECT_EQ(cause(Cause::Capital), 1'000);
  EXPECT_EQ(cause(Cause::Distributions), 0);
  EXPECT_EQ(change.sum(), book.net_assets());
}

TEST(Change, begins_at_the_strike_before) {
  book::Book book;
  EXPECT_FALSE(change_from(book, 2).from_strike);
  book.prior = {true, Date::of(1997, 1, 6), 100'000, {333, 2}, 0};
  book.classes.push_back({"one", {300'000, 3}, {}, false, {}});
  const Change change = change_from(book, 2);
  EXPECT_TRUE(change.from_strike);
  EXPECT_EQ(change.before, 100'000);
  EXPECT_EQ(change.nav_before.text(), "3.3333333333");  // 1,000.00 / 300
}

TEST(Change, of_an_opening_is_capital) {
  EXPECT_EQ(cause_of(RuleId::Opening, Account::DividendIncome), Cause::Capital);
}

}  // namespace
}  // namespace openend::nav
