// Decimal against GMP's exact rationals, on seeded random cases. The oracle rounds in its own way: from the floor and
// the fraction above it, where the program looks at quotient and remainder.
#include <gmpxx.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>

#include "base/decimal.h"

namespace openend {
namespace {

constexpr int kCases = 30000;
constexpr Rounding kRoundings[] = {Rounding::HalfUp, Rounding::HalfEven, Rounding::Down,
                                   Rounding::Up,     Rounding::Floor,    Rounding::Ceiling};

mpz_class power(int exponent) {
  mpz_class result;
  mpz_ui_pow_ui(result.get_mpz_t(), 10, static_cast<unsigned long>(exponent));
  return result;
}

mpq_class exact(const Decimal& value) {
  mpq_class result(mpz_class(text_of(value.coefficient())), power(value.places()));
  result.canonicalize();
  return result;
}

/// The coefficient of `value` at so many places.
mpz_class rounded(const mpq_class& value, int places, Rounding rounding) {
  const mpq_class scaled = value * power(places);
  mpz_class floor;
  mpz_fdiv_q(floor.get_mpz_t(), scaled.get_num_mpz_t(), scaled.get_den_mpz_t());
  const mpq_class above = scaled - floor;
  if (above == 0) return floor;
  const mpz_class ceiling = floor + 1;
  const mpz_class toward_zero = scaled > 0 ? floor : ceiling, away = scaled > 0 ? ceiling : floor;
  const int half = cmp(above, mpq_class(1, 2));
  switch (rounding) {
    case Rounding::Floor: return floor;
    case Rounding::Ceiling: return ceiling;
    case Rounding::Down: return toward_zero;
    case Rounding::Up: return away;
    case Rounding::HalfUp: return half == 0 ? away : half < 0 ? floor : ceiling;
    case Rounding::HalfEven:
      if (half != 0) return half < 0 ? floor : ceiling;
      return mpz_even_p(floor.get_mpz_t()) ? floor : ceiling;
  }
  return floor;
}

bool fits(const mpz_class& coefficient) { return abs(coefficient) < mpz_class(1) << 127; }

class Numbers {
 public:
  explicit Numbers(std::uint64_t seed) : random_(seed) {}
  int below(int limit) { return static_cast<int>(random_() % static_cast<unsigned>(limit)); }
  /// At most so many digits, of any size in between, and either sign.
  Decimal decimal(int most_digits, int most_places) {
    Int128 coefficient = 0;
    for (int i = below(most_digits + 1); i > 0; --i) coefficient = coefficient * 10 + below(10);
    return Decimal::of(below(2) == 0 ? coefficient : -coefficient, below(most_places + 1));
  }

