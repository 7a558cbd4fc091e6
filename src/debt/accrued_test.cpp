#include "debt/accrued.h"

#include <gtest/gtest.h>

#include "debt/cash_flows.h"

namespace openend::debt {
namespace {

Date day(const char* text) { return *Date::parse(text); }

TEST(Accrued, by_each_day_count) {
  struct Row {
    const char* working;
    DayCount count;
    const char* expected;  // per 100 of a bond of 6% half-yearly to 2000-08-31, on 2000-03-31
  };
  const Row rows[] = {
      {"from 29 February, thirty of the US rule: 6 x 30/360", DayCount::Thirty360Us, "0.50000000"},
      {"bond basis sees 29 and 31: 6 x 32/360", DayCount::Thirty360BondBasis, "0.53333333"},
      {"30e makes the 31st a 30th: 6 x 31/360", DayCount::Thirty360European, "0.51666667"},
      {"3 x 31/184", DayCount::ActualActualIcma, "0.50543478"},
      {"6 x 31/366", DayCount::ActualActualIsda, "0.50819672"},
      {"6 x 31/360", DayCount::Actual360, "0.51666667"},
      {"6 x 31/365", DayCount::Actual365, "0.50958904"},
  };
  for (const Row& row : rows) {
    const auto bond = fixed_coupon(day("2000-08-31"), 2, row.count, Decimal::from("0.06"));
    const auto accrued = accrued_interest(bond, day("2000-03-31"));
    EXPECT_EQ((accrued.value().interest * Decimal(100)).rounded(8, Rounding::HalfUp).text(), row.expected)
        << row.working;
  }
}

TEST(Accrued, of_a_long_first_period_sums_its_regular_parts) {
  auto bond = fixed_coupon(day("1995-05-15"), 2, DayCount::ActualActualIcma, Decimal::from("0.085"));
  bond.issued = day("1990-03-01");
  bond.first_coupon = day("1990-11-15");
  // 4.25 x 75/181 until 15 May, and 4.25 x 17/184 until 1 June.
  const auto accrued = accrued_interest(bond, day("1990-06-01")).value();
  EXPECT_EQ((accrued.interest * Decimal(100)).rounded(8, Rounding::HalfUp).text(), "2.15371277");
  EXPECT_EQ(accrued.days, 92);
  // The whole of it: 4.25 x (75/181 + 1).
  const auto period = interest_period(bond, day("1990-06-01")).value();
  EXPECT_EQ((coupon_of(bond, period) * Decimal(100)).rounded(8, Rounding::HalfUp).text(), "6.01104972");
}

// QuantLib's own tests carry these rows of the ISDA memo.
TEST(Accrued, icma_years_go_on_beyond_the_regular_period) {
  const auto years = [](const char* a, const char* b, const char* from, const char* to, int per_year) {
    return icma_years(day(a), day(b), {day(from), day(to)}, per_year).value().rounded(12, Rounding::HalfUp).text();
  };
  EXPECT_EQ(years("2000-01-30", "2000-06-30", "2000-01-30", "2000-07-30", 2), "0.417582417582");
  EXPECT_EQ(years("2002-08-15", "2003-07-15", "2003-01-15", "2003-07-15", 2), "0.915760869565");
  EXPECT_EQ(years("1999-11-30", "2000-04-30", "1999-11-30", "2000-02-29", 4), "0.415760869565");
  EXPECT_FALSE(icma_years(day("2000-01-02"), day("2000-01-01"), {day("2000-01-01"), day("2000-07-01")}, 2));
}

TEST(Accrued, a_day_outside_the_life_is_refused) {
  const auto bond = fixed_coupon(day("2000-08-31"), 2, DayCount::Thirty360Us, Decimal::from("0.06"));
  EXPECT_EQ(accrued_interest(bond, day("2000-08-31")).refusals()[0].code, "E-DEBT-002");
}

TEST(Accrued, simple_interest_needs_no_period) {
  const auto interest =
      simple_interest(1000, Decimal::from("0.1"), DayCount::Thirty360Us, day("2008-03-01"), day("2008-05-01"));
  EXPECT_EQ(interest.value().rounded(6, Rounding::HalfUp).text(), "16.666667") << "1,000 x 10% x 60/360";
  EXPECT_FALSE(simple_interest(1, 1, DayCount::ActualActualIcma, day("2008-03-01"), day("2008-05-01")));
}

TEST(CashFlows, coupons_in_kind_grow_the_par) {
  auto bond = fixed_coupon(day("2002-06-30"), 2, DayCount::Thirty360Us, Decimal::from("0.1"));
  bond.coupons = {{day("2000-01-01"), Decimal::from("0.1"), true}, {day("2001-06-30"), Decimal::from("0.2"), false}};
  const auto flows = cash_flows(bond, day("2000-12-31")).value();
  ASSERT_EQ(flows.size(), 3u);
  EXPECT_EQ(flows[0].cash(), Decimal(0)) << "5% in kind";
  EXPECT_EQ(flows[1].cash(), Decimal::from("0.105")) << "20% for half a year on 1.05";
  EXPECT_EQ(flows[2].cash(), Decimal::from("1.155"));
}

}  // namespace
}  // namespace openend::debt
