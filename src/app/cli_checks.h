// app/cli_checks.h - floor 7
//
// What words of the command line have to be: an empty answer where one is that, else what is wrong with it.
#pragma once

#include <string>

#include "money/date.h"

namespace openend::app {

/// A check for CLI11: the text is a day.
inline std::string is_date(const std::string& text) {
  return Date::parse(text) ? std::string() : "\"" + text + "\" is not a day such as 1996-12-31";
}
inline std::string is_instant(const std::string& text) {
  return Instant::parse(text) ? std::string() : "\"" + text + "\" is not a moment such as 1997-01-02T21:30:00Z";
}

/// A check for CLI11: the text names a portfolio and a day.
inline std::string is_subject(const std::string& text) {
  const std::size_t at = text.find('@');
  const bool good = at != std::string::npos && at > 0 && Date::parse(text.substr(at + 1));
  return good ? std::string() : "\"" + text + "\" is not PORTFOLIO@DATE, such as growth@1996-12-31";
}

}  // namespace openend::app
