#include <map>

#include "report/makers.h"
#include "report/period_figures.h"
#include "report/table.h"

namespace openend::report {

namespace {

using event::PeriodUnit;
using Source = PeriodFigure::Source;

int places_of(const Struck& struck, const PeriodFigure& figure) {
  switch (figure.unit) {
    case PeriodUnit::Money: return minor_places(struck);
    case PeriodUnit::Shares: return struck.settings.share_places;
    case PeriodUnit::PerShare:
    case PeriodUnit::Percent: break;
  }
  return figure.figure.value.places();
}

std::string unit_text(const Struck& struck, PeriodUnit unit) {
  switch (unit) {
    case PeriodUnit::Money: return std::string(struck.portfolio->base.code());
    case PeriodUnit::Shares: return "shares";
    case PeriodUnit::PerShare: return std::string(struck.portfolio->base.code()) + " a share";
    case PeriodUnit::Percent: return "percent";
  }
  return {};
}

std::string_view source_text(Source source) {
  switch (source) {
    case Source::Ledger: return "ledger";
    case Source::Computed: return "computed";
    case Source::Stated: return "imported";
  }
  return {};
}

/// Lines of the ledger that are nothing say nothing.
bool is_silent(const PeriodFigure& figure) {
  return figure.source == Source::Ledger && figure.row == Row::Kind::Item && figure.figure.value.is_zero();
}

void add_period_notes(const Struck& struck, Report& report) {
  const Period& period = *struck.period;
  report.notes.emplace_back("for the period from " + period.from.text() + " to " + period.to.text() + ", " +
                            std::to_string(period.days()) + " days");
  if (period.opened_within)
    report.notes.emplace_back("the books open on " + period.begin->date.text() +
                              ", inside the period: nothing before it is in these figures");
  std::size_t in_total = 0;
  for (const GivenTotal& total : period.totals) {
    if (total.to < period.from) continue;
    ++in_total;
    if (total.from < period.from)
      report.notes.emplace_back("the total " + std::string(total.line->word) + " begins on " + total.from.text() +
                                ", before the period: all of it is in these figures");
  }
  if (in_total != 0)
    report.notes.emplace_back(std::to_string(in_total) +
                              " lines were given as totals of a period, not as single events; totals are computed from "
                              "them and never posted");
}

/// What the ledger says of net assets must be what was struck.
void check_net_assets(const Struck& struck, const std::vector<PeriodFigure>& figures, Report& report) {
  const Decimal struck_net = Decimal::of(struck.package->net_assets, minor_places(struck));
  for (const PeriodFigure& figure : figures) {
    if (figure.statement != PeriodStatement::Changes) continue;
    if (figure.key != "net_assets_end" && figure.key != "net_assets_components_total") continue;
    if (figure.figure.value == struck_net) continue;
    report.notes.emplace_back("these figures do not lead to the net assets struck (" + std::string(figure.key) +
                              "): " + "do not use them");
    report.differs = true;
  }
}

Report without_period(Report report, const Struck& struck) {
  report.notes.emplace_back("no period is given: nothing can be said");
  return finish(std::move(report), struck);
}

Report one(const Struck& struck, PeriodStatement statement, std::string title) {
  Report report = begin(struck, std::string(name_of(statement)), title);
  if (struck.period == nullptr) return without_period(std::move(report), struck);
  const auto figures = period_figures(struck);
  Table table{std::string(name_of(statement)), std::move(title), {}, {}};
  table.columns = {text_column("key", "Key"), text_column("line", "Line"), number_column("figure", "Figure"),
                   text_column("unit", "Unit"), text_column("source", "Source")};
  for (const PeriodFigure& figure : figures) {
    if (figure.statement != statement || is_silent(figure)) continue;
    const Decimal shown = figure.figure.value.rounded(places_of(struck, figure), Rounding::HalfUp);
    table.rows.push_back({figure.row,
                          figure.row == Row::Kind::Item ? 1U : 0U,
                          {std::string(figure.key), std::string(figure.label), shown.text(),
                           unit_text(struck, figure.unit), std::string(source_text(figure.source))}});
  }
  if (table.rows.empty()) report.notes.emplace_back("nothing can be said of this period: no shares were outstanding");
  report.tables.push_back(std::move(table));
  add_period_notes(struck, report);
  check_net_assets(struck, figures, report);
  return finish(std::move(report), struck);
}

// -- beside the print
// --------------------------------------------------------------------------------------------------

struct PrintedUnit {
  Decimal scale = Decimal(1);
  int places = 0;

