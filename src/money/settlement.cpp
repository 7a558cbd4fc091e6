#include "money/settlement.h"

#include "base/assert.h"

namespace openend {

namespace {

constexpr unsigned kMonday = 1, kThursday = 4;

/// The nth such weekday of a month, from the first.
Date nth_weekday(int year, unsigned month, unsigned weekday, int nth) {
  const Date first = Date::of(year, month, 1);
  const auto wait = static_cast<int>((weekday + 7 - first.weekday()) % 7);
  return first + wait + 7 * (nth - 1);
}

std::vector<Date> bank_holidays(int year) {
  std::vector<Date> days{
      Date::of(year, 1, 1),                  // New Year's Day
      nth_weekday(year, 1, kMonday, 3),      // Birthday of Martin Luther King
      nth_weekday(year, 2, kMonday, 3),      // Washington's Birthday
      nth_weekday(year, 6, kMonday, 1) - 7,  // Memorial Day: the last Monday of May
      Date::of(year, 7, 4),                  // Independence Day
      nth_weekday(year, 9, kMonday, 1),      // Labor Day
      nth_weekday(year, 10, kMonday, 2),     // Columbus Day
      Date::of(year, 11, 11),                // Veterans Day
      nth_weekday(year, 11, kThursday, 4),   // Thanksgiving Day
      Date::of(year, 12, 25),                // Christmas Day
  };
  if (year >= 2022) days.push_back(Date::of(year, 6, 19));  // Juneteenth
  for (Date& day : days) {
    if (day.weekday() == 0) day = day + 1;
  }
  return days;
}

}  // namespace

Calendar bank_calendar(int first_year, int last_year) {
  OE_ASSERT(first_year >= 1986 && first_year <= last_year, "bank holidays are known from 1986 on");
  std::vector<Date> days;
  for (int year = first_year; year <= last_year; ++year) {
    const auto more = bank_holidays(year);
    days.insert(days.end(), more.begin(), more.end());
  }
  return Calendar::with_closings("Federal Reserve", Date::of(first_year, 1, 1), Date::of(last_year, 12, 31),
                                 std::move(days));
}

int settlement_days(Date trade_date) {
  if (trade_date >= Date::of(2024, 5, 28)) return 1;
  if (trade_date >= Date::of(2017, 9, 5)) return 2;
  return trade_date >= Date::of(1995, 6, 7) ? 3 : 5;
}

Result<Date> settlement_date(Date trade_date, int days, const Calendar& exchange, const Calendar& banks) {
  Date date = trade_date;
  for (int counted = 0; counted < days;) {
    date = date + 1;
    if (!exchange.covers(date) || !banks.covers(date)) {
      return refuse("E-SETTLE-001", "the calendars end before a trade of " + trade_date.text() + " settles",
                    "trade inside the years of law/nyse.toml");
    }
    counted += exchange.is_open(date) && banks.is_open(date);
  }
  return date;
}

}  // namespace openend
