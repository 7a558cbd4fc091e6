#include "report/makers.h"
#include "report/table.h"

namespace openend::report {

namespace {

using Section = StatementLine::Section;

Row line(Row::Kind kind, unsigned indent, std::string name, std::string detail, std::string amount) {
  return {kind, indent, {std::move(name), std::move(detail), std::move(amount)}};
}

/// A section's lines that are not zero (cash and investments always), and its total.
void add_section(Table& table, const Struck& struck, const Statement& statement, Section section, std::string heading,
                 std::string total_name, std::int64_t total) {
  table.rows.push_back(line(Row::Kind::Heading, 0, std::move(heading), "", ""));
  if (section == Section::Asset) {
    table.rows.push_back(
        line(Row::Kind::Item, 1, "Investments at cost", money(struck, statement.investments_cost), ""));
  }
  for (const StatementLine& entry : statement.lines) {
    if (entry.section != section) continue;
    const bool always = entry.key == "statement_cash" || entry.key == "statement_investments_value";
    if (entry.amount == 0 && !always) continue;
    table.rows.push_back(line(Row::Kind::Item, 1, entry.label, "", money(struck, entry.amount)));
    for (const entity::Account part : entry.parts) {
      const std::int64_t amount = -struck.package->balances[static_cast<std::size_t>(part)];
      if (amount == 0) continue;
      table.rows.push_back(
          line(Row::Kind::Item, 2, "of which: " + std::string(entity::line_of(part).label), money(struck, amount), ""));
    }
  }
  table.rows.push_back(line(Row::Kind::Subtotal, 0, std::move(total_name), "", money(struck, total)));
}

Table statement_table(const Struck& struck, const Statement& statement) {
  Table table{"statement", "Assets and liabilities", {}, {}};
  table.columns = {text_column("line", "Line"), number_column("detail", "Detail"),
                   number_column("amount", in_base(struck, "Amount"))};
  add_section(table, struck, statement, Section::Asset, "Assets", "Total assets", statement.total_assets);
  add_section(table, struck, statement, Section::Liability, "Liabilities", "Total liabilities",
              statement.total_liabilities);
  table.rows.push_back(line(Row::Kind::Total, 0, "Net assets", "", money(struck, struck.package->net_assets)));
  drop_cents(table, struck, {"detail", "amount"});
  return table;
}

Table capital_table(const Struck& struck, const Statement& statement) {
  Table table{"net_assets", "What net assets consist of", {}, {}};
  table.columns = {text_column("line", "Line"), number_column("detail", "Detail"),
                   number_column("amount", in_base(struck, "Amount"))};
  add_section(table, struck, statement, Section::Capital, "Net assets consist of", "Net assets",
              statement.total_capital);
  table.rows.back().kind = Row::Kind::Total;
  drop_cents(table, struck, {"detail", "amount"});
  return table;
}

Table share_table(const Struck& struck) {
  const nav::NavPackage& package = *struck.package;
  Table table{"per_share", "Net asset value per share", {}, {}};
  table.columns = {text_column("line", "Line"), number_column("figure", "Figure")};
  table.rows.push_back({Row::Kind::Item,
                        0,
                        {"Shares outstanding, class " + package.share_class,
                         package.has_shares() ? package.shares.decimal().trimmed().text() : package.nav_text()}});
  if (package.has_shares())
    table.rows.push_back({Row::Kind::Item, 0, {"Net assets / shares, unrounded", package.nav_unrounded.text()}});
  table.rows.push_back({Row::Kind::Total, 0, {in_base(struck, "Net asset value per share"), package.nav_text()}});
  return table;
}

}  // namespace

Report statement(const Struck& struck) {
  Report report = begin(struck, "assets-liabilities", "Statement of assets and liabilities");
  const Statement figures = statement_of(struck);
  report.tables = {statement_table(struck, figures), capital_table(struck, figures), share_table(struck)};
  const auto* of_print = figures.find("statement_rounding_of_print");
  const auto* of_capital = figures.find("statement_rounding_and_translation");
  if (of_print->amount != 0 || of_capital->amount != 0) {
    const bool opening_day = struck.book->opened && struck.book->opening == struck.date;
    report.notes.emplace_back(
        opening_day ? "net assets tie to the print by construction: both closing lines are fixed at the opening"
                    : "both closing lines are fixed at the opening, where they make net assets tie to the print");
  }
  const std::int64_t net = struck.package->net_assets;
  if (figures.total_assets - figures.total_liabilities != net || figures.total_capital != net) {
    report.notes.emplace_back("this statement does not foot to the net assets struck: do not use it");
    report.differs = true;
  }
  return finish(std::move(report), struck);
}

}  // namespace openend::report
