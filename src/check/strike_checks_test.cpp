#include "check/strike_checks.h"

#include <gtest/gtest.h>

namespace openend::check {
namespace {

using entity::Account;

/// 1,000 in cash and 10 ACME of two lots, cost 500, worth 520; capital 1,500. The strike before: 1,500 at 10.00.
struct Fund {
  book::Book book;
  value::Marks marks;
  policy::Settings settings;
  std::int64_t net_assets = 152'000, before = 150'000, explained = 2'000;
  Decimal nav = Decimal::from("10.13");

  Fund() {
    balance(Account::Cash) = 100'000;
    balance(Account::InvestmentsAtCost) = 50'000;
    balance(Account::UnrealisedOnInvestments) = 2'000;
    balance(Account::Capital) = -150'000;
    balance(Account::UnrealisedAppreciation) = -2'000;
    const auto slot = book.find_or_add(SecurityId{0}, false);
    book.acquire(slot, {6, 0}, 30'000, 1, 0, false);
    book.acquire(slot, {4, 0}, 20'000, 2, 0, false);
    book.prior = {true, Date::of(1997, 1, 6), before, {1000, 2}, 0};
    marks.total = 52'000;
  }
  std::int64_t& balance(Account account) { return book.balances[static_cast<std::size_t>(account)]; }

  /// The checks that failed, as one text.
  std::string failed() {
    std::string text;
    for (const Finding& finding : strike_checks({book, marks, settings, net_assets, before, explained, nav, 2})) {
      if (finding.passed) continue;
      EXPECT_FALSE(finding.detail.empty()) << finding.check;
      text += (text.empty() ? "" : " ") + std::string(finding.check);
    }
    return text;
  }
};

TEST(StrikeChecks, pass_on_a_sound_book_with_one_finding_each) {
  Fund fund;
  EXPECT_EQ(fund.failed(), "");
  const auto found = strike_checks({fund.book, fund.marks, fund.settings, 152'000, 150'000, 2'000, fund.nav, 2});
  ASSERT_EQ(found.size(), 5U);
  EXPECT_EQ(found[0].found, "1520.00");
  EXPECT_EQ(found[1].found, "1 changed");
  EXPECT_EQ(found[2].found, "1.3000 percent");
  EXPECT_EQ(found[4].found, "20.00");
}

TEST(StrikeChecks, each_finds_its_own_fault) {
  const struct {
    const char* sentence;
    void (*harm)(Fund&);
    const char* failed;
  } rows[] = {
      {"a liability that nobody posted",
       [](Fund& f) {
         f.balance(Account::AccruedExpenses) = -1;
         f.net_assets -= 1;
         f.explained -= 1;
       },
       "ledger-equals-net-assets"},
      {"holdings worth a cent more than the ledger says", [](Fund& f) { f.marks.total += 1; },
       "ledger-equals-net-assets"},
      {"a lot of which the position knows nothing", [](Fund& f) { f.book.lots[0].quantity += 1; },
       "holdings-equal-lots"},
      {"a cost that no lot has", [](Fund& f) { f.book.positions.cost[0] += 1; }, "holdings-equal-lots"},
      {"a move of 5.1 percent", [](Fund& f) { f.nav = Decimal::from("10.51"); }, "nav-move"},
      {"a fall of 5.1 percent", [](Fund& f) { f.nav = Decimal::from("9.49"); }, "nav-move"},
      {"exactly 5 percent passes", [](Fund& f) { f.nav = Decimal::from("10.50"); }, ""},
      {"a limit of its own", [](Fund& f) { f.settings.nav_move_limit_pct = Decimal::from("1.29"); }, "nav-move"},
      {"no strike before: nothing moved",
       [](Fund& f) {
         f.nav = Decimal(99);
         f.book.prior.struck = false;
       },
       ""},
      {"a change of which a cent is unexplained", [](Fund& f) { f.explained += 1; }, "change-sums"},
      {"nothing left",
       [](Fund& f) {
         f.balance(Account::Cash) -= 152'000;
         f.balance(Account::Capital) += 152'000;
         f.net_assets = 0;
         f.explained = -150'000;
       },
       "net-assets-above-zero"},
  };
  for (const auto& row : rows) {
    Fund fund;
    row.harm(fund);
    EXPECT_EQ(fund.failed(), row.failed) << row.sentence;
  }
}

TEST(ClosedDay, fails_where_an_earlier_version_is_published) {
  EXPECT_TRUE(closed_day(1, 0).passed);
  const Finding late = closed_day(3, 1);
  EXPECT_FALSE(late.passed);
  EXPECT_EQ(late.found, "version 1 is published");
}

}  // namespace
}  // namespace openend::check
