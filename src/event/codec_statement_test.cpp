#include <gtest/gtest.h>

#include "event/statement.h"

namespace openend::event {

namespace {

const Date kDay = Date::of(1997, 1, 8);

}  // namespace

TEST(StatementCodec, brings_every_field_back) {
  const std::vector<StatedBalance> statement{{"ACME", {1'000'5, 1}, 2}, {"main DEM", {-40, 2}, 3}};
  std::vector<StatedBalance> lines;
  ASSERT_TRUE(decode(encode(statement), lines));
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_EQ(lines[1].subject, "main DEM");
  EXPECT_EQ(lines[1].amount, (Fixed{-40, 2}));
  EXPECT_EQ(encode(lines), encode(statement));
  const std::vector<Explanation> told{{StatementOf::Cash, "main USD", {1250, 2}, "bank error", "ann", kDay, 4}};
  std::vector<Explanation> again;
  ASSERT_TRUE(decode(encode(told), kDay, again));
  ASSERT_EQ(again.size(), 1U);
  EXPECT_EQ(again[0].date, kDay);
  EXPECT_EQ(again[0].who, "ann");
  EXPECT_EQ(encode(again), encode(told));
}

TEST(StatementCodec, refuses_what_can_be_no_statement) {
  std::vector<StatedBalance> lines;
  EXPECT_FALSE(decode(encode(std::vector<StatedBalance>{{"ACME", {1, 19}, 2}}), lines));
  std::vector<Explanation> told;
  EXPECT_FALSE(decode(encode(std::vector<Explanation>{{static_cast<StatementOf>(7), "x", {1, 0}, "r", "w", kDay, 2}}),
                      kDay, told));
  const Bytes whole = encode(std::vector<StatedBalance>{{"ACME", {1, 0}, 2}});
  for (std::size_t size = 1; size < whole.size(); ++size) {
    lines.clear();
    EXPECT_FALSE(decode(ByteView(whole).first(size), lines)) << size;
  }
}

}  // namespace openend::event
