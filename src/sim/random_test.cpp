#include "sim/random.h"

#include <gtest/gtest.h>

#include "sim/complex.h"

namespace openend::sim {
namespace {

TEST(Random, draws_what_splitmix64_draws_everywhere) {
  Random random(1234567);
  EXPECT_EQ(random.next(), 6457827717110365317U);
  EXPECT_EQ(random.next(), 3203168211198807973U);
  EXPECT_EQ(random.next(), 9817491932198370423U);
}

TEST(Random, stays_within_its_bounds_and_reaches_both) {
  Random random(1);
  bool least = false, most = false;
  for (int i = 0; i < 1'000; ++i) {
    const auto drawn = random.between(-3, 3);
    EXPECT_TRUE(drawn >= -3 && drawn <= 3);
    least = least || drawn == -3;
    most = most || drawn == 3;
  }
  EXPECT_TRUE(least && most);
}

/// All that a complex is sent, as one text.
std::string told(std::uint64_t seed) {
  const Calendar calendar = Calendar::weekdays();  // kept by reference
  Complex complex({seed, 2, 40}, calendar);
  std::string text;
  for (const auto& [name, file] : complex.trust()) text += name + file;
  while (!complex.over()) {
    for (const Step& step : complex.next()) {
      text += step.known.text() + step.folder + (step.strikes ? "strike" : "");
      for (const auto& [kind, file] : step.files) text += kind + file;
    }
  }
  return text;
}

TEST(Complex, is_told_from_its_seed_alone) {
  EXPECT_EQ(told(5), told(5));
  EXPECT_NE(told(5), told(6));
}

TEST(Complex, knows_its_steps_in_order_and_ends_with_a_strike) {
  const Calendar calendar = Calendar::weekdays();
  Complex complex({5, 1, 40}, calendar);
  Instant last = complex.described();
  bool struck = false;
  while (!complex.over()) {
    for (const Step& step : complex.next()) {
      EXPECT_LT(last, step.known);
      last = step.known;
      struck = step.strikes;
    }
  }
  EXPECT_TRUE(struck);
}

}  // namespace
}  // namespace openend::sim
