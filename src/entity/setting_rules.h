// entity/setting_rules.h - floor 2
//
// How a key of [[settings]] is read: its word, what it may say, and where it goes. For the trust's own files only.
#pragma once

#include <string>
#include <string_view>

#include "policy/settings.h"

namespace openend::entity {

struct SettingRule {
  const char* key;
  const char* expected;
  bool (*apply)(policy::Settings&, const std::string&);
};

/// The rule of a setting that says how strikes are watched; none for other words.
const SettingRule* find_watch_rule(std::string_view key);

}  // namespace openend::entity
