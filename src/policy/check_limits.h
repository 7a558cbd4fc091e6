// policy/check_limits.h - floor 2
//
// The limits that prices are held against before a strike, for each kind of instrument: ours, and what a trust states
// in their place.
//
// LAW   Spec V-6: missing, stale, moved too far, apart from another vendor, from its index or from its yield.
// WHY   One table, so that nobody has to look for a tolerance in the code.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "money/date.h"

namespace openend::policy {

/// Percents are in hundredths (1000 is 10%); zero switches a check off.
struct CheckLimits {
  int stale_days = 0;      ///< a price may be so many pricing days old
  int unchanged_days = 0;  ///< a price may stay the same for so many pricing days
  int move_bp = 0;         ///< against the price of the day before
  int vendor_bp = 0;       ///< between two sources on one day
  int index_bp = 0;        ///< between its move and that of its index
  int yield_bp = 0;        ///< between the yields at today's and at the earlier price
};

/// Our limits; a kind that is not here takes the first line.
struct DefaultLimits {
  std::string_view instrument;
  CheckLimits limits;
};
inline constexpr std::array kDefaultLimits{
    // days stale, days unchanged, move, vendor, index, yield
    DefaultLimits{"any", {5, 10, 1000, 200, 1000, 0}},
    DefaultLimits{"preferred_stock", {5, 15, 1000, 200, 1000, 0}},
    DefaultLimits{"warrant", {5, 10, 5000, 500, 0, 0}},
    DefaultLimits{"corporate_bond", {5, 10, 500, 150, 0, 100}},
    DefaultLimits{"convertible_bond", {5, 10, 1000, 200, 0, 0}},
    DefaultLimits{"treasury", {5, 5, 300, 50, 0, 50}},
    DefaultLimits{"agency", {5, 5, 300, 50, 0, 50}},
};

/// The keys of a [[checks]] entry. The order is that of the documents.
struct LimitKey {
  std::string_view key;
  int CheckLimits::*field;
  bool percent;  ///< stated in percent with at most two decimals; else a whole number
};
inline constexpr std::array kLimitKeys{
    LimitKey{"stale_days", &CheckLimits::stale_days, false},
    LimitKey{"unchanged_days", &CheckLimits::unchanged_days, false},
    LimitKey{"move_pct", &CheckLimits::move_bp, true},
    LimitKey{"vendor_pct", &CheckLimits::vendor_bp, true},
    LimitKey{"index_pct", &CheckLimits::index_bp, true},
    LimitKey{"yield_bp", &CheckLimits::yield_bp, false},
};

/// A [[checks]] entry of the trust's terms: what it does not state stays as it was.
struct CheckEntry {
  Date from;
  std::string instrument;  ///< a word of the list of instruments, or "any"
  std::vector<std::pair<int CheckLimits::*, int>> stated;
};

/// The limits in force for an instrument on a day: ours, then the trust's for any, then the trust's for it, by date.
CheckLimits check_limits(const std::vector<CheckEntry>& entries, std::string_view instrument, Date date);

}  // namespace openend::policy
