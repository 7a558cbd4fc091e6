#include "report/bounded.h"

#include <gtest/gtest.h>

namespace openend::report {

namespace {

Bounded of(const char* value, const char* half) { return Bounded::within(Decimal::from(value), Decimal::from(half)); }

struct Row {
  const char* sentence;
  Bounded figure;
  const char *value, *low, *high;
};

}  // namespace

TEST(Bounded, carries_the_interval_of_its_inputs_outwards) {
  const Row rows[] = {
      {"a sum is as uncertain as its parts together", of("2408", "0.5") + of("2126", "0.5"), "4534", "4533", "4535"},
      {"so is a difference", of("4484", "1.5") - of("1488", "4"), "2996", "2990.5", "3001.5"},
      {"the other sign turns the ends round", -of("10", "0.5"), "-10", "-10.5", "-9.5"},
      {"a factor below zero does too", of("10", "0.5") * Decimal(-2), "-20", "-21", "-19"},
      {"a quotient takes the ends that lie furthest apart", divided(of("100", "1"), of("10", "1"), 4), "10", "9",
       "11.2223"},
      {"also below zero", divided(of("-100", "1"), of("10", "1"), 4), "-10", "-11.2223", "-9"},
      {"what is printed is rounded at both ends", printed(of("0.1759", "0.0031"), 2), "0.18", "0.17", "0.18"},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(row.figure.value, Decimal::from(row.value)) << row.sentence;
    EXPECT_EQ(row.figure.low.rounded(4, Rounding::Floor), Decimal::from(row.low)) << row.sentence;
    EXPECT_EQ(row.figure.high.rounded(4, Rounding::Ceiling), Decimal::from(row.high).rounded(4, Rounding::Ceiling))
        << row.sentence;
  }
}

TEST(Bounded, holds_what_its_interval_meets) {
  const Bounded figure = of("100", "2");
  EXPECT_TRUE(figure.holds(Decimal(102), Decimal(103)));
  EXPECT_TRUE(figure.holds(Decimal(90), Decimal(98)));
  EXPECT_FALSE(figure.holds(Decimal(103), Decimal(104)));
}

}  // namespace openend::report
