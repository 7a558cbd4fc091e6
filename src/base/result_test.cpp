#include "base/result.h"

#include <gtest/gtest.h>

#include <memory>

namespace openend {
namespace {

Result<int> half(int number) {
  if (number % 2 != 0) return refuse("E-TEST-001", "an odd number has no half", "send an even number");
  return number / 2;
}

Result<int> quarter(int number) {
  TRY(const int first, half(number));
  TRY(const int second, half(first));
  return second;
}

Result<Done> even(int number) {
  CHECK(half(number));
  return Done{};
}

TEST(Result, carries_a_value_or_the_first_refusal) {
  EXPECT_EQ(quarter(12).value(), 3);
  const auto refused = quarter(6);
  ASSERT_FALSE(refused);
  ASSERT_EQ(refused.refusals().size(), 1U);
  EXPECT_EQ(refused.refusals()[0].code, "E-TEST-001");
  EXPECT_EQ(refused.refusals()[0].remedy, "send an even number");
  EXPECT_TRUE(even(2));
  EXPECT_FALSE(even(3));
}

TEST(Result, moves_what_can_not_be_copied) {
  Result<std::unique_ptr<int>> result(std::make_unique<int>(7));
  const std::unique_ptr<int> value = std::move(result).value();
  EXPECT_EQ(*value, 7);
}

TEST(ResultDeath, a_value_is_read_only_where_there_is_one) {
  EXPECT_DEATH((void)half(1).value(), "only where there is one");
  EXPECT_DEATH((void)Result<int>(Refusals{}), "at least one fault");
}

}  // namespace
}  // namespace openend
