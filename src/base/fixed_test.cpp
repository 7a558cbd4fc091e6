#include "base/fixed.h"

#include <gtest/gtest.h>

namespace openend {
namespace {

TEST(Fixed, holds_what_fits_64_bits_and_18_places) {
  struct Row {
    const char* sentence;
    const char* text;
    bool fits;
  };
  const Row rows[] = {
      {"a price", "58.0625", true},
      {"a negative", "-0.05", true},
      {"places are kept", "1.500", true},
      {"2^63 - 1", "9223372036854775807", true},
      {"2^63", "9223372036854775808", false},
      {"-(2^63 - 1)", "-9223372036854775807", true},
      {"-2^63 has no negative", "-9223372036854775808", false},
      {"18 places", "0.000000000000000001", true},
      {"19 places, even where the last is a zero: trim first", "0.1000000000000000000", false},
  };
  for (const Row& row : rows) {
    const auto fixed = to_fixed(Decimal::from(row.text));
    ASSERT_EQ(fixed.has_value(), row.fits) << row.sentence;
    if (fixed) {
      EXPECT_EQ(fixed->decimal().text(), row.text) << row.sentence;
    }
  }
}

TEST(Fixed, drops_places_alike_in_64_and_128_bits) {
  for (const auto rounding :
       {Rounding::HalfUp, Rounding::HalfEven, Rounding::Down, Rounding::Up, Rounding::Floor, Rounding::Ceiling}) {
    for (const std::int64_t number : {0L, 1L, 49L, 50L, 51L, 150L, 250L, 12345L, INT64_MAX}) {
      for (const std::int64_t signed_number : {number, -number}) {
        EXPECT_TRUE(drop_places(signed_number, 2, rounding) ==
                    Decimal::of(signed_number, 2).rounded(0, rounding).coefficient())
            << signed_number << ", " << name_of(rounding);
      }
    }
    const Int128 wide = power_of_ten(30) + 5;
    EXPECT_TRUE(drop_places(wide, 1, rounding) == Decimal::of(wide, 1).rounded(0, rounding).coefficient());
    EXPECT_TRUE(drop_places(7, 0, rounding) == 7);
  }
  for (int i = 0; i <= 18; ++i) EXPECT_TRUE(kPowersOfTen[i] == power_of_ten(i)) << i;
}

}  // namespace
}  // namespace openend
