#include "fees/advisory_fee.h"

namespace openend::fees {

instrument::Fraction advisory_fee(const policy::AdvisoryFee& schedule, const Decimal& net_assets, int days,
                                  int year_days) {
  if (net_assets <= Decimal(0)) return {};
  Decimal percent_dollars, below;
  for (const policy::Tier& tier : schedule.tiers) {
    const Decimal top = tier.has_limit && tier.up_to < net_assets ? tier.up_to : net_assets;
    if (top <= below) break;
    percent_dollars += (top - below) * tier.rate_pct;
    below = top;
  }
  if (schedule.has_cap && net_assets * schedule.cap_rate_pct < percent_dollars)
    percent_dollars = net_assets * schedule.cap_rate_pct;
  return {percent_dollars * Decimal::of(days, 2), year_days};
}

}  // namespace openend::fees
