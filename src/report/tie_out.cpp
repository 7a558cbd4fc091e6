#include <algorithm>
#include <map>

#include "report/engine.h"
#include "report/makers.h"
#include "report/table.h"

namespace openend::report {

namespace {

constexpr std::string_view kEqual = "equal";
constexpr std::string_view kRounding = "rounding";
constexpr std::string_view kAdjusted = "differs by 0.1: print adjusts percents so that they foot";
constexpr std::string_view kTenth = "differs by 0.1: print does not foot";
constexpr std::string_view kWithin = "within $4";
constexpr std::string_view kBalancing = "balancing row";
constexpr std::string_view kFoots = "print foots";
constexpr std::string_view kClosing = "closing line";
constexpr std::string_view kOfNetAssets = "print defect: of net assets";
constexpr std::string_view kAccrued = "see accrued-interest";
constexpr std::string_view kUnexplained = "unexplained";
constexpr std::string_view kNotCompared = "not compared";
constexpr std::string_view kDiffers = "DIFFERS";
/// In the order of the summary.
constexpr std::string_view kVerdicts[] = {kEqual,       kRounding,    kAdjusted, kTenth,   kWithin,
                                          kBalancing,   kFoots,       kClosing,  kAccrued, kOfNetAssets,
                                          kUnexplained, kNotCompared, kDiffers};

struct Finding {
  std::string_view verdict = kNotCompared;
  std::optional<Decimal> engine;
  std::string note = {};
};

class TieOut {
 public:
  explicit TieOut(const Struck& struck) : struck_(struck), engine_(struck), places_(minor_places(struck)) {}

  Report make() {
    report_ = begin(struck_, "tie-out", "Tie-out to the print");
    table_ = {"figures", "Every printed figure beside ours", {}, {}};
    table_.columns = {
        text_column("figure", "Figure"),     text_column("key", "Key"),       text_column("unit", "Unit"),
        number_column("printed", "Printed"), number_column("engine", "Ours"), number_column("difference", "Difference"),
        text_column("verdict", "Verdict"),   text_column("remark", "Remark"), text_column("place", "Printed on")};
    const auto printed = printed_of(struck_);
    for (const entity::PrintedFigure* figure : printed) add(*figure, compare(*figure), true);
    for (const auto& [figure, amount] : engine_.not_printed()) {
      const bool country = figure.figure == "country_value";
      add(figure, {country ? kUnexplained : kDiffers, Decimal::of(amount, places_).trimmed(), "not printed"}, false);
    }
    summarise(printed.size());
    return finish(std::move(report_), struck_);
  }

 private:
  Finding compare(const entity::PrintedFigure& figure) const {
    if (figure.figure == "nav") return plain(figure, struck_.package->nav);
    if (figure.figure == "shares") return in_thousands(figure, struck_.package->shares.decimal());
    if (figure.figure == "receivable_interest") {
      return {kAccrued, thousands(engine_.accrued_interest()), "computed from the terms, with the strike day"};
    }
    if (figure.figure == "country_value") return country(figure);
    if (const auto share = engine_.share(figure)) return percent_figure(figure, *share);
    if (const auto amount = engine_.amount(figure)) {
      if (figure.unit == "thousands") return in_thousands(figure, Decimal::of(*amount, places_));
      return plain(figure, Decimal::of(*amount, places_));
    }
    return nothing_of_ours(figure);
  }

  /// A figure that must be equal to the last digit.
  Finding plain(const entity::PrintedFigure& figure, const Decimal& ours) const {
    return {ours == figure.value ? kEqual : kDiffers, ours.trimmed()};
  }

  Decimal thousands(std::int64_t minor) const { return Decimal::of(minor, places_ + 3).trimmed(); }

  Finding in_thousands(const entity::PrintedFigure& figure, const Decimal& ours) const {
    const Decimal exact = (ours * Decimal::of(1, 3)).trimmed();
    if (exact == figure.value) return {kEqual, exact};
    if (exact.rounded(0, Rounding::HalfUp) == figure.value) return {kRounding, exact};
    int lines = 0;
    if (engine_.print_foots(figure.figure, lines) && abs(exact - figure.value) * Decimal(2) <= Decimal(lines)) {
      return {kFoots, exact, "the printed total is the sum of its rounded lines"};
    }
    return with_closing_line(figure, exact);
  }

  /// The printed appreciation holds the translation of other items in foreign currency, which the opening keeps in the
  /// closing line.
  Finding with_closing_line(const entity::PrintedFigure& figure, const Decimal& exact) const {
    const std::int64_t closing = engine_.rounding_and_translation();
    if (figure.figure == "statement_unrealised_appreciation" && closing != 0 &&
        (exact + thousands(closing)).rounded(0, Rounding::HalfUp) == figure.value) {
      return {kClosing, exact,
              "rounds to the print with the closing line `rounding and translation`, " + money(struck_, closing)};
    }
    return {kDiffers, exact};
  }

  /// Rounded from the values, not from the decimals shown.
  Finding percent_figure(const entity::PrintedFigure& figure, const Share& share) const {
    const auto shown = percent_of(share.part, share.whole, 4);
    if (!shown) return {kDiffers, std::nullopt, "there is nothing to take a percent of"};
    if (shown->trimmed() == figure.value && percent_of(share.part, share.whole, 12) == figure.value)
      return {kEqual, *shown};
    const Decimal away = abs(*percent_of(share.part, share.whole) - figure.value);
    if (away.is_zero()) return {kRounding, *shown};
    if (away == Decimal::of(1, 1)) return {engine_.percents_foot(figure) ? kAdjusted : kTenth, *shown};
    if (percent_of(share.part, engine_.net_assets()) == figure.value && share.whole != engine_.net_assets()) {
      return {kOfNetAssets, *shown, "the figure printed is the percent of net assets, not of investments"};
    }
    // Of a country whose value is not explained, the percent is not either.
    if (figure.figure.starts_with("country_pct")) return {kUnexplained, *shown};
    return {kDiffers, *shown};
  }

