#include "policy/settings.h"

namespace openend::policy {

std::string Settings::canonical_text() const {
  const auto line = [](const char* key, long value) { return std::string(key) + "=" + std::to_string(value) + "\n"; };
  return line("holding_to_whole_unit", holding_to_whole_unit) + line("nav_places", nav_places) +
         line("share_places", share_places) + line("trades_enter_same_day", trades_enter_same_day) +
         line("share_settlement_days", share_settlement_days) + line("redemption_two_steps", redemption_two_steps) +
         line("lot_method", static_cast<long>(lot_method)) + line("fee_after_dealing", fee_after_dealing) +
         line("fee_per_strike", fee_per_strike) + line("fee_year", fee_year) +
         line("fee_rounded_each_strike", fee_rounded_each_strike) +
         // a setting of later years: where it is not used the text stays as it was
         (amortised_cost == AmortisedCost::TermsOnly ? std::string()
                                                     : line("amortised_cost", static_cast<long>(amortised_cost)));
}

}  // namespace openend::policy
