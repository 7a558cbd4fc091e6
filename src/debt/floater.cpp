#include "debt/floater.h"

#include <algorithm>

#include "money/power.h"

namespace openend::debt {

Result<Decimal> floater_index(const Decimal& bill_rate, int bill_days) {
  const Decimal price = Decimal(360) - bill_rate * Decimal(bill_days);  // of 360
  if (bill_days < 1 || price <= Decimal(0))
    return refuse("E-DEBT-004", "a bill's rate and days leave it no price",
                  "give the decimal of the rate and its days");
  return divide(bill_rate * Decimal(360), price, 11, Rounding::HalfUp);
}

Decimal floater_daily(const Decimal& index, const Decimal& spread, int decimals) {
  return divide(std::max(index + spread, Decimal(0)) * Decimal(100), Decimal(360), decimals, Rounding::HalfUp);
}

Decimal floater_interest(const std::vector<ResetPeriod>& periods) {
  Decimal sum;
  for (const ResetPeriod& period : periods) sum += period.daily * Decimal(period.days);
  return sum;
}

Result<FloaterQuarters> floater_quarters(const Decimal& bill_rate, int bill_days, const Decimal& spread,
                                         const std::vector<int>& quarter_days, int decimals) {
  FloaterQuarters answer;
  TRY(answer.index, floater_index(bill_rate, bill_days));
  const Decimal daily = floater_daily(answer.index, spread, decimals);
  for (const int days : quarter_days) answer.payments.push_back(floater_interest({{days, daily}}));
  return answer;
}

Decimal reset_rate(const ResetFormula& formula, const Decimal& index) {
  Decimal rate = product(formula.multiplier, index) + formula.spread;
  if (formula.cap) rate = std::min(rate, *formula.cap);
  if (formula.floor) rate = std::max(rate, *formula.floor);
  return rate;
}

}  // namespace openend::debt
