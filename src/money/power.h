// money/power.h - floor 1
//
// Compounding in decimals: products, quotients, powers and roots kept to eighteen places, half even at every step. Two
// runs give the same digits on every machine; a binary float takes no part.
//
// EDGE  A power to a fraction goes through the logarithm: its last two or three places may be off. What is published
//       has at most twelve.
#pragma once

#include <cstdint>

#include "base/decimal.h"

namespace openend {

/// The places that factors of compounding are kept to.
inline constexpr int kFactorPlaces = 18;

/// a x b to eighteen places, half even; both are taken to eighteen places first. Stops where the product has more than
/// eighteen digits before its point.
Decimal product(const Decimal& a, const Decimal& b);
/// a / b to eighteen places, half even; both are taken to eighteen places first. Stops on b == 0 and where a division
/// in 128 bits does not hold the numbers (b of ten billion, an answer of 10^18).
Decimal quotient(const Decimal& a, const Decimal& b);
/// base to a whole power; a negative exponent is the power of 1/base. Stops on a base of zero or less.
Decimal power(const Decimal& base, int exponent);
/// base to the power numerator/denominator. Stops on a base of zero or less and on a denominator of zero or less.
Decimal power(const Decimal& base, std::int64_t numerator, std::int64_t denominator);
/// The root that is not negative; stops on a number below zero.
Decimal square_root(const Decimal& number);

}  // namespace openend
