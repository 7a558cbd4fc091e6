// report/test_desk.h - floor 4
//
// A struck day small enough to check by hand, for the tests of the reports.
#pragma once

#include <string>

#include "instrument/list.h"
#include "report/makers.h"
#include "report/report.h"

namespace openend::report {

class Desk {
 public:
  Desk() {
    portfolio.id = PortfolioId{0};
    portfolio.key = "alpha";
    portfolio.name = "Alpha Portfolio";
    portfolio.base = Currency::from("USD");
    settings.holding_to_whole_unit = true;
    book.portfolio = portfolio.id;
    package.share_class = "A";
    package.date = date;
    package.nav = Decimal::from("10.00");
    package.nav_unrounded = Decimal::from("10.0000000000");
  }

  entity::Security make(std::string_view kind, std::string key, std::string name) {
    entity::Security security;
    security.kind = *instrument::parse_kind(kind);
    security.key = std::move(key);
    security.name = std::move(name);
    security.currency = Currency::from("USD");
    return security;
  }

  /// Holds a security: value and cost in dollars.
  SecurityId hold(entity::Security security, std::int64_t quantity, std::int64_t value, std::int64_t cost) {
    const bool special = instrument::has_terms(security);
    const SecurityId id = registry.set_security(std::move(security));
    const std::uint32_t slot = book.find_or_add(id, special);
    if (quantity != 0) book.acquire(slot, {quantity, 0}, cost * 100, 1, 0, false);
    marks.value.resize(slot + 1);
    marks.price.resize(slot + 1);
    marks.places.resize(slot + 1);
    marks.value[slot] = value * 100;
    marks.total += value * 100;
    balance(entity::Account::InvestmentsAtCost) += cost * 100;
    balance(entity::Account::UnrealisedOnInvestments) += (value - cost) * 100;
    balance(entity::Account::UnrealisedAppreciation) -= (value - cost) * 100;
    package.net_assets += value * 100;
    return id;
  }

  /// Where the schedule shows it.
  entity::Classification& classify(SecurityId id, int line, std::string asset_class, std::string industry,
                                   std::string country) {
    entity::Classification entry;
    entry.portfolio = portfolio.id;
    entry.security = id;
    entry.from = Date::of(1990, 1, 1);
    entry.line = line;
    entry.asset_class = std::move(asset_class);
    entry.industry = std::move(industry);
    entry.name = registry.security(id).name;
    entry.country = std::move(country);
    pending_.push_back(std::move(entry));
    return pending_.back();
  }

  void print(std::string figure, std::string key, std::string value, std::string unit, std::string key2 = "") {
    registry.add_printed({portfolio.id, date, std::move(figure), std::move(key), std::move(key2), Decimal::from(value),
                          std::move(unit), "page 1"});
  }

  void remark(std::string subject, std::string text) {
    entity::Remark entry;
    entry.portfolio = portfolio.id;
    entry.date = date;
    entry.subject = std::move(subject);
    entry.text = std::move(text);
    registry.add_remark(std::move(entry));
  }

  std::int64_t& balance(entity::Account account) { return package.balances[static_cast<std::size_t>(account)]; }
  /// Assets and capital that are not investments, in dollars.
  void opening(entity::Account asset, std::int64_t dollars) {
    balance(asset) += dollars * 100;
    package.net_assets += dollars * 100;
  }
  /// Lets capital take what the assets need.
  void balance_capital() {
    std::int64_t sum = 0;
    for (const std::int64_t amount : package.balances) sum += amount;
    balance(entity::Account::Capital) -= sum;
  }

  Struck struck() {
    for (entity::Classification& entry : pending_) registry.set_classification(entry);
    pending_.clear();
    Struck day;
    day.registry = &registry;
    day.portfolio = &portfolio;
    day.settings = settings;
    day.date = date;
    day.value_through = date;
    day.book = &book;
    day.marks = &marks;
    day.package = &package;
    bridge.statement = package;
    day.bridge = &bridge;
    return day;
  }

  Date date = Date::of(1996, 12, 31);
  entity::Registry registry;
  entity::Portfolio portfolio;
  policy::Settings settings;
  book::Book book;
  value::Marks marks;
  nav::NavPackage package;
  nav::Bridge bridge;  ///< without lines: the statement is the package

 private:
  std::vector<entity::Classification> pending_;
};

/// The first row whose first cell is that; stops the test if there is none.
inline const Row& row_named(const Table& table, std::string_view name) {
  for (const Row& row : table.rows) {
    if (row.cells[0] == name) return row;
  }
  OE_ASSERT(false, "the test names a row of the table");
  return table.rows[0];
}

inline bool has_note(const Report& report, std::string_view part) {
  for (const std::string& note : report.notes) {
    if (note.find(part) != std::string::npos) return true;
  }
  return false;
}

}  // namespace openend::report
