#include "money/power.h"

#include <gtest/gtest.h>

namespace openend {
namespace {

Decimal d(const char* text) { return Decimal::from(text); }

TEST(Power, products_and_quotients_keep_eighteen_places) {
  EXPECT_EQ(product(d("1.000000000000000001"), d("1.000000000000000001")).text(), "1.000000000000000002");
  EXPECT_EQ(product(d("-0.5"), d("0.000000000000000001")).text(), "0.000000000000000000") << "a tie goes to the even";
  EXPECT_EQ(product(d("1.5"), d("-0.000000000000000001")).text(), "-0.000000000000000002");
  EXPECT_EQ(product(d("12345678901.5"), d("-2.25")).trimmed().text(), "-27777777528.375");
  EXPECT_EQ(quotient(1, 3).text(), "0.333333333333333333");
  EXPECT_EQ(quotient(-2, 3).text(), "-0.666666666666666667");
  EXPECT_EQ(quotient(d("1000000000.5"), d("-0.25")).trimmed().text(), "-4000000002");
  EXPECT_DEATH((void)quotient(1, 0), "divided by something");
  EXPECT_DEATH((void)product(d("1000000000000"), d("1000000000000")), "eighteen digits");
}

TEST(Power, whole_powers) {
  EXPECT_EQ(power(d("1.05"), 2).trimmed().text(), "1.1025");
  EXPECT_EQ(power(d("2"), 10).trimmed().text(), "1024");
  EXPECT_EQ(power(d("2"), -2).trimmed().text(), "0.25");
  EXPECT_EQ(power(d("7"), 0).trimmed().text(), "1");
}

// Expected: Python's decimal module with fifty digits, cut to fifteen places.
TEST(Power, fractions_of_a_power_agree_to_fifteen_places) {
  struct Row {
    const char* sentence;
    const char* base;
    std::int64_t numerator, denominator;
    const char* expected;
  };
  const Row rows[] = {
      {"the month of a year's 6 percent", "0.94", 1, 12, "0.994856987168177"},
      {"92 days of 182 at 3 percent", "1.03", 92, 182, "1.015053999059126"},
      {"the tenth root of a hundred", "100", 1, 10, "1.584893192461113"},
      {"a small number's root", "0.0001", 1, 2, "0.010000000000000"},
      {"more than a whole power", "1.065", 5, 2, "1.170507011262908"},
      {"below zero", "1.2", -7, 3, "0.653497242278492"},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(power(d(row.base), row.numerator, row.denominator).rounded(15, Rounding::HalfEven).text(), row.expected)
        << row.sentence;
  }
  EXPECT_EQ(square_root(2).rounded(15, Rounding::HalfEven).text(), "1.414213562373095");
  EXPECT_EQ(square_root(0), Decimal(0));
  EXPECT_DEATH((void)power(Decimal(0), 1, 2), "above zero");
}

}  // namespace
}  // namespace openend
