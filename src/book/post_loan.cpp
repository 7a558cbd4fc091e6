#include "book/post_loan.h"

#include <algorithm>
#include <limits>

#include "book/located.h"

namespace openend::book {

namespace {

using event::LoanKind;
using policy::RuleId;

/// The account of its principal.
Account principal_of(LoanKind kind) {
  switch (kind) {
    case LoanKind::InterfundLending:
    case LoanKind::JointRepurchase: return Account::LoansReceivable;
    case LoanKind::ReverseRepurchase: return Account::ReverseRepurchases;
    case LoanKind::SecuritiesLoan: return Account::CollateralToReturn;
    case LoanKind::SecuritiesBorrowing: return Account::DepositsForBorrowing;
    case LoanKind::BankBorrowing:
    case LoanKind::InterfundBorrowing:
    case LoanKind::kCount: break;
  }
  return Account::LoansPayable;
}

/// What its interest is: income of a lender, expense of a borrower; a rebate lessens the income from lending.
Account interest_of(LoanKind kind) {
  if (event::is_lent(kind)) return Account::InterestIncome;
  return kind == LoanKind::SecuritiesLoan ? Account::SecuritiesLendingIncome : Account::InterestExpense;
}

Account interest_due(LoanKind kind) {
  return event::is_lent(kind) ? Account::ReceivableInterest : Account::PayableInterest;
}

/// Where a fee for securities stands until it is paid, and what it is: income of who lent them, else expense.
std::pair<Account, Account> fee_of(LoanKind kind) {
  if (kind == LoanKind::SecuritiesBorrowing) return {Account::PayableInterest, Account::BorrowingFees};
  return {Account::ReceivableInterest, Account::SecuritiesLendingIncome};
}

std::int64_t sign_of(LoanKind kind) { return event::is_lent(kind) ? 1 : -1; }

Result<std::int64_t> to_minor(Book& book, const OpenLoan& loan, const instrument::Fraction& exact,
                              const PostingRules& rules) {
  const Decimal rounded = exact.rounded(0, Rounding::HalfUp);
  if (abs(rounded) > Decimal(std::numeric_limits<std::int64_t>::max() / 4))
    return refuse("E-LOAN-011", "the interest on the loan " + loan.id + " is more than a book can count",
                  "correct its principal, its rate or its dates");
  const Decimal unit = Decimal::of(1, rules.minor_places);
  book.roundings.add_fraction(RoundingPlace::Interest, exact.numerator * unit, exact.denominator, rounded * unit);
  return static_cast<std::int64_t>(rounded.scaled_to(0));
}

/// Brings what has accrued to so many days: the step is income or expense.
Result<Done> accrue_to(Book& book, Journal& journal, OpenLoan& loan, int days, Origin origin,
                       const PostingRules& rules) {
  TRY(const std::int64_t interest, to_minor(book, loan, loan.interest(days), rules));
  TRY(const std::int64_t fee, to_minor(book, loan, loan.fee(days), rules));
  const std::int64_t step = sign_of(loan.kind) * (interest - loan.accrued),
                     fee_step = event::fee_sign(loan.kind) * (fee - loan.fee_accrued);
  const auto [fee_due, fee_account] = fee_of(loan.kind);
  if (step == 0 && fee_step == 0) return Done{};
  journal.begin(RuleId::LoanInterest, origin);
  journal.post(interest_due(loan.kind), step);
  journal.post(interest_of(loan.kind), -step);
  journal.post(fee_due, fee_step);
  journal.post(fee_account, -fee_step);
  journal.end();
  loan.accrued = interest;
  loan.fee_accrued = fee;
  return Done{};
}

/// Pays so much principal, and all interest and fees until the day.
Result<Done> pay(Book& book, Journal& journal, OpenLoan& loan, std::int64_t principal, Date day, Origin origin,
                 const PostingRules& rules) {
  CHECK(accrue_to(book, journal, loan, loan.days_through(day - 1), origin, rules));
  const std::int64_t sign = sign_of(loan.kind), fee = event::fee_sign(loan.kind) * loan.fee_accrued;
  journal.begin(RuleId::LoanPaid, origin);
  journal.post(Account::Cash, sign * (principal + loan.accrued) + fee);
  journal.post(principal_of(loan.kind), -sign * principal);
  journal.post(interest_due(loan.kind), -sign * loan.accrued);
  journal.post(fee_of(loan.kind).first, -fee);
  journal.end();
  loan.principal -= principal;
  loan.accrued = loan.fee_accrued = 0;
  loan.since = day;
  return Done{};
}

/// Nothing is owed, and nothing is away.
bool is_over(const OpenLoan& loan) {
  return loan.principal == 0 && (!event::lends_security(loan.kind) || loan.quantity.coefficient == 0);
}

void forget(Book& book, const std::string& id) {
  std::erase_if(book.loans, [&](const OpenLoan& loan) { return loan.id == id; });
  std::erase_if(book.collateral, [&](const Collateral& told) { return told.deal == id; });
}

auto find_loan(Book& book, std::string_view id) {
  return std::find_if(book.loans.begin(), book.loans.end(), [&](const OpenLoan& loan) { return loan.id == id; });
}

std::string text_of(std::int64_t minor, const PostingRules& rules) {
  return Decimal::of(minor, rules.minor_places).text();
}

}  // namespace

Result<Done> open_loan(Book& book, Journal& journal, const event::Event& event, const event::Loan& loan,
                       const instrument::SecurityColumns& columns) {
  OpenLoan open;
  open.id = event::text_of(event.reference);
  if (find_loan(book, open.id) != book.loans.end())
    return located(event, "E-LOAN-010", "a loan of this id is open already", open.id, "an id of its own",
                   "give the loan another id");
  open.counterparty = std::string(loan.counterparty);
  open.kind = loan.kind;
  open.purpose = loan.purpose;
  open.year365 = loan.year365;
  open.has_due = loan.has_due;
  open.rate = loan.rate;
  open.fee_rate = loan.fee_rate;
  open.repo_rate = loan.repo_rate;
  open.bank_rate = loan.bank_rate;
  open.opened = open.since = event.date;
  open.due = loan.due;
  open.principal = loan.principal;
  open.worth = loan.worth;
  open.quantity = loan.quantity;
  open.security = loan.security;
  if (event::names_security(loan.kind)) open.content_key = columns.content_key[loan.security.value];
  const std::int64_t amount = sign_of(loan.kind) * loan.principal;
  journal.move(RuleId::LoanMade, origin_of(event), principal_of(loan.kind), Account::Cash, amount);
  book.loans.push_back(std::move(open));
  return Done{};
}

Result<Done> pay_on_loan(Book& book, Journal& journal, const event::Event& event, const event::LoanPayment& payment,
                         const PostingRules& rules) {
  const std::string id(payment.loan);
  const auto loan = find_loan(book, id);
  if (loan == book.loans.end())
    return located(event, "E-LOAN-012", "no such loan is open on that day", id, "a loan of loans.csv that is open",
                   "correct the loan_id or the date, or send the loan with it");
  if (payment.principal > loan->principal)
    return located(event, "E-LOAN-013", "more is paid back than is owed", text_of(payment.principal, rules),
                   "at most " + text_of(loan->principal, rules), "correct the principal");
  if (payment.quantity.decimal() > loan->quantity.decimal())
    return located(event, "E-LOAN-014", "more is given back than is lent", payment.quantity.decimal().text(),
                   "at most " + loan->quantity.decimal().text(), "correct the quantity");
  CHECK(pay(book, journal, *loan, payment.principal, event.date, origin_of(event), rules));
  if (payment.has_rate) loan->rate = payment.rate;
  if (payment.has_rate && event::is_interfund(loan->kind)) {
    loan->repo_rate = payment.repo_rate;
    loan->bank_rate = payment.bank_rate;
  }
  if (payment.has_due) {
    loan->has_due = true;
    loan->due = payment.due;
  }
  const Decimal left = (loan->quantity.decimal() - payment.quantity.decimal()).trimmed();
  loan->quantity = to_fixed(left).value_or(Fixed{});
  if (payment.has_worth) loan->worth = payment.worth;
  if (is_over(*loan)) forget(book, id);
  return Done{};
}

Result<Done> end_due_loans(Book& book, Journal& journal, Date day, const PostingRules& rules) {
  for (std::size_t at = 0; at < book.loans.size();) {
    OpenLoan& loan = book.loans[at];
    if (!loan.has_due || loan.due > day) {
      ++at;
      continue;
    }
    CHECK(pay(book, journal, loan, loan.principal, day, {}, rules));
    forget(book, std::string(loan.id));
  }
  return Done{};
}

Result<Done> accrue_loans(Book& book, Journal& journal, Date through, const PostingRules& rules) {
  for (OpenLoan& loan : book.loans) CHECK(accrue_to(book, journal, loan, loan.days_through(through), {}, rules));
  return Done{};
}

void take_collateral(Book& book, const event::Event& event, const event::CollateralValue& told) {
  const auto known = std::find_if(book.collateral.begin(), book.collateral.end(),
                                  [&](const Collateral& c) { return c.deal == told.deal; });
  const Collateral now{std::string(told.deal), told.security, told.kind, event.date, told.value};
  if (known == book.collateral.end()) {
    book.collateral.push_back(now);
  } else {
    *known = now;
  }
}

void forget_collateral(Book& book, const std::vector<entity::Security>& securities, Date day) {
  std::erase_if(book.collateral, [&](const Collateral& told) {
    if (!told.security.exists()) return false;
    const auto& matures = securities[told.security.value].maturity;
    return matures && *matures <= day;
  });
}

}  // namespace openend::book
