#include "book/post_loan.h"

#include <gtest/gtest.h>

#include "book/sound.h"

namespace openend::book {
namespace {

using event::LoanKind;

const Date kMonday = Date::of(1997, 1, 6);

std::vector<entity::Security> one_security() {
  entity::Security security;
  security.id = SecurityId{0};
  security.key = "ACME";
  security.content_key = 7;
  security.currency = Currency::from("USD");
  return {security};
}

class PostLoan : public testing::Test {
 protected:
  PostLoan() : columns_(one_security()) {
    rules_.base = Currency::from("USD");
    journal_.start(book_.balances);
  }

  /// A million at 6 percent, unless said otherwise.
  event::Loan loan(LoanKind kind, int days_until_due) const {
    event::Loan made;
    made.kind = kind;
    made.principal = 1'000'000'00;
    made.rate = 6'000'000;
    made.has_due = days_until_due != 0;
    made.due = kMonday + days_until_due;
    made.counterparty = "First Bank";
    return made;
  }
  Result<Done> open(const event::Loan& made, int day = 0) {
    event::Event event;
    event.date = kMonday + day;
    event.reference.text = "B1";
    return open_loan(book_, journal_, event, made, columns_);
  }
  Result<Done> pay(int day, std::int64_t principal, event::LoanPayment payment = {}) {
    event::Event event;
    event.date = kMonday + day;
    payment.loan = "B1";
    payment.principal = principal;
    return pay_on_loan(book_, journal_, event, payment, rules_);
  }
  /// The end of a day: what is due is paid, the rest accrues.
  void close(int day) {
    ASSERT_TRUE(end_due_loans(book_, journal_, kMonday + day, rules_));
    ASSERT_TRUE(accrue_loans(book_, journal_, kMonday + day, rules_));
    EXPECT_EQ(book_.ledger_sum(), 0);
  }
  std::int64_t balance(Account account) const { return book_.balances[static_cast<std::size_t>(account)]; }

  Book book_;
  Journal journal_;
  PostingRules rules_;
  instrument::SecurityColumns columns_;
};

TEST_F(PostLoan, costs_interest_from_its_day_to_the_day_before_it_is_due) {
  ASSERT_TRUE(open(loan(LoanKind::BankBorrowing, 2)));
  EXPECT_EQ(balance(Account::Cash), 1'000'000'00);
  EXPECT_EQ(balance(Account::LoansPayable), -1'000'000'00);
  close(0);
  EXPECT_EQ(balance(Account::InterestExpense), 166'67);
  close(1);
  EXPECT_EQ(balance(Account::InterestExpense), 333'33);  // the difference of rounded sums: 166.66
  EXPECT_EQ(balance(Account::PayableInterest), -333'33);
  close(2);
  EXPECT_EQ(balance(Account::Cash), -333'33);
  EXPECT_EQ(balance(Account::LoansPayable), 0);
  EXPECT_EQ(balance(Account::PayableInterest), 0);
  EXPECT_TRUE(book_.loans.empty());
}

TEST_F(PostLoan, brings_income_to_who_lends) {
  ASSERT_TRUE(open(loan(LoanKind::InterfundLending, 3)));
  close(2);  // three days
  EXPECT_EQ(balance(Account::LoansReceivable), 1'000'000'00);
  EXPECT_EQ(balance(Account::ReceivableInterest), 500'00);
  EXPECT_EQ(balance(Account::InterestIncome), -500'00);
  close(5);  // over its day
  EXPECT_EQ(balance(Account::Cash), 500'00);
  EXPECT_EQ(balance(Account::ReceivableInterest), 0);
}

TEST_F(PostLoan, takes_back_what_a_weekend_accrued_beyond_its_day) {
  ASSERT_TRUE(open(loan(LoanKind::BankBorrowing, 0)));
  close(6);  // a month's last strike accrues over the weekend
  EXPECT_EQ(balance(Account::InterestExpense), 1'166'67);
  ASSERT_TRUE(pay(5, 1'000'000'00));
  EXPECT_EQ(balance(Account::InterestExpense), 833'33);
  EXPECT_EQ(balance(Account::Cash), -833'33);
  EXPECT_TRUE(book_.loans.empty());
}

TEST_F(PostLoan, is_renewed_on_the_day_on_which_it_is_due) {
  ASSERT_TRUE(open(loan(LoanKind::BankBorrowing, 1)));
  close(0);
  event::LoanPayment renewal;
  renewal.has_due = renewal.has_rate = true;
  renewal.due = kMonday + 3;
  renewal.rate = 7'200'000;
  ASSERT_TRUE(pay(1, 0, renewal));
  EXPECT_EQ(balance(Account::Cash), 1'000'000'00 - 166'67);
  close(1);
  EXPECT_EQ(balance(Account::PayableInterest), -200'00);
  ASSERT_EQ(book_.loans.size(), 1U);
  EXPECT_EQ(book_.loans[0].due, kMonday + 3);
}

TEST_F(PostLoan, shares_the_interest_of_a_joint_agreement_by_days) {
  event::Loan share = loan(LoanKind::JointRepurchase, 3);
  share.worth = 100'01;
  ASSERT_TRUE(open(share));
  close(0);
  EXPECT_EQ(balance(Account::InterestIncome), -33'34);
  close(1);
  EXPECT_EQ(balance(Account::InterestIncome), -66'67);
  close(3);
  EXPECT_EQ(balance(Account::InterestIncome), -100'01);
  EXPECT_EQ(balance(Account::Cash), 100'01);
}

TEST_F(PostLoan, refuses_more_than_is_owed_and_what_is_not_open) {
  ASSERT_TRUE(open(loan(LoanKind::BankBorrowing, 0)));
  EXPECT_EQ(open(loan(LoanKind::BankBorrowing, 0)).refusals()[0].code, "E-LOAN-010");
  EXPECT_EQ(pay(1, 1'000'000'01).refusals()[0].code, "E-LOAN-013");
  event::LoanPayment back;
  back.quantity = {1, 0};
  EXPECT_EQ(pay(1, 0, back).refusals()[0].code, "E-LOAN-014");
  ASSERT_TRUE(pay(1, 1'000'000'00));
  EXPECT_EQ(pay(2, 1).refusals()[0].code, "E-LOAN-012");
}

TEST_F(PostLoan, comes_back_from_a_snapshot) {
  event::Loan lent = loan(LoanKind::SecuritiesLoan, 0);
  lent.security = SecurityId{0};
  lent.quantity = {1'000'5, 1};
  lent.fee_rate = 2'500;
  lent.worth = 50'000'00;
  ASSERT_TRUE(open(lent));
  close(0);
  take_collateral(book_, {}, {"B1", {}, event::CollateralKind::Cash, 5});
  const Bytes bytes = encode(book_);
  Book again;
  ASSERT_TRUE(decode(bytes, again));
  EXPECT_EQ(encode(again), bytes);
  ASSERT_EQ(again.loans.size(), 1U);
  EXPECT_EQ(again.loans[0].accrued, 166'67);
  EXPECT_EQ(again.loans[0].content_key, 7U);
  EXPECT_EQ(again.collateral[0].value, 5);
}

}  // namespace
}  // namespace openend::book
