// report/bounded.h - floor 4
//
// A figure with the interval that the rounding of its inputs allows: an input that is given to the thousand may be half
// a thousand off either way. Sums, products and quotients carry the interval along, outwards.
#pragma once

#include <algorithm>
#include <array>

#include "base/decimal.h"

namespace openend::report {

struct Bounded {
  Decimal value, low, high;

  static Bounded exact(const Decimal& value) { return {value, value, value}; }
  static Bounded within(const Decimal& value, const Decimal& half) { return {value, value - half, value + half}; }

  friend Bounded operator+(const Bounded& a, const Bounded& b) {
    return {a.value + b.value, a.low + b.low, a.high + b.high};
  }
  friend Bounded operator-(const Bounded& a, const Bounded& b) {
    return {a.value - b.value, a.low - b.high, a.high - b.low};
  }
  Bounded& operator+=(const Bounded& other) { return *this = *this + other; }
  Bounded operator-() const { return {-value, -high, -low}; }
  /// Times a number that is known exactly.
  friend Bounded operator*(const Bounded& a, const Decimal& exact) {
    const Decimal one = a.low * exact, other = a.high * exact;
    return {a.value * exact, std::min(one, other), std::max(one, other)};
  }
  bool holds(const Decimal& from, const Decimal& to) const { return low <= to && from <= high; }
};

/// a / b to so many places. The whole of b's interval must lie above zero.
inline Bounded divided(const Bounded& a, const Bounded& b, int places) {
  const auto quotients = [&](Rounding rounding) {
    return std::array{divide(a.low, b.low, places, rounding), divide(a.low, b.high, places, rounding),
                      divide(a.high, b.low, places, rounding), divide(a.high, b.high, places, rounding)};
  };
  const auto down = quotients(Rounding::Floor), up = quotients(Rounding::Ceiling);
  return {divide(a.value, b.value, places, Rounding::HalfUp), *std::min_element(down.begin(), down.end()),
          *std::max_element(up.begin(), up.end())};
}

/// What is printed of it: rounded half up, and so up to half a unit further off.
inline Bounded printed(const Bounded& a, int places) {
  return {a.value.rounded(places, Rounding::HalfUp), a.low.rounded(places, Rounding::HalfUp),
          a.high.rounded(places, Rounding::HalfUp)};
}

}  // namespace openend::report
