#include "policy/settings.h"

namespace openend::policy {

std::string Settings::canonical_text() const {
  const auto line = [](const char* key, long value) { return std::string(key) + "=" + std::to_string(value) + "\n"; };
  return line("holding_to_whole_unit", holding_to_whole_unit) + line("nav_places", nav_places) +
         line("share_places", share_places) + line("trades_enter_same_day", trades_enter_same_day) +
         line("share_settlement_days", share_settlement_days) + line("redemption_two_steps", redemption_two_steps) +
         line("lot_method", static_cast<long>(lot_method)) + line("fee_after_dealing", fee_after_dealing) +
         line("fee_per_strike", fee_per_strike) + line("fee_year", fee_year) +
         line("fee_rounded_each_strike", fee_rounded_each_strike) + line("average_cost_allowed", average_cost_allowed) +
         "tax_short_pct=" + tax_short_pct.trimmed().text() + "\n" + "tax_long_pct=" + tax_long_pct.trimmed().text() +
         "\n" + line("currency_part_apart", currency_part_apart) +
         line("amortised_cost", static_cast<long>(amortised_cost)) +
         (fee_as_recorded ? "fee_accrual=as recorded\n" : "") +
         (effective_yield != EffectiveYield::None ? line("effective_yield", static_cast<long>(effective_yield))
                                                  : std::string()) +
         (shares_not_known ? "shares_outstanding=not known\n" : "");
}

}  // namespace openend::policy
