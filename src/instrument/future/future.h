// instrument/future/future.h - floor 2
#pragma once

#include "instrument/contract.h"
#include "instrument/equity/equity.h"

namespace openend::instrument {

/// A promise, kept by an exchange, to pay or receive what the settlement price of an index, a bond, a currency or a
/// money-market rate moves. It costs nothing to enter: it is no holding, but an open contract of the book.
struct Future : Equity {
  static constexpr std::string_view kWord = "future";
  static constexpr std::string_view kLabel = "Future";

  static Refusals check(const Security& security) {
    Refusals faults = check_contract(security);
    if (faults.empty() && !security.contract->strike.is_zero())
      faults.push_back(term_fault(security, "a strike", "no strike: a future has none"));
    return faults;
  }
};

}  // namespace openend::instrument
