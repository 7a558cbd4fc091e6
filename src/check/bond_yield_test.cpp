#include "check/bond_yield.h"

#include <gtest/gtest.h>

namespace openend::check {
namespace {

entity::Security bond(const char* coupon, Date maturity, int coupons_per_year) {
  entity::Security security;
  security.rate_pct = Decimal::from(coupon);
  security.maturity = maturity;
  security.coupons_per_year = coupons_per_year;
  return security;
}

TEST(BondYield, gives_par_at_the_coupon_on_a_coupon_date) {
  for (const char* coupon : {"3", "6.5", "12"}) {
    for (const int frequency : {1, 2, 4, 12}) {
      const auto security = bond(coupon, Date::of(2027, 2, 15), frequency);
      const auto yield = static_cast<YieldTenths>((Decimal::from(coupon) * Decimal(1'000)).scaled_to(0));
      EXPECT_EQ(price_at(security, Date::of(1997, 2, 15), yield).rounded(6, Rounding::HalfUp), Decimal(100))
          << coupon << "% " << frequency;
    }
  }
}

TEST(BondYield, discounts_by_hand) {
  // One year from maturity, annual: (8 + 100) / 1.10 = 98.181818...
  const auto annual = bond("8", Date::of(1998, 3, 1), 1);
  EXPECT_EQ(price_at(annual, Date::of(1997, 3, 1), 10'000).rounded(6, Rounding::HalfUp).text(), "98.181818");
  // Half-yearly, two coupons left: 4 / 1.05 + 104 / 1.05^2 = 98.140590
  const auto half_yearly = bond("8", Date::of(1998, 3, 1), 2);
  EXPECT_EQ(price_at(half_yearly, Date::of(1997, 3, 1), 10'000).rounded(6, Rounding::HalfUp).text(), "98.140590");
  // In the last period interest is simple: 73 of 365 days are gone, so (8 + 100) / (1 + 0.10 x 292 / 365) - 8 x 73 /
  // 365
  EXPECT_EQ(price_at(annual, Date::of(1997, 5, 13), 10'000).rounded(6, Rounding::HalfUp).text(), "98.400000");
}

TEST(BondYield, finds_the_yield_of_its_own_price) {
  for (const Date maturity : {Date::of(1998, 2, 28), Date::of(2002, 7, 15), Date::of(2036, 12, 31)}) {
    for (const char* coupon : {"0", "4.25", "11"}) {
      for (const YieldTenths yield : {100, 5'234, 8'125, 24'000}) {
        const auto security = bond(coupon, maturity, 2);
        const Date day = Date::of(1997, 1, 8);
        const auto found = yield_of(security, day, price_at(security, day, yield));
        ASSERT_TRUE(found);
        EXPECT_NEAR(*found, yield, 1) << coupon << " " << maturity.text();
      }
    }
  }
}

TEST(BondYield, has_none_where_the_price_is_out_of_this_world) {
  const auto security = bond("6", Date::of(1998, 1, 1), 2);
  const Date day = Date::of(1997, 1, 1);
  EXPECT_FALSE(yield_of(security, day, Decimal::from("106.10")));  // more than all that will be paid
  EXPECT_FALSE(yield_of(security, day, Decimal::from("1.00")));
  EXPECT_FALSE(has_yield(security, Date::of(1998, 1, 1)));
  EXPECT_FALSE(has_yield(bond("6", Date::of(1998, 1, 1), 0), day));
}

/// What the price check leaves out on purpose: a price that moved by less than 0.4 x its years (at most four) x the
/// limit has moved its yield by less than the limit.
TEST(BondYield, moves_less_than_a_small_move_of_the_price_would_need) {
  const Date day = Date::of(1997, 1, 8);
  for (const int years : {1, 2, 3, 5, 10, 30}) {
    for (const char* coupon : {"0", "5", "14"}) {
      for (const YieldTenths yield : {200, 6'000, 15'000, 25'000}) {
        const auto security = bond(coupon, Date::of(1997 + years, 3, 1), 2);
        const Decimal price = price_at(security, day, yield);
        const Decimal fall = price - price_at(security, day, yield + 1'000);  // 100 basis points
        const Decimal sure = price * Decimal::of(std::min(4 * years, 16), 3);
        EXPECT_GT(fall, sure) << years << " years, " << coupon << "% at " << yield;
      }
    }
  }
}

}  // namespace
}  // namespace openend::check
