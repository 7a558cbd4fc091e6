// entity/watch_settings.cpp - floor 2
//
// The settings that say how strikes are watched: limits of checks, and when a value is due. None moves a figure.
#include "entity/setting_rules.h"

namespace openend::entity {

using policy::Settings;

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// "17:55 America/New_York": a time of day and a place's clock. Whether there is such a clock, the program's door asks.
bool is_deadline(std::string_view text) {
  if (text.size() < 9 || text[2] != ':' || text[5] != ' ') return false;
  for (const std::size_t i : {0, 1, 3, 4}) {
    if (!is_digit(text[i])) return false;
  }
  const int hour = (text[0] - '0') * 10 + text[1] - '0', minute = (text[3] - '0') * 10 + text[4] - '0';
  return hour < 24 && minute < 60 && text.find(' ', 6) == std::string_view::npos;
}

const SettingRule kWatchSettings[] = {
    {"nav_move_limit_pct", "a percent above zero in quotes, such as \"5\"",
     [](Settings& s, const std::string& v) {
       const auto limit = Decimal::parse(v);
       if (!limit || limit->is_negative() || limit->is_zero()) return false;
       s.nav_move_limit_pct = *limit;
       return true;
     }},
    {"publication_deadline", "a time of the pricing day and its clock, such as \"17:55 America/New_York\"",
     [](Settings& s, const std::string& v) {
       s.publication_deadline = v;
       return is_deadline(v);
     }},
};

}  // namespace

const SettingRule* find_watch_rule(std::string_view key) {
  for (const SettingRule& rule : kWatchSettings) {
    if (key == rule.key) return &rule;
  }
  return nullptr;
}

}  // namespace openend::entity
