#include "money/split.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <numeric>
#include <random>

#include "base/decimal.h"

namespace openend {
namespace {

using Numbers = std::vector<std::int64_t>;
constexpr auto kMax = std::numeric_limits<std::int64_t>::max(), kMin = std::numeric_limits<std::int64_t>::min();

TEST(Split, gives_the_units_left_over_to_the_largest_remainders) {
  struct Row {
    const char* sentence;
    std::int64_t total;
    Numbers weights;
    Numbers expected;
  };
  const Row rows[] = {
      {"no remainder: 100 lots over 25,15,7,3", 100, {25000, 15000, 7000, 3000}, {50, 30, 14, 6}},
      {"a three-way tie, equal weights: the earliest takes the unit", 100, {20000, 20000, 20000}, {34, 33, 33}},
      {"10 over 1,1,8 : exact", 10, {1, 1, 8}, {1, 1, 8}},
      {"7 over 3,2,1 : 3.5, 2.33, 1.17, the half wins", 7, {3, 2, 1}, {4, 2, 1}},
      {"1 over 1,3,1 : 0.2, 0.6, 0.2", 1, {1, 3, 1}, {0, 1, 0}},
      {"4 over 1,3 of 8 and 4: 0.25, 0.75, 2, 1: only the second", 4, {1, 3, 8, 4}, {0, 1, 2, 1}},
      {"a tie of remainders goes to the larger weight: 2 over 1,3 is 0.5, 1.5", 2, {1, 3}, {0, 2}},
      {"the same in the other order", 2, {3, 1}, {2, 0}},
      {"a negative total is shared like its positive", -7, {3, 2, 1}, {-4, -2, -1}},
      {"nothing to share", 0, {3, 2, 1}, {0, 0, 0}},
      {"a weight of zero takes nothing", 5, {0, 1, 1}, {0, 3, 2}},
      {"all weights zero: the first takes everything", 5, {0, 0}, {5, 0}},
      {"one takes all", -17, {42}, {-17}},
      {"the largest numbers there are", kMax, {kMax, kMax}, {kMax / 2 + 1, kMax / 2}},
      {"the least number there is", kMin, {kMax, kMax}, {kMin / 2, kMin / 2}},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(split_by_largest_remainder(row.total, row.weights), row.expected) << row.sentence;
  }
  EXPECT_DEATH((void)split_by_largest_remainder(1, Numbers{}), "at least one");
  EXPECT_DEATH((void)split_by_largest_remainder(1, Numbers{1, -1}), "not negative");
}

// What must hold of every split, whatever the numbers: by seed.
TEST(Split, loses_nothing_and_stays_within_one_unit_of_proportion) {
  std::mt19937_64 random(19970303);
  for (int round = 0; round < 20000; ++round) {
    const int bits = static_cast<int>(random() % 63) + 1;
    const auto number = [&] { return static_cast<std::int64_t>(random() >> (64 - bits)); };
    Numbers weights(random() % 12 + 1);
    for (auto& weight : weights) weight = random() % 5 == 0 ? 0 : number();
    const std::int64_t total = random() % 2 == 0 ? number() : -number();
    const Numbers shares = split_by_largest_remainder(total, weights);

    Int128 all = 0, sum = 0;
    for (const auto weight : weights) all += weight;
    for (const auto share : shares) sum += share;
    ASSERT_TRUE(sum == total) << "seeded case " << round;
    if (all == 0) continue;
    for (std::size_t i = 0; i < shares.size(); ++i) {
      const Int128 exact = Int128{total} * weights[i] / all;  // toward zero
      const Int128 extra = total < 0 ? exact - shares[i] : shares[i] - exact;
      ASSERT_TRUE(extra == 0 || extra == 1) << "rounded down, or one unit more; seeded case " << round;
      ASSERT_TRUE(weights[i] != 0 || shares[i] == 0);
      for (std::size_t j = 0; j < shares.size(); ++j) {
        ASSERT_TRUE(weights[i] <= weights[j] || (total < 0 ? shares[i] <= shares[j] : shares[i] >= shares[j]))
            << "a larger weight never takes less; seeded case " << round;
      }
    }
    Numbers mirrored = split_by_largest_remainder(-total, weights);
    for (auto& share : mirrored) share = -share;
    ASSERT_EQ(mirrored, shares) << "the negative total is the mirror image; seeded case " << round;
  }
}

TEST(Split, does_not_depend_on_order_where_weights_differ) {
  std::mt19937_64 random(7);
  for (int round = 0; round < 2000; ++round) {
    Numbers weights(8);
    std::iota(weights.begin(), weights.end(), static_cast<std::int64_t>(random() % 1000));
    const auto total = static_cast<std::int64_t>(random() % 100000);
    const Numbers sorted = split_by_largest_remainder(total, weights);
    Numbers shuffled = weights;
    std::shuffle(shuffled.begin(), shuffled.end(), random);
    const Numbers shares = split_by_largest_remainder(total, shuffled);
    for (std::size_t i = 0; i < shares.size(); ++i) {
      ASSERT_EQ(shares[i], sorted[static_cast<std::size_t>(shuffled[i] - weights[0])]) << "seeded case " << round;
    }
  }
}

}  // namespace
}  // namespace openend
