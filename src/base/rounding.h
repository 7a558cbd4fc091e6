// base/rounding.h - floor 0
//
// Every rounding in OpenEnd has a name. There is no default: a caller who drops digits says how.
#pragma once

#include <string_view>

#include "base/assert.h"

namespace openend {

enum class Rounding : unsigned char {
  HalfUp,    ///< nearest; a tie goes away from zero (2.5 -> 3, -2.5 -> -3): the field's "half up"
  HalfEven,  ///< nearest; a tie goes to the even neighbour
  Down,      ///< toward zero: truncation
  Up,        ///< away from zero
  Floor,     ///< toward minus infinity
  Ceiling,   ///< toward plus infinity
};

std::string_view name_of(Rounding rounding);

/// numerator / denominator as an integer, rounded by name. The denominator is positive.
template <class Int>
constexpr Int divide_rounded(Int numerator, Int denominator, Rounding rounding) {
  OE_ASSERT(denominator > 0, "a rounded division has a positive denominator");
  const Int quotient = numerator / denominator;
  const Int remainder = numerator % denominator;
  if (remainder == 0) return quotient;
  const Int away = numerator < 0 ? Int(-1) : Int(1);
  const Int size = remainder < 0 ? -remainder : remainder;
  const Int rest = denominator - size;  // compared, not doubled: 2 x remainder could overflow
  switch (rounding) {
    case Rounding::HalfUp: return size >= rest ? quotient + away : quotient;
    case Rounding::HalfEven:
      if (size != rest) return size > rest ? quotient + away : quotient;
      return quotient % 2 == 0 ? quotient : quotient + away;
    case Rounding::Down: return quotient;
    case Rounding::Up: return quotient + away;
    case Rounding::Floor: return numerator < 0 ? quotient - 1 : quotient;
    case Rounding::Ceiling: return numerator < 0 ? quotient : quotient + 1;
  }
  return quotient;
}

}  // namespace openend
