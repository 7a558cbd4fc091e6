#include "debt/average_life.h"

#include <gtest/gtest.h>

namespace openend::debt {
namespace {

TEST(AverageLife, is_the_mean_of_the_months_in_which_principal_comes) {
  struct Row {
    const char* sentence;
    const char* coupon;
    int months;
    const char* prepayment;
    const char* life;
  };
  const Row rows[] = {
      {"two halves", "0", 2, "0", "1.50"},
      {"one payment", "0.09", 1, "0.5", "1.00"},
      // All the interest over a month's rate is balance x months: 1.15838189 / 0.005.
      {"thirty years at six percent", "0.06", 360, "0", "231.68"},
      {"all is prepaid in the first month", "0.06", 360, "1", "1.00"},
  };
  for (const Row& row : rows) {
    const auto life = average_life(Decimal::from(row.coupon), row.months, Decimal::from(row.prepayment));
    ASSERT_TRUE(life) << row.sentence;
    EXPECT_EQ(life.value().rounded(2, Rounding::HalfUp).text(), row.life) << row.sentence;
  }
}

TEST(AverageLife, falls_with_prepayments) {
  Decimal before(1'000);
  for (const char* rate : {"0", "0.05", "0.1", "0.3", "0.9"}) {
    const auto life = average_life(Decimal::from("0.07"), 300, Decimal::from(rate));
    ASSERT_TRUE(life);
    EXPECT_LT(life.value(), before) << rate;
    before = life.value();
  }
}

TEST(AverageLife, refuses_what_no_pool_has) {
  EXPECT_FALSE(average_life(Decimal::from("0.06"), 0, Decimal{}));
  EXPECT_FALSE(average_life(Decimal::from("0.06"), 601, Decimal{}));
  EXPECT_FALSE(average_life(Decimal::from("-0.06"), 12, Decimal{}));
  EXPECT_FALSE(average_life(Decimal::from("0.06"), 12, Decimal::from("1.01")));
}

}  // namespace
}  // namespace openend::debt
