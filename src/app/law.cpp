#include "app/law.h"

#include <toml++/toml.h>

namespace openend::app {

namespace {

constexpr std::string_view kNyse =
#include "nyse_toml.inc"
    ;

Date date_of(const toml::date& date) { return Date::of(date.year, date.month, date.day); }

Result<Calendar> nyse() {
  toml::table law;
  try {
    law = toml::parse(kNyse, std::string_view("law/nyse.toml"));
  } catch (const toml::parse_error& error) {
    return refuse("E-LAW-001", "law/nyse.toml can not be read: " + std::string(error.description()),
                  "correct the file and build again");
  }
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

}  // namespace

Result<Calendar> calendar_named(const std::string& name) {
  if (name == "weekdays") return Calendar::weekdays();
  if (name == "nyse") return nyse();
  return refuse("E-LAW-004", "there is no calendar called " + name, "name nyse or weekdays in trust.toml");
}

}  // namespace openend::app
