#include "debt/average_maturity.h"

namespace openend::debt {

Result<Decimal> average_maturity(const std::vector<MaturingValue>& holdings) {
  Decimal weighted, all;
  for (const MaturingValue& holding : holdings) {
    if (holding.value.is_negative())
      return refuse("E-DEBT-004", "a holding's value is below zero", "leave liabilities out of the average");
    weighted += holding.value * Decimal(holding.days);
    all += holding.value;
  }
  if (all.is_zero())
    return refuse("E-DEBT-004", "holdings worth nothing have no average maturity", "give at least one value");
  return divide(weighted, all, 18, Rounding::HalfEven);
}

}  // namespace openend::debt
