// event/curve.h - floor 2
//
// Curves of interest as they were quoted on a day. No strike reads them: they are what contracts without a quote are
// priced from (openend value-contracts).
#pragma once

#include <optional>
#include <string>

#include "base/decimal.h"
#include "money/date.h"

namespace openend::event {

/// One point. Equal names are one curve, its points in rising order of date.
struct CurvePoint {
  std::string curve;
  Date to;                                ///< what the rate holds until, from the day of the curve
  Decimal rate_pct;                       ///< percent a year, compounded continuously, actual/365
  std::optional<Decimal> volatility_pct;  ///< of the index, percent a year, for caps and floors that end then
  std::uint32_t row = 0;
};

}  // namespace openend::event
