#include "app/zones.h"

#include <date/tz.h>

namespace openend::app {

Result<Instant> deadline_on(Date day, const std::string& deadline) {
  const std::string place = deadline.substr(6);
  const date::time_zone* zone = nullptr;
  try {
    zone = date::locate_zone(place);
  } catch (const std::runtime_error&) {
    Refusals faults = refuse("E-FLOW-010", "no clock of that place is known",
                             "name one such as America/New_York, and install tzdata where it is missing");
    faults[0].found = place;
    return faults;
  }
  const auto minutes = std::chrono::minutes(std::stoi(deadline.substr(0, 2)) * 60 + std::stoi(deadline.substr(3, 2)));
  const auto local = date::local_days(date::days(day.days)) + minutes;
  const auto moment = zone->to_sys(local, date::choose::earliest);
  return Instant{std::chrono::duration_cast<std::chrono::microseconds>(moment.time_since_epoch()).count()};
}

Result<Done> check_clocks(const entity::Trust& trust) {
  const auto look = [](const std::vector<entity::DatedSettings>& entries) -> Result<Done> {
    for (const auto& entry : entries) {
      for (const auto& [key, value] : entry.values) {
        if (key != "publication_deadline") continue;
        if (const auto moment = deadline_on(entry.from, value); !moment) return moment.refusals();
      }
    }
    return Done{};
  };
  CHECK(look(trust.settings));
  for (const auto& portfolio : trust.portfolios) CHECK(look(portfolio.settings));
  return Done{};
}

}  // namespace openend::app
