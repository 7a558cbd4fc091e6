#include "fees/advisory_fee.h"

#include <gtest/gtest.h>

namespace openend::fees {
namespace {

policy::AdvisoryFee schedule(bool capped) {
  policy::AdvisoryFee fee;
  fee.tiers = {{true, Decimal(30'000'000), Decimal::from("1.00")},
               {true, Decimal(300'000'000), Decimal::from("0.75")},
               {false, {}, Decimal::from("0.65")}};
  fee.has_cap = capped;
  fee.cap_rate_pct = Decimal::from("0.73");
  return fee;
}

TEST(AdvisoryFee, cuts_net_assets_into_tiers) {
  struct Row {
    const char* sentence;
    const char* net_assets;
    int days;
    int year;
    bool capped;
    const char* fee;
  };
  const Row rows[] = {
      {"a year on the first tier: 1% of 10,000,000", "10000000", 365, 365, false, "100000.00"},
      {"to its edge: 1% of 30,000,000", "30000000", 365, 365, false, "300000.00"},
      {"a dollar beyond adds 0.0075", "30000001", 365, 365, false, "300000.01"},
      {"100,000,000: 300,000 + 525,000", "100000000", 365, 365, false, "825000.00"},
      {"400,000,000: 300,000 + 2,025,000 + 650,000", "400000000", 365, 365, false, "2975000.00"},
      {"one day of 366", "100000000", 1, 366, false, "2254.10"},
      {"three days of 365", "100000000", 3, 365, false, "6780.82"},
      {"never more than 0.73% of all", "100000000", 365, 365, true, "730000.00"},
      {"the cap does not raise a lower fee: 2,975,000 is 0.74375%, capped at 0.73%", "400000000", 365, 365, true,
       "2920000.00"},
      {"far up the tiers are below the cap: 300,000 + 2,025,000 + 0.65% of 9,700,000,000", "10000000000", 365, 365,
       true, "65375000.00"},
      {"nothing on nothing", "0", 1, 365, false, "0.00"},
      {"nothing on a loss", "-5.00", 1, 365, false, "0.00"},
      {"no days, no fee", "100000000", 0, 365, false, "0.00"},
  };
  for (const Row& row : rows) {
    const auto fee = advisory_fee(schedule(row.capped), Decimal::from(row.net_assets), row.days, row.year);
    EXPECT_EQ(fee.rounded(2, Rounding::HalfUp).text(), row.fee) << row.sentence;
  }
}

}  // namespace
}  // namespace openend::fees
