#include "instrument/rate_contract/rate_contract.h"

#include <gtest/gtest.h>

#include "instrument/list.h"

namespace openend::instrument {
namespace {

Security contract(const char* kind) {
  Security s;
  s.key = "SWAP";
  s.kind = *parse_kind(kind);
  s.rate_pct = Decimal(6);
  s.issued = Date::of(1997, 1, 31);
  s.maturity = Date::of(1998, 3, 15);
  s.day_count = DayCount::Thirty360Us;
  s.coupons_per_year = 2;
  s.contract.emplace();
  s.contract->kind = entity::ContractTerms::Underlying::MoneyMarket;
  s.contract->underlying = "LIBOR";
  s.contract->multiplier = Decimal(100'000);
  s.contract->floating_per_year = 4;
  s.contract->floating_day_count = DayCount::Actual360;
  s.coupons = {{{}, Date::of(1997, 1, 31), entity::DatedCoupon::Kind::Reset, Decimal::from("5.5")},
               {{}, Date::of(1997, 6, 15), entity::DatedCoupon::Kind::Reset, Decimal::from("6.25")}};
  return s;
}

Decimal percent(const RatePayment& leg) {
  return divide(leg.rate_pct * Decimal(leg.part.numerator), Decimal(leg.part.denominator), 10, Rounding::HalfUp);
}

TEST(RateContract, legs_of_a_swap_pay_on_their_own_days_and_the_first_period_is_short) {
  const Security swap = contract("interest_rate_swap");
  EXPECT_TRUE(check(swap).empty());
  const auto legs = rate_payments(swap, Date::of(1997, 3, 15));
  ASSERT_TRUE(legs);
  ASSERT_EQ(legs.value().size(), 2U);
  EXPECT_EQ(percent(legs.value()[0]), Decimal::from("-0.75"));         // 6% x 45/360
  EXPECT_EQ(percent(legs.value()[1]), Decimal::from("0.6569444444"));  // 5.5% x 43/360
  for (const Date quiet : {Date::of(1997, 1, 31), Date::of(1997, 3, 14), Date::of(1998, 6, 15)}) {
    const auto none = rate_payments(swap, quiet);
    ASSERT_TRUE(none);
    EXPECT_TRUE(none.value().empty()) << quiet.text();
  }
}

TEST(RateContract, a_period_without_its_fixing_can_not_be_paid) {
  const auto legs = rate_payments(contract("interest_rate_swap"), Date::of(1997, 6, 15));
  ASSERT_FALSE(legs);
  EXPECT_EQ(legs.refusals()[0].code, "E-SWAP-001");
  EXPECT_EQ(legs.refusals()[0].found, "no fixing of 1997-03-15");
}

TEST(RateContract, the_spread_adds_to_the_index) {
  Security swap = contract("interest_rate_swap");
  swap.contract->spread_pct = Decimal::from("-0.25");
  const auto legs = rate_payments(swap, Date::of(1997, 9, 15));
  ASSERT_TRUE(legs);
  ASSERT_EQ(legs.value().size(), 2U);
  EXPECT_EQ(percent(legs.value()[0]), Decimal(-3));
  EXPECT_EQ(legs.value()[1].rate_pct, Decimal(6));
  EXPECT_EQ(legs.value()[1].start, Date::of(1997, 6, 15));
}

TEST(RateContract, caps_pay_above_and_floors_below_the_strike_and_nothing_else) {
  const auto paid = [](const char* kind, Date date) {
    const auto legs = rate_payments(contract(kind), date);
    EXPECT_TRUE(legs);
    EXPECT_EQ(legs.value().size(), 1U);
    return legs.value()[0].rate_pct;
  };
  EXPECT_EQ(paid("interest_rate_cap", Date::of(1997, 3, 15)), Decimal(0));
  EXPECT_EQ(paid("interest_rate_cap", Date::of(1997, 9, 15)), Decimal::from("0.25"));
  EXPECT_EQ(paid("interest_rate_floor", Date::of(1997, 3, 15)), Decimal::from("0.5"));
  EXPECT_EQ(paid("interest_rate_floor", Date::of(1997, 9, 15)), Decimal(0));
}

TEST(RateContract, terms_that_are_missing_or_contradict_are_refused) {
  const auto faults = [](auto&& change) {
    Security s = contract("interest_rate_cap");
    change(s);
    return check(s).size();
  };
  EXPECT_EQ(faults([](Security&) {}), 0U);
  EXPECT_EQ(faults([](Security& s) { s.rate_pct.reset(); }), 1U);
  EXPECT_EQ(faults([](Security& s) { s.issued.reset(); }), 1U);
  EXPECT_EQ(faults([](Security& s) { s.issued = s.maturity; }), 1U);
  EXPECT_EQ(faults([](Security& s) { s.day_count.reset(); }), 1U);
  EXPECT_EQ(faults([](Security& s) { s.coupons_per_year = 5; }), 1U);
  EXPECT_EQ(faults([](Security& s) { s.contract->floating_per_year = 3; }), 1U);
  EXPECT_EQ(faults([](Security& s) { s.contract->spread_pct = Decimal(1); }), 1U);
  EXPECT_EQ(faults([](Security& s) { s.contract->strike = Decimal(1); }), 1U);
  EXPECT_EQ(faults([](Security& s) { s.contract->kind = entity::ContractTerms::Underlying::Index; }), 1U);
}

}  // namespace
}  // namespace openend::instrument
