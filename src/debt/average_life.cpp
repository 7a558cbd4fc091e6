#include "debt/average_life.h"

#include "debt/pool.h"
#include "money/power.h"

namespace openend::debt {

Result<Decimal> average_life(const Decimal& coupon, int months, const Decimal& prepayment) {
  if (months < 1 || months > 600 || coupon.is_negative() || coupon > Decimal(1))
    return refuse("E-DEBT-004", "a pool has no such life", "give 1 to 600 months and a coupon of 0 to 1");
  TRY(const Decimal monthly, monthly_from_annual_prepayment(prepayment));
  const Decimal rate = quotient(coupon, Decimal(12));
  // What one of balance is after so many months more of interest: the level payment on the last months is known by it.
  Decimal left(1), weighted;
  Decimal annuity;  // of one a month over the months left
  for (int i = 0; i < months; ++i) annuity = quotient(annuity + Decimal(1), Decimal(1) + rate);
  for (int month = 1; month <= months; ++month) {
    const Decimal scheduled = quotient(left, annuity) - product(left, rate);
    const bool last = month == months;
    const Decimal paid = last ? left : scheduled + product(left - scheduled, monthly);
    weighted = weighted + product(paid, Decimal(month));
    left = left - paid;
    annuity = product(annuity, Decimal(1) + rate) - Decimal(1);
  }
  return weighted.rounded(12, Rounding::HalfEven);
}

}  // namespace openend::debt
