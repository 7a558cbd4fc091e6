#include "policy/pricing.h"

#include <algorithm>

namespace openend::policy {

std::optional<PriceKind> parse_price_kind(std::string_view word) {
  const auto at = std::find(kPriceKinds.begin(), kPriceKinds.end(), word);
  if (at == kPriceKinds.end()) return std::nullopt;
  return static_cast<PriceKind>(at - kPriceKinds.begin());
}

const PricingRule* pricing_rule(const Pricing& pricing, std::string_view instrument, Date date) {
  const PricingRule *own = nullptr, *any = nullptr;
  for (const PricingRule& rule : pricing) {
    if (rule.from > date) break;
    if (rule.instrument == instrument) own = &rule;
    if (rule.instrument == kAnyInstrument) any = &rule;
  }
  return own != nullptr ? own : any;
}

std::uint8_t kind_rank(const PricingRule* rule, PriceKind kind) {
  if (rule == nullptr || rule->kinds.empty()) {
    if (kind == PriceKind::Ask) return kNotUsed;
    return kind == PriceKind::Bid ? 1 : 0;
  }
  const auto at = std::find(rule->kinds.begin(), rule->kinds.end(), kind);
  return at == rule->kinds.end() ? kNotUsed : static_cast<std::uint8_t>(at - rule->kinds.begin());
}

std::uint8_t price_rank(const PricingRule* rule, std::string_view source, PriceKind kind) {
  const std::uint8_t by_kind = kind_rank(rule, kind);
  if (by_kind == kNotUsed || rule == nullptr || rule->sources.empty()) return by_kind;
  const auto at = std::find(rule->sources.begin(), rule->sources.end(), source);
  if (at == rule->sources.end()) return kNotUsed;
  return static_cast<std::uint8_t>(by_kind * rule->sources.size() +
                                   static_cast<std::size_t>(at - rule->sources.begin()));
}

}  // namespace openend::policy
