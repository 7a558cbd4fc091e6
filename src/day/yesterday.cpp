#include "day/yesterday.h"

namespace openend::day {

Yesterday yesterday_of(const book::Book& book, Yesterday spent) {
  using entity::Account;
  Yesterday y = std::move(spent);
  y.prior = book.prior;
  if (!y.prior.struck) return y;
  const auto balance = [&](Account account) { return book.balances[static_cast<std::size_t>(account)]; };
  y.holdings = balance(Account::InvestmentsAtCost) + balance(Account::UnrealisedOnInvestments);
  y.forwards = balance(Account::UnrealisedOnForwards);
  y.quantity = book.positions.quantity;
  y.places = book.positions.places;
  y.accrued.clear();
  if (book.positions.any_special) y.accrued = book.positions.accrued;
  y.unsettled = book.unsettled;
  y.money = book.sub_balances;
  y.contracts = book.forwards;
  y.open = book.contracts;
  y.contracts_worth = balance(Account::OptionsWritten) + balance(Account::Swaps) +
                      balance(Account::SecuritiesSoldShort) - balance(Account::AppreciationOfFutures);
  y.classes = book.classes;
  y.loans = book.loans;
  y.answers = book.answers;
  y.any_special = book.positions.any_special;
  return y;
}

}  // namespace openend::day
