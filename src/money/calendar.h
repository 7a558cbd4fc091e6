// money/calendar.h - floor 1
//
// A calendar of pricing days: weekends and dated closings are shut, every other day is open. Closings are data
// (law/nyse.toml), passed in as values. A calendar knows the span of years it covers; a question outside it is refused,
// not guessed.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "money/date.h"

namespace openend {

class Calendar {
 public:
  /// Every Monday to Friday, for ever.
  static Calendar weekdays();
  /// `closings` are full-day closings between the two dates, both included (stops on others); order does not matter.
  static Calendar with_closings(std::string name, Date first, Date last, std::vector<Date> closings);

  const std::string& name() const { return name_; }
  /// Whether the calendar's data reach this day.
  bool covers(Date date) const;
  /// Open for trading and so a pricing day. Outside the covered span: false.
  bool is_open(Date date) const;
  /// The first open day after `date`; none if the data end before it or begin after the day that follows `date`.
  std::optional<Date> next_open(Date date) const;
  std::optional<Date> previous_open(Date date) const;
  /// `count` open days after `date`, which need not be open itself; count 0 gives `date`, or the next open day if it is
  /// shut.
  std::optional<Date> add_open_days(Date date, int count) const;
  const std::vector<Date>& closings() const { return closings_; }

 private:
  std::string name_;
  Date first_, last_;
  std::vector<Date> closings_;  ///< sorted
};

}  // namespace openend
