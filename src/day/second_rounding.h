// day/second_rounding.h - floor 5
//
// Half up, in 64 bits and with divisors that the compiler knows: the second net asset value rounds every holding so,
// and by no code that the books use.
#pragma once

#include "base/fixed.h"

namespace openend::day {

/// Half of what is dropped or more counts as one.
template <std::int64_t kUnit>
std::int64_t nearest_of(std::int64_t product) {
  const std::int64_t whole = product / kUnit, rest = product % kUnit;
  return whole + (rest >= kUnit - kUnit / 2) - (rest <= kUnit / 2 - kUnit);
}
inline std::int64_t nearest(std::int64_t product, int drop) {
  switch (drop) {
    case 0: return product;
    case 1: return nearest_of<10>(product);
    case 2: return nearest_of<100>(product);
    case 3: return nearest_of<1'000>(product);
    case 4: return nearest_of<10'000>(product);
    case 5: return nearest_of<100'000>(product);
    default: return divide_rounded<std::int64_t>(product, kPowersOfTen[drop], Rounding::HalfUp);
  }
}

}  // namespace openend::day
