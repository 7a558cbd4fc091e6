#include <gtest/gtest.h>

#include "entity/registry.h"
#include "event/codec.h"
#include "instrument/list.h"

namespace openend::instrument {
namespace {

Date day(const char* text) { return *Date::parse(text); }

Security terms(const char* kind, DayCount count, int coupons) {
  Security s;
  s.key = "BOND";
  s.kind = *parse_kind(kind);
  s.currency = Currency::from("USD");
  s.rate_pct = Decimal::from("3");
  s.maturity = day("1999-07-15");
  s.day_count = count;
  s.coupons_per_year = coupons;
  return s;
}

/// 160 over 160 in July 1998, 168 from October on.
entity::Registry market(bool at_least_par = true, const char* base = "160") {
  entity::Registry registry;
  Security s = terms("inflation_indexed", DayCount::ActualActualIcma, 2);
  s.inflation = entity::InflationTerms{"CPI", Decimal::from(base), at_least_par};
  registry.set_security(s);
  std::vector<entity::Fixing> months;
  for (const auto& [month, level] : {std::pair{"1998-04-01", "160"},
                                     {"1998-05-01", "160"},
                                     {"1998-06-01", "164"},
                                     {"1998-07-01", "168"},
                                     {"1998-08-01", "168"},
                                     {"1998-09-01", "168"}})
    months.push_back({"CPI", day(month), true, Decimal::from(level)});
  for (int back = 3; back >= 2; --back)
    months.push_back({"CPI", add_months(day("1999-07-01"), -back), true, Decimal::from("168")});
  registry.set_fixings(months);
  return registry;
}

TEST(InflationIndexed, multiplies_by_the_ratio_between_two_months) {
  const auto registry = market();
  const Security& bond = registry.security(SecurityId{0});
  struct Row {
    const char* sentence;
    const char* date;
    const char* ratio;
  };
  const Row rows[] = {
      {"both months stand at the base", "1998-07-20", "1.00000"},
      {"on the first day, the third month before", "1998-08-01", "1.00000"},
      {"sixteen days of thirty-one on", "1998-08-17", "1.01290"},
      {"a month of levels that are the same", "1998-10-15", "1.05000"},
  };
  for (const Row& row : rows) EXPECT_EQ(index_ratio(bond, day(row.date)).text(), row.ratio) << row.sentence;
  EXPECT_FALSE(missing_level(bond, day("1998-11-30")));
  EXPECT_EQ(*missing_level(bond, day("1998-12-01")), "CPI of the months before 1998-12-02");
}

TEST(InflationIndexed, accrues_by_the_ratio_of_the_next_day_and_pays_it_all) {
  const auto registry = market();
  const Security& bond = registry.security(SecurityId{0});
  // 33 of 184 days by the 16th of August, at the ratio of the 17th: 1,500 x 33/184 x 1.01290.
  EXPECT_EQ(accrued(bond, Decimal(100'000), day("1998-08-16")).rounded(2, Rounding::HalfUp).text(), "272.49");
  const auto last = life(bond, day("1999-07-14"), day("1999-07-15"));
  ASSERT_EQ(last.size(), 2U);
  EXPECT_EQ(Fraction({Decimal(100'000) * last[0].interest.numerator, last[0].interest.denominator})
                .rounded(2, Rounding::HalfUp)
                .text(),
            "1575.00");
  EXPECT_EQ(last[1].redemption.text(), "1.05000");
}

TEST(InflationIndexed, pays_back_par_at_least_where_its_terms_say_so) {
  for (const auto& [floor, paid] : {std::pair{true, "1"}, {false, "0.98824"}}) {
    const auto registry = market(floor, "170");
    const auto last = life(registry.security(SecurityId{0}), day("1999-07-14"), day("1999-07-15"));
    EXPECT_EQ(last.at(1).redemption.text(), paid);
  }
}

TEST(InflationIndexed, sees_a_corrected_level) {
  auto registry = market();
  registry.set_fixings({{"CPI", day("1998-08-01"), true, Decimal::from("176")}});
  EXPECT_EQ(index_ratio(registry.security(SecurityId{0}), day("1998-11-01")).text(), "1.10000");
}

/// 2% over a bill that stands at 4, then 6; reset every week.
Security floater(int every_days, const char* multiplier = "1") {
  entity::Registry registry;
  Security s = terms("corporate_bond", DayCount::Actual360, 4);
  s.reset = entity::ResetTerms{"BILL", Decimal::from(multiplier), Decimal(2), {}, {}, 2, every_days};
  registry.set_security(s);
  registry.set_fixings(
      {{"BILL", day("1999-01-08"), false, Decimal(4)}, {"BILL", day("1999-01-20"), false, Decimal(6)}});
  return registry.security(SecurityId{0});
}

TEST(ResetRates, follow_the_index_from_the_first_day_of_the_period_or_every_so_many_days) {
  EXPECT_EQ(accrued(floater(0), Decimal(360'000), day("1999-01-31")).rounded(2, Rounding::HalfUp).text(), "1020.00");
  // The 15th and the 22nd look to the 13th and the 20th: 7 days at 6, 10 at 8 percent.
  const Security weekly = floater(7);
  EXPECT_EQ(accrued(weekly, Decimal(360'000), day("1999-01-31")).rounded(2, Rounding::HalfUp).text(), "1220.00");
  EXPECT_FALSE(missing_fixing(weekly, day("1999-03-04")));
  EXPECT_EQ(missing_fixing(weekly, day("1999-03-05"))->text(), "1999-03-03") << "forty-two days old";
  EXPECT_EQ(missing_fixing(weekly, day("1998-12-31"))->text(), "1998-10-13") << "none";
}

TEST(ResetRates, stay_between_floor_and_cap_and_give_way_to_what_the_agent_fixed) {
  Security inverse = floater(0, "-1");
  inverse.reset->spread_pct = Decimal(5);
  EXPECT_EQ(rate_pct_of(inverse, day("1999-01-15")).text(), "1");
  inverse.reset->floor_pct = Decimal::from("1.5");
  EXPECT_EQ(rate_pct_of(inverse, day("1999-01-15")).text(), "1.5");
  Security fixed = floater(0);
  fixed.reset->cap_pct = Decimal::from("5.5");
  EXPECT_EQ(rate_pct_of(fixed, day("1999-01-15")).text(), "5.5");
  fixed.coupons = {{SecurityId{0}, day("1999-01-15"), entity::DatedCoupon::Kind::Reset, Decimal::from("7")}};
  EXPECT_EQ(rate_pct_of(fixed, day("1999-01-15")).text(), "7");
  EXPECT_EQ(rate_pct_of(fixed, day("1999-04-15")).text(), "5.5") << "the next period goes by the formula";
}

TEST(ResetRates, pay_what_their_days_have_earned) {
  const auto paid = life(floater(7), day("1999-04-14"), day("1999-04-15"));
  ASSERT_EQ(paid.size(), 1U);
  // 7 days at 6 and 83 at 8 percent of the 90.
  EXPECT_EQ(Fraction({Decimal(360'000) * paid[0].interest.numerator, paid[0].interest.denominator})
                .rounded(2, Rounding::HalfUp)
                .text(),
            "7060.00");
}

TEST(Fixings, and_the_terms_that_go_by_them_come_back_from_their_bytes) {
  const std::vector<entity::Fixing> fixings{{"CPI", day("1998-04-01"), true, Decimal::from("160.2")},
                                            {"BILL", day("1999-01-08"), false, Decimal::from("-0.15")}};
  std::vector<entity::Fixing> again;
  ASSERT_TRUE(event::decode(event::encode(fixings), again));
  EXPECT_EQ(event::encode(again), event::encode(fixings));
  EXPECT_EQ(again[1].level.text(), "-0.15");
  Security capped = floater(7, "-2");
  capped.reset->cap_pct = Decimal(9);
  const std::vector<Security> securities{market().security(SecurityId{0}), capped};
  std::vector<Security> read;
  ASSERT_TRUE(event::decode(event::encode(securities), read));
  EXPECT_EQ(event::encode(read), event::encode(securities));
  EXPECT_EQ(read[0].inflation->index, "CPI");
  EXPECT_EQ(read[1].reset->cap_pct->text(), "9");
  EXPECT_EQ(read[1].reset->every_days, 7);
}

}  // namespace
}  // namespace openend::instrument
