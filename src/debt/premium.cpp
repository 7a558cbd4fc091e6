#include "debt/premium.h"

#include <algorithm>

#include "debt/effective_yield.h"
#include "money/power.h"

namespace openend::debt {

Decimal premium_of_period(const Decimal& stated_interest, const Decimal& adjusted_price, const Decimal& yield,
                          int per_year) {
  return stated_interest - product(adjusted_price, quotient(yield, Decimal(per_year)));
}

Result<BondPremium> bond_premium(const BondTerms& terms, Date bought, const Decimal& par, const Decimal& cost) {
  TRY(const YieldLot lot, lot_at_yield(terms, bought, par, cost));
  TRY(const Decimal after, carrying_value(terms, lot, add_months(bought, 12)));
  return BondPremium{lot.yield, cost - after};
}

Result<AcquisitionPremium> acquisition_premium(const Decimal& cost, const Decimal& adjusted_issue_price,
                                               const Decimal& remaining_discount, const Decimal& daily_discount,
                                               int days, int step_decimals) {
  if (remaining_discount <= Decimal(0) || days < 0 || step_decimals < 0 || step_decimals > kFactorPlaces)
    return refuse("E-DEBT-004", "acquisition premium is set against a discount that is still to accrue",
                  "give the discount from the purchase to maturity");
  const auto step = [&](const Decimal& number) { return number.rounded(step_decimals, Rounding::HalfUp); };
  AcquisitionPremium answer;
  answer.premium = step(std::max(cost - adjusted_issue_price, Decimal(0)));
  answer.fraction = std::min(step(quotient(answer.premium, remaining_discount)), Decimal(1));
  answer.reduced_daily = daily_discount - step(product(daily_discount, answer.fraction));
  answer.included = answer.reduced_daily * Decimal(days);
  return answer;
}

}  // namespace openend::debt
