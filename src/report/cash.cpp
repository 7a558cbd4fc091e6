#include <algorithm>

#include "report/makers.h"
#include "report/table.h"

namespace openend::report {

using entity::Account;

std::vector<CashLine> cash_of(const Struck& struck) {
  CashLine main;
  main.currency = struck.portfolio->base;
  main.value = struck.package->balances[static_cast<std::size_t>(Account::Cash)];
  std::vector<CashLine> lines;
  for (const auto& entry : struck.book->sub_balances) {
    if (entry.account != Account::Cash) continue;
    lines.push_back({entry.custody, entry.currency, entry.local, entry.cost + entry.translation, entry.cost});
    main.value -= entry.cost + entry.translation;
  }
  main.local = main.cost = main.value;
  lines.insert(lines.begin(), main);
  std::stable_sort(lines.begin(), lines.end(), [](const auto& a, const auto& b) { return a.custody < b.custody; });
  return lines;
}

Due due_of(const Struck& struck, const book::Pending& waiting) {
  const bool pays = waiting.credit == Account::Cash, foreign = waiting.currency.exists();
  const std::int64_t local = foreign ? waiting.local : waiting.amount;
  Due due{foreign ? waiting.currency : struck.portfolio->base, pays ? -local : local,
          pays ? waiting.debit : waiting.credit, ""};
  if (waiting.trade != 0)
    due.trade = waiting.trade >> 63 != 0 ? "row " + std::to_string(waiting.origin.row) : std::to_string(waiting.trade);
  return due;
}

/// LAW   Spec L-8: cash by currency and custodian account; what is overdrawn is due to the custodian.
Report cash(const Struck& struck) {
  Report report = begin(struck, "cash", "Cash by account and currency");
  Table table{"cash",
              "Cash by account and currency",
              {text_column("cash_account", "Cash account"), text_column("custodian", "Custodian"),
               text_column("currency", "Currency"), number_column("amount", "Amount"), number_column("rate", "Rate"),
               number_column("value", in_base(struck, "Value")), number_column("cost", in_base(struck, "Cost")),
               text_column("state", "State")},
              {}};
  std::int64_t total = 0, cost = 0;
  for (const CashLine& line : cash_of(struck)) {
    const auto& account = struck.portfolio->cash_accounts[line.custody];
    table.rows.push_back(
        {Row::Kind::Item,
         0,
         {account.id, account.custodian, std::string(line.currency.code()),
          Decimal::of(line.local, line.currency.minor_places()).text(), rate_text(struck, line.currency),
          money(struck, line.value), money(struck, line.cost), line.value < 0 ? "due to custodian" : ""}});
    total += line.value;
    cost += line.cost;
  }
  table.rows.push_back({Row::Kind::Total, 0, {"Total", "", "", "", "", money(struck, total), money(struck, cost), ""}});
  report.tables.push_back(std::move(table));
  return finish(std::move(report), struck);
}

}  // namespace openend::report
