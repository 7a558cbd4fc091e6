#include "money/money.h"

#include <gtest/gtest.h>

#include <limits>

namespace openend {
namespace {

Money usd(std::int64_t cents) { return {cents, Currency::from("USD")}; }
Amount amount(const char* value, const char* code) { return {Decimal::from(value), Currency::from(code)}; }

TEST(Currency, knows_its_minor_places) {
  struct Row {
    const char* code;
    int places;
  };
  const Row rows[] = {
      {"USD", 2},
      {"EUR", 2},
      {"GBP", 2},
      {"CHF", 2},
      {"TWD", 2},
      {"HUF", 2},
      {"JPY", 0},
      {"KRW", 0},
      {"CLP", 0},
      {"BHD", 3},
      {"KWD", 3},
      {"CLF", 4},
      // before the euro
      {"NLG", 2},
      {"DEM", 2},
      {"FRF", 2},
      {"FIM", 2},
      {"ATS", 2},
      {"IEP", 2},
      {"ITL", 0},
      {"ESP", 0},
      {"BEF", 0},
      {"LUF", 0},
      {"PTE", 0},
      {"GRD", 0},
      {"XEU", 2},
      // otherwise withdrawn
      {"TRL", 0},
      {"MXP", 2},
      {"RUR", 2},
      {"VEB", 2},
      {"SKK", 2},
  };
  for (const Row& row : rows) EXPECT_EQ(Currency::from(row.code).minor_places(), row.places) << row.code;
}

TEST(Currency, takes_only_codes_that_iso_gave_to_money) {
  for (const char* code : {"", "US", "USDD", "usd", "U D", "USF", "XXX", "XAU", "XTS", "123", "ZZZ"}) {
    EXPECT_FALSE(Currency::parse(code).has_value()) << code;
  }
  EXPECT_EQ(Currency::from("NLG").code(), "NLG");
  EXPECT_EQ(Currency::from("USD"), *Currency::parse("USD"));
  EXPECT_NE(Currency::from("USD"), Currency::from("CAD"));
  EXPECT_DEATH((void)Currency::from("usd"), "ISO 4217");
  EXPECT_DEATH((void)Currency{}.minor_places(), "named before it is used");
}

TEST(Money, is_written_with_its_currency_s_places) {
  EXPECT_EQ(usd(1234).text(), "12.34");
  EXPECT_EQ(usd(-5).text(), "-0.05");
  EXPECT_EQ(usd(0).text(), "0.00");
  EXPECT_EQ((Money{12, Currency::from("JPY")}).text(), "12");
  EXPECT_EQ((Money{1234, Currency::from("KWD")}).text(), "1.234");
}

TEST(Money, adds_within_one_currency) {
  EXPECT_EQ(usd(100) + usd(-1), usd(99));
  EXPECT_EQ(usd(100) - usd(250), usd(-150));
  EXPECT_EQ(-usd(7), usd(-7));
  constexpr auto kMax = std::numeric_limits<std::int64_t>::max(), kMin = std::numeric_limits<std::int64_t>::min();
  EXPECT_EQ(usd(kMin) + usd(kMax), usd(-1));
  EXPECT_DEATH((void)(usd(1) + Money{1, Currency::from("DEM")}), "within one currency");
  EXPECT_DEATH((void)(usd(1) - Money{1, Currency::from("DEM")}), "within one currency");
  EXPECT_DEATH((void)(usd(kMax) + usd(1)), "fits 64 bits");
  EXPECT_DEATH((void)(usd(kMin) - usd(1)), "fits 64 bits");
  EXPECT_DEATH((void)-usd(kMin), "fits 64 bits");
}

TEST(Money, comes_from_an_amount_by_a_named_rounding) {
  struct Row {
    const char* sentence;
    const char* value;
    const char* code;
    Rounding rounding;
    const char* expected;
  };
  const Row rows[] = {
      {"a tie goes away from zero", "1.005", "USD", Rounding::HalfUp, "1.01"},
      {"a tie goes to the even cent", "1.005", "USD", Rounding::HalfEven, "1.00"},
      {"a debt's tie goes away from zero too", "-1.005", "USD", Rounding::HalfUp, "-1.01"},
      {"yen have no sen", "1234.5", "JPY", Rounding::HalfUp, "1235"},
      {"lire have no centesimi", "1234.4", "ITL", Rounding::HalfUp, "1234"},
      {"guilders have cents", "1234.567", "NLG", Rounding::HalfUp, "1234.57"},
      {"dinars have fils", "0.0005", "KWD", Rounding::HalfUp, "0.001"},
      {"few places gain zeros", "5", "USD", Rounding::Down, "5.00"},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(round(amount(row.value, row.code), row.rounding).text(), row.expected) << row.sentence;
  }
  EXPECT_EQ(round(amount("92233720368547758.07", "USD"), Rounding::Down).minor,
            std::numeric_limits<std::int64_t>::max());
  EXPECT_EQ(round(amount("-92233720368547758.08", "USD"), Rounding::Down).minor,
            std::numeric_limits<std::int64_t>::min());
  EXPECT_DEATH((void)round(amount("92233720368547758.08", "USD"), Rounding::Down), "fits 64 bits");
  EXPECT_DEATH((void)round(amount("-92233720368547758.09", "USD"), Rounding::Down), "fits 64 bits");
}

TEST(Money, rounds_to_whole_units_where_a_trust_values_so) {
  EXPECT_EQ(round_to_whole_unit(amount("1234.50", "USD"), Rounding::HalfUp).text(), "1235.00");
  EXPECT_EQ(round_to_whole_unit(amount("1234.50", "USD"), Rounding::HalfEven).text(), "1234.00");
  EXPECT_EQ(round_to_whole_unit(amount("-1234.50", "USD"), Rounding::HalfUp).text(), "-1235.00");
  EXPECT_EQ(round_to_whole_unit(amount("99.4", "JPY"), Rounding::HalfUp).text(), "99");
}

TEST(Amount, is_quantity_times_price_exactly) {
  const Quantity shares{Decimal::from("50.125")};
  const Price price{Decimal::from("58.0625"), Currency::from("USD")};
  const Amount value = shares * price;
  EXPECT_EQ(value.value.text(), "2910.3828125") << "50 x 58.0625 = 2903.125; 0.125 x 58.0625 = 7.2578125";
  EXPECT_EQ(value.currency, Currency::from("USD"));
  EXPECT_EQ(Rate::percent(Decimal::from("5.28")).value.text(), "0.0528");
}

}  // namespace
}  // namespace openend
