#include "app/law.h"

#include <toml++/toml.h>

#include "money/settlement.h"

namespace openend::app {

namespace {

constexpr std::string_view kNyse =
#include "nyse_toml.inc"
    ;

Date date_of(const toml::date& date) { return Date::of(date.year, date.month, date.day); }

Result<toml::table> nyse_law() {
  try {
    return toml::table(toml::parse(kNyse, std::string_view("law/nyse.toml")));
  } catch (const toml::parse_error& error) {
    return refuse("E-LAW-001", "law/nyse.toml can not be read: " + std::string(error.description()),
                  "correct the file and build again");
  }
}

Result<Calendar> nyse() {
  TRY(const toml::table law, nyse_law());
  const auto first = law["first"].value<toml::date>(), last = law["last"].value<toml::date>();
  const auto* closings = law["closing"].as_array();
  if (!first || !last || closings == nullptr)
    return refuse("E-LAW-002", "law/nyse.toml lacks first, last or closing", "correct the file and build again");
  std::vector<Date> dates;
  for (const auto& entry : *closings) {
    const auto date = entry.is_table() ? (*entry.as_table())["date"].value<toml::date>() : std::nullopt;
    if (!date) return refuse("E-LAW-003", "a closing of law/nyse.toml has no date", "correct the file and build again");
    dates.push_back(date_of(*date));
  }
  return Calendar::with_closings("nyse", date_of(*first), date_of(*last), std::move(dates));
}

Refusals not_covered(const std::string& what) {
  return refuse("E-LAW-005", what + " is outside law/nyse.toml", "correct the date, or extend the calendar");
}

}  // namespace

Result<Calendar> calendar_named(const std::string& name) {
  if (name == "weekdays") return Calendar::weekdays();
  if (name == "nyse") return nyse();
  return refuse("E-LAW-004", "there is no calendar called " + name, "name nyse or weekdays in trust.toml");
}

Result<ExchangeDay> nyse_day(Date date) {
  TRY(const Calendar calendar, nyse());
  if (!calendar.covers(date)) return not_covered(date.text());
  if (!calendar.is_open(date)) return ExchangeDay{};
  TRY(const toml::table law, nyse_law());
  const auto* early = law["early_close"].as_array();
  for (std::size_t i = 0; early != nullptr && i < early->size(); ++i) {
    const toml::table* row = early->get(i)->as_table();
    const auto day = row == nullptr ? std::nullopt : (*row)["date"].value<toml::date>();
    if (day && date_of(*day) == date) return ExchangeDay{true, (*row)["time"].value_or(std::string())};
  }
  return ExchangeDay{true, "16:00"};
}

Result<int> nyse_open_days(int year) {
  TRY(const Calendar calendar, nyse());
  if (year < 1 || year > 9998) return not_covered("a year");
  const Date end = Date::of(year + 1, 1, 1);
  int days = 0;
  for (Date date = Date::of(year, 1, 1); date < end; date = date + 1) {
    if (!calendar.covers(date)) return not_covered(date.text());
    days += calendar.is_open(date);
  }
  return days;
}

Result<Date> nyse_settlement(Date trade_date, int days) {
  TRY(const Calendar calendar, nyse());
  if (!calendar.covers(trade_date)) return not_covered(trade_date.text());
  return settlement_date(trade_date, days, calendar, bank_calendar(trade_date.year(), trade_date.year() + 1));
}

}  // namespace openend::app