  Finding country(const entity::PrintedFigure& figure) const {
    const Decimal own = Decimal::of(engine_.country(figure.key), places_);
    if (own == figure.value) return {kEqual, own.trimmed()};
    if (figure.key == kHomeCountry) {
      const Decimal rest = Decimal::of(engine_.home_by_balance(), places_);
      return {rest == figure.value ? kBalancing : kUnexplained, rest.trimmed(),
              "total less the printed rows of other countries; our own holdings are " + own.trimmed().text()};
    }
    if (abs(own - figure.value) <= Decimal(4)) return {kWithin, own.trimmed()};
    return {kUnexplained, own.trimmed()};
  }

  /// A printed figure that has no counterpart: a known figure differs, unless it is printed as zero.
  Finding nothing_of_ours(const entity::PrintedFigure& figure) const {
    static constexpr std::string_view kKnown[] = {"class_total",  "class_cost",    "class_pct",   "industry_total",
                                                  "industry_pct", "forward_value", "forward_gain"};
    for (const std::string_view known : kKnown) {
      if (figure.figure != known) continue;
      return {figure.value.is_zero() ? kEqual : kDiffers, Decimal{}, "we hold nothing of this name"};
    }
    return {kNotCompared, std::nullopt, "we have no figure of this name"};
  }

  void add(const entity::PrintedFigure& figure, const Finding& finding, bool is_printed) {
    const std::string key = figure.key2.empty() ? figure.key : figure.key + " / " + figure.key2;
    const bool compared = is_printed && finding.engine;
    table_.rows.push_back({Row::Kind::Item,
                           0,
                           {figure.figure, key, figure.unit, is_printed ? figure.value.text() : "",
                            finding.engine ? finding.engine->text() : "",
                            compared ? (*finding.engine - figure.value).trimmed().text() : "",
                            std::string(finding.verdict), finding.note, figure.place}});
    ++counts_[finding.verdict];
    if (finding.verdict == kDiffers) report_.differs = true;
  }

  void summarise(std::size_t printed) {
    Table summary{"verdicts", "Verdicts", {text_column("verdict", "Verdict"), number_column("count", "Figures")}, {}};
    std::string sentence;
    for (const std::string_view verdict : kVerdicts) {
      const auto at = counts_.find(verdict);
      if (at == counts_.end()) continue;
      summary.rows.push_back({Row::Kind::Item, 0, {std::string(verdict), std::to_string(at->second)}});
      sentence += (sentence.empty() ? "" : "; ") + std::string(verdict) + " " + std::to_string(at->second);
    }
    summary.rows.push_back({Row::Kind::Total, 0, {"All", std::to_string(table_.rows.size())}});
    report_.tables = {std::move(summary), std::move(table_)};
    if (printed == 0) {
      report_.notes.emplace_back("no printed figure is recorded for this portfolio and date: nothing was compared");
      return;
    }
    report_.notes.push_back(std::to_string(printed) + " printed figures: " + sentence);
    report_.notes.emplace_back(report_.differs ? "a figure DIFFERS without explanation"
                                               : "no figure differs without a verdict that explains or lists it");
    if (struck_.book->opened && struck_.book->opening == struck_.date) {
      report_.notes.emplace_back(
          "the book was opened on this day: costs, statement lines, shares and whatever else was taken over from the "
          "print tie by construction; the comparison shows that nothing was lost on the way and that totals, percents "
          "and the net asset value follow from it");
    }
    for (const entity::Remark* remark : remarks_of(struck_, {"print"}))
      report_.notes.push_back("print: " + remark->text);
  }

  const Struck& struck_;
  Engine engine_;
  int places_;
  Report report_;
  Table table_;
  std::map<std::string_view, std::size_t> counts_;
};

}  // namespace

Report tie_out(const Struck& struck) { return TieOut(struck).make(); }

/// The tie-out without percents, countries and statement lines: what a reader of a schedule checks first.
Report subtotals(const Struck& struck) {
  static constexpr std::string_view kShown[] = {"class_total",
                                                "industry_total",
                                                "total_investments",
                                                "other_assets_net",
                                                "forward_total_value",
                                                "forward_total_gain",
                                                "net_assets",
                                                "shares",
                                                "nav"};
  Report report = TieOut(struck).make();
  report.kind = "subtotals";
  report.title = "Subtotals beside the print";
  const Table all = std::move(report.tables.back());
  Table shown{"subtotals", "Printed and struck", {}, {}};
  static constexpr std::size_t kColumns[] = {0, 1, 3, 4, 6, 8};  // figure, key, printed, ours, verdict, place
  for (const std::size_t column : kColumns) shown.columns.push_back(all.columns[column]);
  for (const Row& row : all.rows) {
    if (std::find(std::begin(kShown), std::end(kShown), row.cells[0]) == std::end(kShown)) continue;
    Row kept{row.kind, row.indent, {}};
    for (const std::size_t column : kColumns) kept.cells.push_back(row.cells[column]);
    shown.rows.push_back(std::move(kept));
  }
  report.tables = {std::move(shown)};
  return report;
}

}  // namespace openend::report
