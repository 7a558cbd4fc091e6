#include "policy/pricing.h"

#include <gtest/gtest.h>

#include "policy/check_limits.h"

namespace openend::policy {
namespace {

using enum PriceKind;
const Date kDay = Date::of(1997, 1, 6);

TEST(Pricing, ranks_by_kind_then_by_source) {
  const PricingRule rule{kDay, "any", {"A", "B"}, {Evaluated, Bid}};
  struct Row {
    const char* sentence;
    const PricingRule* rule;
    const char* source;
    PriceKind kind;
    std::uint8_t rank;
  };
  const Row rows[] = {
      {"without a rule a close is best", nullptr, "X", Close, 0},
      {"an evaluated price is as good", nullptr, "Y", Evaluated, 0},
      {"a bid is taken where there is nothing else", nullptr, "X", Bid, 1},
      {"an ask never", nullptr, "X", Ask, kNotUsed},
      {"the first kind of the first source", &rule, "A", Evaluated, 0},
      {"the first kind of the second source", &rule, "B", Evaluated, 1},
      {"the second kind of the first source", &rule, "A", Bid, 2},
      {"a kind that is not named", &rule, "A", Close, kNotUsed},
      {"a source that is not named", &rule, "C", Bid, kNotUsed},
  };
  for (const Row& row : rows) EXPECT_EQ(price_rank(row.rule, row.source, row.kind), row.rank) << row.sentence;
}

TEST(Pricing, finds_an_instruments_own_rule_before_that_of_any) {
  const Pricing pricing{{kDay, "any", {}, {}}, {kDay + 1, "treasury", {}, {}}, {kDay + 2, "any", {}, {}}};
  EXPECT_EQ(pricing_rule(pricing, "treasury", kDay - 1), nullptr);
  EXPECT_EQ(pricing_rule(pricing, "treasury", kDay), &pricing[0]);
  EXPECT_EQ(pricing_rule(pricing, "treasury", kDay + 5), &pricing[1]);
  EXPECT_EQ(pricing_rule(pricing, "warrant", kDay + 5), &pricing[2]);
}

TEST(CheckLimits, are_ours_until_the_trust_states_others) {
  const std::vector<CheckEntry> entries{{kDay, "any", {{&CheckLimits::move_bp, 700}, {&CheckLimits::stale_days, 1}}},
                                        {kDay + 1, "treasury", {{&CheckLimits::move_bp, 100}}}};
  EXPECT_EQ(check_limits(entries, "treasury", kDay - 1).move_bp, 300);
  EXPECT_EQ(check_limits(entries, "treasury", kDay).move_bp, 700);
  EXPECT_EQ(check_limits(entries, "treasury", kDay + 1).move_bp, 100);
  EXPECT_EQ(check_limits(entries, "treasury", kDay + 1).stale_days, 1);
  EXPECT_EQ(check_limits(entries, "treasury", kDay + 1).yield_bp, 50);
  EXPECT_EQ(check_limits(entries, "common_stock", kDay + 1).move_bp, 700);
  EXPECT_EQ(check_limits({}, "common_stock", kDay).unchanged_days, 10);
}

}  // namespace
}  // namespace openend::policy
