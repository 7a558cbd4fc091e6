#include "money/power.h"

namespace openend {

namespace {

constexpr Int128 kBillion = 1'000'000'000;
constexpr Int128 kOne = kBillion * kBillion;  // 1 at eighteen places
const Decimal kLogarithmOfTwo = Decimal::from("0.693147180559945309417232121458");

Int128 units_of(const Decimal& number) { return number.rounded(kFactorPlaces, Rounding::HalfEven).coefficient(); }
Decimal of_units(Int128 units) { return Decimal::of(units, kFactorPlaces); }
/// A whole number in units.
Int128 units(Int128 whole) {
  OE_ASSERT(whole < kOne && whole > -kOne, "a factor has at most eighteen digits before its point");
  return whole * kOne;
}

/// The natural logarithm of a number from 3/4 to 3/2, by the series of the inverse hyperbolic tangent.
Decimal logarithm_near_one(const Decimal& number) {
  const Decimal z = quotient(number - 1, number + 1), square = product(z, z);
  Decimal sum, term = z;
  for (int odd = 1; !term.is_zero(); odd += 2) {
    sum += quotient(term, Decimal(odd));
    term = product(term, square);
  }
  return sum + sum;
}

/// e to a power from -1/2 to 1/2, by its own series.
Decimal exponential_near_zero(const Decimal& exponent) {
  Decimal sum(1), term(1);
  for (int n = 1; !term.is_zero(); ++n) {
    term = quotient(product(term, exponent), Decimal(n));
    sum += term;
  }
  return sum;
}

}  // namespace

Decimal product(const Decimal& a, const Decimal& b) {
  // (a1 + a0) x (b1 + b0), whole parts and fractions apart: nothing but the last product is rounded.
  const Int128 x = units_of(a), y = units_of(b);
  const Int128 x1 = x / kOne, x0 = x % kOne, y1 = y / kOne, y0 = y % kOne;
  const Int128 exact = units(x1 * y1) + x1 * y0 + x0 * y1;
  const Int128 odd = exact % 2;  // a tie looks at the last digit of the whole
  return of_units(exact - odd + divide_rounded<Int128>(odd * kOne + x0 * y0, kOne, Rounding::HalfEven));
}

Decimal quotient(const Decimal& a, const Decimal& b) {
  Int128 x = units_of(a), y = units_of(b);
  OE_ASSERT(y != 0, "a decimal is divided by something");
  if (y < 0) {
    x = -x;
    y = -y;
  }
  // Nine places at a time: what each step leaves is below y, and its billionfold fits 128 bits.
  OE_ASSERT(y < kOne * kBillion * 10, "a divisor of factors is below ten billion");
  const Int128 upper = x % y * kBillion;
  const Int128 lower = upper % y * kBillion;
  return of_units(units(x / y) + upper / y * kBillion + divide_rounded<Int128>(lower, y, Rounding::HalfEven));
}

Decimal power(const Decimal& base, int exponent) {
  OE_ASSERT(base > Decimal(0), "what is raised to a power is above zero");
  Decimal factor = exponent < 0 ? quotient(Decimal(1), base) : base, result(1);
  for (int left = exponent < 0 ? -exponent : exponent; left > 0; left /= 2) {
    if (left % 2 == 1) result = product(result, factor);
    if (left > 1) factor = product(factor, factor);
  }
  return result;
}

Decimal power(const Decimal& base, std::int64_t numerator, std::int64_t denominator) {
  OE_ASSERT(base > Decimal(0) && denominator > 0, "a root is taken of what is above zero");
  // Whole part and fraction apart, so that the logarithm's last places are not multiplied by a long life.
  const auto whole = static_cast<int>(numerator / denominator);
  const std::int64_t rest = numerator % denominator;
  if (rest == 0) return power(base, whole);
  // base = near x 2^halvings with `near` between 3/4 and 3/2.
  Decimal near = base.rounded(kFactorPlaces, Rounding::HalfEven);
  int halvings = 0;
  for (; near > Decimal::of(15, 1); ++halvings) near = quotient(near, Decimal(2));
  for (; near < Decimal::of(75, 2); --halvings) near = near + near;
  const Decimal logarithm = logarithm_near_one(near) + kLogarithmOfTwo * Decimal(halvings);
  const Decimal exponent = quotient(product(logarithm, Decimal(rest)), Decimal(denominator));
  // e^exponent = e^r x 2^k with r between -1/2 and 1/2.
  const auto twos = static_cast<int>(quotient(exponent, kLogarithmOfTwo).rounded(0, Rounding::HalfEven).coefficient());
  const Decimal fraction = exponential_near_zero(exponent - kLogarithmOfTwo * Decimal(twos));
  return product(product(power(base, whole), power(Decimal(2), twos)), fraction);
}

Decimal square_root(const Decimal& number) {
  OE_ASSERT(!number.is_negative(), "a square root is taken of zero or more");
  if (number.is_zero()) return number;
  return power(number, 1, 2);
}

}  // namespace openend
