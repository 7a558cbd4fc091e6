#include <algorithm>
#include <array>

#include "report/makers.h"
#include "report/print_check.h"
#include "report/table.h"

namespace openend::report {

namespace {

constexpr std::array<std::string_view, 6> kVerdicts{"equal",       "rounding", "print disagrees with itself",
                                                    "not printed", "not ours", "differs"};
enum Verdict : std::size_t { Equal, Rounded, Disagrees, NotPrinted, NotOurs, Differs };

/// Places of a tie-out's cells.
enum Cell : std::size_t { FigureName, Key, Unit, Printed, Ours, Difference, TieVerdict, Remark, PrintedOn };

struct Judged {
  Verdict verdict = Differs;
  std::string why;
};

/// Which of the six a tie-out's verdict is; the reason where it is not plain.
Judged judged(const Row& row) {
  const std::string& verdict = row.cells[TieVerdict];
  const std::string& remark = row.cells[Remark];
  if (row.cells[Printed].empty()) return {NotPrinted, "we have it and the print does not"};
  if (verdict == "equal") return {Equal, {}};
  if (verdict == "balancing row") return {Equal, remark};
  if (verdict == "not compared") return {NotOurs, remark};
  if (verdict == "rounding") return {Rounded, "the last digit printed"};
  if (verdict == "within $4") return {Rounded, "holdings rounded one by one, within $4"};
  if (verdict == "print foots" || verdict == "closing line") return {Rounded, remark};
  if (verdict.starts_with("differs by 0.1: print adjusts")) return {Rounded, "adjusted so that percents foot"};
  if (verdict.starts_with("print defect")) return {Disagrees, remark};
  if (verdict == "see accrued-interest") {
    const auto ours = Decimal::parse(row.cells[Ours]), printed = Decimal::parse(row.cells[Printed]);
    if (ours && printed && ours->rounded(0, Rounding::HalfUp) == *printed) return {Rounded, "the last digit printed"};
    return {Rounded, "taken over at the opening; report accrued-interest compares it with the terms"};
  }
  return {Differs, remark};
}

bool suspected(const std::vector<PrintDefect>& defects, const Row& row) {
  for (const PrintDefect& defect : defects) {
    if (defect.kind != PrintDefect::Kind::Defect) continue;
    for (const entity::PrintedFigure* figure : defect.suspects) {
      const std::string key = figure->key2.empty() ? figure->key : figure->key + " / " + figure->key2;
      if (figure->figure == row.cells[FigureName] && key == row.cells[Key]) return true;
    }
  }
  return false;
}

Table defects_table(const std::vector<PrintDefect>& defects, PrintDefect::Kind kind, std::string key,
                    std::string title) {
  Table table{std::move(key), std::move(title), {}, {}};
  table.columns = {text_column("check", "What was recomputed"),
                   text_column("figure", "Figure"),
                   text_column("key", "Key"),
                   number_column("printed", "Printed"),
                   number_column("gives", "The print gives"),
                   text_column("place", "Printed on")};
  for (const PrintDefect& defect : defects) {
    if (defect.kind != kind) continue;
    const std::string keys = defect.key2.empty() ? defect.key : defect.key + " / " + defect.key2;
    table.rows.push_back(
        {Row::Kind::Item, 0, {defect.check, defect.figure, keys, defect.printed, defect.gives, defect.place}});
  }
  return table;
}

}  // namespace

Report verify_print(const Struck& struck) {
  Report tied = tie_out(struck);
  const std::vector<PrintDefect> defects = print_defects(struck);
  Report report = begin(struck, "verify-print", "The day beside the print");
  Table figures{"figures", "Figures that are not equal to the last digit", tied.tables[1].columns, {}};
  std::array<std::size_t, kVerdicts.size()> counts{};
  std::size_t printed = 0;
  for (Row& row : tied.tables[1].rows) {
    Judged told = judged(row);
    if (told.verdict == Differs && suspected(defects, row))
      told = {Disagrees, "the print's own figures do not give it: see the defects"};
    ++counts[told.verdict];
    printed += !row.cells[Printed].empty();
    if (told.verdict == Differs) report.differs = true;
    if (told.verdict == Equal) continue;
    row.cells[TieVerdict] = kVerdicts[told.verdict];
    row.cells[Remark] = told.why;
    figures.rows.push_back(std::move(row));
  }
  Table summary{"verdicts", "Verdicts", {text_column("verdict", "Verdict"), number_column("count", "Figures")}, {}};
  std::size_t all = 0;
  for (std::size_t i = 0; i < kVerdicts.size(); ++i) {
    all += counts[i];
    summary.rows.push_back({Row::Kind::Item, 0, {std::string(kVerdicts[i]), std::to_string(counts[i])}});
  }
  summary.rows.push_back({Row::Kind::Total, 0, {"All", std::to_string(all)}});
  report.tables = {
      std::move(summary),
      defects_table(defects, PrintDefect::Kind::Defect, "print_defects", "Where the print disagrees with itself"),
      defects_table(defects, PrintDefect::Kind::Rounding, "print_roundings", "What the print rounded or adjusted"),
      std::move(figures)};
  if (printed == 0)
    report.notes.emplace_back("no printed figure is given for this portfolio and date: nothing was compared");
  report.notes.emplace_back(report.differs ? "a figure differs and nothing explains it"
                                           : "no figure differs without an explanation");
  report.notes.emplace_back(
      "the print's disagreements were found by recomputing it from its own figures; no remark was read");
  return finish(std::move(report), struck);
}

}  // namespace openend::report
