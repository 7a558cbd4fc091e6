#include "instrument/debt/dated_coupon.h"

#include <gtest/gtest.h>

#include "event/codec.h"
#include "instrument/list.h"

namespace openend::instrument {
namespace {

using entity::DatedCoupon;
using Kind = DatedCoupon::Kind;

Date day(const char* text) { return *Date::parse(text); }

Security bond(std::vector<DatedCoupon> coupons) {
  Security s;
  s.key = "BOND";
  s.kind = *parse_kind("corporate_bond");
  s.rate_pct = Decimal::from("6");
  s.maturity = day("1999-01-15");
  s.day_count = DayCount::Thirty360Us;
  s.coupons_per_year = 2;
  s.coupons = std::move(coupons);
  return s;
}
DatedCoupon row(const char* from, Kind kind, const char* rate) {
  return {SecurityId{0}, day(from), kind, Decimal::from(rate)};
}

std::string accrued_at(const Security& s, const char* date) {
  return accrued(s, Decimal(100'000), day(date)).rounded(2, Rounding::HalfUp).text();
}
std::string told(const Security& s, const char* after, const char* until) {
  std::string text;
  for (const LifeEvent& event : life(s, day(after), day(until))) {
    text += event.date.text() + " " +
            (event.what == LifeEvent::What::Coupon
                 ? Fraction{Decimal(100'000) * event.interest.numerator, event.interest.denominator}
                       .rounded(2, Rounding::HalfUp)
                       .text()
                 : "principal") +
            "; ";
  }
  return text;
}

TEST(DatedCoupons, a_period_pays_the_rate_in_force_on_its_first_day) {
  const Security s = bond({row("1997-07-15", Kind::Fixed, "9")});
  EXPECT_EQ(accrued_at(s, "1997-07-14"), "3000.00");
  EXPECT_EQ(accrued_at(s, "1997-07-15"), "25.00");
  EXPECT_EQ(told(s, "1997-07-14", "1998-01-15"), "1997-07-15 3000.00; 1998-01-15 4500.00; ");
}

TEST(DatedCoupons, flat_bonds_earn_and_pay_nothing_not_even_at_maturity) {
  const Security s = bond({row("1998-03-02", Kind::Flat, "0")});
  EXPECT_EQ(accrued_at(s, "1998-03-01"), "783.33") << "47 days";
  EXPECT_EQ(accrued_at(s, "1998-03-02"), "0.00");
  EXPECT_EQ(told(s, "1998-01-14", "1999-12-31"), "1998-01-15 3000.00; ");
  EXPECT_EQ(accrued_at(s, "1999-06-30"), "0.00");
  EXPECT_EQ(told(s, "1999-06-29", "1999-06-30"), "");
}

TEST(DatedCoupons, who_pays_again_pays_from_a_coupon_day_on) {
  const Security s = bond({row("1998-03-02", Kind::Flat, "0"), row("1998-07-15", Kind::Reset, "8")});
  EXPECT_EQ(told(s, "1998-01-15", "1999-01-15"), "1999-01-15 4000.00; 1999-01-15 principal; ");
}

TEST(DatedCoupons, a_buyer_counts_on_steps_and_on_what_was_fixed_by_then) {
  const Security s = bond({row("1997-07-15", Kind::Reset, "7"), row("1998-01-15", Kind::Reset, "8"),
                           row("1998-07-15", Kind::Fixed, "9"), row("1998-08-01", Kind::Flat, "0")});
  const auto terms = bond_terms(s, day("1997-08-01"));
  ASSERT_TRUE(terms);
  ASSERT_EQ(terms->coupons.size(), 3U);
  EXPECT_EQ(terms->coupons[0].rate, Decimal::from("0.06"));
  EXPECT_EQ(terms->coupons[1].rate, Decimal::from("0.07"));
  EXPECT_EQ(terms->coupons[2].from, day("1998-07-15"));
  EXPECT_TRUE(debt::check(*terms).empty());
}

TEST(DatedCoupons, strips_have_one_payment_and_bills_a_discount) {
  Security strip = bond({});
  strip.kind = *parse_kind("strip");
  EXPECT_FALSE(check(strip).empty()) << "it has a coupon";
  strip.rate_pct = Decimal(0);
  EXPECT_TRUE(check(strip).empty());
  EXPECT_FALSE(bond_terms(strip, day("1997-08-01"))->pays_coupons());
  Security bill = strip;
  bill.kind = *parse_kind("treasury_bill");
  bill.rate_pct = Decimal::from("5.12");
  EXPECT_EQ(quotation(bill), Quotation::FromTerms);
  EXPECT_EQ(value_from_terms(bill, Decimal(100'000), day("1998-10-16")).rounded(2, Rounding::HalfUp).text(),
            "98720.00");
}

TEST(DatedCoupons, are_read_as_they_were_written_and_only_sound) {
  const std::vector<DatedCoupon> rows{row("1997-07-15", Kind::Reset, "7.125"), row("1998-03-02", Kind::Flat, "0")};
  std::vector<DatedCoupon> read;
  ASSERT_TRUE(event::decode(event::encode(rows), read));
  ASSERT_EQ(read.size(), 2U);
  EXPECT_EQ(read[0].rate_pct, Decimal::from("7.125"));
  EXPECT_EQ(read[1].kind, Kind::Flat);
  EXPECT_EQ(read[1].from, day("1998-03-02"));
  read.clear();
  EXPECT_FALSE(
      event::decode(event::encode(std::vector<DatedCoupon>{row("1997-07-15", static_cast<Kind>(7), "1")}), read));
}

}  // namespace
}  // namespace openend::instrument
