#include "report/makers.h"
#include "report/table.h"

namespace openend::report {

/// LAW   Spec N-11: a second net asset value from other code, beside the struck one; it says when the two differ.
Report second_nav(const Struck& struck) {
  Report report = begin(struck, "second-nav", "Second net asset value");
  Table table{"second_nav",
              "Rolled forward from the strike before",
              {text_column("step", "Step"), number_column("amount", in_base(struck, "Amount"))},
              {}};
  const nav::NavPackage& package = *struck.package;
  const auto add = [&](Row::Kind kind, std::string step, std::string amount) {
    table.rows.push_back({kind, 0, {std::move(step), std::move(amount)}});
  };
  if (struck.second == nullptr || !struck.second->rolled) {
    report.notes.emplace_back("there is no strike before to roll forward from");
  } else {
    const nav::SecondNav& second = *struck.second;
    for (const auto& step : second.steps) add(Row::Kind::Item, std::string(step.what), money(struck, step.amount));
    add(Row::Kind::Total, "Net assets, second value", money(struck, second.net_assets));
    add(Row::Kind::Item, "Net assets, struck", money(struck, package.net_assets));
    add(Row::Kind::Item, "Difference", money(struck, second.net_assets - package.net_assets));
    add(Row::Kind::Item, "Roundings may make it", money(struck, second.bound));
    add(Row::Kind::Item, "Shares, second value", second.shares.trimmed().text());
    add(Row::Kind::Item, "Shares, struck", package.shares.decimal().trimmed().text());
    add(Row::Kind::Item, "Net asset value per share, second value", second.nav.text());
    add(Row::Kind::Item, "Net asset value per share, struck", package.nav_unrounded.text());
    report.differs = !second.agrees(package.net_assets, package.shares.decimal());
    if (report.differs) report.notes.emplace_back("THE TWO VALUES DIFFER: find out why before this day is approved");
  }
  report.tables.push_back(std::move(table));
  return finish(std::move(report), struck);
}

}  // namespace openend::report
