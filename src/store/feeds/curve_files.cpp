// store/feeds/curve_files.cpp - floor 6
//
// Curves of interest, with the volatilities of caps and floors.
#include <map>

#include "event/codec.h"
#include "store/feeds/readers.h"

namespace openend::store::feeds {

namespace {

struct Told {
  std::uint32_t row = 0;  ///< the last one
  int points = 0;
  Date to;
};

std::optional<Decimal> read_volatility(CsvFile& csv, std::size_t place) {
  if (!csv.has(place)) return std::nullopt;
  const auto volatility = csv.decimal(place);
  if (volatility && (!(*volatility > Decimal(0)) || *volatility > Decimal(1000)))
    csv.fault(place, "E-CURVE-004", "the volatility can not be", "percent a year above zero, at most 1000",
              "correct it, or leave it empty");
  return volatility;
}

}  // namespace

/// EDGE  A day may have other points than the day before; a curve of one point says nothing of the time between.
Batches read_curves(const Reading& in) {
  enum : std::size_t { kDate, kCurve, kTo, kRate, kVolatility };
  static constexpr ColumnRule kColumns[] = {{"date"}, {"curve"}, {"to"}, {"rate_pct"}, {"volatility_pct", false}};
  TRY(CsvFile csv, CsvFile::open(in.file, kColumns, in.mapping));
  std::map<Date, std::vector<event::CurvePoint>> days;
  std::map<std::pair<Date, std::string>, Told> curves;
  while (csv.next()) {
    const auto date = csv.date(kDate);
    const auto curve = csv.word(kCurve);
    const auto to = csv.date(kTo);
    const auto rate = csv.decimal(kRate);
    if (rate && abs(*rate) > Decimal(1000))
      csv.fault(kRate, "E-CURVE-001", "the rate can not be", "percent a year, between -1000 and 1000", "correct it");
    const auto volatility = read_volatility(csv, kVolatility);
    if (!csv.ok()) continue;
    Told& told = curves[{*date, std::string(*curve)}];
    const Date before = told.points == 0 ? *date : told.to;
    if (*to <= before) {
      csv.fault(kTo, "E-CURVE-002", "the points of the curve do not rise", "after " + before.text(),
                "sort the points of a day by date, each once, all after the day itself");
      continue;
    }
    told = {csv.row(), told.points + 1, *to};
    days[*date].push_back({std::string(*curve), *to, *rate, volatility, csv.row()});
  }
  if (!csv.ok()) return csv.faults();
  Refusals lonely;
  for (const auto& entry : curves) {
    if (entry.second.points > 1) continue;
    Refusal fault =
        refuse("E-CURVE-003", "the curve " + entry.first.second + " of " + entry.first.first.text() + " has one point",
               "send all points of the curve in one file")[0];
    fault.place.file = in.file.name();
    fault.place.row = entry.second.row;
    fault.found = "one point";
    fault.expected = "at least two points";
    lonely.push_back(std::move(fault));
  }
  if (!lonely.empty()) return lonely;
  std::vector<Batch> batches;
  for (const auto& [date, points] : days)
    batches.push_back(make_batch(event::BatchKind::Curves, {}, date, points.size(), event::encode(points)));
  return std::pair{std::move(batches), csv.rows_read()};
}

}  // namespace openend::store::feeds
