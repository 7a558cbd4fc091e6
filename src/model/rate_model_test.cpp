#include "model/rate_model.h"

#include <gtest/gtest.h>

#include <cmath>

namespace openend::model {
namespace {

const Date kDay = Date::of(1997, 1, 15);

entity::Security contract(const char* kind, const char* rate, int per_year, DayCount count) {
  entity::Security s;
  s.key = "SWAP";
  s.kind = *instrument::parse_kind(kind);
  s.rate_pct = Decimal::from(rate);
  s.issued = kDay;
  s.maturity = Date::of(1998, 1, 15);
  s.day_count = count;
  s.coupons_per_year = per_year;
  s.contract.emplace();
  s.contract->underlying = "LIBOR";
  s.coupons = {{{}, kDay, entity::DatedCoupon::Kind::Reset, Decimal(5)}};
  return s;
}
std::vector<event::CurvePoint> flat(const char* volatility = nullptr) {
  std::vector<event::CurvePoint> curve{{"LIBOR", kDay + 90, Decimal(5), {}, 2},
                                       {"LIBOR", kDay + 800, Decimal(5), {}, 3}};
  if (volatility != nullptr) curve[1].volatility_pct = Decimal::from(volatility);
  return curve;
}
double price(const entity::Security& s, Date date, const std::vector<event::CurvePoint>& curve) {
  const auto priced = price_rate_contract(s, date, curve);
  EXPECT_TRUE(priced);
  return std::stod(priced.value().price.text());
}

TEST(RateModel, a_swap_of_one_period_is_its_discounted_difference) {
  const auto priced = price_rate_contract(contract("interest_rate_swap", "6", 1, DayCount::Actual365), kDay, flat());
  ASSERT_TRUE(priced);
  EXPECT_EQ(priced.value().price.text(), "-0.951229");
  EXPECT_NE(priced.value().inputs.find("curve LIBOR of 1997-01-15 with 2 points"), std::string::npos);
}

TEST(RateModel, a_period_to_come_is_worth_the_curves_forward_rate) {
  // The floating leg from the second quarter on is worth the discount between its ends: 100 (D(90 days) - D(365)).
  const entity::Security swap = contract("interest_rate_swap", "0", 4, DayCount::Actual365);
  const double first = 5 * 90.0 / 365 * std::exp(-0.05 * 90 / 365);
  const double rest = 100 * (std::exp(-0.05 * 90 / 365) - std::exp(-0.05));
  EXPECT_NEAR(price(swap, kDay, flat()), first + rest, 1e-6);
  // On a day of payment that payment is made, and the period that begins has to be fixed.
  EXPECT_FALSE(price_rate_contract(swap, kDay + 90, flat()));
}

TEST(RateModel, a_cap_less_a_floor_is_the_swap) {
  const auto worth = [](const char* kind) {
    return price(contract(kind, "5.25", 4, DayCount::Actual360), kDay, flat("20"));
  };
  EXPECT_NEAR(worth("interest_rate_cap") - worth("interest_rate_floor"), worth("interest_rate_swap"), 2e-6);
  EXPECT_GT(worth("interest_rate_cap"), 0);
}

TEST(RateModel, refuses_what_it_would_have_to_guess) {
  const auto found = [](const entity::Security& s, const std::vector<event::CurvePoint>& curve) {
    const auto priced = price_rate_contract(s, kDay, curve);
    EXPECT_FALSE(priced);
    EXPECT_EQ(priced.refusals()[0].code, "E-MODEL-001");
    return priced.refusals()[0].found;
  };
  entity::Security cap = contract("interest_rate_cap", "5", 4, DayCount::Actual360);
  EXPECT_EQ(found(cap, {}), "no curve");
  EXPECT_EQ(found(cap, flat()), "no volatility");
  cap.maturity = kDay + 900;
  EXPECT_EQ(found(cap, flat("20")), "a curve until 1999-03-26");
  cap.maturity = Date::of(1998, 1, 15);
  auto far = flat("20");
  far[1].to = Date::of(2300, 1, 1);
  EXPECT_NE(found(cap, far), "");
  cap.coupons.clear();
  EXPECT_EQ(found(cap, flat("20")), "no fixing of 1997-01-15");
}

}  // namespace
}  // namespace openend::model
