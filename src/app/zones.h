// app/zones.h - floor 7
//
// The clocks of places: what "17:55 America/New_York" of a day is in UTC, daylight saving included. The rules come from
// the machine's time zone data, so only this floor may ask.
#pragma once

#include <string>

#include "base/result.h"
#include "entity/trust.h"
#include "money/date.h"

namespace openend::app {

/// The moment of a day's deadline, as the setting writes it. Refuses a place without a clock.
Result<Instant> deadline_on(Date day, const std::string& deadline);

/// Refuses a trust that names such a place in its settings.
Result<Done> check_clocks(const entity::Trust& trust);

}  // namespace openend::app
