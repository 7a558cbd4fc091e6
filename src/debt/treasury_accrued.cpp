#include "debt/treasury_accrued.h"

namespace openend::debt {

Result<TreasuryAccrued> treasury_accrued(const Decimal& coupon, const std::vector<HalfYearPart>& parts,
                                         const Decimal& par) {
  TreasuryAccrued accrued;
  Decimal sum;
  for (const HalfYearPart& part : parts) {
    if (part.days < 0 || part.days > part.half_year_days || part.half_year_days < 1)
      return refuse("E-DEBT-004", "the days of interest do not fit their half-year", "give 0 <= days <= half-year");
    accrued.daily.push_back(divide(coupon * Decimal(500), Decimal(part.half_year_days), 9, Rounding::HalfUp));
    sum += accrued.daily.back() * Decimal(part.days);
  }
  if (parts.empty()) return refuse("E-DEBT-004", "accrued interest of no days is asked for", "give at least one part");
  accrued.per_thousand = sum.rounded(5, Rounding::HalfUp);
  accrued.total = (accrued.per_thousand * par * Decimal::of(1, 3)).rounded(2, Rounding::HalfUp);
  return accrued;
}

}  // namespace openend::debt
