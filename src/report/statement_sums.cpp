#include "report/statement_sums.h"

#include "money/power.h"

namespace openend::report {

namespace {

Decimal sum(const std::vector<Decimal>& numbers) {
  Decimal total;
  for (const Decimal& number : numbers) total += number;
  return total;
}

}  // namespace

OperationSums operations(const OperationLines& lines) {
  OperationSums sums;
  sums.income = lines.interest + lines.dividends + lines.foreign_tax;
  sums.expenses = sum(lines.expenses);
  sums.net_expenses = sums.expenses - lines.offset;
  sums.net_investment_income = sums.income - sums.net_expenses;
  sums.gain = sum(lines.realized) + sum(lines.unrealized);
  sums.net_increase = sums.net_investment_income + sums.gain;
  return sums;
}

ChangeSums changes_in_net_assets(const ChangeLines& lines) {
  ChangeSums sums;
  sums.capital = lines.sold + lines.reinvested + lines.repurchased;
  sums.end = lines.begin + lines.operations + lines.distributions + sums.capital;
  return sums;
}

Decimal net_assets_of(const std::vector<Decimal>& components) { return sum(components); }

Decimal shares_at_end(const Decimal& begin, const Decimal& sold, const Decimal& reinvested,
                      const Decimal& repurchased) {
  return begin + sold + reinvested - repurchased;
}

HighlightSums highlights(const Decimal& begin, const Decimal& net_investment_income, const Decimal& gains,
                         const std::vector<Decimal>& distributions) {
  HighlightSums sums;
  sums.from_operations = net_investment_income + gains;
  sums.distributions = sum(distributions);
  sums.end = begin + sums.from_operations - sums.distributions;
  return sums;
}

TaxCostSums tax_cost(const Decimal& cost, const Decimal& appreciation, const Decimal& depreciation) {
  const Decimal net = appreciation - depreciation;
  return {net, cost + net};
}

Result<Decimal> percent_of_net_assets(const Decimal& part, const Decimal& net_assets) {
  if (net_assets.is_zero())
    return refuse("E-REPORT-001", "a percent of net assets of nothing is asked for", "give the net assets");
  return quotient(part, net_assets) * Decimal(100);
}

Result<FilingSums> filing(const Decimal& total_assets, const Decimal& total_liabilities, const Decimal& value) {
  FilingSums sums;
  sums.net_assets = total_assets - total_liabilities;
  TRY(sums.percent, percent_of_net_assets(value, sums.net_assets));
  return sums;
}

ShortTermSums short_term(const std::vector<Decimal>& notes, const Decimal& agencies, const Decimal& agreements,
                         const Decimal& other) {
  ShortTermSums sums;
  sums.notes = sum(notes);
  sums.investments = sums.notes + agencies + agreements;
  sums.net_assets = sums.investments + other;
  return sums;
}

}  // namespace openend::report
