#include "nav/per_share.h"

#include <gtest/gtest.h>

namespace openend::nav {
namespace {

Decimal d(const char* text) { return Decimal::from(text); }

TEST(PerShare, divides_and_publishes) {
  EXPECT_EQ(published(per_share(325789, 21003).value(), 2).text(), "15.51");
  EXPECT_EQ(published(d("14.765"), 2).text(), "14.77");
  EXPECT_EQ(per_share(1, 0).refusals()[0].code, "E-SHARE-001");
  const auto net = net_assets({87207, 728, 1094}, {3549});
  EXPECT_EQ(net.assets, Decimal(89029));
  EXPECT_EQ(net.net, Decimal(85480));
}

TEST(PerShare, an_order_s_shares_leave_a_fraction_of_a_cent) {
  const auto dealt = shares_for(10000, d("14.77"), 3).value();
  EXPECT_EQ(dealt.shares.text(), "677.048");
  EXPECT_EQ(dealt.value.text(), "10000.00");
  EXPECT_FALSE(shares_for(1, 0, 3));
}

TEST(PerShare, a_published_error_has_two_limits) {
  struct Row {
    const char* sentence;
    const char *correct, *published;
    bool error, material;
  };
  const Row rows[] = {
      {"half a percent is material", "10.00", "10.05", true, true},
      {"below it is not", "10.00", "9.96", true, false},
      {"less than a cent is no error, however much it is", "1.501", "1.51", false, false},
  };
  for (const Row& row : rows) {
    const auto error = published_error(d(row.correct), d(row.published)).value();
    EXPECT_EQ(error.is_error, row.error) << row.sentence;
    EXPECT_EQ(error.is_material, row.material) << row.sentence;
  }
  EXPECT_FALSE(published_error(0, 1));
}

TEST(PerShare, less_than_a_cent_may_be_left_out) {
  EXPECT_TRUE(may_be_left_out(9000, 1000000).value().allowed);
  EXPECT_TRUE(may_be_left_out(-9000, 1000000).value().allowed);
  EXPECT_FALSE(may_be_left_out(10000, 1000000).value().allowed) << "a cent is not less than a cent";
}

}  // namespace
}  // namespace openend::nav
