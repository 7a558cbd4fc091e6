#include "nav/change.h"

#include <numeric>

namespace openend::nav {

using entity::Account;
using entity::AccountClass;
using policy::RuleId;

std::int64_t Change::sum() const { return std::accumulate(by_cause.begin(), by_cause.end(), std::int64_t{0}); }

Change change_from(const book::Book& book, int minor_places) {
  Change change;
  if (!book.prior.struck) return change;
  change.from_strike = true;
  change.since = book.prior.date;
  change.before = book.prior.net_assets;
  const book::ClassShares* holder = nullptr;
  std::size_t classes = 0;
  for (const auto& entry : book.classes) {
    if (entry.shares.coefficient == 0) continue;
    holder = &entry;
    ++classes;
  }
  if (classes == 1)
    change.nav_before =
        divide(Decimal::of(change.before, minor_places), holder->shares.decimal(), 10, Rounding::HalfUp);
  return change;
}

/// LAW   Spec N-5: market, currency, income, expenses, capital, distributions.
/// EDGE  READ AS: an opening brings capital, whatever its accounts; a forward contract's value is currency.
/// WHY   Every account is named, so that the compiler asks where a new one belongs.
Cause cause_of(RuleId rule, Account account) {
  if (rule == RuleId::Opening) return Cause::Capital;
  switch (account) {
    case Account::UnrealisedAppreciation: {
      const bool of_currency = rule == RuleId::ForwardValuation || rule == RuleId::Translation;
      return of_currency ? Cause::Currency : Cause::Market;
    }
    case Account::RealisedOnInvestments:
    case Account::RealisedOnFutures:
    case Account::AppreciationOfFutures:
    case Account::AppreciationOfWrittenOptions:
    case Account::RealisedOnWrittenOptions:
    case Account::AppreciationOfSwaps:
    case Account::RealisedOnSwaps:
    case Account::AppreciationOfShortSales:
    case Account::RealisedOnShortSales: return Cause::Market;
    case Account::RealisedOnCurrency:
    case Account::CurrencyExchange:
    case Account::RoundingAndTranslation: return Cause::Currency;
    case Account::DividendIncome:
    case Account::InterestIncome:
    case Account::OtherIncome:
    case Account::SecuritiesLendingIncome:
    case Account::ForeignTaxWithheld: return Cause::Income;
    case Account::AdvisoryFee:
    case Account::TransferAgentFees:
    case Account::SystemFees:
    case Account::CustodianFees:
    case Account::InsuranceFees:
    case Account::AuditFees:
    case Account::InterestExpense:
    case Account::DividendsOnShortSales:
    case Account::BorrowingFees:
    case Account::OtherExpenses:
    case Account::ExpenseOffsets:
    case Account::ExpenseReimbursement: return Cause::Expenses;
    case Account::UndistributedIncome:
    case Account::DistributionsFromIncome:
    case Account::UndistributedGains:
    case Account::DistributionsFromGains:
    case Account::ReturnOfCapital: return Cause::Distributions;
    case Account::Capital:
    case Account::SharesSold:
    case Account::SharesReinvested:
    case Account::SharesRepurchased: return Cause::Capital;
    case Account::InvestmentsAtCost:
    case Account::UnrealisedOnInvestments:
    case Account::Cash:
    case Account::ReceivableInvestmentsSold:
    case Account::ReceivableSharesSold:
    case Account::ReceivableInterest:
    case Account::ReceivableDividends:
    case Account::ReceivableTaxReclaims:
    case Account::ReceivableCurrency:
    case Account::ReceivableFromAdviser:
    case Account::OtherAssets:
    case Account::UnrealisedOnForwards:
    case Account::RoundingOfPrint:
    case Account::PayableInvestmentsPurchased:
    case Account::PayableCurrency:
    case Account::PayableSharesRepurchased:
    case Account::PayableAdvisoryFee:
    case Account::DueToCustodian:
    case Account::AccruedExpenses:
    case Account::VariationMargin:
    case Account::OptionsWritten:
    case Account::LoansReceivable:
    case Account::LoansPayable:
    case Account::ReverseRepurchases:
    case Account::CollateralToReturn:
    case Account::PayableInterest:
    case Account::Swaps:
    case Account::SecuritiesSoldShort:
    case Account::PayableDividends:
    case Account::DepositsForBorrowing:
    case Account::kCount: break;
  }
  OE_ASSERT(false, "only an account that is neither asset nor liability has a cause");
  return Cause::Capital;
}

/// An entry sums to zero: what it adds to assets less liabilities is what it takes from the other accounts. An entry
/// among those alone moves nothing.
void explain(Change& change, const book::Journal& journal) {
  const auto is_owned = [](Account account) {
    const AccountClass side = entity::line_of(account).account_class;
    return side == AccountClass::Asset || side == AccountClass::Liability;
  };
  journal.each_entry([&](RuleId rule, std::span<const std::uint8_t> accounts, std::span<const std::int64_t> amounts) {
    bool moves = false;
    for (const std::uint8_t account : accounts) moves = moves || is_owned(static_cast<Account>(account));
    if (!moves) return;
    for (std::size_t i = 0; i < accounts.size(); ++i) {
      const auto account = static_cast<Account>(accounts[i]);
      if (!is_owned(account)) change.by_cause[static_cast<std::size_t>(cause_of(rule, account))] -= amounts[i];
    }
  });
}

}  // namespace openend::nav
