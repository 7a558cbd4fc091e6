#include "money/date.h"

#include <cstdio>

#include "base/assert.h"

namespace openend {

namespace {

/// Exactly `count` digits at `at`, or -1.
int digits(std::string_view text, std::size_t at, std::size_t count) {
  int value = 0;
  for (std::size_t i = at; i < at + count; ++i) {
    if (text[i] < '0' || text[i] > '9') return -1;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

}  // namespace

Date Date::of(int year, unsigned month, unsigned day) {
  const auto ymd = std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{day};
  OE_ASSERT(ymd.ok(), "a date is built from a day that exists");
  const std::chrono::sys_days at{ymd};
  return {static_cast<std::int32_t>(at.time_since_epoch().count())};
}

std::optional<Date> Date::parse(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const int year = digits(text, 0, 4), month = digits(text, 5, 2), day = digits(text, 8, 2);
  if (year < 1 || month < 1 || day < 1) return std::nullopt;
  const std::chrono::year_month_day ymd{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                                        std::chrono::day{static_cast<unsigned>(day)}};
  if (!ymd.ok()) return std::nullopt;
  return of(year, static_cast<unsigned>(month), static_cast<unsigned>(day));
}

std::string Date::text() const {
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%04d-%02u-%02u", year(), month(), day());
  return buffer;
}

Date add_months(Date date, int months) {
  const auto start = date.ymd();
  const auto moved = start.year() / start.month() + std::chrono::months{months};
  const auto last = static_cast<unsigned>((moved / std::chrono::last).day());
  const auto day = static_cast<unsigned>(start.day());
  return Date::of(static_cast<int>(moved.year()), static_cast<unsigned>(moved.month()), day < last ? day : last);
}

bool is_leap_year(int year) { return std::chrono::year{year}.is_leap(); }

bool is_month_end(Date date) { return (date + 1).day() == 1; }

std::optional<Instant> Instant::parse(std::string_view text) {
  if (text.size() < 20 || text[10] != 'T' || text.back() != 'Z' || text[13] != ':' || text[16] != ':')
    return std::nullopt;
  const auto date = Date::parse(text.substr(0, 10));
  const int hour = digits(text, 11, 2), minute = digits(text, 14, 2), second = digits(text, 17, 2);
  if (!date || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return std::nullopt;
  std::int64_t micros = 0;
  if (text.size() > 20) {
    const auto fraction = text.substr(20, text.size() - 21);
    if (text[19] != '.' || fraction.empty() || fraction.size() > 6) return std::nullopt;
    const int value = digits(fraction, 0, fraction.size());
    if (value < 0) return std::nullopt;
    micros = value;
    for (std::size_t i = fraction.size(); i < 6; ++i) micros *= 10;
  }
  const std::int64_t seconds = date->days * std::int64_t{86400} + hour * 3600 + minute * 60 + second;
  return Instant{seconds * 1'000'000 + micros};
}

std::string Instant::text() const {
  std::int64_t seconds = microseconds / 1'000'000, micros = microseconds % 1'000'000;
  if (micros < 0) {
    micros += 1'000'000;
    --seconds;
  }
  std::int64_t days = seconds / 86400, rest = seconds % 86400;
  if (rest < 0) {
    rest += 86400;
    --days;
  }
  char buffer[48];
  std::snprintf(buffer, sizeof buffer, "T%02d:%02d:%02d.%06dZ", static_cast<int>(rest / 3600),
                static_cast<int>(rest / 60 % 60), static_cast<int>(rest % 60), static_cast<int>(micros));
  return Date{static_cast<std::int32_t>(days)}.text() + buffer;
}

}  // namespace openend
