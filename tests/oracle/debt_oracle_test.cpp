// Bonds against QuantLib: schedules, accrued interest, prices, yields and amortised cost of thousands of random bonds,
// the same ones in every run. Where QuantLib means something else, the difference is named, and asked for.
#include <gtest/gtest.h>

#include <ql/instruments/bonds/fixedratebond.hpp>
#include <ql/pricingengines/bond/bondfunctions.hpp>
#include <ql/time/calendars/nullcalendar.hpp>
#include <ql/time/daycounters/actual360.hpp>
#include <ql/time/daycounters/actual365fixed.hpp>
#include <ql/time/daycounters/actualactual.hpp>
#include <ql/time/daycounters/thirty360.hpp>
#include <random>

#include "debt/effective_yield.h"

namespace openend::debt {
namespace {

namespace ql = QuantLib;

ql::Date their(Date date) { return {static_cast<int>(date.day()), static_cast<ql::Month>(date.month()), date.year()}; }
double number(const Decimal& decimal) { return std::stod(decimal.text()); }

ql::DayCounter their(DayCount count) {
  switch (count) {
    case DayCount::Thirty360Us: return ql::Thirty360(ql::Thirty360::USA);
    case DayCount::Thirty360BondBasis: return ql::Thirty360(ql::Thirty360::BondBasis);
    case DayCount::Thirty360European: return ql::Thirty360(ql::Thirty360::European);
    case DayCount::ActualActualIcma: return ql::ActualActual(ql::ActualActual::ISMA);
    case DayCount::ActualActualIsda: return ql::ActualActual(ql::ActualActual::ISDA);
    case DayCount::Actual360: return ql::Actual360();
    case DayCount::Actual365: return ql::Actual365Fixed();
  }
  return {};
}

constexpr DayCount kCounts[] = {DayCount::Thirty360Us,      DayCount::Thirty360BondBasis, DayCount::Thirty360European,
                                DayCount::ActualActualIcma, DayCount::ActualActualIsda,   DayCount::Actual360,
                                DayCount::Actual365};

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : engine_(seed) {}
  int between(int low, int high) { return std::uniform_int_distribution<int>(low, high)(engine_); }

