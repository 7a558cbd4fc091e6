#include "check/list.h"
#include "report/controls.h"
#include "report/makers.h"
#include "report/table.h"

namespace openend::report {

/// LAW   Spec N-13: a month's control evidence as a pack for an auditor: each check with its limit and result, who let
///       it pass and why, who prepared, approved and published. Every version of every day is in it.
Report evidence(const Struck& struck) {
  Report report = begin(struck, "evidence", "Control evidence");
  Table checks{"checks",
               "What every strike is checked for",
               {text_column("check", "Check"), text_column("must_hold", "What must hold"),
                text_column("limit", "Limit"), text_column("source", "Source")},
               {}};
  for (const auto& check : check::kChecks)
    checks.rows.push_back(
        {Row::Kind::Item,
         0,
         {std::string(check.id), std::string(check.sentence), std::string(check.limit), std::string(check.source)}});
  report.tables.push_back(std::move(checks));
  const Date first = struck.date - (static_cast<int>(struck.date.day()) - 1);
  Date last = struck.date;
  while (!is_month_end(last)) last = last + 1;
  const auto versions = versions_between(struck, first, last);
  report.tables.push_back(steps_table(versions));
  report.tables.push_back(findings_table(versions));
  report.notes.push_back("every version struck of the days from " + first.text() + " to " + last.text());
  report.notes.emplace_back("names are taken on trust until there are accounts");
  return finish(std::move(report), struck);
}

}  // namespace openend::report
