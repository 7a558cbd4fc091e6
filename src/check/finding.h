// check/finding.h - floor 3
//
// What a check of the strike found: which check, of what, against which limit, and whether it passed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace openend::check {

/// One look of one check. `check` is its id in the list of checks; `subject` a security key, a class or empty.
struct Finding {
  std::string_view check;  ///< its id in the list of checks (check/list.h), e.g. "price-stale"
  std::string subject;     ///< e.g. a security's key; empty for the portfolio
  std::string found;       ///< what was found, as text with units
  std::string limit;       ///< the limit it was held against; empty: the list's own (limit_of)
  bool passed = true;
  std::string detail;  ///< one plain sentence for people
};

}  // namespace openend::check
