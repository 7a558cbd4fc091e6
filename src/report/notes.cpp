#include <algorithm>

#include "instrument/list.h"
#include "report/makers.h"
#include "report/table.h"

namespace openend::report {

namespace {

/// Paper without a price: its par, rate and days are the whole of its value.
Table from_terms(const Struck& struck) {
  Table table{"from_terms", "Holdings valued from their terms", {}, {}};
  table.columns = {text_column("security", "Security"),
                   number_column("par", "Par"),
                   number_column("rate", "Rate %"),
                   number_column("days", "Days"),
                   number_column("value", in_base(struck, "Value")),
                   text_column("basis", "Basis")};
  std::int64_t total = 0;
  for (const Holding& holding : holdings_of(struck)) {
    const entity::Security& security = *holding.security;
    if (instrument::quotation(security) != instrument::Quotation::FromTerms) continue;
    const bool repo = instrument::List::kWords[security.kind] == instrument::RepurchaseAgreement::kWord;
    const int days = std::max(0, *security.maturity - (struck.value_through + 1));
    table.rows.push_back(
        {Row::Kind::Item,
         0,
         {holding.name, holding.quantity.trimmed().text(), security.rate_pct->text(), repo ? "" : std::to_string(days),
          money(struck, holding.value), repo ? "principal" : "par x (1 - rate x days / 360)"}});
    total += holding.value;
  }
  if (!table.rows.empty()) table.rows.push_back({Row::Kind::Total, 0, {"Total", "", "", "", money(struck, total), ""}});
  drop_cents(table, struck, {"value"});
  return table;
}

Table implied_rates(const Struck& struck) {
  Table table{"note_rates", "Printed rates that do not give the printed value", {}, {}};
  table.columns = {text_column("security", "Security"),     number_column("printed_rate", "Printed rate %"),
                   number_column("printed_gives", "gives"), number_column("implied_rate", "Implied rate %"),
                   number_column("implied_gives", "gives"), text_column("text", "Why")};
  for (const entity::Remark* remark : remarks_of(struck, {"note rate"})) {
    table.rows.push_back({Row::Kind::Item,
                          0,
                          {remark->security.exists() ? struck.registry->security(remark->security).name : "",
                           remark->printed, remark->printed_gives, remark->used, remark->used_gives, remark->text}});
  }
  return table;
}

}  // namespace

Report notes(const Struck& struck) {
  Report report = begin(struck, "notes", "Notes valued from their terms");
  report.tables = {from_terms(struck), implied_rates(struck)};
  report.notes.push_back("days are counted from the day after " + struck.value_through.text() +
                         ": the value at a day's close holds that day's interest");
  return finish(std::move(report), struck);
}

}  // namespace openend::report
