// money/date.h - floor 1
//
// Date is a day of the Gregorian calendar, kept as days since 1970-01-01. Instant is a moment in UTC, in
// microseconds: when something became known. Neither can be asked for "now": only the store and the app read a clock.
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace openend {

struct Date {
  std::int32_t days = 0;

  /// For days known to exist; stops on 30 February. What comes from outside goes through parse().
  static Date of(int year, unsigned month, unsigned day);
  /// Reads YYYY-MM-DD; empty for any other text and for days that do not exist.
  static std::optional<Date> parse(std::string_view text);

  std::chrono::year_month_day ymd() const { return std::chrono::sys_days{std::chrono::days{days}}; }
  int year() const { return static_cast<int>(ymd().year()); }
  unsigned month() const { return static_cast<unsigned>(ymd().month()); }
  unsigned day() const { return static_cast<unsigned>(ymd().day()); }
  /// 0 is Sunday, 6 is Saturday.
  unsigned weekday() const { return std::chrono::weekday{std::chrono::sys_days{std::chrono::days{days}}}.c_encoding(); }
  bool is_weekend() const { return weekday() == 0 || weekday() == 6; }
  std::string text() const;

  constexpr auto operator<=>(const Date&) const = default;
  friend Date operator+(Date date, int days) { return {date.days + days}; }
  friend Date operator-(Date date, int days) { return {date.days - days}; }
  friend int operator-(Date later, Date earlier) { return later.days - earlier.days; }
};

/// The same day of the month `months` away, or the last day of that month where it is shorter.
Date add_months(Date date, int months);
bool is_leap_year(int year);
bool is_month_end(Date date);

struct Instant {
  std::int64_t microseconds = 0;  ///< since 1970-01-01T00:00:00Z

  /// Reads 1997-01-02T21:15:00Z, with up to six decimals of seconds.
  static std::optional<Instant> parse(std::string_view text);
  std::string text() const;
  constexpr auto operator<=>(const Instant&) const = default;
};

}  // namespace openend
