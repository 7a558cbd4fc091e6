#include "report/makers.h"
#include "report/table.h"

namespace openend::report {

/// LAW   Spec L-12: every place that rounds is named and counted, with what it changed, inside a stated bound.
Report roundings(const Struck& struck) {
  Report report = begin(struck, "roundings", "Rounding manifest");
  Table table{
      "roundings",
      "What the strike rounded",
      {text_column("place", "Place"), number_column("count", "Roundings"), number_column("changed", "That changed"),
       number_column("effect", "Rounded less exact"), number_column("bound", "At most"), text_column("unit", "Unit"),
       text_column("rule", "What is rounded, and how")},
      {}};
  const auto half_unit = [&](RoundingPlace place) {
    const bool whole = struck.settings.holding_to_whole_unit;
    switch (place) {
      case RoundingPlace::HoldingValue:
      case RoundingPlace::ForwardValue:
      case RoundingPlace::Amortisation: return Decimal::of(5, (whole ? 0 : minor_places(struck)) + 1);
      case RoundingPlace::SharesIssued: return Decimal::of(5, struck.settings.share_places + 1);
      case RoundingPlace::NetAssetValue: return Decimal::of(5, struck.settings.nav_places + 1);
      default: return Decimal::of(5, minor_places(struck) + 1);
    }
  };
  for (std::size_t i = 0; i < kRoundingPlaces.size(); ++i) {
    const auto place = static_cast<RoundingPlace>(i);
    const RoundingTally& tally = struck.package->roundings.at(place);
    const Decimal bound = half_unit(place) * Decimal(tally.changed);
    if (abs(tally.sum()) > bound && place != RoundingPlace::RedemptionMoney) report.differs = true;
    table.rows.push_back(
        {Row::Kind::Item,
         0,
         {std::string(kRoundingPlaces[i].word), std::to_string(tally.count), std::to_string(tally.changed),
          tally.sum().rounded(8, Rounding::HalfEven).text(), bound.trimmed().text(),
          std::string(kRoundingPlaces[i].unit), std::string(kRoundingPlaces[i].sentence)}});
  }
  report.tables.push_back(std::move(table));
  report.notes.emplace_back(
      "a rounding changes at most half of its unit; the bound is that times the roundings that changed");
  return finish(std::move(report), struck);
}

}  // namespace openend::report
