#include <gtest/gtest.h>

#include "event/codec.h"

namespace openend::event {
namespace {

const Date kDay = Date::of(1997, 1, 6);

TEST(CodecValuation, brings_fair_values_approvals_and_levels_back) {
  FairValue full;
  full.id = "F1";
  full.date = kDay;
  full.portfolio = PortfolioId{3};
  full.security = SecurityId{7};
  full.value = Fixed{4025, 2};
  full.level = 3;
  full.method = "last trade less 20%";
  full.inputs = "tender price";
  full.reason = "trading halted";
  full.who = "committee";
  full.next_review = kDay + 7;
  full.expires = kDay + 30;
  full.row = 2;
  FairValue bare;
  bare.id = "F2";
  std::vector<FairValue> values;
  ASSERT_TRUE(decode(encode(std::vector{full, bare}), kDay, values));
  EXPECT_EQ(encode(values), encode(std::vector{full, bare}));
  EXPECT_EQ(values[0].date, kDay);
  EXPECT_EQ(values[0].expires, full.expires);
  EXPECT_FALSE(values[1].portfolio.exists());
  EXPECT_TRUE(values[1].ends());

  const entity::Approval approval{kDay, kDay + 365, entity::ApprovalSubject::FairValueProcedure, "matrix", "minutes"};
  std::vector<entity::Approval> approvals;
  ASSERT_TRUE(decode(encode(std::vector{approval}), approvals));
  EXPECT_EQ(encode(approvals), encode(std::vector{approval}));
  Bytes unknown = encode(std::vector{approval});
  unknown[4 + 4 + 5] = 9;  // count, from, to: a subject that nobody knows
  EXPECT_FALSE(decode(unknown, approvals));

  const std::vector<IndexLevel> levels{{"S&P 500", {74743, 2}, 2}, {"Nikkei", {1, 0}, 3}};
  std::vector<IndexLevel> read;
  ASSERT_TRUE(decode(encode(levels), read));
  EXPECT_EQ(encode(read), encode(levels));

  const std::vector<CurvePoint> points{{"LIBOR", kDay + 91, Decimal::from("5.25"), {}, 2},
                                       {"LIBOR", kDay + 365, Decimal::from("-0.5"), Decimal::from("18.5"), 3}};
  std::vector<CurvePoint> told;
  ASSERT_TRUE(decode(encode(points), told));
  EXPECT_EQ(encode(told), encode(points));
  EXPECT_EQ(told[1].volatility_pct, points[1].volatility_pct);
}

TEST(CodecValuation, keeps_the_bytes_of_closes_as_they_were_and_tells_other_kinds) {
  PriceSet set;
  set.date = kDay;
  set.source = "BRIDGE";
  set.security = {1};
  set.price = {50};
  set.places = {0};
  set.row = {2};
  const Bytes close = encode(set);
  set.kind = policy::PriceKind::Bid;
  const Bytes bid = encode(set);
  EXPECT_EQ(bid.size(), close.size() + 1);
  PriceSet read;
  ASSERT_TRUE(decode(bid, kDay, read));
  EXPECT_EQ(read.kind, policy::PriceKind::Bid);
  ASSERT_TRUE(decode(close, kDay, read));
  EXPECT_EQ(read.kind, policy::PriceKind::Close);
  Bytes unknown = bid;
  unknown.back() = 77;
  EXPECT_FALSE(decode(unknown, kDay, read));
}

TEST(CodecValuation, adds_indexes_only_where_there_are_any) {
  entity::Security plain, with_index;
  plain.key = "ACME";
  plain.currency = with_index.currency = Currency::from("USD");
  with_index.key = "BOLT";
  const Bytes before = encode(std::vector{plain, with_index});
  with_index.index = "S&P 500";
  const Bytes after = encode(std::vector{plain, with_index});
  EXPECT_TRUE(std::equal(before.begin(), before.end(), after.begin()));
  std::vector<entity::Security> read;
  ASSERT_TRUE(decode(after, read));
  EXPECT_EQ(read[0].index, "");
  EXPECT_EQ(read[1].index, "S&P 500");
}

}  // namespace
}  // namespace openend::event
