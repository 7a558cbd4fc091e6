// instrument/warrant/warrant.h - floor 2
#pragma once

#include "instrument/equity/equity.h"

namespace openend::instrument {

/// A right to buy shares until it expires. Priced per warrant; worthless after its expiry, when what it cost becomes
/// a realised loss.
struct Warrant : Equity {
  static constexpr std::string_view kWord = "warrant";
  static constexpr std::string_view kLabel = "Warrant";

  static Refusals check(const Security& security) {
    if (!security.maturity) return {term_fault(security, "no expiry", "a date in the column maturity")};
    return {};
  }
  static std::vector<LifeEvent> life(const Security& security, Date after, Date until) {
    const Date expiry = *security.maturity;
    if (expiry <= after || expiry > until) return {};
    return {{LifeEvent::What::Expiry, expiry, {}, {}}};
  }
};

}  // namespace openend::instrument
