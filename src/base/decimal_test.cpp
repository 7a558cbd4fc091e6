#include "base/decimal.h"

#include <gtest/gtest.h>

#include <limits>
#include <string>

namespace openend {
namespace {

TEST(DecimalParse, takes_plain_decimals_and_keeps_their_places) {
  struct Row {
    const char* sentence;
    const char* text;
    const char* expected;
  };
  const Row rows[] = {
      {"a whole number", "12", "12"},
      {"zero", "0", "0"},
      {"trailing zeros stay", "1.50", "1.50"},
      {"a negative", "-1234.50", "-1234.50"},
      {"a fraction has a digit before the point", "0.05", "0.05"},
      {"a negative smaller than one keeps its sign", "-0.05", "-0.05"},
      {"negative zero is zero", "-0.00", "0.00"},
      {"leading zeros fall away", "007.10", "7.10"},
      {"and count for nothing, however many", "00000000000000000000000000000000000000000007.10", "7.10"},
      {"thirty places", "0.000000000000000000000000000001", "0.000000000000000000000000000001"},
      {"thirty-six digits", "999999999999999999999999999999999999", "999999999999999999999999999999999999"},
      {"thirty-six digits, negative, with thirty places", "-123456.789012345678901234567890123456",
       "-123456.789012345678901234567890123456"},
  };
  for (const Row& row : rows) {
    const auto value = Decimal::parse(row.text);
    ASSERT_TRUE(value.has_value()) << row.sentence;
    EXPECT_EQ(value->text(), row.expected) << row.sentence;
  }
}

TEST(DecimalParse, refuses_everything_else) {
  struct Row {
    const char* sentence;
    const char* text;
  };
  const Row rows[] = {
      {"nothing", ""},
      {"a sign alone", "-"},
      {"a point alone", "."},
      {"no digit before the point", ".5"},
      {"no digit before the point, negative", "-.5"},
      {"no digit after the point", "5."},
      {"two points", "1.2.3"},
      {"a plus sign", "+1"},
      {"two signs", "--1"},
      {"a sign behind", "1-"},
      {"an exponent", "1e3"},
      {"a thousands separator", "1,000"},
      {"a blank before", " 1"},
      {"a blank behind", "1 "},
      {"a decimal comma", "1,5"},
      {"hexadecimal", "0x10"},
      {"not a number", "nan"},
      {"infinity", "inf"},
      {"accounting brackets", "(1.00)"},
      {"a percent sign", "5%"},
      {"a currency sign", "$5"},
      {"thirty-seven digits", "1000000000000000000000000000000000000"},
      {"thirty-one places", "0.0000000000000000000000000000001"},
  };
  for (const Row& row : rows) EXPECT_FALSE(Decimal::parse(row.text).has_value()) << row.sentence;
  EXPECT_FALSE(Decimal::parse(std::string_view("1\0", 2)).has_value()) << "a zero byte";
}

TEST(DecimalText, reads_back_as_the_same_number) {
  for (const char* text : {"0", "0.0", "-7", "-0.001", "100", "100.000", "3.14159"}) {
    EXPECT_EQ(Decimal::from(text).text(), text);
  }
  EXPECT_EQ(Decimal(std::numeric_limits<std::int64_t>::min()).text(), "-9223372036854775808") << "-2^63";
  EXPECT_EQ(text_of(std::numeric_limits<Int128>::max()), "170141183460469231731687303715884105727") << "2^127 - 1";
  EXPECT_EQ(text_of(std::numeric_limits<Int128>::min()), "-170141183460469231731687303715884105728") << "-2^127";
}

TEST(DecimalText, trimmed_is_the_canonical_text) {
  struct Row {
    const char* text;
    const char* expected;
  };
  for (const Row& row : {Row{"1.500", "1.5"}, {"100", "100"}, {"100.00", "100"}, {"0.000", "0"}, {"-2.50", "-2.5"}}) {
    EXPECT_EQ(Decimal::from(row.text).trimmed().text(), row.expected);
    EXPECT_EQ(Decimal::from(row.text), Decimal::from(row.expected)) << "the number is unchanged";
  }
}

TEST(DecimalRounded, by_each_name) {
  struct Row {
    const char* sentence;
    const char* value;
    int places;
    // half up, half even, down, up, floor, ceiling
    const char* expected[6];
  };
  const Row rows[] = {
      {"a tie above an even digit", "2.5", 0, {"3", "2", "2", "3", "2", "3"}},
      {"a tie above an odd digit", "3.5", 0, {"4", "4", "3", "4", "3", "4"}},
      {"a tie below zero, even", "-2.5", 0, {"-3", "-2", "-2", "-3", "-3", "-2"}},
      {"a tie below zero, odd", "-3.5", 0, {"-4", "-4", "-3", "-4", "-4", "-3"}},
      {"a tie at half a unit", "0.5", 0, {"1", "0", "0", "1", "0", "1"}},
      {"a tie at minus half a unit", "-0.5", 0, {"-1", "0", "0", "-1", "-1", "0"}},
      {"just under the tie", "2.4999999", 0, {"2", "2", "2", "3", "2", "3"}},
      {"just over the tie", "2.5000001", 0, {"3", "3", "2", "3", "2", "3"}},
      {"just under the tie, negative", "-2.4999999", 0, {"-2", "-2", "-2", "-3", "-3", "-2"}},
      {"nothing to drop", "2.50", 1, {"2.5", "2.5", "2.5", "2.5", "2.5", "2.5"}},
      {"the least that can be dropped",
       "1.000000000000000000000000000001",
       2,
       {"1.00", "1.00", "1.00", "1.01", "1.00", "1.01"}},
      {"a NAV to the cent", "10.875", 2, {"10.88", "10.88", "10.87", "10.88", "10.87", "10.88"}},
      {"more places only add zeros", "-1.5", 3, {"-1.500", "-1.500", "-1.500", "-1.500", "-1.500", "-1.500"}},
      {"a carry through all digits", "9.995", 2, {"10.00", "10.00", "9.99", "10.00", "9.99", "10.00"}},
      {"zero", "0.000", 1, {"0.0", "0.0", "0.0", "0.0", "0.0", "0.0"}},
  };
  for (const Row& row : rows) {
    for (int i = 0; i < 6; ++i) {
      const auto rounding = static_cast<Rounding>(i);
      EXPECT_EQ(Decimal::from(row.value).rounded(row.places, rounding).text(), row.expected[i])
          << row.sentence << ", " << name_of(rounding);
    }
  }
}

TEST(DecimalArithmetic, is_exact) {
  const auto d = [](const char* text) { return Decimal::from(text); };
  EXPECT_EQ((d("0.1") + d("0.2")).text(), "0.3");
  EXPECT_EQ((d("1.50") + d("2.5")).text(), "4.00") << "a sum has the places of the finer term";
  EXPECT_EQ((d("1") - d("0.001")).text(), "0.999");
  EXPECT_EQ((d("1.5") * d("-0.20")).text(), "-0.300") << "a product has the places of both";
  EXPECT_EQ((-d("1.5")).text(), "-1.5");
  EXPECT_EQ(abs(d("-0.01")).text(), "0.01");
  Decimal sum;
  for (int i = 0; i < 1000; ++i) sum += d("0.001");
  EXPECT_EQ(sum.text(), "1.000") << "a thousand mills are a dollar";
  sum -= d("1");
  EXPECT_TRUE(sum.is_zero());
}

TEST(DecimalArithmetic, divides_to_named_places) {
  struct Row {
    const char* sentence;
    const char* a;
    const char* b;
    int places;
    Rounding rounding;
    const char* expected;
  };
  const Row rows[] = {
      {"325,789 / 21,003 = 15.5115...: the reference's Growth NAV", "325789", "21003", 2, Rounding::HalfUp, "15.51"},
      {"a third", "1", "3", 6, Rounding::HalfUp, "0.333333"},
      {"two thirds", "2", "3", 6, Rounding::HalfUp, "0.666667"},
      {"1/8 = 0.125, a tie to even", "1", "8", 2, Rounding::HalfEven, "0.12"},
      {"1/8 = 0.125, a tie away", "1", "8", 2, Rounding::HalfUp, "0.13"},
      {"-1/8, toward minus infinity", "-1", "8", 2, Rounding::Floor, "-0.13"},
      {"1/-8, toward plus infinity", "1", "-8", 2, Rounding::Ceiling, "-0.12"},
      {"-1/-8: two negatives", "-1", "-8", 3, Rounding::Down, "0.125"},
      {"fewer places than the terms had", "1.23456", "1.00", 1, Rounding::HalfUp, "1.2"},
      {"a dividend with many more places than the answer", "0.0000000005", "1", 0, Rounding::Up, "1"},
      {"nothing divided", "0.00", "7", 4, Rounding::Up, "0.0000"},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(divide(Decimal::from(row.a), Decimal::from(row.b), row.places, row.rounding).text(), row.expected)
        << row.sentence;
  }
}

TEST(DecimalOrder, is_by_number_not_by_places) {
  const auto d = [](const char* text) { return Decimal::from(text); };
  EXPECT_EQ(d("1.5"), d("1.50"));
  EXPECT_EQ(d("0"), d("0.000"));
  EXPECT_LT(d("-1"), d("-0.99"));
  EXPECT_LT(d("-0.1"), d("0"));
  EXPECT_LT(d("1.49"), d("1.5"));
  EXPECT_GT(d("2"), d("1.999999"));
  EXPECT_LT(d("-1.2"), d("-1.19"));
  EXPECT_LT(d("0.000000000000000000000000000001"), d("999999999999999999999999999999999999"))
      << "numbers whose sum would not fit can still be compared";
  EXPECT_GT(d("-0.000000000000000000000000000001"), d("-999999999999999999999999999999999999"));
}

TEST(DecimalScaled, keeps_the_number_or_stops) {
  EXPECT_TRUE(Decimal::from("1.5").scaled_to(4) == 15000);
  EXPECT_TRUE(Decimal::from("1.5000").scaled_to(1) == 15) << "zeros may fall away";
  EXPECT_DEATH((void)Decimal::from("1.55").scaled_to(1), "without losing digits");
}

TEST(DecimalDeath, stops_rather_than_be_wrong) {
  const Decimal large = Decimal::of(power_of_ten(38), 0);
  EXPECT_DEATH((void)(large * Decimal(2)), "product fits");
  EXPECT_DEATH((void)(large + large), "sum fits");
  EXPECT_DEATH((void)(large + Decimal::from("0.1")), "product fits") << "the common places do not fit";
  EXPECT_DEATH((void)divide(Decimal(1), Decimal::from("0.00"), 2, Rounding::HalfUp), "divided by something");
  EXPECT_DEATH((void)Decimal::from("1e3"), "well formed");
  EXPECT_DEATH((void)Decimal::of(1, 31), "0 to 30 places");
  EXPECT_DEATH((void)Decimal::of(1, -1), "0 to 30 places");
  EXPECT_DEATH((void)Decimal(1).rounded(-1, Rounding::HalfUp), "places");
  EXPECT_DEATH((void)Decimal::of(std::numeric_limits<Int128>::min(), 0), "has a negative");
  EXPECT_DEATH((void)power_of_ten(39), "between 0 and 38");
  EXPECT_DEATH((void)power_of_ten(-1), "between 0 and 38");
}

TEST(RoundingNames, are_all_told) {
  EXPECT_EQ(name_of(Rounding::HalfUp), "half up");
  EXPECT_EQ(name_of(Rounding::HalfEven), "half even");
  EXPECT_EQ(name_of(Rounding::Down), "down");
  EXPECT_EQ(name_of(Rounding::Up), "up");
  EXPECT_EQ(name_of(Rounding::Floor), "floor");
  EXPECT_EQ(name_of(Rounding::Ceiling), "ceiling");
}

TEST(DivideRounded, works_at_the_edges_of_64_bits) {
  constexpr auto kMax = std::numeric_limits<std::int64_t>::max(), kMin = std::numeric_limits<std::int64_t>::min();
  EXPECT_EQ(divide_rounded<std::int64_t>(kMax, 2, Rounding::HalfUp), kMax / 2 + 1) << "2^63-1 is odd: a tie";
  EXPECT_EQ(divide_rounded<std::int64_t>(kMin, kMax, Rounding::HalfEven), -1) << "-(2^63)/(2^63-1), hardly below -1";
  EXPECT_EQ(divide_rounded<std::int64_t>(kMin, kMax, Rounding::Floor), -2);
  EXPECT_EQ(divide_rounded<std::int64_t>(kMax - 1, kMax, Rounding::HalfUp), 1) << "twice the remainder is not formed";
  EXPECT_DEATH((void)divide_rounded<std::int64_t>(1, 0, Rounding::Down), "positive denominator");
}

}  // namespace
}  // namespace openend
