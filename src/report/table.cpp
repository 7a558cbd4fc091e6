#include "report/table.h"

#include <algorithm>

#include "base/digest.h"

namespace openend::report {

Report begin(const Struck& struck, std::string kind, std::string title) {
  Report report;
  report.kind = std::move(kind);
  report.title = std::move(title);
  report.trust = struck.registry->trust().name;
  report.portfolio = struck.portfolio->key;
  report.portfolio_name = struck.portfolio->name;
  report.date = struck.date;
  report.digest = hex(struck.package->digest);
  report.version = struck.version;
  report.estimate = struck.estimate;
  if (struck.estimate) report.notes.emplace_back("ESTIMATE: not a struck net asset value");
  return report;
}

Report finish(Report report, const Struck& struck) {
  const auto tell = [&](const std::string& text) {
    if (text.empty() || std::find(report.notes.begin(), report.notes.end(), text) != report.notes.end()) return;
    report.notes.push_back(text);
  };
  tell(struck.settings.cost_note);
  for (const entity::Account account : {entity::Account::RoundingOfPrint, entity::Account::RoundingAndTranslation}) {
    const std::int64_t balance = struck.package->balances[static_cast<std::size_t>(account)];
    if (balance == 0) continue;
    tell("closing line `" + std::string(entity::line_of(account).label) +
         "`: " + money(struck, entity::is_debit_side(account) ? balance : -balance) + ", fixed at the opening");
  }
  for (const entity::Remark* remark : remarks_of(struck, {"price", "identity", "share count"})) tell(remark->text);
  const auto& exceptions = struck.package->exceptions;
  constexpr std::size_t kShown = 5;
  for (std::size_t i = 0; i < exceptions.size() && i < kShown; ++i) tell("exception: " + exceptions[i]);
  if (exceptions.size() > kShown) {
    tell("and " + std::to_string(exceptions.size() - kShown) + " more exceptions: openend strike --json lists all");
  }
  return report;
}

std::string money(const Struck& struck, std::int64_t minor) { return Decimal::of(minor, minor_places(struck)).text(); }

std::string percent(std::int64_t part, std::int64_t whole) {
  const auto answer = percent_of(part, whole);
  return answer ? answer->text() : std::string();
}

void drop_cents(Table& table, const Struck& struck, std::initializer_list<std::string_view> keys) {
  const int places = minor_places(struck);
  if (!struck.settings.holding_to_whole_unit || places == 0) return;
  const std::string zeros = "." + std::string(static_cast<std::size_t>(places), '0');
  std::vector<std::size_t> places_of_money;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    if (std::find(keys.begin(), keys.end(), table.columns[i].key) != keys.end()) places_of_money.push_back(i);
  }
  for (const Row& row : table.rows) {
    for (const std::size_t i : places_of_money) {
      if (!row.cells[i].empty() && !row.cells[i].ends_with(zeros)) return;
    }
  }
  for (Row& row : table.rows) {
    for (const std::size_t i : places_of_money) {
      if (!row.cells[i].empty()) row.cells[i].resize(row.cells[i].size() - zeros.size());
    }
  }
}

std::string in_base(const Struck& struck, std::string_view what) {
  return std::string(what) + " (" + std::string(struck.portfolio->base.code()) + ")";
}

}  // namespace openend::report
