#include "value/amortise.h"

#include <gtest/gtest.h>

namespace openend::value {
namespace {

using instrument::Quotation;
using policy::AmortisedCost;

/// One bond that matures on 1997-05-01, par 100 a unit, and what is held of it.
struct Desk {
  static constexpr std::uint32_t kSlot = 0;
  const Date maturity = Date::of(1997, 5, 1);
  std::vector<entity::Security> securities;
  PriceBoard prices;
  FairValueBoard determinations;
  book::Book book;

  explicit Desk(const char* currency = "USD") {
    entity::Security bond;
    bond.id = SecurityId{0};
    bond.key = "BOND";
    bond.kind = *instrument::parse_kind("corporate_bond");
    bond.currency = Currency::from(currency);
    bond.rate_pct = Decimal(6);
    bond.maturity = maturity;
    bond.day_count = DayCount::Thirty360Us;
    bond.coupons_per_year = 2;
    securities.push_back(bond);
    book.opening = maturity - 90;
    book.find_or_add(SecurityId{0}, true);
  }
  /// Par of 100 for each call.
  void buy(int days_left, std::int64_t cost) {
    book.acquire(kSlot, {100, 0}, cost, 1, days_left == 0 ? 0 : (maturity - days_left).days, false);
  }
  struct Day {
    instrument::SecurityColumns columns;
    OwnValueInputs in;
  };
  OwnValues values(int days_left, AmortisedCost rule, int value_ahead = 0) const {
    const instrument::SecurityColumns columns(securities);
    const Date date = maturity - days_left;
    return own_values(book, {prices, &determinations, columns, securities, Currency::from("USD"), rule, date,
                             date + value_ahead, date + 1});
  }
  /// In dollars, to six places; "market" where the board prices it.
  std::string value(int days_left, AmortisedCost rule = AmortisedCost::SixtyDays, int value_ahead = 0) const {
    const OwnValues own = values(days_left, rule, value_ahead);
    if (own.empty()) return "market";
    return own.at(kSlot)->value.rounded(6, Rounding::HalfUp).text();
  }
  /// What a strike leaves behind, priced so on that day.
  void strike(int days_left, std::int64_t price_cents, int next_in_days = 1) {
    const instrument::SecurityColumns columns(securities);
    const Date date = maturity - days_left;
    Marks marks;
    marks.price = {price_cents};
    marks.places = {2};
    const OwnValueInputs in{
        prices, &determinations,    columns, securities, Currency::from("USD"), AmortisedCost::SixtyDays, date,
        date,   date + next_in_days};
    marks.own = own_values(book, in);
    begin_lines(book, marks, in);
  }
};

TEST(SixtyDays, amortise_the_value_of_day_61) {  // vector NAV-11
  Desk desk;
  desk.buy(300, 9'800);
  desk.strike(62, 9'900);
  EXPECT_TRUE(desk.book.straight_lines.empty());
  EXPECT_EQ(desk.value(62), "market");
  EXPECT_EQ(desk.value(61), "market");
  desk.strike(61, 9'910);
  ASSERT_EQ(desk.book.straight_lines.size(), 1U);
  EXPECT_EQ(desk.value(60), "99.114754");
  EXPECT_EQ(desk.value(30), "99.557377");
  EXPECT_EQ(desk.value(1), "99.985246");
  EXPECT_EQ(desk.value(1, AmortisedCost::SixtyDays, 2), "100.000000");
  desk.strike(60, 5'000);  // a later price moves nothing
  EXPECT_EQ(desk.value(30), "99.557377");
}

TEST(SixtyDays, begin_at_the_last_strike_where_day_61_is_no_pricing_day) {
  Desk desk;
  desk.buy(300, 9'800);
  desk.strike(62, 9'937, 3);               // Friday; the next strike has 59 days left
  EXPECT_EQ(desk.value(59), "99.400484");  // 99.37 + 0.63 x 3 / 62
  desk.book.straight_lines.clear();
  EXPECT_EQ(desk.value(59), "market");  // the value of day 61 is not known
  desk.strike(59, 9'941);
  EXPECT_EQ(desk.value(58), "99.420000");  // 99.41 + 0.59 x 1 / 59
}

TEST(SixtyDays, amortise_the_cost_of_what_was_bought_within_them) {
  Desk desk;
  desk.buy(60, 9'940);
  EXPECT_EQ(desk.value(60), "99.400000");
  EXPECT_EQ(desk.value(59), "99.410000");
  desk.buy(30, 9'990);
  EXPECT_EQ(desk.value(15), "199.800000");  // 99.40 + 0.60 x 45 / 60, and 99.90 + 0.10 x 15 / 30
  desk.strike(15, 5'000);
  EXPECT_TRUE(desk.book.straight_lines.empty());
  Desk day_61;
  day_61.buy(61, 9'940);
  EXPECT_EQ(day_61.value(60), "market");
}

TEST(SixtyDays, ask_for_the_rule_and_the_books_own_currency) {
  Desk desk;
  desk.buy(60, 9'940);
  EXPECT_EQ(desk.value(59, AmortisedCost::TermsOnly), "market");
  Desk marks("DEM");
  marks.buy(60, 9'940);
  EXPECT_EQ(marks.value(59), "market");
}

TEST(AmortisedCost, of_all_debt_begins_with_each_lot_or_with_the_book) {
  Desk desk;
  desk.buy(300, 9'700);
  EXPECT_EQ(desk.value(200, AmortisedCost::All), "98.000000");  // 97 + 3 x 100 / 300
  Desk taken_over;
  taken_over.buy(0, 9'910);  // the day is not known: the book began with 90 days left
  EXPECT_EQ(taken_over.value(45, AmortisedCost::All), "99.550000");
}

TEST(Determinations, go_before_amortised_cost_and_before_the_board) {
  Desk desk;
  desk.buy(60, 9'940);
  event::FairValue told;
  told.id = "C1";
  told.date = desk.maturity - 40;
  told.security = SecurityId{0};
  told.expires = desk.maturity - 35;
  desk.determinations.apply({told});
  EXPECT_EQ(desk.value(41), "99.590000");
  EXPECT_EQ(desk.values(40, AmortisedCost::SixtyDays).at(0)->basis, Basis::Market);
  EXPECT_EQ(desk.value(34), "99.660000");
  told.value = Fixed{75, 0};
  told.portfolio = PortfolioId{7};  // of another portfolio
  desk.determinations.apply({told});
  EXPECT_EQ(desk.values(40, AmortisedCost::SixtyDays).at(0)->basis, Basis::Market);
  desk.book.portfolio = PortfolioId{7};
  const OwnValues own = desk.values(40, AmortisedCost::SixtyDays);
  EXPECT_EQ(own.at(0)->basis, Basis::FairValue);
  EXPECT_EQ(own.at(0)->price.price, 75);
  EXPECT_EQ(own.at(0)->quotation, Quotation::PerHundred);
}

}  // namespace
}  // namespace openend::value
