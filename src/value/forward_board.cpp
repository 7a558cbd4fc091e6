#include "value/forward_board.h"

#include <algorithm>

namespace openend::value {

namespace {

constexpr int kInterpolatedPlaces = 10;

}  // namespace

void ForwardBoard::apply(Date day, const std::vector<event::ForwardRate>& rates) {
  for (const auto& rate : rates) curves_[rate.currency][rate.settlement] = {rate.rate, day};
}

std::optional<ForwardBoard::Mark> ForwardBoard::at(Currency currency, Date settlement) const {
  const auto found = curves_.find(currency);
  if (found == curves_.end()) return std::nullopt;
  const auto& curve = found->second;
  const auto own = curve.find(settlement);
  Date latest = curve.begin()->second.day;
  for (const auto& [date, mark] : curve) latest = std::max(latest, mark.day);
  if (own != curve.end() && own->second.day == latest) return own->second;
  // The nearest dates on either side that were quoted on the last day.
  const std::pair<const Date, Mark>*before = nullptr, *after = nullptr;
  for (const auto& point : curve) {
    if (point.second.day != latest) continue;
    if (point.first < settlement) before = &point;
    if (point.first > settlement && after == nullptr) after = &point;
  }
  if (before == nullptr || after == nullptr) return own == curve.end() ? std::nullopt : std::optional(own->second);
  const Decimal from = before->second.rate.decimal(), to = after->second.rate.decimal();
  const Decimal gone = (to - from) * Decimal(settlement - before->first);
  const Decimal rate =
      from + divide(gone, Decimal(after->first - before->first), kInterpolatedPlaces, Rounding::HalfEven);
  const auto fixed = to_fixed(rate.trimmed());
  if (!fixed) return std::nullopt;
  return Mark{*fixed, latest, std::pair{before->first, after->first}};
}

}  // namespace openend::value
