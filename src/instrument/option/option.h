// instrument/option/option.h - floor 2
#pragma once

#include "instrument/contract.h"
#include "instrument/equity/equity.h"

namespace openend::instrument {

/// A right to buy (call) or sell (put) at the strike. Bought, it is a holding, counted in units of its underlying
/// (contracts x multiplier), so that quantity x price is money; written, it is an open contract of the book.
struct Option : Equity {
  static constexpr std::string_view kWord = "option";
  static constexpr std::string_view kLabel = "Option";

  static Refusals check(const Security& security) {
    Refusals faults = check_contract(security);
    if (!faults.empty()) return faults;
    const auto kind = security.contract->kind;
    using Underlying = entity::ContractTerms::Underlying;
    if (!(security.contract->strike > Decimal(0)))
      faults.push_back(term_fault(security, "no strike", "a price above zero in the column strike"));
    if (kind == Underlying::MoneyMarket || kind == Underlying::Bond)
      faults.push_back(term_fault(security,
                                  "an option on a " + std::string(entity::kUnderlyingWords[static_cast<int>(kind)]),
                                  "security, index, currency or future in the column underlying_kind"));
    return faults;
  }
  /// EDGE  It can be used until the end of its last day: what is left of it ends on the day after.
  static std::vector<LifeEvent> life(const Security& security, Date after, Date until) {
    const Date end = *security.maturity + 1;
    if (end <= after || end > until) return {};
    return {{LifeEvent::What::Expiry, end, {}, {}}};
  }
};

/// Whether using an option pays a difference, and delivers nothing.
inline bool settles_in_cash(const entity::ContractTerms& terms) {
  using Underlying = entity::ContractTerms::Underlying;
  return terms.kind == Underlying::Index || terms.kind == Underlying::Currency;
}

}  // namespace openend::instrument
