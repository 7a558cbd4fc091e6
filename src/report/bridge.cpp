#include "nav/bridge.h"

#include <algorithm>

#include "report/makers.h"
#include "report/table.h"

namespace openend::report {

namespace {

using nav::BridgeLine;

/// An empty cell where nothing moved.
std::string moved(const Struck& struck, std::int64_t minor) {
  return minor == 0 ? std::string() : money(struck, minor);
}

/// Every count of shares with the places of the statement's.
std::string shares_text(const Struck& struck, const Decimal& shares) {
  return shares.rounded(std::max<int>(struck.bridge->statement.shares.places, shares.places()), Rounding::HalfUp)
      .text();
}

std::string what_of(const Struck& struck, const BridgeLine& line) {
  if (line.security.exists()) return struck.registry->security(line.security).name;
  return "shares of class " + struck.package->share_class;
}

Row standing(std::string name, const Struck& struck, const nav::NavPackage& package, Row::Kind kind) {
  return {kind,
          0,
          {std::move(name), "", "", "", "", "", "", money(struck, package.net_assets),
           shares_text(struck, package.shares.decimal()), package.nav.text()}};
}

Table entries(const Struck& struck, const nav::Bridge& bridge) {
  Table table{"entries",
              "Entries dated this day that the books take at the next strike",
              {text_column("entry", "Entry"), text_column("what", "Of what"), text_column("source", "Source"),
               number_column("quantity", "Quantity"), number_column("money", in_base(struck, "Money")),
               number_column("value", "Holdings at the close"), number_column("interest", "Interest"),
               number_column("net_assets", in_base(struck, "Net assets")), number_column("shares", "Shares"),
               number_column("nav_per_share", "Per share")},
              {}};
  table.rows.push_back(standing("Dealing net asset value", struck, *struck.package, Row::Kind::Item));
  std::int64_t net_assets = 0;
  Decimal shares;
  for (const BridgeLine& line : bridge.lines) {
    net_assets += line.net_assets();
    shares += line.shares;
    table.rows.push_back({Row::Kind::Item,
                          1,
                          {std::string(name_of(line.kind)), what_of(struck, line), line.place,
                           line.security.exists() ? line.quantity.decimal().text() : "", moved(struck, line.money),
                           moved(struck, line.value), moved(struck, line.interest), money(struck, line.net_assets()),
                           line.shares.is_zero() ? "" : shares_text(struck, line.shares), ""}});
  }
  table.rows.push_back(
      {Row::Kind::Subtotal,
       0,
       {"All entries", "", "", "", "", "", "", money(struck, net_assets), shares_text(struck, shares), ""}});
  table.rows.push_back(standing("Financial-statement net asset value", struck, bridge.statement, Row::Kind::Total));
  drop_cents(table, struck, {"money", "value", "interest", "net_assets"});
  return table;
}

Table accounts(const Struck& struck, const nav::Bridge& bridge) {
  Table table{"accounts",
              "The ledger on both sides, debits positive",
              {text_column("account", "Account"), text_column("line", "Line"),
               number_column("dealing", in_base(struck, "Dealing")), number_column("difference", "Difference"),
               number_column("statement", in_base(struck, "Statement"))},
              {}};
  for (std::size_t i = 0; i < entity::kAccounts; ++i) {
    const std::int64_t before = struck.package->balances[i], after = bridge.statement.balances[i];
    if (before == 0 && after == 0) continue;
    table.rows.push_back({Row::Kind::Item,
                          0,
                          {std::string(entity::kChart[i].word), std::string(entity::kChart[i].label),
                           money(struck, before), moved(struck, after - before), money(struck, after)}});
  }
  drop_cents(table, struck, {"dealing", "difference", "statement"});
  return table;
}

}  // namespace

/// LAW   Spec L-2: the dealing and the financial-statement value of a day, with a bridge of the entries between them.
Report bridge(const Struck& struck) {
  OE_ASSERT(struck.bridge != nullptr, "the list of reports says that this one needs a bridge");
  Report report = begin(struck, "bridge", "From dealing to financial-statement net asset value");
  report.tables.push_back(entries(struck, *struck.bridge));
  report.tables.push_back(accounts(struck, *struck.bridge));
  report.differs = !nav::foots(*struck.package, *struck.bridge);
  if (report.differs) {
    report.notes.emplace_back("the entries do not lead from the dealing value to the statement's: do not use this");
  } else {
    report.notes.emplace_back("the entries lead to the statement's value to the cent: checked against its ledger");
  }
  if (struck.bridge->lines.empty()) {
    report.notes.emplace_back("nothing is dated this day that the strike did not take: the two values are one");
  } else {
    report.notes.push_back(
        "net assets move by money received or paid, by holdings at this day's closing marks and by "
        "interest; shares are dealt at " +
        struck.package->nav.text() + ", the dealing value of this day");
  }
  return finish(std::move(report), struck);
}

}  // namespace openend::report
