// value/forward_board.h - floor 3
//
// Forward exchange rates by currency and settlement date, as of a day.
//
// LAW   Spec V-3; rules 3.9: a forward is valued by the forward curve at its remaining days, between two quoted dates
//       by a straight line.
// EDGE  A rate of the very date is taken where it is as recent as the dates around it; the curve is not drawn on beyond
//       its first and last date.
// CASE  1.5400 for 1 April and 1.5340 for 1 May: for 16 April 1.5400 - 0.0060 x 15 / 30 = 1.5370.
#pragma once

#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "event/market.h"

namespace openend::value {

class ForwardBoard {
 public:
  struct Mark {
    Fixed rate;  ///< base currency per unit
    Date day;    ///< as of which it was quoted
    std::optional<std::pair<Date, Date>> between =
        {};  ///< the settlement dates that it lies between, where none of its own
  };
  void apply(Date day, const std::vector<event::ForwardRate>& rates);
  /// None where nothing was quoted for the date or around it.
  std::optional<Mark> at(Currency currency, Date settlement) const;

 private:
  std::map<Currency, std::map<Date, Mark>> curves_;
};

}  // namespace openend::value
