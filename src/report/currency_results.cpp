#include "report/makers.h"
#include "report/table.h"

namespace openend::report {

/// LAW   Spec L-4, V-4: the currency part of a security's result is computed always, realised and unrealised; whether
/// it
///       is reported apart is a setting of the portfolio.
Report currency_results(const Struck& struck) {
  Report report = begin(struck, "currency-results", "Results of securities and of their currencies");
  Table table{
      "currency_results",
      "Holdings in other currencies",
      {text_column("security", "Security"), text_column("currency", "Currency"),
       number_column("local_cost", "Local cost"), number_column("local_value", "Local value"),
       number_column("rate", "Rate"), number_column("value", in_base(struck, "Value")),
       number_column("cost", in_base(struck, "Cost")), number_column("unrealised_security", "Unrealised: security"),
       number_column("unrealised_currency", "Unrealised: currency"),
       number_column("realised_security", "Realised: security"),
       number_column("realised_currency", "Realised: currency")},
      {}};
  const book::Positions& p = struck.book->positions;
  std::int64_t sums[6] = {};
  for (std::uint32_t slot = 0; slot < p.size(); ++slot) {
    if (p.foreign[slot] == 0) continue;
    const auto& security = struck.registry->security(SecurityId{p.security[slot]});
    const int places = security.currency.minor_places();
    const std::int64_t value = struck.marks->value[slot];
    const std::int64_t by_currency = struck.marks->currency_part[slot];
    const std::int64_t figures[6] = {value,
                                     p.cost[slot],
                                     value - p.cost[slot] - by_currency,
                                     by_currency,
                                     p.realised[slot] - p.realised_currency[slot],
                                     p.realised_currency[slot]};
    Row row{Row::Kind::Item,
            0,
            {security.key, std::string(security.currency.code()), Decimal::of(p.local_cost[slot], places).text(),
             Decimal::of(struck.marks->local_value[slot], places).text(), rate_text(struck, security.currency)}};
    for (std::size_t i = 0; i < 6; ++i) {
      row.cells.push_back(money(struck, figures[i]));
      sums[i] += figures[i];
    }
    table.rows.push_back(std::move(row));
  }
  Row total{Row::Kind::Total, 0, {"Total", "", "", "", ""}};
  for (const std::int64_t sum : sums) total.cells.push_back(money(struck, sum));
  table.rows.push_back(std::move(total));
  report.tables.push_back(std::move(table));
  std::int64_t translation = 0;
  for (const auto& entry : struck.book->sub_balances) translation += entry.translation;
  report.notes.push_back("unrealised on cash, receivables and payables in other currencies: " +
                         money(struck, translation));
  report.notes.push_back(struck.settings.currency_part_apart
                             ? "by the portfolio's setting the realised currency part is posted to foreign currency"
                             : "by the portfolio's setting the currency part stays within the security's result");
  for (const auto& used : struck.marks->rates) {
    if (used.quote.inverse)
      report.notes.push_back(std::string(used.currency.code()) + " was quoted as " +
                             used.quote.rate.decimal().trimmed().text() + " units per " +
                             std::string(struck.portfolio->base.code()) + ": amounts are divided by it, once");
  }
  return finish(std::move(report), struck);
}

}  // namespace openend::report
