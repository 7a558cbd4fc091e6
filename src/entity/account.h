// entity/account.h - floor 2
//
// The chart of accounts. Each account is one line of a statement; its side says whether a positive balance is a
// debit. Postings are signed: debits positive, credits negative, and an entry sums to zero.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace openend::entity {

enum class Account : std::uint8_t {
  InvestmentsAtCost,
  UnrealisedOnInvestments,
  Cash,
  ReceivableInvestmentsSold,
  ReceivableSharesSold,
  ReceivableInterest,
  ReceivableDividends,
  ReceivableTaxReclaims,
  ReceivableCurrency,
  ReceivableFromAdviser,
  OtherAssets,
  UnrealisedOnForwards,
  RoundingOfPrint,
  PayableInvestmentsPurchased,
  PayableCurrency,
  PayableSharesRepurchased,
  PayableAdvisoryFee,
  DueToCustodian,
  AccruedExpenses,
  Capital,
  SharesSold,
  SharesReinvested,
  SharesRepurchased,
  ReturnOfCapital,
  UndistributedIncome,
  DistributionsFromIncome,
  UndistributedGains,
  DistributionsFromGains,
  RoundingAndTranslation,
  UnrealisedAppreciation,
  CurrencyExchange,
  DividendIncome,
  InterestIncome,
  OtherIncome,
  ForeignTaxWithheld,
  RealisedOnInvestments,
  RealisedOnCurrency,
  RealisedOnFutures,
  AdvisoryFee,
  TransferAgentFees,
  SystemFees,
  CustodianFees,
  InsuranceFees,
  AuditFees,
  OtherExpenses,
  ExpenseOffsets,
  ExpenseReimbursement,
  VariationMargin,
  OptionsWritten,
  AppreciationOfFutures,
  AppreciationOfWrittenOptions,
  RealisedOnWrittenOptions,
  LoansReceivable,
  LoansPayable,
  ReverseRepurchases,
  CollateralToReturn,
  PayableInterest,
  InterestExpense,
  SecuritiesLendingIncome,
  Swaps,
  AppreciationOfSwaps,
  RealisedOnSwaps,
  SecuritiesSoldShort,
  AppreciationOfShortSales,
  PayableDividends,
  DepositsForBorrowing,
  RealisedOnShortSales,
  DividendsOnShortSales,
  BorrowingFees,
  kCount,
};

inline constexpr std::size_t kAccounts = static_cast<std::size_t>(Account::kCount);

enum class AccountClass : std::uint8_t { Asset, Liability, Capital, Income, Expense };

struct AccountLine {
  std::string_view word;   ///< in files and in `explain`
  std::string_view label;  ///< on statements
  AccountClass account_class;
};

