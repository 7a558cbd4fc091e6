#include "debt/street_price.h"

#include <gtest/gtest.h>

namespace openend::debt {
namespace {

Date day(const char* text) { return *Date::parse(text); }
Decimal d(const char* text) { return Decimal::from(text); }
std::string six(const Decimal& number) { return number.rounded(6, Rounding::HalfUp).text(); }

TEST(StreetPrice, published_prices) {
  struct Row {
    const char* sentence;
    const char* settle;
    const char* maturity;
    DayCount count;
    const char* expected;
  };
  const Row rows[] = {
      {"Excel's PRICE", "2008-02-15", "2017-11-15", DayCount::Thirty360Us, "94.634362"},
      {"LibreOffice's PRICE", "1999-02-15", "2007-11-15", DayCount::Thirty360Us, "95.042874"},
      {"the same by actual days, 92 of 182", "2008-02-15", "2017-11-15", DayCount::ActualActualIcma, "94.635449"},
  };
  for (const Row& row : rows) {
    const auto bond = fixed_coupon(day(row.maturity), 2, row.count, d("0.0575"));
    const auto price = price_from_yield(bond, day(row.settle), d("0.065")).value();
    EXPECT_EQ(six(price.clean), row.expected) << row.sentence;
    EXPECT_EQ(yield_from_price(bond, day(row.settle), price.clean).value(), d("0.065")) << row.sentence;
  }
}

TEST(StreetPrice, the_last_period_takes_simple_interest) {
  const auto bond = fixed_coupon(day("1997-06-30"), 2, DayCount::Thirty360Us, d("0.08"));
  // (100 + 4) / (1 + 90/180 x 3%) - 4 x 90/180
  EXPECT_EQ(six(price_from_yield(bond, day("1997-03-30"), d("0.06")).value().clean), "100.463054");
}

TEST(StreetPrice, on_a_coupon_day_a_coupon_at_the_yield_costs_par) {
  const auto bond = fixed_coupon(day("2007-06-30"), 4, DayCount::ActualActualIcma, d("0.08"));
  EXPECT_EQ(six(price_from_yield(bond, day("1997-03-31"), d("0.08")).value().clean), "100.000000");
}

TEST(StreetPrice, a_zero_coupon_is_its_discounted_par) {
  const auto zero = zero_coupon(day("2007-02-15"), 2, DayCount::ActualActualIcma);
  // 100 / 1.04^20
  EXPECT_EQ(six(price_from_yield(zero, day("1997-02-15"), d("0.08")).value().clean), "45.638695");
  EXPECT_EQ(yield_from_price(zero, day("1997-02-15"), d("45.638695")).value().rounded(7, Rounding::HalfUp), d("0.08"));
}

TEST(StreetPrice, odd_periods_lie_on_the_grid) {
  auto bond = fixed_coupon(day("1997-12-31"), 2, DayCount::Thirty360Us, d("0.06"));
  bond.issued = day("1996-09-30");
  bond.first_coupon = day("1997-06-30");
  // A quarter and a half-year of 6% come on 1997-06-30: 4.5; then 103. From 1996-12-31, one and two periods away.
  // 4.5/1.04 + 103/1.04^2 - 1.5
  EXPECT_EQ(six(price_from_yield(bond, day("1996-12-31"), d("0.08")).value().clean), "98.056213");
  auto odd_last = fixed_coupon(day("1998-03-31"), 2, DayCount::Thirty360Us, d("0.06"));
  odd_last.last_coupon = day("1997-12-31");
  // 3 after one period, and 101.5 half a period later: 3/1.04 + 101.5/1.04^1.5
  EXPECT_EQ(six(price_from_yield(odd_last, day("1997-06-30"), d("0.08")).value().clean), "98.585518");
}

TEST(StreetPrice, prices_without_a_yield_are_refused) {
  const auto bond = fixed_coupon(day("2007-06-30"), 2, DayCount::Thirty360Us, d("0.08"));
  for (const char* price : {"-5", "99999999"}) {
    const auto yield = yield_from_price(bond, day("1997-03-31"), d(price));
    ASSERT_FALSE(yield) << price;
    EXPECT_EQ(yield.refusals()[0].code, "E-DEBT-003") << price;
  }
  EXPECT_FALSE(price_from_yield(bond, day("1997-03-31"), Decimal(11)));
  EXPECT_FALSE(price_from_yield(bond, day("2007-06-30"), d("0.08")));
  EXPECT_LT(yield_from_price(bond, day("1997-03-31"), d("250")).value(), Decimal(0)) << "a yield may be negative";
}

}  // namespace
}  // namespace openend::debt
