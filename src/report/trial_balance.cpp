#include "report/makers.h"
#include "report/table.h"

namespace openend::report {

/// LAW   Spec L-10: the ledger's balances, debits and credits; their sum is zero, and assets less liabilities are net
/// assets.
Report trial_balance(const Struck& struck) {
  Report report = begin(struck, "trial-balance", "Trial balance");
  Table table{"accounts",
              "Balances of the ledger",
              {text_column("account", "Account"), text_column("line", "Line"),
               number_column("debit", in_base(struck, "Debit")), number_column("credit", in_base(struck, "Credit"))},
              {}};
  std::int64_t debits = 0, credits = 0;
  for (std::size_t i = 0; i < entity::kAccounts; ++i) {
    const std::int64_t balance = struck.package->balances[i];
    if (balance == 0) continue;
    (balance > 0 ? debits : credits) += balance;
    table.rows.push_back({Row::Kind::Item,
                          0,
                          {std::string(entity::kChart[i].word), std::string(entity::kChart[i].label),
                           balance > 0 ? money(struck, balance) : "", balance < 0 ? money(struck, -balance) : ""}});
  }
  table.rows.push_back({Row::Kind::Total, 0, {"Total", "", money(struck, debits), money(struck, -credits)}});
  report.tables.push_back(std::move(table));
  report.differs = debits + credits != 0;
  report.notes.push_back("assets less liabilities are " + money(struck, struck.book->net_assets()) +
                         "; net assets are " + money(struck, struck.package->net_assets));
  return finish(std::move(report), struck);
}

}  // namespace openend::report
