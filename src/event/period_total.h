// event/period_total.h - floor 2
//
// The activity of a whole period, told as one total a line of the statements: what a print gives, or what another
// system hands over in the middle of a year. It enters the books on the period's last day, against other assets.
#pragma once

#include <optional>
#include <string_view>

#include "base/fixed.h"
#include "entity/account.h"
#include "money/date.h"

namespace openend::event {

/// What a line of a period's totals counts.
enum class PeriodUnit : std::uint8_t { Money, Shares, PerShare, Percent };

struct PeriodLine {
  std::string_view word;   ///< in files
  std::string_view label;  ///< on statements
  PeriodUnit unit;
  /// Moved by a positive amount. Both the same: nothing is moved, the figure is only stated.
  entity::Account debit, credit;

  constexpr bool moves() const { return debit != credit; }
};

/// The lines, signed as the statements print them: income and gains above zero, what reduces a total below it. Stored
/// by place: new lines go at the end.
inline constexpr PeriodLine kPeriodLines[] = {
    {"interest", "Interest", PeriodUnit::Money, entity::Account::OtherAssets, entity::Account::InterestIncome},
    {"dividends", "Dividends", PeriodUnit::Money, entity::Account::OtherAssets, entity::Account::DividendIncome},
    {"other_income", "Other income", PeriodUnit::Money, entity::Account::OtherAssets, entity::Account::OtherIncome},
    {"foreign_tax_withheld", "Foreign tax withheld", PeriodUnit::Money, entity::Account::OtherAssets,
     entity::Account::ForeignTaxWithheld},
    {"advisory_fees", "Advisory fees", PeriodUnit::Money, entity::Account::AdvisoryFee, entity::Account::OtherAssets},
    {"transfer_agent_fees", "Transfer agent fees", PeriodUnit::Money, entity::Account::TransferAgentFees,
     entity::Account::OtherAssets},
    {"system_fees", "System fees", PeriodUnit::Money, entity::Account::SystemFees, entity::Account::OtherAssets},
    {"custodian_fees", "Custodian fees", PeriodUnit::Money, entity::Account::CustodianFees,
     entity::Account::OtherAssets},
    {"insurance_fees", "Insurance fees", PeriodUnit::Money, entity::Account::InsuranceFees,
     entity::Account::OtherAssets},
    {"audit_fees", "Audit fees", PeriodUnit::Money, entity::Account::AuditFees, entity::Account::OtherAssets},
    {"other_expenses", "Other expenses", PeriodUnit::Money, entity::Account::OtherExpenses,
     entity::Account::OtherAssets},
    {"expense_offsets", "Expense offsets", PeriodUnit::Money, entity::Account::ExpenseOffsets,
     entity::Account::OtherAssets},
    {"expense_reimbursement", "Expense reimbursement", PeriodUnit::Money, entity::Account::ExpenseReimbursement,
     entity::Account::OtherAssets},
    {"realised_gain_securities", "Net realised gain from securities", PeriodUnit::Money, entity::Account::OtherAssets,
     entity::Account::RealisedOnInvestments},
    {"realised_gain_currency", "Net realised gain from foreign currency", PeriodUnit::Money,
     entity::Account::OtherAssets, entity::Account::RealisedOnCurrency},
    {"realised_gain_futures", "Net realised gain from futures", PeriodUnit::Money, entity::Account::OtherAssets,
     entity::Account::RealisedOnFutures},
    {"change_unrealised", "Change in net unrealised appreciation", PeriodUnit::Money, entity::Account::OtherAssets,
     entity::Account::UnrealisedAppreciation},
    {"dividends_from_income", "Dividends from net investment income", PeriodUnit::Money, entity::Account::OtherAssets,
     entity::Account::DistributionsFromIncome},
    {"distributions_from_gains", "Distributions of net realised gain", PeriodUnit::Money, entity::Account::OtherAssets,
     entity::Account::DistributionsFromGains},
    {"return_of_capital", "Tax return of capital", PeriodUnit::Money, entity::Account::OtherAssets,
     entity::Account::ReturnOfCapital},
    {"shares_sold_amount", "Shares sold", PeriodUnit::Money, entity::Account::OtherAssets, entity::Account::SharesSold},
    {"reinvested_amount", "Reinvested dividends and distributions", PeriodUnit::Money, entity::Account::OtherAssets,
     entity::Account::SharesReinvested},
    {"shares_repurchased_amount", "Shares repurchased", PeriodUnit::Money, entity::Account::OtherAssets,
     entity::Account::SharesRepurchased},
    {"reclassified_income", "Reclassified to undistributed net investment income", PeriodUnit::Money,
     entity::Account::OtherAssets, entity::Account::UndistributedIncome},
    {"reclassified_gains", "Reclassified to undistributed net realised gain", PeriodUnit::Money,
     entity::Account::OtherAssets, entity::Account::UndistributedGains},
    {"reclassified_capital", "Reclassified to capital", PeriodUnit::Money, entity::Account::OtherAssets,
     entity::Account::Capital},
    {"shares_sold", "Shares sold", PeriodUnit::Shares, {}, {}},
    {"shares_reinvested", "Shares issued for reinvested distributions", PeriodUnit::Shares, {}, {}},
    {"shares_repurchased", "Shares repurchased", PeriodUnit::Shares, {}, {}},
    {"average_net_assets", "Average net assets", PeriodUnit::Money, {}, {}},
    {"purchases_of_securities", "Purchases of securities", PeriodUnit::Money, {}, {}},
    {"sales_of_securities", "Sales of securities", PeriodUnit::Money, {}, {}},
    {"purchases_of_governments", "Purchases of long-term U.S. government securities", PeriodUnit::Money, {}, {}},
    {"sales_of_governments", "Sales of long-term U.S. government securities", PeriodUnit::Money, {}, {}},
    {"dividends_per_share", "Dividends from net investment income", PeriodUnit::PerShare, {}, {}},
    {"distributions_per_share", "Distributions of net realised gain", PeriodUnit::PerShare, {}, {}},
    {"return_of_capital_per_share", "Tax return of capital", PeriodUnit::PerShare, {}, {}},
    {"average_commission", "Average commission per share", PeriodUnit::PerShare, {}, {}},
    {"total_return", "Total return", PeriodUnit::Percent, {}, {}},
    {"turnover", "Portfolio turnover rate", PeriodUnit::Percent, {}, {}},
};

/// The line of a word; none: there is no such line.
constexpr const PeriodLine* find_period_line(std::string_view word) {
  for (const PeriodLine& line : kPeriodLines) {
    if (line.word == word) return &line;
  }
  return nullptr;
}

struct PeriodTotal {
  std::uint8_t line = 0;  ///< place in kPeriodLines
  Fixed figure;           ///< as given; in thousands where `in_thousands`
  bool in_thousands = false;
  Date from;                     ///< the period's first day; the event's date is its last
  std::string_view share_class;  ///< of lines in shares
  std::string_view basis;        ///< where the figure comes from

  const PeriodLine& of() const { return kPeriodLines[line]; }
  Decimal amount() const { return figure.decimal() * Decimal(in_thousands ? 1000 : 1); }
  /// Half a unit of the last digit given: how far the true amount may lie from it.
  Decimal half_unit() const { return Decimal::of(5, figure.places + 1) * Decimal(in_thousands ? 1000 : 1); }
};

}  // namespace openend::event
