// check/index_board.h - floor 3
//
// The last two levels of each index as of a day, for holding the moves of prices against them.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "event/market.h"

namespace openend::check {

class IndexBoard {
 public:
  struct Levels {
    Date day, day_before;
    Fixed now, before;
    bool has_before = false;
  };
  /// Levels are applied in order of day, then of becoming known: the same day again is a correction.
  void apply(Date day, const std::vector<event::IndexLevel>& levels) {
    for (const event::IndexLevel& told : levels) {
      const auto [at, is_new] = levels_.try_emplace(told.index);
      Levels& index = at->second;
      if (!is_new && index.day != day) {
        index.day_before = index.day;
        index.before = index.now;
        index.has_before = true;
      }
      index.day = day;
      index.now = told.level;
    }
  }
  bool empty() const { return levels_.empty(); }
  const Levels* find(std::string_view index) const {
    const auto at = levels_.find(index);
    return at == levels_.end() ? nullptr : &at->second;
  }

 private:
  std::map<std::string, Levels, std::less<>> levels_;
};

}  // namespace openend::check