inline constexpr std::array<AccountLine, kAccounts> kChart{{
    {"investments_at_cost", "Investments at cost", AccountClass::Asset},
    {"unrealised_on_investments", "Unrealised appreciation of investments", AccountClass::Asset},
    {"cash", "Cash", AccountClass::Asset},
    {"receivable_investments_sold", "Receivable: investments sold", AccountClass::Asset},
    {"receivable_shares_sold", "Receivable: fund shares sold", AccountClass::Asset},
    {"receivable_interest", "Receivable: interest", AccountClass::Asset},
    {"receivable_dividends", "Receivable: dividends", AccountClass::Asset},
    {"receivable_tax_reclaims", "Receivable: foreign tax reclaims", AccountClass::Asset},
    {"receivable_currency", "Receivable: currency bought", AccountClass::Asset},
    {"receivable_from_adviser", "Receivable: from adviser", AccountClass::Asset},
    {"other_assets", "Other assets", AccountClass::Asset},
    {"unrealised_on_forwards", "Forward currency contracts", AccountClass::Asset},
    {"rounding_of_print", "rounding of the printed statement", AccountClass::Asset},
    {"payable_investments_purchased", "Payable: investments purchased", AccountClass::Liability},
    {"payable_currency", "Payable: currency sold", AccountClass::Liability},
    {"payable_shares_repurchased", "Payable: fund shares repurchased", AccountClass::Liability},
    {"payable_advisory_fee", "Payable: advisory fee", AccountClass::Liability},
    {"due_to_custodian", "Due to custodian", AccountClass::Liability},
    {"accrued_expenses", "Accrued expenses", AccountClass::Liability},
    {"capital", "Capital", AccountClass::Capital},
    {"shares_sold", "Shares sold", AccountClass::Capital},
    {"shares_reinvested", "Reinvested dividends and distributions", AccountClass::Capital},
    {"shares_repurchased", "Shares repurchased", AccountClass::Capital},
    {"return_of_capital", "Tax return of capital", AccountClass::Capital},
    {"undistributed_income", "Undistributed net investment income", AccountClass::Capital},
    {"distributions_from_income", "Dividends from net investment income", AccountClass::Capital},
    {"undistributed_gains", "Undistributed net realised gain", AccountClass::Capital},
    {"distributions_from_gains", "Distributions of net realised gain", AccountClass::Capital},
    {"rounding_and_translation", "rounding and translation", AccountClass::Capital},
    {"unrealised_appreciation", "Unrealised appreciation of investments and currency", AccountClass::Capital},
    {"currency_exchange", "Exchange of currencies", AccountClass::Capital},
    {"dividend_income", "Dividend income", AccountClass::Income},
    {"interest_income", "Interest income", AccountClass::Income},
    {"other_income", "Other income", AccountClass::Income},
    {"foreign_tax_withheld", "Foreign tax withheld", AccountClass::Income},
    {"realised_on_investments", "Net realised gain on investments", AccountClass::Income},
    {"realised_on_currency", "Net realised gain on foreign currency", AccountClass::Income},
    {"realised_on_futures", "Net realised gain on futures contracts", AccountClass::Income},
    {"advisory_fee", "Advisory fee", AccountClass::Expense},
    {"transfer_agent_fees", "Transfer agent fees", AccountClass::Expense},
    {"system_fees", "System fees", AccountClass::Expense},
    {"custodian_fees", "Custodian fees", AccountClass::Expense},
    {"insurance_fees", "Insurance fees", AccountClass::Expense},
    {"audit_fees", "Audit fees", AccountClass::Expense},
    {"other_expenses", "Other expenses", AccountClass::Expense},
    {"expense_offsets", "Expense offsets", AccountClass::Expense},
    {"expense_reimbursement", "Expense reimbursement", AccountClass::Expense},
    {"variation_margin", "Variation margin on futures contracts", AccountClass::Asset},
    {"options_written", "Options written, at value", AccountClass::Liability},
    {"appreciation_of_futures", "Unrealised appreciation of futures contracts", AccountClass::Capital},
    {"appreciation_of_written_options", "Unrealised appreciation of written options", AccountClass::Capital},
    {"realised_on_written_options", "Net realised gain on written options", AccountClass::Income},
    {"loans_receivable", "Loans and joint repurchase agreements", AccountClass::Asset},
    {"loans_payable", "Loans payable", AccountClass::Liability},
    {"reverse_repurchases", "Reverse repurchase agreements", AccountClass::Liability},
    {"collateral_to_return", "Payable: collateral on return of securities loaned", AccountClass::Liability},
    {"payable_interest", "Payable: interest", AccountClass::Liability},
    {"interest_expense", "Interest expense", AccountClass::Expense},
    {"securities_lending_income", "Securities lending income", AccountClass::Income},
    {"swaps", "Swaps, caps and floors, at value", AccountClass::Asset},
    {"appreciation_of_swaps", "Unrealised appreciation of swaps, caps and floors", AccountClass::Capital},
    {"realised_on_swaps", "Net realised gain on swaps, caps and floors", AccountClass::Income},
    {"securities_sold_short", "Securities sold short, at value", AccountClass::Liability},
    {"appreciation_of_short_sales", "Unrealised appreciation of securities sold short", AccountClass::Capital},
    {"payable_dividends", "Payable: dividends on securities sold short", AccountClass::Liability},
    {"deposits_for_borrowed_securities", "Deposits for securities borrowed", AccountClass::Asset},
    {"realised_on_short_sales", "Net realised gain on securities sold short", AccountClass::Income},
    {"dividends_on_short_sales", "Dividends on securities sold short", AccountClass::Expense},
    {"borrowing_fees", "Fees on securities borrowed", AccountClass::Expense},
}};

constexpr const AccountLine& line_of(Account account) { return kChart[static_cast<std::size_t>(account)]; }

/// True where a debit makes the printed figure larger.
constexpr bool is_debit_side(Account account) {
  const AccountClass c = line_of(account).account_class;
  return c == AccountClass::Asset || c == AccountClass::Expense;
}

/// True for what is money at hand, due or owed: in a foreign currency it is translated anew at every strike.
constexpr bool is_monetary(Account account) {
  const AccountClass c = line_of(account).account_class;
  return (c == AccountClass::Asset || c == AccountClass::Liability) && account != Account::InvestmentsAtCost &&
         account != Account::UnrealisedOnInvestments && account != Account::UnrealisedOnForwards &&
         account != Account::RoundingOfPrint && account != Account::OptionsWritten && account != Account::Swaps &&
         account != Account::SecuritiesSoldShort;
}

/// True for what follows from open futures, written options, loans, swaps and short sales: nothing opens it, and no row
/// moves it.
constexpr bool follows_from_contracts(Account account) {
  return (account >= Account::VariationMargin && account <= Account::AppreciationOfWrittenOptions) ||
         (account >= Account::LoansReceivable && account <= Account::PayableInterest) || account == Account::Swaps ||
         account == Account::AppreciationOfSwaps ||
         (account >= Account::SecuritiesSoldShort && account <= Account::DepositsForBorrowing);
}

constexpr std::optional<Account> parse_account(std::string_view word) {
  for (std::size_t i = 0; i < kAccounts; ++i) {
    if (kChart[i].word == word) return static_cast<Account>(i);
  }
  return std::nullopt;
}

}  // namespace openend::entity
