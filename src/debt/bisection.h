// debt/bisection.h - floor 2
//
// The yield of a price, by bisection on whole trillionths: twelve places, without a first guess, the same on every
// machine. A price falls as its yield rises, so the yield is the only one; forty-four halvings find it.
#pragma once

#include "base/decimal.h"
#include "base/result.h"

namespace openend::debt {

inline constexpr int kYieldPlaces = 12;

/// Refuses (E-DEBT-003) a yield a year outside -50% to 1000%, where the arithmetic is not meant to go.
inline Result<Done> possible_yield(const Decimal& yield) {
  if (yield >= Decimal::of(-5, 1) && yield <= Decimal(10)) return Done{};
  return refuse("E-DEBT-003", "a yield of " + yield.text() + " is outside -50 to 1000 percent",
                "give the decimal of the yield, 0.065 for 6.5%");
}

/// The yield a year, from -50% to 1000%, whose price is nearest to the target; of two as near, the lower.
/// Refuses (E-DEBT-003) a price that no yield of that span gives. `price_of(yield)` falls as the yield rises.
template <class PriceOf>
Result<Decimal> yield_by_bisection(const Decimal& price, PriceOf price_of) {
  constexpr std::int64_t kUnit = 1'000'000'000'000;
  std::int64_t low = -kUnit / 2, high = 10 * kUnit;
  const auto at = [&](std::int64_t units) { return price_of(Decimal::of(units, kYieldPlaces)); };
  if (at(low) < price || at(high) > price) {
    return refuse("E-DEBT-003", "the price " + price.trimmed().text() + " has no yield between -50 and 1000 percent",
                  "correct the price, its day or the terms of the security");
  }
  while (high - low > 1) {
    const std::int64_t middle = low + (high - low) / 2;
    (at(middle) >= price ? low : high) = middle;
  }
  return Decimal::of(price - at(high) < at(low) - price ? high : low, kYieldPlaces);
}

}  // namespace openend::debt
