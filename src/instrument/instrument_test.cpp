#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "instrument/forward_currency/forward_currency.h"
#include "instrument/list.h"

namespace openend::instrument {
namespace {

Security of_kind(const char* word) {
  Security security;
  security.key = word;
  security.kind = parse_kind(word).value();
  security.currency = Currency::from("USD");
  return security;
}

Security note(const char* rate, Date maturity) {
  Security security = of_kind("discount_note");
  security.rate_pct = Decimal::from(rate);
  security.maturity = maturity;
  return security;
}

Security bond(const char* word, const char* rate, Date maturity, const char* day_count, int coupons) {
  Security security = of_kind(word);
  security.rate_pct = Decimal::from(rate);
  security.maturity = maturity;
  security.day_count = parse_day_count(day_count);
  security.coupons_per_year = coupons;
  return security;
}

Security repo(const char* rate, Date issued, Date maturity) {
  Security security = of_kind("repurchase_agreement");
  security.rate_pct = Decimal::from(rate);
  security.issued = issued;
  security.maturity = maturity;
  return security;
}

std::string cents(const Fraction& exact) { return exact.rounded(2, Rounding::HalfUp).text(); }
std::string dollars(const Fraction& exact) { return exact.rounded(0, Rounding::HalfUp).text(); }

const Date kYearEnd = Date::of(1996, 12, 31);

TEST(DiscountPaper, stands_at_par_less_a_straight_discount) {
  struct Row {
    const char* sentence;
    const char* par;
    const char* rate;
    Date maturity;
    const char* value;
  };
  const Row rows[] = {
      {"48 days at 5.28%: 5,000,000 x (1 - 0.0528 x 48 / 360)", "5000000", "5.28", Date::of(1997, 2, 18), "4964800"},
      {"35 days at 5.21%, as printed", "25000000", "5.21", Date::of(1997, 2, 5), "24873368"},
      {"one day at 6.50%: 16,300,000 - 2,943.06", "16300000", "6.50", Date::of(1997, 1, 2), "16297057"},
      {"14 days less one at 5.49%: 250,000 x (1 - 0.0549 x 13 / 360)", "250000", "5.49", Date::of(1997, 1, 14),
       "249504"},
      {"the day before maturity holds all interest", "1000000", "5.28", Date::of(1997, 1, 1), "1000000"},
      {"at maturity and after it, par", "1000000", "5.28", Date::of(1996, 12, 31), "1000000"},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(dollars(value_from_terms(note(row.rate, row.maturity), Decimal::from(row.par), kYearEnd)), row.value)
        << row.sentence;
  }
}

TEST(DiscountPaper, matures_once_and_pays_par) {
  const Security paper = note("5.28", Date::of(1997, 2, 18));
  EXPECT_TRUE(life(paper, Date::of(1997, 2, 16), Date::of(1997, 2, 17)).empty());
  const auto events = life(paper, Date::of(1997, 2, 17), Date::of(1997, 2, 18));
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(events[0].what, LifeEvent::What::Maturity);
  EXPECT_EQ(events[0].redemption, Decimal(1));
  EXPECT_TRUE(events[0].interest.numerator.is_zero());
  EXPECT_TRUE(life(paper, Date::of(1997, 2, 18), Date::of(1997, 2, 28)).empty());
  EXPECT_TRUE(amortises(paper));
}

TEST(CouponBonds, accrue_through_the_day_itself) {
  struct Row {
    const char* sentence;
    Security bond;
    Date through;
    const char* accrued;  // of 100,000 par
  };
  const Security corporate = bond("corporate_bond", "6", Date::of(2002, 7, 15), "30/360", 2);
  const Security treasury = bond("treasury", "6", Date::of(2002, 2, 15), "actual/actual", 2);
  const Row rows[] = {
      {"30/360: 15 July to 1 January is 166 days, 100,000 x 6% x 166 / 360", corporate, kYearEnd, "2766.67"},
      {"the day before the coupon: the whole of it", corporate, Date::of(1997, 1, 14), "3000.00"},
      {"the coupon day: its own day only", corporate, Date::of(1997, 1, 15), "16.67"},
      {"31 January and 1 February are one 30/360 day apart from the 30th", corporate, Date::of(1997, 1, 30), "266.67"},
      {"actual/actual: 139 of the 184 days from 15 August to 15 February", treasury, kYearEnd, "2266.30"},
      {"the day before the coupon", treasury, Date::of(1997, 2, 14), "3000.00"},
      {"the coupon day: one of 181", treasury, Date::of(1997, 2, 15), "16.57"},
      {"the last day before maturity", treasury, Date::of(2002, 2, 14), "3000.00"},
      {"on maturity nothing accrues", treasury, Date::of(2002, 2, 15), "0.00"},
  };
  for (const Row& row : rows)
    EXPECT_EQ(cents(accrued(row.bond, Decimal(100'000), row.through)), row.accrued) << row.sentence;
}

TEST(CouponBonds, pay_every_coupon_once_and_the_last_with_the_principal) {
  const Security corporate = bond("corporate_bond", "6", Date::of(2002, 7, 15), "30/360", 2);
  std::vector<std::string> told;
  for (Date date = Date::of(2001, 1, 1); date < Date::of(2003, 1, 1); date = date + 1) {
    for (const auto& event : life(corporate, date, date + 1)) {
      told.push_back(
          event.date.text() + (event.what == LifeEvent::What::Coupon ? " coupon " : " principal ") +
          (event.what == LifeEvent::What::Coupon ? event.interest.rounded(3, Rounding::HalfUp) : event.redemption)
              .text());
    }
  }
  const auto expected =
      testing::ElementsAre("2001-01-15 coupon 0.030", "2001-07-15 coupon 0.030", "2002-01-15 coupon 0.030",
                           "2002-07-15 coupon 0.030", "2002-07-15 principal 1");
  EXPECT_THAT(told, expected);
  // The same in one look.
  EXPECT_EQ(life(corporate, Date::of(2001, 1, 1), Date::of(2003, 1, 1)).size(), 5U);
}

TEST(CouponBonds, with_coupons_at_month_ends_keep_to_them) {
  const Security corporate = bond("corporate_bond", "6", Date::of(2003, 8, 31), "30/360", 2);
  std::vector<std::string> dates;
  for (const auto& event : life(corporate, Date::of(1996, 1, 1), Date::of(1997, 12, 31)))
    dates.push_back(event.date.text());
  EXPECT_THAT(dates, testing::ElementsAre("1996-02-29", "1996-08-31", "1997-02-28", "1997-08-31"));
}

TEST(RepurchaseAgreements, earn_actual_days_of_360) {
  const Security agreement = repo("7.00", kYearEnd, Date::of(1997, 1, 2));
  const Decimal principal(1'500'000);
  EXPECT_EQ(cents(accrued(agreement, principal, kYearEnd)), "291.67");  // 1,500,000 x 7% / 360
  EXPECT_EQ(cents(accrued(agreement, principal, Date::of(1997, 1, 1))), "583.33");
  EXPECT_EQ(cents(accrued(agreement, principal, Date::of(1997, 1, 2))), "0.00");
  EXPECT_EQ(cents(accrued(agreement, principal, Date::of(1996, 12, 30))), "0.00");
  EXPECT_EQ(dollars(value_from_terms(agreement, principal, kYearEnd)), "1500000");
  // 1,500,000 comes back as 1,500,583 after two days.
  const auto events = life(agreement, Date::of(1997, 1, 1), Date::of(1997, 1, 2));
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(dollars({principal * events[0].interest.numerator, events[0].interest.denominator}), "583");
  EXPECT_EQ(events[0].redemption, Decimal(1));
}

TEST(Warrants, expire_worthless) {
  Security warrant = of_kind("warrant");
  EXPECT_EQ(check(warrant).size(), 1U);
  warrant.maturity = Date::of(1997, 1, 18);
  EXPECT_TRUE(check(warrant).empty());
  const auto events = life(warrant, Date::of(1997, 1, 17), Date::of(1997, 1, 20));
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(events[0].what, LifeEvent::What::Expiry);
  EXPECT_TRUE(events[0].redemption.is_zero());
  EXPECT_TRUE(has_terms(warrant));
}

TEST(ForwardContracts, gain_when_what_was_sold_falls) {
  ForwardCurrency contract{"growth/NLG/1997-02-18", true,       Currency::from("NLG"), {6'900'000, 0},
                           Date::of(1997, 2, 18),   409'945'700};
  // 6,900,000 x 0.580686 = 4,006,733.40
  EXPECT_EQ(contract.value(Decimal::from("0.580686")), Decimal::from("4006733.4"));
  EXPECT_EQ(contract.unrealised(400'673'600), 9'272'100);  // 4,099,457 - 4,006,736 = 92,721
  contract.sell = false;
  EXPECT_EQ(contract.unrealised(400'673'600), -9'272'100);
}

TEST(Terms, that_are_missing_or_contradict_each_other_are_refused) {
  EXPECT_EQ(check(of_kind("discount_note")).size(), 2U);         // rate, maturity
  EXPECT_EQ(check(of_kind("repurchase_agreement")).size(), 3U);  // rate, date, repurchase
  EXPECT_EQ(check(of_kind("treasury")).size(), 4U);              // coupon, maturity, day count, frequency
  EXPECT_EQ(check(of_kind("agency")).size(), 2U);                // without coupons it is a note
  EXPECT_TRUE(check(of_kind("common_stock")).empty());
  EXPECT_TRUE(check(of_kind("preferred_stock")).empty());
  EXPECT_TRUE(check(of_kind("depositary_receipt")).empty());
  EXPECT_EQ(check(repo("7", Date::of(1997, 1, 2), Date::of(1997, 1, 2))).size(), 1U);
  for (const int coupons : {0, 3, 5, 6, 24}) {
    EXPECT_EQ(check(bond("corporate_bond", "6", Date::of(2002, 7, 15), "30/360", coupons)).size(), 1U) << coupons;
  }
  Security backwards = bond("convertible_bond", "6", Date::of(2002, 7, 15), "30/360", 2);
  backwards.issued = Date::of(2002, 7, 15);
  ASSERT_EQ(check(backwards).size(), 1U);
  EXPECT_EQ(check(backwards)[0].code, "E-SEC-001");
}

TEST(Agencies, are_notes_without_a_coupon_and_bonds_with_one) {
  Security agency = of_kind("agency");
  agency.rate_pct = Decimal::from("5.21");
  agency.maturity = Date::of(1997, 2, 5);
  EXPECT_EQ(quotation(agency), Quotation::FromTerms);
  EXPECT_TRUE(amortises(agency));
  EXPECT_EQ(dollars(value_from_terms(agency, Decimal(25'000'000), kYearEnd)), "24873368");
  agency.coupons_per_year = 2;
  agency.day_count = DayCount::Thirty360Us;
  EXPECT_EQ(quotation(agency), Quotation::PerHundred);
  EXPECT_FALSE(amortises(agency));
}

TEST(List, names_every_kind_once_and_never_moves_one) {
  // Places are stored: this order can only grow at its end.
  EXPECT_THAT(List::kWords,
              testing::ElementsAre("common_stock", "preferred_stock", "depositary_receipt", "warrant", "corporate_bond",
                                   "convertible_bond", "treasury", "agency", "discount_note", "repurchase_agreement",
                                   "filed_position", "treasury_bill", "strip", "municipal_bond",
                                   "certificate_of_deposit", "pass_through", "future", "option", "inflation_indexed",
                                   "interest_rate_swap", "interest_rate_cap", "interest_rate_floor", "tba"));
  EXPECT_FALSE(parse_kind("swap").has_value());
}

}  // namespace
}  // namespace openend::instrument
