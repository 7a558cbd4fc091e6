#include "filing/nport_checks.h"

namespace openend::filing::nport {

namespace {

constexpr int kPercentPlaces = 10;

Verdict totals(const Filing& filing) {
  const Decimal expected = filing.total_assets - filing.total_liabilities;
  return {"net assets = total assets - total liabilities",
          {},
          filing.net_assets.trimmed().text(),
          expected.trimmed().text(),
          filing.net_assets == expected};
}

void percents(const Filing& filing, std::vector<Verdict>& verdicts) {
  static constexpr std::string_view kCheck = "percent = 100 x value / net assets, to ten decimals";
  std::size_t checked = 0, wrong = 0;
  const Decimal net = filing.net_assets.trimmed();
  for (const Position& position : filing.positions) {
    if (!position.value || !position.percent || net.is_zero()) continue;
    ++checked;
    const Decimal expected = divide(position.value->trimmed() * Decimal(100), net, kPercentPlaces, Rounding::HalfUp);
    if (position.percent->rounded(kPercentPlaces, Rounding::HalfUp) == expected) continue;
    ++wrong;
    verdicts.push_back({std::string(kCheck), "line " + std::to_string(position.line) + ", " + position.full_name(),
                        position.percent->trimmed().text(), expected.text(), false});
  }
  verdicts.push_back({std::string(kCheck),
                      {},
                      std::to_string(checked - wrong) + " of " + std::to_string(filing.positions.size()) + " positions",
                      std::to_string(checked) + " with value and percent",
                      wrong == 0});
}

}  // namespace

std::vector<Verdict> checks(const Filing& filing) {
  std::vector<Verdict> verdicts{totals(filing)};
  if (!filing.positions.empty()) percents(filing, verdicts);
  return verdicts;
}

Decimal not_itemised(const Filing& filing) { return filing.net_assets - filing.sum_of_values(); }

}  // namespace openend::filing::nport
