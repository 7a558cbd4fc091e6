// value/holding_rounding.h - floor 3
//
// How the value of a holding is rounded, and how much the roundings of a day changed.
#pragma once

#include <array>

#include "value/mark.h"

namespace openend::value {

/// product / kUnit, half up. A division by a constant is a multiplication, and adding half a unit first asks no
/// question that a processor would have to guess.
template <std::int64_t kUnit>
inline std::int64_t half_up(std::int64_t product) {
  if (product > INT64_MAX - kUnit || product < kUnit - INT64_MAX)
    return divide_rounded<std::int64_t>(product, kUnit, Rounding::HalfUp);
  return product >= 0 ? (product + kUnit / 2) / kUnit : (product - kUnit / 2) / kUnit;
}

/// product / 10^drop, half up, for the places that prices and quantities usually have.
inline std::int64_t dropped(std::int64_t product, int drop) {
  switch (drop) {
    case 0: return product;
    case 1: return half_up<10>(product);
    case 2: return half_up<100>(product);
    case 3: return half_up<1'000>(product);
    case 4: return half_up<10'000>(product);
    case 5: return half_up<100'000>(product);
    default: return divide_rounded<std::int64_t>(product, kPowersOfTen[drop], Rounding::HalfUp);
  }
}

/// What the roundings of a day's holdings changed, by the places that they dropped: summed exactly, without dividing.
struct Residues {
  std::array<Int128, 39> by_drop{};
  std::int64_t count = 0, changed = 0;
  void add(int drop, Int128 off) {
    ++count;
    changed += off != 0;
    by_drop[static_cast<std::size_t>(drop)] += off;
  }
  /// In 10^-18 of the currency; what lies below is left out of the sum.
  RoundingTally tally(int target) const {
    RoundingTally result{count, changed, 0};
    for (int drop = 0; drop < 39; ++drop) {
      const Int128 off = by_drop[static_cast<std::size_t>(drop)];
      if (off == 0) continue;
      const int places = target + drop;
      result.effect += places <= 18 ? off * power_of_ten(18 - places) : off / power_of_ten(places - 18);
    }
    return result;
  }
};

/// How far a product's places lie above the rounding, and what brings the rounded number to minor units.
struct Scale {
  int target;
  std::int64_t lift;
  explicit Scale(const MarkingRules& rules)
      : target(rules.whole_unit ? 0 : rules.minor_places),
        lift(rules.whole_unit ? kPowersOfTen[rules.minor_places] : 1) {}
};

}  // namespace openend::value
