#include "debt/cash_flows.h"

#include "money/power.h"

namespace openend::debt {

Result<std::vector<CashFlow>> cash_flows(const BondTerms& terms, Date date) {
  TRY(const std::vector<InterestPeriod> periods, interest_periods(terms, date));
  std::vector<CashFlow> flows;
  Decimal par(1);
  for (const InterestPeriod& period : periods) {
    const CouponStage* stage = stage_on(terms, period.start);
    CashFlow flow;
    flow.period = period;
    flow.par = par;
    flow.coupon = product(par, coupon_of(terms, period));
    flow.in_kind = stage != nullptr && stage->in_kind;
    if (flow.in_kind) par += flow.coupon;
    flows.push_back(flow);
  }
  flows.back().redemption = product(par, terms.redemption);
  return flows;
}

}  // namespace openend::debt
