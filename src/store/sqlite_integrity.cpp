#include "store/sqlite_integrity.h"

#include <vector>

namespace openend::store {
namespace {

/// What people know a table as.
std::string name_of(const std::string& table) {
  if (table == "batch") return "event log";
  if (table == "source") return "list of imported files";
  if (table == "seal_head" || table == "seal_journal" || table == "last_seal") return "sealed days";
  if (table == "snapshot") return "snapshots";
  return "table " + table;
}

/// The findings of a pragma, of all of the file or of one table.
std::vector<std::string> findings_of(const Connection& connection, const std::string& pragma) {
  std::vector<std::string> findings;
  try {
    Statement integrity(connection, "check the file", pragma);
    Rows rows = integrity.run();
    while (rows.next()) {
      std::string finding = rows.text(0);
      if (finding == "ok") continue;
      if (finding.starts_with("*** in database")) finding.erase(0, finding.find('\n') + 1);  // SQLite's heading
      findings.push_back(std::move(finding));
    }
  } catch (const StoreFault& fault) {  // so damaged that the check itself gives up: that too is a finding
    findings.emplace_back(fault.what());
  }
  return findings;
}

}  // namespace

void check_pages(const Connection& connection, ChainCheck& check) {
  const auto everywhere = findings_of(connection, "PRAGMA integrity_check(20)");
  if (everywhere.empty()) return;
  std::vector<std::string> tables;
  {
    Statement names(connection, "check the file", "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name");
    Rows rows = names.run();
    while (rows.next()) tables.push_back(rows.text(0));
  }
  bool located = false;
  for (const std::string& table : tables) {
    for (const std::string& finding : findings_of(connection, "PRAGMA integrity_check(" + table + ")")) {
      located = true;
      check.add("E-STORE-007", "the file is damaged in its " + name_of(table) + ": " + finding, "ok", finding);
    }
  }
  if (located) return;
  for (const std::string& finding : everywhere)
    check.add("E-STORE-007", "the file is damaged: " + finding, "ok", finding);
}

}  // namespace openend::store