 private:
  std::mt19937_64 random_;
};

std::string told(const Decimal& a, const Decimal& b, int places, Rounding rounding) {
  return a.text() + " and " + b.text() + " at " + std::to_string(places) + " places, " + std::string(name_of(rounding));
}

TEST(DecimalOracle, text_reads_back_as_the_same_rational) {
  Numbers numbers(1);
  for (int i = 0; i < kCases; ++i) {
    const Decimal value = numbers.decimal(Decimal::kMaxDigits, Decimal::kMaxPlaces);
    const auto read = Decimal::parse(value.text());
    if (read) {
      ASSERT_EQ(exact(*read), exact(value)) << value.text();
      ASSERT_EQ(read->places(), value.places());
      ASSERT_EQ(read->text(), value.text());
    } else {
      FAIL() << value.text() << " is not read back";
    }
    ASSERT_EQ(exact(value.trimmed()), exact(value)) << value.text();
  }
}

TEST(DecimalOracle, sums_differences_products_and_order_are_exact) {
  Numbers numbers(2);
  int sums = 0, products = 0;
  for (int i = 0; i < kCases; ++i) {
    const Decimal a = numbers.decimal(30, 15), b = i % 10 == 0 ? -a : numbers.decimal(30, 15);
    const mpq_class x = exact(a), y = exact(b);
    ASSERT_EQ((a <=> b) < 0, x < y) << a.text() << " " << b.text();
    ASSERT_EQ((a <=> b) > 0, x > y) << a.text() << " " << b.text();
    ASSERT_EQ(a == b, x == y) << a.text() << " " << b.text();
    const int places = std::max(a.places(), b.places());
    const mpq_class larger = power(places) * (abs(x) + abs(y));  // a whole number
    if (fits(larger.get_num())) {
      ++sums;
      ASSERT_EQ(exact(a + b), x + y) << a.text() << " " << b.text();
      ASSERT_EQ(exact(a - b), x - y) << a.text() << " " << b.text();
    }
    if (fits(mpz_class(text_of(a.coefficient())) * mpz_class(text_of(b.coefficient())))) {
      ++products;
      ASSERT_EQ(exact(a * b), x * y) << a.text() << " " << b.text();
    }
  }
  EXPECT_GT(sums, kCases / 2) << "most cases are inside the limits";
  EXPECT_GT(products, kCases / 2);
}

TEST(DecimalOracle, any_two_decimals_can_be_compared) {
  Numbers numbers(3);
  for (int i = 0; i < kCases; ++i) {
    const Decimal a = numbers.decimal(38, 30), b = numbers.decimal(38, 30);
    ASSERT_EQ((a <=> b) < 0, exact(a) < exact(b)) << a.text() << " " << b.text();
    ASSERT_EQ((a <=> b) > 0, exact(a) > exact(b)) << a.text() << " " << b.text();
  }
}

TEST(DecimalOracle, rounding_to_places_by_all_six_names) {
  Numbers numbers(4);
  for (int i = 0; i < kCases; ++i) {
    Decimal value = numbers.decimal(36, 30);
    const int places = numbers.below(value.places() + 1);
    if (i % 3 == 0 && places < value.places()) {  // a third are ties: a whole count at `places`, and a half
      const Int128 count = numbers.decimal(20, 0).coefficient();
      value = Decimal::of(count * 10 + (count < 0 ? -5 : 5), places + 1);
    }
    for (const Rounding rounding : kRoundings) {
      const Decimal result = value.rounded(places, rounding);
      ASSERT_EQ(result.places(), places);
      ASSERT_EQ(mpz_class(text_of(result.coefficient())), rounded(exact(value), places, rounding))
          << told(value, value, places, rounding);
    }
  }
}

TEST(DecimalOracle, division_by_all_six_names) {
  Numbers numbers(5);
  int divided = 0, ties = 0;
  for (int i = 0; i < kCases; ++i) {
    Decimal a = numbers.decimal(18, 12), b = numbers.decimal(14, 12);
    int places = numbers.below(13);
    if (i % 3 == 0) {  // a third are ties: (n + 1/2) x 10^-places x b, which exists where b is even
      b = Decimal::of(b.coefficient() * 2, b.places());
      a = Decimal::of((2 * numbers.decimal(10, 0).coefficient() + 1) * (b.coefficient() / 2), b.places());
      a = Decimal::of(a.coefficient(), std::min(a.places() + places, Decimal::kMaxPlaces));
      places = a.places() - b.places();
    }
    if (b.is_zero()) continue;
    const int shift = places + b.places() - a.places();
    const mpz_class numerator = mpz_class(text_of(a.coefficient())) * power(std::max(shift, 0));
    if (!fits(numerator)) continue;
    ++divided;
    const mpq_class quotient = exact(a) / exact(b);
    if (mpq_class(quotient * power(places) * 2).get_den() == 1 && mpq_class(quotient * power(places)).get_den() != 1) {
      ++ties;
    }
    for (const Rounding rounding : kRoundings) {
      const Decimal result = divide(a, b, places, rounding);
      ASSERT_EQ(result.places(), places);
      ASSERT_EQ(mpz_class(text_of(result.coefficient())), rounded(quotient, places, rounding))
          << told(a, b, places, rounding);
    }
  }
  EXPECT_GT(divided, kCases * 3 / 4) << "most cases are inside the limits";
  EXPECT_GT(ties, kCases / 4) << "ties are met often";
}

}  // namespace
}  // namespace openend
