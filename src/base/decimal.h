// base/decimal.h - floor 0
//
// Decimal is an exact number: a 128-bit coefficient and a count of decimal places. Sum, difference and product are
// exact; where the exact answer would not fit, the program stops rather than be wrong. There is no operator/:
// divide() asks for the places of the answer and for the name of the rounding. It is never a binary float.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/rounding.h"

namespace openend {

using Int128 = __int128;

/// 10 to the power of `exponent`, 0 to 38.
Int128 power_of_ten(int exponent);

class Decimal {
 public:
  static constexpr int kMaxPlaces = 30;
  static constexpr int kMaxDigits = 36;

  constexpr Decimal() = default;
  constexpr Decimal(std::int64_t whole) : coefficient_(whole) {}
  /// coefficient x 10^-places; places from 0 to kMaxPlaces.
  static Decimal of(Int128 coefficient, int places);

  /// Reads "-1234.50". No exponent, no separators, no blanks, at most kMaxDigits digits; a digit must stand on both
  /// sides of a point. Empty when the text is anything else.
  static std::optional<Decimal> parse(std::string_view text);
  /// For constants in the program: stops on text that parse() does not take.
  static Decimal from(std::string_view text);

  Int128 coefficient() const { return coefficient_; }
  int places() const { return places_; }
  bool is_zero() const { return coefficient_ == 0; }
  bool is_negative() const { return coefficient_ < 0; }

  /// All places are kept: Decimal::from("1.50") is "1.50".
  std::string text() const;
  /// The same number with trailing zeros of the fraction removed: the canonical text.
  Decimal trimmed() const;

  /// The nearest number with so many places, by the named rounding; more places than now only adds zeros.
  Decimal rounded(int places, Rounding rounding) const;
  /// The coefficient at so many places; stops if digits would be lost. For storing in scaled columns.
  Int128 scaled_to(int places) const;

  friend Decimal operator+(const Decimal& a, const Decimal& b);
  friend Decimal operator-(const Decimal& a, const Decimal& b);
  friend Decimal operator*(const Decimal& a, const Decimal& b);
  Decimal operator-() const { return of(-coefficient_, places_); }
  Decimal& operator+=(const Decimal& other) { return *this = *this + other; }
  Decimal& operator-=(const Decimal& other) { return *this = *this - other; }

  /// Equal as numbers: 1.5 == 1.50.
  friend bool operator==(const Decimal& a, const Decimal& b) { return (a <=> b) == 0; }
  friend std::strong_ordering operator<=>(const Decimal& a, const Decimal& b);

 private:
  Int128 coefficient_ = 0;
  std::int32_t places_ = 0;
};

/// a / b to `places` places by the named rounding. Stops on b == 0: the caller has to know better.
Decimal divide(const Decimal& a, const Decimal& b, int places, Rounding rounding);
Decimal abs(const Decimal& a);

/// A 128-bit integer as decimal text.
std::string text_of(Int128 value);

}  // namespace openend
