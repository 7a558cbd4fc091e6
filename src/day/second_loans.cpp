#include "day/second_loans.h"

#include <algorithm>

namespace openend::day {

/// Of an agreement between several, its part of the interest by days; else principal x percent x days / year.
std::int64_t SecondLoans::owed(const book::OpenLoan& loan, Date until) const {
  const Date end = loan.has_due ? std::min(until, loan.due) : until;
  if (end <= loan.since) return 0;
  const Decimal days(end - loan.since);
  const auto at_rate = [&](std::int64_t money, event::LoanRate rate) {
    const Decimal yearly = Decimal(money) * Decimal::of(rate, event::kLoanRatePlaces + 2);
    const Decimal minor = divide(yearly * days, Decimal(loan.year365 ? 365 : 360), 0, Rounding::HalfUp);
    return static_cast<std::int64_t>(minor.scaled_to(0));
  };
  if (loan.kind == event::LoanKind::JointRepurchase) {
    const Decimal whole(loan.due - loan.opened);
    return static_cast<std::int64_t>(divide(Decimal(loan.worth) * days, whole, 0, Rounding::HalfUp).scaled_to(0));
  }
  const std::int64_t interest = at_rate(loan.principal, loan.rate);
  const std::int64_t fee = event::lends_security(loan.kind) ? at_rate(loan.worth, loan.fee_rate) : 0;
  return event::is_lent(loan.kind) ? interest - fee : fee - interest;
}

void SecondLoans::settle(book::OpenLoan& loan, Date day) {
  const std::int64_t before =
      event::is_lent(loan.kind) ? loan.accrued - loan.fee_accrued : loan.fee_accrued - loan.accrued;
  earned_ += owed(loan, day) - before;
  loan.accrued = loan.fee_accrued = 0;
  loan.since = day;
}

void SecondLoans::take(const event::Event& event) {
  if (const auto* made = std::get_if<event::Loan>(&event.body)) {
    book::OpenLoan& loan = loans_.emplace_back();
    loan.id = event::text_of(event.reference);
    loan.kind = made->kind;
    loan.year365 = made->year365;
    loan.has_due = made->has_due;
    loan.due = made->due;
    loan.opened = loan.since = event.date;
    loan.rate = made->rate;
    loan.fee_rate = made->fee_rate;
    loan.principal = made->principal;
    loan.worth = made->worth;
    loan.quantity = made->quantity;
    any_ = true;
  } else if (const auto* paid = std::get_if<event::LoanPayment>(&event.body)) {
    for (book::OpenLoan& loan : loans_) {
      if (loan.id != paid->loan) continue;
      settle(loan, event.date);
      loan.principal -= paid->principal;
      if (paid->has_rate) loan.rate = paid->rate;
      if (paid->has_worth) loan.worth = paid->worth;
      if (paid->has_due) loan.due = paid->due;
      loan.has_due = loan.has_due || paid->has_due;
      const Decimal left = loan.quantity.decimal() - paid->quantity.decimal();
      loan.quantity = to_fixed(left.trimmed()).value_or(Fixed{});
      if (left.is_zero() && loan.principal == 0) loan.worth = 0;  // over: no fee either
    }
  }
}

void SecondLoans::end(Date day) {
  for (book::OpenLoan& loan : loans_) {
    if (loan.has_due && loan.due <= day) settle(loan, day);
  }
  const auto is_due = [&](const book::OpenLoan& loan) { return loan.has_due && loan.due <= day; };
  any_ = any_ || std::any_of(loans_.begin(), loans_.end(), is_due);
  std::erase_if(loans_, is_due);
}

std::int64_t SecondLoans::earned(Date through) {
  for (book::OpenLoan& loan : loans_) settle(loan, through + 1);
  return earned_;
}

}  // namespace openend::day
