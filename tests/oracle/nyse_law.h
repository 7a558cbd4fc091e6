// law/nyse.toml, read for the tests.
#pragma once

#include <map>
#include <string>

#include "money/calendar.h"

namespace openend::test {

struct NyseLaw {
  Calendar calendar = Calendar::weekdays();
  std::map<Date, std::string> closings;                       ///< why
  std::map<Date, std::pair<std::string, std::string>> early;  ///< time in New York, why
  int rows = 0;                                               ///< of closings, as listed
  bool in_order = true;
};

const NyseLaw& nyse_law();

}  // namespace openend::test
