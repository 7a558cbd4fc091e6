// gains/lot_relief.h - floor 3
//
// What a sale gains by each way of choosing lots, side by side: for comparing methods. The book relieves its own lots.
//
// LAW   Reg. 1.1012-1(c); rules 3.1: identified lots, or the first bought where none are; a portfolio's stock may not
// be
//       sold at average cost.
// CASE  100 at 10, 100 at 14, 100 at 12; 150 sold at 13: FIFO 250, LIFO 50, highest cost -50, average 150.
#pragma once

#include <optional>
#include <vector>

#include "base/decimal.h"
#include "base/result.h"

namespace openend::gains {

/// In order of purchase.
struct PricedLot {
  Decimal quantity;
  Decimal unit_cost;
};

/// So much of the lot at a place, counted from 0.
struct LotPick {
  std::size_t lot = 0;
  Decimal quantity;
};

struct GainByMethod {
  Decimal fifo, lifo, highest_cost, average;
  std::optional<Decimal> specific;  ///< of the picks, where there are any
};

/// Refuses (E-GAIN-001) a sale of more than the lots hold, a pick of a lot that is not there or of more than it holds,
/// and picks that are not the sale.
Result<GainByMethod> gain_by_method(const std::vector<PricedLot>& lots, const Decimal& sold, const Decimal& price,
                                    const std::vector<LotPick>& picks);

}  // namespace openend::gains
