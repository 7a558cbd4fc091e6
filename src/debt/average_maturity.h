// debt/average_maturity.h - floor 2
//
// LAW   17 CFR 270.2a-7; rules 2.4: the dollar-weighted average of the days to maturity; of a repurchase agreement, to
//       its repurchase.
// CASE  The money-market portfolio of the annual report 1996: 12.67, printed as 13 days.
#pragma once

#include <vector>

#include "base/decimal.h"
#include "base/result.h"

namespace openend::debt {

struct MaturingValue {
  Decimal value;  ///< zero or more
  int days = 0;   ///< calendar days to maturity, of a pool by its estimated prepayments
};

/// In days, to eighteen places. Refuses holdings that are worth nothing, or less (E-DEBT-004).
Result<Decimal> average_maturity(const std::vector<MaturingValue>& holdings);

}  // namespace openend::debt
