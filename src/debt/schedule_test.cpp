#include "debt/schedule.h"

#include <gtest/gtest.h>

namespace openend::debt {
namespace {

Date day(const char* text) { return *Date::parse(text); }

BondTerms bond(const char* maturity, int per_year = 2) {
  return fixed_coupon(day(maturity), per_year, DayCount::ActualActualIcma, Decimal::from("0.085"));
}

std::string text_of(const std::vector<InterestPeriod>& periods) {
  std::string text;
  for (const auto& period : periods)
    text += period.start.text() + (period.regular ? " " : " odd ") + period.end.text() + "; ";
  return text;
}

TEST(Schedule, is_counted_back_from_maturity) {
  struct Row {
    const char* sentence;
    BondTerms terms;
    const char* date;
    const char* expected;
  };
  BondTerms short_first = bond("1992-03-31");
  short_first.issued = day("1990-04-02");
  BondTerms long_first = bond("1992-05-15");
  long_first.issued = day("1990-03-01");
  long_first.first_coupon = day("1990-11-15");
  BondTerms odd_last = bond("1992-04-10");
  odd_last.last_coupon = day("1991-08-31");
  BondTerms one_period = bond("1990-11-15");
  one_period.issued = day("1990-03-01");
  one_period.first_coupon = day("1990-11-15");
  const Row rows[] = {
      {"month ends stay month ends", bond("1991-02-28"), "1990-02-28",
       "1990-02-28 1990-08-31; 1990-08-31 1991-02-28; "},
      {"the 30th is cut in February and comes back", bond("1990-08-30"), "1989-09-01",
       "1989-08-30 1990-02-28; 1990-02-28 1990-08-30; "},
      {"a short first period begins at the issue", short_first, "1990-04-02",
       "1990-04-02 odd 1990-09-30; 1990-09-30 1991-03-31; 1991-03-31 1991-09-30; 1991-09-30 1992-03-31; "},
      {"before the issue, all periods", short_first, "1990-01-01",
       "1990-04-02 odd 1990-09-30; 1990-09-30 1991-03-31; 1991-03-31 1991-09-30; 1991-09-30 1992-03-31; "},
      {"a long first period ends at the first coupon", long_first, "1990-06-01",
       "1990-03-01 odd 1990-11-15; 1990-11-15 1991-05-15; 1991-05-15 1991-11-15; 1991-11-15 1992-05-15; "},
      {"an odd last period begins at the last coupon", odd_last, "1991-03-01",
       "1991-02-28 1991-08-31; 1991-08-31 odd 1992-04-10; "},
      {"one long period is all there is", one_period, "1990-03-01", "1990-03-01 odd 1990-11-15; "},
      {"every quarter", bond("1990-11-30", 4), "1990-06-01", "1990-05-31 1990-08-31; 1990-08-31 1990-11-30; "},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(text_of(interest_periods(row.terms, day(row.date)).value()), row.expected) << row.sentence;
  }
}

TEST(Schedule, ends_before_maturity) {
  EXPECT_EQ(interest_period(bond("1992-03-31"), day("1992-03-31")).refusals()[0].code, "E-DEBT-002");
  BondTerms issued = bond("1992-03-31");
  issued.issued = day("1990-04-02");
  EXPECT_EQ(interest_period(issued, day("1990-04-01")).refusals()[0].code, "E-DEBT-002");
}

TEST(Schedule, faulty_terms_are_refused) {
  struct Row {
    const char* sentence;
    void (*spoil)(BondTerms&);
  };
  const Row rows[] = {
      {"five coupons a year", [](BondTerms& t) { t.coupons_per_year = 5; }},
      {"a coupon below zero", [](BondTerms& t) { t.coupons[0].rate = Decimal(-1); }},
      {"stages out of order", [](BondTerms& t) { t.coupons.push_back(t.coupons[0]); }},
      {"a redemption below zero", [](BondTerms& t) { t.redemption = Decimal(-1); }},
      {"issued at maturity", [](BondTerms& t) { t.issued = t.maturity; }},
      {"a last coupon at maturity", [](BondTerms& t) { t.last_coupon = t.maturity; }},
      {"a first coupon off the grid",
       [](BondTerms& t) {
         t.issued = day("1990-04-02");
         t.first_coupon = day("1990-09-29");
       }},
      {"a first coupon without an issue", [](BondTerms& t) { t.first_coupon = day("1990-09-30"); }},
  };
  for (const Row& row : rows) {
    BondTerms terms = bond("1992-03-31");
    row.spoil(terms);
    const auto period = interest_period(terms, day("1991-01-01"));
    ASSERT_FALSE(period) << row.sentence;
    EXPECT_EQ(period.refusals()[0].code, "E-DEBT-001") << row.sentence;
  }
}

}  // namespace
}  // namespace openend::debt
