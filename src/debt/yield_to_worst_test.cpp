#include "debt/yield_to_worst.h"

#include <gtest/gtest.h>

namespace openend::debt {
namespace {

Date day(const char* text) { return *Date::parse(text); }
Decimal d(const char* text) { return Decimal::from(text); }

const BondTerms kBond = fixed_coupon(day("2007-06-30"), 2, DayCount::Thirty360Us, d("0.09"));
const std::vector<Call> kCalls{
    {day("1996-06-30"), d("1.05")}, {day("2002-06-30"), d("1.03")}, {day("2004-06-30"), d("1")}};

TEST(YieldToWorst, a_premium_is_worst_at_a_call_and_a_discount_at_maturity) {
  struct Row {
    const char* sentence;
    const char* price;
    const char* ends;
  };
  const Row rows[] = {
      {"a high premium ends at the first call to come", "120", "2002-06-30"},
      {"a small one at the call at par", "102", "2004-06-30"},
      {"a discount at maturity", "95", "2007-06-30"},
      {"at par all but the call above it are the same: the earliest", "100", "2004-06-30"},
  };
  for (const Row& row : rows) {
    const auto worst = yield_to_worst(kBond, day("1997-06-30"), d(row.price), kCalls).value();
    EXPECT_EQ(worst.ends.text(), row.ends) << row.sentence;
  }
}

TEST(YieldToWorst, a_call_is_a_bond_that_ends_there) {
  const auto shorter = fixed_coupon(day("2004-06-30"), 2, DayCount::Thirty360Us, d("0.09"));
  const auto worst = yield_to_worst(kBond, day("1997-03-10"), d("102"), kCalls).value();
  EXPECT_EQ(worst.yield, yield_from_price(shorter, day("1997-03-10"), d("102")).value());
  EXPECT_FALSE(yield_to_worst(kBond, day("1997-03-10"), d("102"), {{day("2008-01-01"), Decimal(1)}}));
}

TEST(YieldToWorst, a_call_between_coupons_pays_interest_to_its_day) {
  const auto ended = called(kBond, {day("2002-09-30"), Decimal(1)});
  const auto flows = cash_flows(ended, day("2002-03-01")).value();
  ASSERT_EQ(flows.size(), 2u);
  EXPECT_EQ(flows[0].cash(), d("0.045"));
  EXPECT_EQ(flows[1].cash(), d("1.0225")) << "a quarter of 9%";
}

}  // namespace
}  // namespace openend::debt
