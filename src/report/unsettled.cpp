#include <algorithm>

#include "report/makers.h"
#include "report/table.h"

namespace openend::report {

namespace {

std::string_view age_of(int days) {
  if (days <= 0) return "";
  if (days <= 5) return "1 to 5 days";
  if (days <= 10) return "6 to 10 days";
  if (days <= 30) return "11 to 30 days";
  return "over 30 days";
}

}  // namespace

/// LAW   Spec L-8: payables and receivables per trade until settled; fails are kept and aged.
Report unsettled(const Struck& struck) {
  Report report = begin(struck, "unsettled", "What waits to settle");
  Table table{"unsettled",
              "Payables and receivables until they settle",
              {text_column("line", "Line"), text_column("trade", "Trade"), text_column("due", "Due"),
               text_column("currency", "Currency"), number_column("amount", "Amount"),
               number_column("cost", in_base(struck, "Carried at")), text_column("state", "State"),
               number_column("days_late", "Days late"), text_column("age", "Age")},
              {}};
  std::int64_t receivable = 0, payable = 0;
  int failed = 0;
  for (const book::Pending& waiting : struck.book->pending) {
    const Due due = due_of(struck, waiting);
    const bool pays = waiting.credit == entity::Account::Cash;
    const int late = waiting.failed ? std::max(0, struck.date - waiting.date) : 0;
    table.rows.push_back({Row::Kind::Item,
                          0,
                          {std::string(entity::line_of(due.account).label), due.trade, waiting.date.text(),
                           std::string(due.currency.code()), Decimal::of(due.local, due.currency.minor_places()).text(),
                           money(struck, pays ? -waiting.amount : waiting.amount), waiting.failed ? "failed" : "open",
                           waiting.failed ? std::to_string(late) : "", std::string(age_of(late))}});
    (pays ? payable : receivable) += waiting.amount;
    failed += waiting.failed;
  }
  table.rows.push_back({Row::Kind::Subtotal, 0, {"Receivable", "", "", "", "", money(struck, receivable), "", "", ""}});
  table.rows.push_back({Row::Kind::Subtotal, 0, {"Payable", "", "", "", "", money(struck, -payable), "", "", ""}});
  report.tables.push_back(std::move(table));
  if (failed != 0)
    report.notes.push_back(std::to_string(failed) + (failed == 1 ? " trade has" : " trades have") +
                           " failed to settle; a notice in settlements.csv ends a fail");
  return finish(std::move(report), struck);
}

}  // namespace openend::report
