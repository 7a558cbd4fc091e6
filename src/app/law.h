// app/law.h - floor 7
//
// The law's dated facts (folder law/), compiled into the program and read here into values.
#pragma once

#include <string>

#include "base/result.h"
#include "money/calendar.h"

namespace openend::app {

/// The calendar that a trust names: "nyse" or "weekdays".
Result<Calendar> calendar_named(const std::string& name);

/// Whether the New York Stock Exchange trades on a day, and when it closes, "16:00" New York time or earlier.
struct ExchangeDay {
  bool open = false;
  std::string closes;  ///< empty where it is shut
};
/// Both refuse what law/nyse.toml does not cover (E-LAW-005).
Result<ExchangeDay> nyse_day(Date date);
Result<int> nyse_open_days(int year);

/// The day on which a trade settles that many days after it: days on which exchange and banks are open.
Result<Date> nyse_settlement(Date trade_date, int days);

}  // namespace openend::app
