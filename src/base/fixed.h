// base/fixed.h - floor 0
//
// Fixed is a decimal that fits 64 bits: what hot columns and event records hold. Decimal is the vocabulary; this is
// its stored form, converted only through the two functions below.
#pragma once

#include <cstdint>
#include <optional>

#include "base/decimal.h"

namespace openend {

struct Fixed {
  std::int64_t coefficient = 0;
  std::uint8_t places = 0;

  Decimal decimal() const { return Decimal::of(coefficient, places); }
  bool operator==(const Fixed&) const = default;
};

/// Empty when the number needs more than 63 bits or more than 18 places.
inline std::optional<Fixed> to_fixed(const Decimal& value) {
  const Int128 c = value.coefficient();
  if (value.places() > 18 || c > INT64_MAX || c < -INT64_MAX) return std::nullopt;
  return Fixed{static_cast<std::int64_t>(c), static_cast<std::uint8_t>(value.places())};
}

inline constexpr std::int64_t kPowersOfTen[19] = {1,
                                                  10,
                                                  100,
                                                  1'000,
                                                  10'000,
                                                  100'000,
                                                  1'000'000,
                                                  10'000'000,
                                                  100'000'000,
                                                  1'000'000'000,
                                                  10'000'000'000,
                                                  100'000'000'000,
                                                  1'000'000'000'000,
                                                  10'000'000'000'000,
                                                  100'000'000'000'000,
                                                  1'000'000'000'000'000,
                                                  10'000'000'000'000'000,
                                                  100'000'000'000'000'000,
                                                  1'000'000'000'000'000'000};

/// numerator / 10^places by the named rounding, in 64 bits where the number allows it.
inline Int128 drop_places(Int128 numerator, int places, Rounding rounding) {
  if (places <= 0) return numerator;
  if (numerator <= INT64_MAX && numerator >= -INT64_MAX && places <= 18) {
    return divide_rounded<std::int64_t>(static_cast<std::int64_t>(numerator), kPowersOfTen[places], rounding);
  }
  return divide_rounded<Int128>(numerator, power_of_ten(places), rounding);
}

}  // namespace openend
