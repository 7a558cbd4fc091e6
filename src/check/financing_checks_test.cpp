#include "check/financing_checks.h"

#include <gtest/gtest.h>

#include "instrument/list.h"

namespace openend::check {
namespace {

using entity::Account;

const Date kDay = Date::of(1996, 12, 31);

/// 1,500,000 at 7.00% until 1997-01-02, which come back as 1,500,583.33 [annual report 1996 p.85]; and 100 shares.
struct Desk {
  book::Book book;
  value::Marks marks;
  std::vector<entity::Security> securities{2};
  policy::Settings settings;

  Desk() {
    entity::Security& repo = securities[0];
    repo.key = "REPO";
    repo.kind = *instrument::parse_kind("repurchase_agreement");
    repo.rate_pct = Decimal::from("7.00");
    repo.issued = kDay;
    repo.maturity = kDay + 2;
    securities[1].key = "ACME";
    book.acquire(book.find_or_add(SecurityId{0}, true), {1'500'000, 0}, 1'500'000'00, 1, 0, false);
    book.acquire(book.find_or_add(SecurityId{1}, false), {100, 0}, 4'000'00, 1, 0, false);
    book.positions.any_special = true;
    marks.value = {1'500'000'00, 5'000'00};
    balance(Account::InvestmentsAtCost) = 1'505'000'00;
    balance(Account::Capital) = -1'505'000'00;
  }
  std::int64_t& balance(Account account) { return book.balances[static_cast<std::size_t>(account)]; }
  std::vector<Finding> checks() const { return financing_checks({book, marks, securities, settings, kDay, 2}); }
  void told(std::string deal, std::int64_t value, int days_ago = 0) {
    book.collateral = {{std::move(deal), {}, event::CollateralKind::Government, kDay - days_ago, value}};
  }
  book::OpenLoan& lend(std::int64_t cash) {
    book::OpenLoan& loan = book.loans.emplace_back();
    loan.id = "L1";
    loan.kind = event::LoanKind::SecuritiesLoan;
    loan.security = SecurityId{1};
    loan.quantity = {50, 0};
    loan.principal = cash;
    return loan;
  }
};

TEST(FinancingChecks, hold_collateral_against_the_resale_price) {
  Desk desk;
  EXPECT_TRUE(desk.checks().empty()) << "nothing was ever told of it";
  desk.told("REPO", 1'500'583'33);
  ASSERT_EQ(desk.checks().size(), 1U);
  EXPECT_TRUE(desk.checks()[0].passed);
  desk.told("REPO", 1'500'000'00);
  EXPECT_FALSE(desk.checks()[0].passed);
  EXPECT_EQ(
      desk.checks()[0].detail,
      "the collateral of REPO is worth 1500000.00 told on 1996-12-31, 583.33 less than the 1500583.33 that it has "
      "to cover: call it");
}

TEST(FinancingChecks, ask_for_a_word_of_the_day_where_the_trust_says_so) {
  Desk desk;
  desk.settings.collateral_daily = true;
  ASSERT_EQ(desk.checks().size(), 1U);
  EXPECT_FALSE(desk.checks()[0].passed);
  desk.told("REPO", 1'600'000'00, 1);
  EXPECT_EQ(desk.checks()[0].detail,
            "of the collateral of REPO nothing was told for the day, the last word is of 1996-12-30");
  desk.told("REPO", 1'600'000'00);
  EXPECT_TRUE(desk.checks()[0].passed);
}

TEST(FinancingChecks, hold_what_is_lent_against_its_value_and_the_limit) {
  Desk desk;
  desk.lend(2'500'00);
  auto findings = desk.checks();  // 50 of 100 shares that are worth 5,000.00
  ASSERT_EQ(findings.size(), 2U);
  EXPECT_TRUE(findings[0].passed);
  EXPECT_EQ(findings[1].check, "lending-limit");
  EXPECT_EQ(findings[1].found, "0.17 percent");
  desk.settings.lending_collateral_pct = Decimal(102);
  EXPECT_FALSE(desk.checks()[0].passed);
  desk.told("L1", 50'00);  // and the cash
  EXPECT_TRUE(desk.checks()[0].passed);
}

TEST(FinancingChecks, tell_what_is_borrowed_beyond_the_limit) {
  Desk desk;
  desk.balance(Account::LoansPayable) = -501'666'66;
  desk.balance(Account::Cash) = 501'666'66;
  EXPECT_TRUE(desk.checks()[0].passed);  // a third of 1,505,000.00, a quarter of both together
  desk.balance(Account::LoansPayable) = -501'666'67;
  desk.balance(Account::Cash) = 501'666'67;
  EXPECT_FALSE(desk.checks()[0].passed);
  EXPECT_EQ(desk.checks()[0].check, "borrowing-limit");
}

}  // namespace
}  // namespace openend::check
