#include "store/sqlite_integrity.h"

#include <map>
#include <vector>

#include "store/sqlite_values.h"

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

/// The table of last sealed days says the same as the seals.
void check_last_seals(const Connection& connection, ChainCheck& check, std::map<PortfolioId, Date> last_sealed) {
  Statement last_seals(connection, "read the last sealed days", "SELECT portfolio, day FROM last_seal");
  Rows rows = last_seals.run();
  const auto differs = [&](PortfolioId portfolio, const std::string& expected, const std::string& found) {
    check.add("E-STORE-005", "the last sealed day of portfolio " + std::to_string(portfolio.value) + " differs",
              expected, found);
  };
  while (rows.next()) {
    const auto portfolio = id_from<PortfolioId>(rows.number(0));
    const Date day = day_from(rows.number(1));
    const auto found = last_sealed.find(portfolio);
    if (found == last_sealed.end() || found->second != day) {
      differs(portfolio, day.text(), found == last_sealed.end() ? "none" : found->second.text());
    }
    if (found != last_sealed.end()) last_sealed.erase(found);
  }
  for (const auto& [portfolio, day] : last_sealed) differs(portfolio, "none", day.text());
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

void check_seals(const Connection& connection, ChainCheck& check) {
  Statement seals(connection, "read the sealed days",
                  "SELECT key, log_position, digest, header, body_digest, journal "
                  "FROM seal_head LEFT JOIN seal_journal USING (key) ORDER BY key");
  std::map<PortfolioId, Date> last_sealed;
  SealKey previous(0);
  Rows rows = seals.run();
  while (rows.next()) {
    Seal seal = seal_from(rows);
    const std::string name = "version " + std::to_string(seal.version) + " of portfolio " +
                             std::to_string(seal.portfolio.value) + " on " + seal.day.text();
    if (rows.is_null(5)) check.add("E-STORE-005", name + " has lost its journal", "a journal", "none");
    seal.journal = rows.bytes(5);
    const Digest computed = digest_of_seal(seal);
    if (!rows.is_null(5) && computed != rows.digest(4)) {
      check.add("E-STORE-005", name + " is not what was sealed: its digest differs", hex(rows.digest(4)),
                hex(computed));
    }
    const SealKey key(rows.number(0));
    const int expected = previous.value >> 16 == key.value >> 16 ? previous.version() + 1 : 1;
    if (seal.version != expected) {
      check.add("E-STORE-005", name + " does not follow an earlier version", "version " + std::to_string(expected),
                "version " + std::to_string(seal.version));
    }
    if (seal.log_position > check.last_sequence()) {
      check.add("E-STORE-008", name + " was struck on a log that went further than this one",
                "batch " + std::to_string(seal.log_position), "batch " + std::to_string(check.last_sequence()));
    }
    Date& last = last_sealed.try_emplace(seal.portfolio, seal.day).first->second;
    last = std::max(last, seal.day);
    previous = key;
  }
  check_last_seals(connection, check, std::move(last_sealed));
}

void check_snapshots(const Connection& connection, ChainCheck& check) {
  Statement snapshots(connection, "read the snapshots", "SELECT portfolio, day, digest, header, body FROM snapshot");
  Rows rows = snapshots.run();
  while (rows.next()) {
    const Snapshot snapshot{id_from<PortfolioId>(rows.number(0)), day_from(rows.number(1)), rows.bytes(3),
                            rows.bytes(4)};
    const Digest computed = digest_of_snapshot(snapshot);
    if (computed == rows.digest(2)) continue;
    const std::string whose =
        snapshot.portfolio.exists() ? "portfolio " + std::to_string(snapshot.portfolio.value) : "the market";
    check.add("E-STORE-006",
              "the snapshot of " + whose + " on " + snapshot.day.text() + " is not what was kept: its digest differs",
              hex(rows.digest(2)), hex(computed));
  }
}

}  // namespace openend::store
