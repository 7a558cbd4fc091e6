#include "money/calendar.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "base/assert.h"

namespace openend {

Calendar Calendar::weekdays() {
  Calendar calendar;
  calendar.name_ = "weekdays";
  calendar.first_ = {std::numeric_limits<std::int32_t>::min()};
  calendar.last_ = {std::numeric_limits<std::int32_t>::max()};
  return calendar;
}

Calendar Calendar::with_closings(std::string name, Date first, Date last, std::vector<Date> closings) {
  OE_ASSERT(first <= last, "a calendar begins before it ends");
  std::sort(closings.begin(), closings.end());
  closings.erase(std::unique(closings.begin(), closings.end()), closings.end());
  OE_ASSERT(closings.empty() || (first <= closings.front() && closings.back() <= last),
            "a calendar's closings lie in its span");
  Calendar calendar;
  calendar.name_ = std::move(name);
  calendar.first_ = first;
  calendar.last_ = last;
  calendar.closings_ = std::move(closings);
  return calendar;
}

bool Calendar::covers(Date date) const { return first_ <= date && date <= last_; }

bool Calendar::is_open(Date date) const {
  return covers(date) && !date.is_weekend() && !std::binary_search(closings_.begin(), closings_.end(), date);
}

std::optional<Date> Calendar::next_open(Date date) const {
  while (date < last_) {
    date = date + 1;
    if (!covers(date)) return std::nullopt;  // before the span: the days up to it are unknown
    if (is_open(date)) return date;
  }
  return std::nullopt;
}

std::optional<Date> Calendar::previous_open(Date date) const {
  while (date > first_) {
    date = date - 1;
    if (!covers(date)) return std::nullopt;
    if (is_open(date)) return date;
  }
  return std::nullopt;
}

std::optional<Date> Calendar::add_open_days(Date date, int count) const {
  OE_ASSERT(count >= 0, "open days are counted forward");
  if (count == 0) {
    if (!covers(date)) return std::nullopt;
    return is_open(date) ? std::optional<Date>{date} : next_open(date);
  }
  std::optional<Date> at = date;
  for (int i = 0; i < count && at; ++i) at = next_open(*at);
  return at;
}

}  // namespace openend
