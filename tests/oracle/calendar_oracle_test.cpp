// law/nyse.toml against QuantLib's calendar of the New York Stock Exchange, over every day.
#include <gtest/gtest.h>

#include <ql/time/calendars/unitedstates.hpp>

#include "money/settlement.h"
#include "nyse_law.h"

namespace openend::test {
namespace {

QuantLib::Date their(Date date) {
  return {static_cast<int>(date.day()), static_cast<QuantLib::Month>(date.month()), date.year()};
}

TEST(CalendarOracle, quantlib_differs_on_exactly_these_days_of_1993_to_2026) {
  const QuantLib::UnitedStates quantlib(QuantLib::UnitedStates::NYSE);
  std::vector<std::string> differences;
  for (Date date = Date::of(1993, 1, 1); date <= Date::of(2026, 12, 31); date = date + 1) {
    const bool ours = nyse_law().calendar.is_open(date);
    if (ours != quantlib.isBusinessDay(their(date))) differences.push_back(date.text() + (ours ? " open" : " shut"));
  }
  const std::vector<std::string> known = {
      "2025-01-09 shut",  // President Carter: after QuantLib 1.29 (January 2023)
  };
  EXPECT_EQ(differences, known);
}

TEST(CalendarOracle, counts_of_open_days_agree) {
  const QuantLib::UnitedStates quantlib(QuantLib::UnitedStates::NYSE);
  for (Date date = Date::of(1993, 1, 1); date <= Date::of(2024, 12, 1); date = date + 1) {
    for (const int count : {0, 1, 2, 3, 5}) {
      const auto ours = nyse_law().calendar.add_open_days(date, count);
      ASSERT_TRUE(ours.has_value());
      ASSERT_EQ(their(*ours), quantlib.advance(their(date), count, QuantLib::Days)) << date.text() << " + " << count;
    }
  }
}

TEST(CalendarOracle, bank_holidays_agree_from_1986_to_2022) {
  // QuantLib 1.29 keeps Juneteenth from 2022 on as we do, and a Saturday's holiday not at all.
  const QuantLib::UnitedStates federal_reserve(QuantLib::UnitedStates::FederalReserve);
  const Calendar ours = bank_calendar(1986, 2022);
  for (Date date = Date::of(1986, 1, 1); date <= Date::of(2022, 12, 31); date = date + 1) {
    ASSERT_EQ(ours.is_open(date), federal_reserve.isBusinessDay(their(date))) << date.text();
  }
}

}  // namespace
}  // namespace openend::test
