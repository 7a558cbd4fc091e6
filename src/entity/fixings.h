// entity/fixings.h - floor 2
//
// Levels of an index, and fixings of a rate, that the terms of securities go by.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "base/decimal.h"
#include "money/date.h"

namespace openend::entity {

/// A level of a day; of an index of months, the first of the month that it is of.
struct Fixing {
  std::string index;
  Date date;
  bool of_month = false;
  Decimal level;  ///< of a rate, percent a year
};

/// One index: its levels by day.
class Fixings {
 public:
  /// A day again takes the place of what was told.
  void set(Date date, const Decimal& level) {
    const auto at = std::lower_bound(levels_.begin(), levels_.end(), date,
                                     [](const Told& told, Date day) { return told.date < day; });
    if (at != levels_.end() && at->date == date) {
      at->level = level;
    } else {
      levels_.insert(at, {date, level});
    }
  }
  struct Told {
    Date date;
    Decimal level;
  };
  /// The last on or before a day; none before the first.
  const Told* last(Date date) const {
    const auto at = std::upper_bound(levels_.begin(), levels_.end(), date,
                                     [](Date day, const Told& told) { return day < told.date; });
    return at == levels_.begin() ? nullptr : &*(at - 1);
  }
  /// Of that very day.
  const Decimal* of(Date date) const {
    const Told* told = last(date);
    return told == nullptr || told->date != date ? nullptr : &told->level;
  }

 private:
  std::vector<Told> levels_;
};

}  // namespace openend::entity