 private:
  std::mt19937_64 engine_;
};

/// A bond of the years 1990 to 2040, its coupon in eighths of a percent; every third has a long first period.
BondTerms random_bond(Dice& dice, DayCount count) {
  static constexpr int kFrequencies[] = {1, 2, 4, 12};
  const Date maturity = Date::of(dice.between(1996, 2040), 1, 1) + dice.between(0, 364);
  const int per_year = kFrequencies[dice.between(0, 3)];
  auto bond = fixed_coupon(maturity, per_year, count, Decimal::of(dice.between(1, 120) * 125, 5));
  bond.issued = maturity - dice.between(400, 9000);
  const CouponGrid grid(bond);
  const Date second = grid.day(grid.step_of(*bond.issued) + 2);
  if (dice.between(0, 2) == 0 && second < maturity) bond.first_coupon = second;
  return bond;
}

ql::Schedule their_schedule(const BondTerms& bond) {
  const ql::Period tenor(12 / bond.coupons_per_year, ql::Months);
  const ql::Date first = bond.first_coupon ? their(*bond.first_coupon) : ql::Date();
  return {their(*bond.issued),
          their(bond.maturity),
          tenor,
          ql::NullCalendar(),
          ql::Unadjusted,
          ql::Unadjusted,
          ql::DateGeneration::Backward,
          is_month_end(bond.maturity),
          first};
}

ql::FixedRateBond their_bond(const BondTerms& bond) {
  return {0,
          100.0,
          their_schedule(bond),
          {number(bond.coupons[0].rate)},
          their(bond.day_count),
          ql::Unadjusted,
          100.0,
          their(*bond.issued),
          ql::NullCalendar()};
}

std::string told(const BondTerms& bond, Date date) {
  return std::string(name_of(bond.day_count)) + " " + std::to_string(bond.coupons_per_year) + " a year, " +
         bond.issued->text() + (bond.first_coupon ? " first " + bond.first_coupon->text() : "") + " to " +
         bond.maturity.text() + " on " + date.text();
}

TEST(DebtOracle, schedules_of_five_thousand_bonds) {
  Dice dice(1);
  for (int i = 0; i < 5000; ++i) {
    const BondTerms bond = random_bond(dice, DayCount::ActualActualIcma);
    const auto periods = interest_periods(bond, *bond.issued).value();
    const ql::Schedule theirs = their_schedule(bond);
    ASSERT_EQ(theirs.size(), periods.size() + 1) << told(bond, *bond.issued);
    for (std::size_t k = 0; k < periods.size(); ++k) {
      ASSERT_EQ(their(periods[k].start), theirs[k]) << told(bond, periods[k].start);
      ASSERT_EQ(their(periods[k].end), theirs[k + 1]) << told(bond, periods[k].end);
    }
  }
}

// QuantLib 1.29's 30/360 US asks whether the end is a 31st before February's last day has become a 30th: one day more
// from February's last day to a 31st (day_count_oracle_test). Everything else agrees.
TEST(DebtOracle, accrued_interest_of_seven_thousand_bonds) {
  Dice dice(2);
  for (const DayCount count : kCounts) {
    for (int i = 0; i < 1000; ++i) {
      const BondTerms bond = random_bond(dice, count);
      const Date date = *bond.issued + dice.between(0, bond.maturity - *bond.issued - 1);
      const Accrued ours = accrued_interest(bond, date).value();
      const double theirs = their_bond(bond).accruedAmount(their(date));
      const InterestPeriod period = interest_period(bond, date).value();
      const bool known =
          count == DayCount::Thirty360Us && period.start.month() == 2 && is_month_end(period.start) && date.day() == 31;
      const double day_more = known ? 100 * number(bond.coupons[0].rate) / 360 : 0;
      ASSERT_NEAR(theirs, 100 * number(ours.interest) + day_more, 1e-10) << told(bond, date);
    }
  }
}

/// Settlement in a regular period with at least two coupons to come: with one, the street takes simple interest and
/// QuantLib's compounding goes on.
std::optional<Date> settlement_for(Dice& dice, const BondTerms& bond) {
  const auto periods = interest_periods(bond, *bond.issued).value();
  if (periods.size() < 4) return std::nullopt;
  const auto& period = periods[static_cast<std::size_t>(dice.between(1, static_cast<int>(periods.size()) - 2))];
  return period.start + dice.between(0, period.end - period.start - 1);
}

void expect_price_and_yield(const BondTerms& bond, Date date, const Decimal& yield) {
  const auto theirs = their_bond(bond);
  const auto frequency = static_cast<ql::Frequency>(bond.coupons_per_year);
  const auto count = their(bond.day_count);
  const StreetPrice price = price_from_yield(bond, date, yield).value();
  const double their_price =
      ql::BondFunctions::cleanPrice(theirs, number(yield), count, ql::Compounded, frequency, their(date));
  ASSERT_NEAR(number(price.clean), their_price, 1e-9) << told(bond, date);
  ASSERT_EQ(yield_from_price(bond, date, price.clean).value(), yield) << told(bond, date);
}

TEST(DebtOracle, prices_and_yields_by_actual_days_of_three_thousand_bonds) {
  Dice dice(3);
  int priced = 0;
  for (int i = 0; i < 3000; ++i) {
    const BondTerms bond = random_bond(dice, DayCount::ActualActualIcma);
    const auto date = settlement_for(dice, bond);
    if (!date) continue;
    ASSERT_NO_FATAL_FAILURE(expect_price_and_yield(bond, *date, Decimal::of(dice.between(1, 20000), 5)));
    ++priced;
  }
  EXPECT_GT(priced, 2500);
}

// By 30/360 QuantLib counts the days to the next coupon, the street takes the period less what has accrued. The two are
// the same but on a 31st, and where coupon days are cut to the length of their month: those are left out, not excused.
TEST(DebtOracle, prices_and_yields_by_30_360_of_three_thousand_bonds) {
  Dice dice(4);
  int priced = 0;
  for (int i = 0; i < 3000; ++i) {
    const BondTerms bond = random_bond(dice, kCounts[i % 3]);
    const auto date = settlement_for(dice, bond);
    if (!date || bond.maturity.day() > 27 || date->day() == 31 || (date->month() == 2 && is_month_end(*date))) continue;
    ASSERT_NO_FATAL_FAILURE(expect_price_and_yield(bond, *date, Decimal::of(dice.between(1, 20000), 5)));
    ++priced;
  }
  EXPECT_GT(priced, 2000);
}

// QuantLib's solver is asked for the yield of our price: it stops within 1e-8 of it.
TEST(DebtOracle, quantlib_finds_the_yield_of_our_price) {
  Dice dice(5);
  for (int i = 0; i < 500; ++i) {
    const BondTerms bond = random_bond(dice, DayCount::ActualActualIcma);
    const auto date = settlement_for(dice, bond);
    if (!date) continue;
    const Decimal yield = Decimal::of(dice.between(100, 20000), 5);
    const StreetPrice price = price_from_yield(bond, *date, yield).value();
    const double theirs =
        ql::BondFunctions::yield(their_bond(bond), number(price.clean), their(bond.day_count), ql::Compounded,
                                 static_cast<ql::Frequency>(bond.coupons_per_year), their(*date), 1e-12, 1000, 0.05);
    ASSERT_NEAR(theirs, number(yield), 1e-8) << told(bond, *date);
  }
}

TEST(DebtOracle, with_one_coupon_to_come_interest_is_simple) {
  Dice dice(6);
  for (int i = 0; i < 1000; ++i) {
    const BondTerms bond = random_bond(dice, DayCount::ActualActualIcma);
    const InterestPeriod last = interest_period(bond, bond.maturity - 1).value();
    if (!last.regular) continue;
    const Date date = last.start + dice.between(0, last.end - last.start - 1);
    const Decimal yield = Decimal::of(dice.between(1, 20000), 5);
    const double theirs =
        ql::BondFunctions::cleanPrice(their_bond(bond), number(yield), their(bond.day_count), ql::Simple,
                                      static_cast<ql::Frequency>(bond.coupons_per_year), their(date));
    ASSERT_NEAR(number(price_from_yield(bond, date, yield).value().clean), theirs, 1e-9) << told(bond, date);
  }
}

// On coupon days amortised cost is QuantLib's price at the lot's yield.
TEST(DebtOracle, amortised_cost_on_coupon_days_is_the_price_at_the_lot_s_yield) {
  Dice dice(7);
  for (int i = 0; i < 400; ++i) {
    const BondTerms bond = random_bond(dice, DayCount::ActualActualIcma);
    const auto bought = settlement_for(dice, bond);
    if (!bought) continue;
    // Far from par only where there are years to come: a price of 60 for two months has no yield below 1000%.
    const int away = bond.maturity - *bought > 730 ? 40 : 3;
    const Decimal cost(10000 + 100 * dice.between(-away, away));
    const auto lot = lot_at_yield(bond, *bought, 10000, cost);
    ASSERT_TRUE(lot) << told(bond, *bought);
    const auto theirs = their_bond(bond);
    const auto periods = interest_periods(bond, *bought).value();
    for (std::size_t k = 1; k < periods.size(); ++k) {
      const Date day = periods[k].start;
      const double price =
          ql::BondFunctions::cleanPrice(theirs, number(lot.value().yield), their(bond.day_count), ql::Compounded,
                                        static_cast<ql::Frequency>(bond.coupons_per_year), their(day));
      ASSERT_NEAR(number(carrying_value(bond, lot.value(), day).value()), 100 * price, 1e-6) << told(bond, day);
    }
    ASSERT_EQ(carrying_value(bond, lot.value(), bond.maturity).value(), Decimal(10000));
  }
}

}  // namespace
}  // namespace openend::debt
