// report/statement_sums.h - floor 4
//
// How the lines of the financial statements add up, for figures that come without a book: to prove a print, or a
// filing. Costs and distributions are below zero where the statement subtracts them by their sign.
//
// LAW   Regulation S-X 6-04, 6-07, 6-09; Form N-PORT part C: percent of net assets, not rounded.
#pragma once

#include <vector>

#include "base/decimal.h"
#include "base/result.h"

namespace openend::report {

struct OperationLines {
  Decimal interest, dividends, foreign_tax;   ///< the tax below zero
  std::vector<Decimal> expenses;              ///< before offsets
  Decimal offset;                             ///< paid by others
  std::vector<Decimal> realized, unrealized;  ///< gains, losses below zero
};
struct OperationSums {
  Decimal income, expenses, net_expenses, net_investment_income, gain, net_increase;
};
OperationSums operations(const OperationLines& lines);

struct ChangeLines {
  Decimal begin, operations, distributions;  ///< distributions below zero
  Decimal sold, reinvested, repurchased;     ///< repurchased below zero
};
struct ChangeSums {
  Decimal capital, end;
};
ChangeSums changes_in_net_assets(const ChangeLines& lines);

/// Components of net assets, together.
Decimal net_assets_of(const std::vector<Decimal>& components);

/// Shares at the end: begin, sold and reinvested, less repurchased (a positive number).
Decimal shares_at_end(const Decimal& begin, const Decimal& sold, const Decimal& reinvested, const Decimal& repurchased);

/// A share's year; distributions are positive numbers.
struct HighlightSums {
  Decimal from_operations, distributions, end;
};
HighlightSums highlights(const Decimal& begin, const Decimal& net_investment_income, const Decimal& gains,
                         const std::vector<Decimal>& distributions);

/// LAW   The notes' federal tax cost: net appreciation, and with it the schedule's value.
struct TaxCostSums {
  Decimal net_appreciation, value;
};
TaxCostSums tax_cost(const Decimal& cost, const Decimal& appreciation, const Decimal& depreciation);

/// part / whole in percent, to sixteen places; unlike percent_of() of parts that are no minor units. Refuses a whole of
/// nothing (E-REPORT-001).
Result<Decimal> percent_of_net_assets(const Decimal& part, const Decimal& net_assets);

struct FilingSums {
  Decimal net_assets, percent;
};
Result<FilingSums> filing(const Decimal& total_assets, const Decimal& total_liabilities, const Decimal& value);

/// A money-market schedule: its notes, its agencies and agreements, and what else the fund owns and owes.
struct ShortTermSums {
  Decimal notes, investments, net_assets;
};
ShortTermSums short_term(const std::vector<Decimal>& notes, const Decimal& agencies, const Decimal& agreements,
                         const Decimal& other);

}  // namespace openend::report
