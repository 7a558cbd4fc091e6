// app/law.h - floor 7
//
// The law's dated facts (folder law/), compiled into the program and read here into values.
#pragma once

#include "base/result.h"
#include "money/calendar.h"

namespace openend::app {

/// The calendar that a trust names: "nyse" or "weekdays".
Result<Calendar> calendar_named(const std::string& name);

}  // namespace openend::app
