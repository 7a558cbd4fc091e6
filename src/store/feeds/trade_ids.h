// store/feeds/trade_ids.h - floor 6
//
// The ids of a trade file: which of them repeat.
#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "entity/registry.h"
#include "event/event.h"
#include "store/feeds/csv.h"

namespace openend::store::feeds {

/// Finds trade ids that repeat. Numbers mostly rise row by row: such runs are kept as one.
class TradeIds {
 public:
  void add(const event::Reference& reference, std::uint32_t row) {
    if (!reference.text.empty()) {
      if (!texts_.emplace(std::string(reference.text), row).second) repeated_.push_back(row);
      return;
    }
    if (!runs_.empty() && runs_.back().goes_on(reference.number, row)) {
      ++runs_.back().count;
      return;
    }
    rising_ = rising_ && (runs_.empty() || reference.number >= runs_.back().number + runs_.back().count);
    runs_.push_back({reference.number, row, 1});
  }
  void refuse_repeated(CsvFile& csv) {
    if (!rising_) {
      std::vector<std::pair<std::uint64_t, std::uint32_t>> numbers;
      for (const Run& run : runs_) {
        for (std::uint32_t i = 0; i < run.count; ++i) numbers.emplace_back(run.number + i, run.row + i);
      }
      std::sort(numbers.begin(), numbers.end());
      for (std::size_t i = 1; i < numbers.size(); ++i) {
        if (numbers[i].first == numbers[i - 1].first) repeated_.push_back(numbers[i].second);
      }
      std::sort(repeated_.begin(), repeated_.end());
    }
    for (const std::uint32_t row : repeated_) {
      csv.fault_of_row("E-TRADE-003", "the trade id stands twice", "an id used before", "each id once in a file",
                       "give the trade its own id", row);
    }
  }

 private:
  /// Numbers that rise by one in rows that do.
  struct Run {
    std::uint64_t number = 0;
    std::uint32_t row = 0, count = 0;

    bool goes_on(std::uint64_t next, std::uint32_t next_row) const {
      return next == number + count && next_row == row + count;
    }
  };
  std::vector<Run> runs_;
  entity::NameMap<std::uint32_t> texts_;
  std::vector<std::uint32_t> repeated_;
  bool rising_ = true;
};

}  // namespace openend::store::feeds
