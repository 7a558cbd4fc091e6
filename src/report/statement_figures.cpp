#include "report/figures.h"

namespace openend::report {

namespace {

using entity::Account;
using Section = StatementLine::Section;

class Builder {
 public:
  explicit Builder(const Struck& struck) : struck_(struck) {}

  Statement build() {
    assets();
    liabilities();
    capital();
    for (const StatementLine& line : statement_.lines) {
      switch (line.section) {
        case Section::Asset: statement_.total_assets += line.amount; break;
        case Section::Liability: statement_.total_liabilities += line.amount; break;
        case Section::Capital: statement_.total_capital += line.amount; break;
      }
    }
    return std::move(statement_);
  }

 private:
  std::int64_t balance(Account account) const { return struck_.package->balances[static_cast<std::size_t>(account)]; }

  void add(Section section, std::string key, std::string label, std::int64_t amount, std::vector<Account> parts = {}) {
    statement_.lines.push_back({section, std::move(key), std::move(label), amount, std::move(parts)});
  }
  /// An account's own line, by its word and label in the chart.
  void add(Section section, Account account) {
    const std::int64_t amount = section == Section::Asset ? balance(account) : -balance(account);
    add(section, "statement_" + std::string(entity::line_of(account).word), std::string(entity::line_of(account).label),
        amount);
  }

  void assets() {
    statement_.investments_cost = balance(Account::InvestmentsAtCost);
    add(Section::Asset, "statement_investments_value", "Investments at value",
        balance(Account::InvestmentsAtCost) + balance(Account::UnrealisedOnInvestments));
    std::int64_t in_hand = 0;
    for (const CashLine& cash : cash_of(struck_)) in_hand += cash.value > 0 ? cash.value : 0;
    add(Section::Asset, "statement_cash", "Cash", in_hand);
    for (const Account account :
         {Account::ReceivableInvestmentsSold, Account::ReceivableSharesSold, Account::ReceivableInterest,
          Account::ReceivableDividends, Account::ReceivableTaxReclaims, Account::ReceivableCurrency,
          Account::ReceivableFromAdviser}) {
      add(Section::Asset, account);
    }
    const auto& others = entity::line_of(Account::OtherAssets);  // a filing nets liabilities into them
    add(Section::Asset, "statement_" + std::string(others.word),
        struck_.portfolio->kind == entity::kFiledKind ? "Other assets and liabilities, not itemised"
                                                      : std::string(others.label),
        balance(Account::OtherAssets));
    const std::int64_t forwards = balance(Account::UnrealisedOnForwards);
    add(Section::Asset, "statement_forwards_asset", "Forward currency contracts", forwards > 0 ? forwards : 0);
    const std::int64_t margin = balance(Account::VariationMargin);
    if (margin > 0)
      add(Section::Asset, "statement_variation_margin_asset", "Receivable: variation margin on futures", margin);
    for (const Account account : {Account::LoansReceivable, Account::DepositsForBorrowing}) {
      if (balance(account) != 0) add(Section::Asset, account);
    }
    const std::int64_t swaps = balance(Account::Swaps);
    if (swaps > 0) add(Section::Asset, "statement_swaps_asset", "Swaps, caps and floors, at value", swaps);
    add(Section::Asset, Account::RoundingOfPrint);
  }

  void liabilities() {
    for (const Account account :
         {Account::PayableInvestmentsPurchased, Account::PayableCurrency, Account::PayableSharesRepurchased,
          Account::PayableAdvisoryFee, Account::AccruedExpenses}) {
      add(Section::Liability, account);
    }
    std::int64_t overdrawn = 0;  // account by account, currency by currency: they are not set off
    for (const CashLine& cash : cash_of(struck_)) overdrawn -= cash.value < 0 ? cash.value : 0;
    add(Section::Liability, "statement_due_to_custodian", "Due to custodian",
        overdrawn - balance(Account::DueToCustodian));
    const std::int64_t forwards = balance(Account::UnrealisedOnForwards);
    add(Section::Liability, "statement_forwards_liability", "Forward currency contracts", forwards < 0 ? -forwards : 0);
    const std::int64_t margin = balance(Account::VariationMargin);
    if (margin < 0)
      add(Section::Liability, "statement_variation_margin_liability", "Payable: variation margin on futures", -margin);
    const std::int64_t swaps = balance(Account::Swaps);
    if (swaps < 0) add(Section::Liability, "statement_swaps_liability", "Swaps, caps and floors, at value", -swaps);
    for (const Account account :
         {Account::OptionsWritten, Account::SecuritiesSoldShort, Account::LoansPayable, Account::ReverseRepurchases,
          Account::CollateralToReturn, Account::PayableInterest, Account::PayableDividends}) {
      if (balance(account) != 0) add(Section::Liability, account);
    }
  }

  /// A capital line with the period's accounts that will be closed into it.
  void add_with_period(Account account, std::vector<Account> parts) {
    std::int64_t amount = -balance(account);
    for (const Account part : parts) amount -= balance(part);
    add(Section::Capital, "statement_" + std::string(entity::line_of(account).word),
        std::string(entity::line_of(account).label), amount, std::move(parts));
  }

  void capital() {
    std::vector<Account> paid_in{Account::SharesSold, Account::SharesReinvested, Account::SharesRepurchased};
    std::vector<Account> gains{Account::RealisedOnInvestments, Account::RealisedOnCurrency,
                               Account::RealisedOnFutures,     Account::RealisedOnWrittenOptions,
                               Account::RealisedOnSwaps,       Account::RealisedOnShortSales,
                               Account::DistributionsFromGains};
    (struck_.settings.capital_returned_from_gains ? gains : paid_in).push_back(Account::ReturnOfCapital);
    add_with_period(Account::Capital, std::move(paid_in));
    add_with_period(
        Account::UndistributedIncome,
        {Account::DividendIncome, Account::InterestIncome, Account::SecuritiesLendingIncome, Account::OtherIncome,
         Account::ForeignTaxWithheld, Account::AdvisoryFee, Account::TransferAgentFees, Account::SystemFees,
         Account::CustodianFees, Account::InsuranceFees, Account::AuditFees, Account::InterestExpense,
         Account::DividendsOnShortSales, Account::BorrowingFees, Account::OtherExpenses, Account::ExpenseOffsets,
         Account::ExpenseReimbursement, Account::DistributionsFromIncome});
    add_with_period(Account::UndistributedGains, std::move(gains));
    add_with_period(Account::UnrealisedAppreciation, {Account::CurrencyExchange});
    for (const Account account : {Account::AppreciationOfFutures, Account::AppreciationOfWrittenOptions,
                                  Account::AppreciationOfSwaps, Account::AppreciationOfShortSales}) {
      if (balance(account) != 0) add(Section::Capital, account);
    }
    add(Section::Capital, Account::RoundingAndTranslation);
  }

  const Struck& struck_;
  Statement statement_;
};

}  // namespace

const StatementLine* Statement::find(std::string_view key) const {
  for (const StatementLine& line : lines) {
    if (line.key == key) return &line;
  }
  return nullptr;
}

Statement statement_of(const Struck& struck) { return Builder(struck).build(); }

}  // namespace openend::report
