#include <gtest/gtest.h>

#include "filing/nport_booking.h"
#include "filing/nport_checks.h"

namespace openend::filing::nport {
namespace {

Position position(const char* balance, const char* value, const char* percent = nullptr) {
  Position p;
  p.name = "A";
  p.title = "B";
  if (balance != nullptr) p.balance = Decimal::from(balance);
  if (value != nullptr) p.value = Decimal::from(value);
  if (percent != nullptr) p.percent = Decimal::from(percent);
  return p;
}

Filing filing(const char* assets, const char* liabilities, const char* net, std::vector<Position> positions = {}) {
  Filing f;
  f.total_assets = Decimal::from(assets);
  f.total_liabilities = Decimal::from(liabilities);
  f.net_assets = Decimal::from(net);
  f.positions = std::move(positions);
  return f;
}

TEST(NportChecks, totals_and_percents) {
  const struct {
    const char* sentence;
    Filing filing;
    std::size_t disagreeing;
  } rows[] = {
      {"totals alone", filing("10.50", "0.50", "10.00"), 0},
      {"a cent off", filing("10.50", "0.50", "10.01"), 1},
      {"a percent to ten decimals", filing("3", "0", "3", {position("1", "1", "33.3333333333")}), 0},
      {"filed with more", filing("3", "0", "3", {position("1", "1", "33.333333333333")}), 0},
      {"the tenth decimal is off", filing("3", "0", "3", {position("1", "1", "33.3333333334")}), 2},
      {"the tenth is rounded half up",
       filing("300000000000", "0", "300000000000", {position("1", "20", "0.0000000067")}), 0},
      {"no percent, nothing to check", filing("3", "0", "3", {position("1", "1")}), 0},
      {"no value either", filing("3", "0", "3", {position("1", nullptr)}), 0},
      {"net assets of zero have no percents", filing("3", "3", "0", {position("1", "1", "5")}), 0},
      {"negative net assets", filing("0", "2", "-2", {position("1", "1", "-50")}), 0},
  };
  for (const auto& row : rows) {
    std::size_t disagreeing = 0;
    for (const Verdict& verdict : checks(row.filing)) disagreeing += !verdict.passed;
    EXPECT_EQ(disagreeing, row.disagreeing) << row.sentence;
  }
}

TEST(NportBooking, the_price_gives_the_filed_value_back) {
  const struct {
    const char* sentence;
    const char *balance, *value, *quantity, *price;
    std::int64_t cents;
  } rows[] = {
      {"a share", "100", "5500.00", "100", "55.00", 550000},
      {"fewest decimals that do", "13415.85", "12467.33", "13415.85", "0.9292986", 1246733},
      {"sold short: both turn", "-1000", "-45210.00", "-1000", "45.21", -4521000},
      {"a contract that is a loss", "1", "-589.42", "1", "-589.42", -58942},
      {"no balance: one unit", nullptr, "12.34", "1", "12.34", 1234},
      {"a balance of zero: one unit", "0", "12.34", "1", "12.34", 1234},
      {"a value of zero", "5", "0", "5", "0", 0},
      {"more decimals than cents", "1", "0.125", "1", "0.13", 13},
      {"half a cent of a loss", "1", "-0.125", "1", "-0.13", -13},
  };
  for (const auto& row : rows) {
    const Booking booking = booking_of(filing("0", "0", "0", {position(row.balance, row.value)}));
    ASSERT_EQ(booking.holdings.size(), 1U) << row.sentence;
    const Holding& holding = booking.holdings[0];
    EXPECT_EQ(holding.quantity.decimal(), Decimal::from(row.quantity)) << row.sentence;
    EXPECT_EQ(holding.price.decimal(), Decimal::from(row.price))
        << row.sentence << " " << holding.price.decimal().text();
    EXPECT_EQ(holding.value, row.cents) << row.sentence;
    const Decimal worth = holding.quantity.decimal() * holding.price.decimal();
    EXPECT_EQ(worth.rounded(2, Rounding::HalfUp), Decimal::of(row.cents, 2)) << row.sentence;
  }
}

TEST(NportBooking, one_closing_line_and_what_rounding_left) {
  // 0.125 + 0.125 + 0.125 = 0.375 filed; 0.13 each booked; net assets of 1.00 leave 0.625, booked 0.63.
  const Position small = position("1", "0.125");
  const Booking booking = booking_of(filing("1", "0", "1.00", {small, small, small, position("1", nullptr)}));
  EXPECT_EQ(booking.investments, 39);
  EXPECT_EQ(booking.not_itemised, 63);
  EXPECT_EQ(booking.rounding, -2);
  EXPECT_EQ(booking.net_assets, booking.investments + booking.not_itemised + booking.rounding);
  EXPECT_EQ(booking.rounded_off.text(), "0.015");
  EXPECT_EQ(booking.without_value, std::vector<std::size_t>{3});
}

TEST(NportBooking, a_derivative_cost_its_value_less_its_gain) {
  Position option = position("1", "74995.20");
  option.derivative.emplace().unrealised = Decimal::from("-47447.95");
  EXPECT_EQ(booking_of(filing("0", "0", "0", {option})).holdings[0].cost, 12244315);
}

}  // namespace
}  // namespace openend::filing::nport