  Decimal half() const { return Decimal::of(5, places + 1) * scale; }
};

PrintedUnit unit_of(const entity::PrintedFigure& figure) {
  return {Decimal(figure.unit.starts_with("thousand") ? 1000 : 1), figure.value.places()};
}

struct Verdict {
  std::string word;
  bool agrees = false;
};

/// LAW   Issue 4, step 8: the print must lie in the interval that the rounding of its inputs allows.
Verdict judge(const PeriodFigure& figure, const entity::PrintedFigure& print) {
  const PrintedUnit unit = unit_of(print);
  const Decimal printed = print.value * unit.scale;
  const Bounded& ours = figure.figure;
  if (ours.value == printed) return {"equal", true};
  if (ours.value + unit.half() >= printed && ours.value - unit.half() <= printed) return {"equal as printed", true};
  if (ours.holds(printed - unit.half(), printed + unit.half())) return {"within its rounding", true};
  return {"print disagrees with itself", false};
}

}  // namespace

Report operations(const Struck& struck) { return one(struck, PeriodStatement::Operations, "Statement of operations"); }
Report changes(const Struck& struck) {
  return one(struck, PeriodStatement::Changes, "Statement of changes in net assets");
}
Report highlights(const Struck& struck) { return one(struck, PeriodStatement::Highlights, "Financial highlights"); }

Report statements(const Struck& struck) {
  Report report = begin(struck, "statements", "The statements of a period beside the print");
  if (struck.period == nullptr) return without_period(std::move(report), struck);
  const auto figures = period_figures(struck);
  std::map<std::pair<std::string_view, std::string_view>, const entity::PrintedFigure*> prints;
  for (const entity::PrintedFigure* print : printed_of(struck)) prints[{print->figure, print->key}] = print;
  Table table{"figures", "Figures that follow from others", {}, {}};
  table.columns = {
      text_column("statement", "Statement"), text_column("key", "Figure"),      number_column("ours", "Ours"),
      number_column("low", "At least"),      number_column("high", "At most"),  number_column("printed", "Printed"),
      text_column("unit", "Unit"),           text_column("verdict", "Verdict"), text_column("place", "Printed on")};
  std::map<std::string, std::size_t> counts;
  for (const PeriodFigure& figure : figures) {
    const auto print = prints.find({name_of(figure.statement), figure.key});
    if (print == prints.end() || figure.source != Source::Computed) continue;
    const PrintedUnit unit = unit_of(*print->second);
    // In the print's own unit; thousands with three decimals, so that the interval's ends are seen.
    const int places = unit.places + (unit.scale == Decimal(1) ? 2 : 3);
    const auto cell = [&](const Decimal& value) {
      return divide(value, unit.scale, places, Rounding::HalfUp).trimmed().text();
    };
    const Verdict verdict = judge(figure, *print->second);
    ++counts[verdict.word];
    table.rows.push_back({Row::Kind::Item,
                          0,
                          {std::string(name_of(figure.statement)), std::string(figure.key), cell(figure.figure.value),
                           cell(figure.figure.low), cell(figure.figure.high), print->second->value.text(),
                           print->second->unit, verdict.word, print->second->place}});
  }
  Table summary{"verdicts", "Verdicts", {text_column("verdict", "Verdict"), number_column("count", "Figures")}, {}};
  for (const auto& [word, count] : counts) summary.rows.push_back({Row::Kind::Item, 0, {word, std::to_string(count)}});
  report.tables = {std::move(summary), std::move(table)};
  if (counts.empty()) report.notes.emplace_back("no printed figure of the period is given: nothing was compared");
  report.notes.emplace_back(
      "what was put in is not compared with itself; a figure agrees where the print lies in the interval that the "
      "rounding of what was put in allows");
  add_period_notes(struck, report);
  check_net_assets(struck, figures, report);
  return finish(std::move(report), struck);
}

}  // namespace openend::report
