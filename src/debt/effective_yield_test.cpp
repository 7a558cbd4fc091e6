#include "debt/effective_yield.h"

#include <gtest/gtest.h>

namespace openend::debt {
namespace {

Date day(const char* text) { return *Date::parse(text); }
Decimal d(const char* text) { return Decimal::from(text); }
std::string cents(const Decimal& number) { return number.rounded(2, Rounding::HalfUp).text(); }

TEST(EffectiveYield, premium_of_the_regulation_s_example) {
  const auto bond = fixed_coupon(day("2006-02-01"), 1, DayCount::Thirty360Us, d("0.1"));
  const auto lot = lot_at_yield(bond, day("1999-02-01"), 100000, 110000).value();
  EXPECT_EQ(lot.yield.rounded(6, Rounding::HalfUp), d("0.080744"));
  EXPECT_EQ(cents(carrying_value(bond, lot, day("2000-02-01")).value()), "108881.83") << "110,000 less 1,118.17";
  EXPECT_EQ(cents(carrying_value(bond, lot, day("2006-02-01")).value()), "100000.00");
}

TEST(EffectiveYield, discount_of_a_zero_coupon_compounds_by_its_periods) {
  const auto zero = zero_coupon(day("1999-07-01"), 2, DayCount::Thirty360Us);
  const auto lot = lot_at_yield(zero, day("1994-07-01"), 1000000, d("675564.17")).value();
  EXPECT_EQ(lot.yield.rounded(8, Rounding::HalfUp), d("0.08"));
  // Reg. 1.1272-1(j) ex. 1: 27,022.57 in the first half-year, 28,103.47 in the second.
  EXPECT_EQ(cents(carrying_value(zero, lot, day("1995-01-01")).value()), "702586.74");
  EXPECT_EQ(cents(carrying_value(zero, lot, day("1995-07-01")).value()), "730690.21");
}

TEST(EffectiveYield, between_coupons_every_day_has_the_same_part) {
  const auto bond = fixed_coupon(day("2002-12-31"), 2, DayCount::Thirty360Us, d("0.06"));
  const auto lot = lot_at_yield(bond, day("1997-02-10"), 1000000, d("957250")).value();
  const auto value = [&](Date date) { return carrying_value(bond, lot, date).value(); };
  const Decimal step = value(day("1997-08-02")) - value(day("1997-08-01"));
  for (Date date = day("1997-07-01"); date < day("1997-12-31"); date = date + 1) {
    EXPECT_LE(abs(value(date + 1) - value(date) - step), Decimal::of(2, 12)) << date.text();
  }
}

struct Shape {
  const char* sentence;
  BondTerms terms;
  const char* bought;
  const char* cost;  // of 100,000
  const char* paid_back;
};

std::vector<Shape> shapes() {
  auto step = fixed_coupon(day("2005-03-15"), 2, DayCount::Thirty360Us, d("0"));
  step.coupons = {{day("1995-03-15"), d("0"), false}, {day("2000-03-15"), d("0.125"), false}};
  auto in_kind = fixed_coupon(day("2000-06-30"), 2, DayCount::Thirty360Us, d("0.1"));
  in_kind.coupons[0].in_kind = true;
  auto called = fixed_coupon(day("2001-06-15"), 2, DayCount::Thirty360Us, d("0.11"));
  called.redemption = d("1.05");
  return {
      {"a premium", fixed_coupon(day("2003-11-15"), 2, DayCount::ActualActualIcma, d("0.0875")), "1996-12-31",
       "108312.50", "100000"},
      {"a discount", fixed_coupon(day("2003-11-15"), 2, DayCount::Thirty360Us, d("0.05")), "1997-01-17", "88125",
       "100000"},
      {"at par", fixed_coupon(day("2003-11-15"), 4, DayCount::Thirty360Us, d("0.07")), "1996-11-15", "100000",
       "100000"},
      {"bought in its last period", fixed_coupon(day("1997-06-30"), 2, DayCount::Thirty360Us, d("0.09")), "1997-03-03",
       "101250", "100000"},
      {"a strip", zero_coupon(day("2016-11-15"), 2, DayCount::ActualActualIcma), "1996-12-31", "24687.5", "100000"},
      {"a step coupon", step, "1996-05-20", "61500", "100000"},
      {"paid in kind", in_kind, "1997-06-30", "97000", "134009.564063"},  // 1.05^6
      {"redeemed above par", called, "1996-08-01", "107000", "105000"},
  };
}

TEST(EffectiveYield, begins_at_cost_and_ends_at_what_is_paid_back_exactly) {
  for (const Shape& shape : shapes()) {
    const Decimal cost = d(shape.cost);
    const auto lot = lot_at_yield(shape.terms, day(shape.bought), 100000, cost).value();
    const auto value = [&](Date date) { return carrying_value(shape.terms, lot, date).value(); };
    EXPECT_EQ(value(lot.bought - 1), cost) << shape.sentence;
    EXPECT_EQ(value(lot.bought), cost) << shape.sentence;
    EXPECT_EQ(value(shape.terms.maturity).rounded(6, Rounding::HalfUp), d(shape.paid_back)) << shape.sentence;
    EXPECT_EQ(value(shape.terms.maturity + 400), value(shape.terms.maturity)) << shape.sentence;
  }
}

// What a lot earns in a period is its value at the beginning times the yield: from one coupon day to the next, the
// value after the coupon grows by the yield, less the coupon.
TEST(EffectiveYield, a_period_earns_the_yield) {
  for (const Shape& shape : shapes()) {
    const auto lot = lot_at_yield(shape.terms, day(shape.bought), 100000, d(shape.cost)).value();
    const auto flows = cash_flows(shape.terms, lot.bought).value();
    for (std::size_t i = 1; i < flows.size(); ++i) {
      const CashFlow& flow = flows[i];
      const Decimal before = carrying_value(shape.terms, lot, flow.period.start).value();
      const Decimal after = carrying_value(shape.terms, lot, flow.period.end).value();
      const Decimal paid = flow.in_kind ? Decimal(0) : Decimal(100000) * flow.coupon;
      const Decimal earned = after + paid - before;
      const Decimal due = before * lot.yield * Decimal::of(10000 / shape.terms.coupons_per_year, 4);
      EXPECT_LE(abs(earned - due), Decimal::of(1, 5)) << shape.sentence << " " << flow.period.end.text();
    }
  }
}

TEST(EffectiveYield, the_par_of_a_bond_paid_in_kind_grows_on_coupon_days) {
  const Shape shape = shapes()[6];
  const auto lot = lot_at_yield(shape.terms, day(shape.bought), 100000, d(shape.cost)).value();
  EXPECT_EQ(par_on(shape.terms, lot, day("1997-12-30")).value(), Decimal(100000));
  EXPECT_EQ(par_on(shape.terms, lot, day("1997-12-31")).value(), Decimal(105000));
  // The day before the coupon the value holds none of it; on the day, all.
  const Decimal before = carrying_value(shape.terms, lot, day("1997-12-30")).value();
  const Decimal after = carrying_value(shape.terms, lot, day("1997-12-31")).value();
  EXPECT_GT(after - before, Decimal(5000));
  EXPECT_LT(after - before, Decimal(5010));
}

TEST(EffectiveYield, a_lot_of_nothing_is_refused) {
  const auto bond = fixed_coupon(day("2003-11-15"), 2, DayCount::Thirty360Us, d("0.05"));
  EXPECT_EQ(lot_at_yield(bond, day("1997-01-17"), 0, 100).refusals()[0].code, "E-DEBT-004");
  EXPECT_EQ(lot_at_yield(bond, day("1997-01-17"), 100, 0).refusals()[0].code, "E-DEBT-004");
  EXPECT_EQ(lot_at_yield(bond, day("2003-11-15"), 100, 100).refusals()[0].code, "E-DEBT-002");
}

}  // namespace
}  // namespace openend::debt
