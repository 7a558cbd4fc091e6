#include "report/makers.h"
#include "report/table.h"

namespace openend::report {

/// LAW   Spec N-5: the change since the strike before by cause; the causes sum exactly to the change, in money and per
///       share.
/// EDGE  READ AS: per share a cause is its money by the shares of this strike; capital takes what is left, the effect
///       of shares dealt at another value than their holders' and of rounding.
Report change(const Struck& struck) {
  Report report = begin(struck, "change", "Change in net assets");
  const nav::NavPackage& package = *struck.package;
  const nav::Change& change = package.change;
  const bool per_share = change.from_strike && !change.nav_before.is_zero() && package.shares.coefficient != 0;
  Table table{"change",
              change.from_strike ? "From " + change.since.text() + " to " + struck.date.text() : "The first strike",
              {text_column("cause", "Cause"), number_column("amount", in_base(struck, "Amount")),
               number_column("per_share", in_base(struck, "Per share"))},
              {}};
  const auto add = [&](Row::Kind kind, std::string label, std::int64_t amount, const Decimal& share) {
    table.rows.push_back({kind, 0, {std::move(label), money(struck, amount), per_share ? share.text() : ""}});
  };
  std::array<Decimal, nav::kCauses> shares;
  Decimal left = package.nav_unrounded - change.nav_before;
  constexpr auto kCapital = static_cast<std::size_t>(nav::Cause::Capital);
  for (std::size_t i = 0; per_share && i < nav::kCauses; ++i) {
    if (i == kCapital) continue;
    shares[i] =
        divide(Decimal::of(change.by_cause[i], minor_places(struck)), package.shares.decimal(), 10, Rounding::HalfUp);
    left = left - shares[i];
  }
  shares[kCapital] = left;
  add(Row::Kind::Item, "Net assets at the strike before", change.before, change.nav_before);
  for (std::size_t i = 0; i < nav::kCauses; ++i)
    add(Row::Kind::Item, std::string(nav::kCauseLines[i].label), change.by_cause[i], shares[i]);
  add(Row::Kind::Subtotal, "Change", change.sum(), package.nav_unrounded - change.nav_before);
  add(Row::Kind::Total, "Net assets", package.net_assets, package.nav_unrounded);
  report.differs = change.before + change.sum() != package.net_assets;
  report.tables.push_back(std::move(table));
  if (report.differs) report.notes.emplace_back("the causes do not add up to the change; do not use this report");
  return finish(std::move(report), struck);
}

}  // namespace openend::report
