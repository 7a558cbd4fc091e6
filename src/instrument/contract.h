// instrument/contract.h - floor 2
//
// What futures and options have in common: so much money a point, and a last day.
#pragma once

#include "base/fixed.h"
#include "instrument/instrument.h"

namespace openend::instrument {

/// Terms that no contract can do without, and bounds within which its value stays exact.
inline Refusals check_contract(const Security& security) {
  const Decimal most(1'000'000);
  Refusals faults;
  if (!security.maturity) faults.push_back(term_fault(security, "no expiry", "a date in the column maturity"));
  if (!security.contract || !(security.contract->multiplier > Decimal(0))) {
    faults.push_back(term_fault(security, "no multiplier", "the money of one point in the column multiplier"));
    return faults;
  }
  const entity::ContractTerms& terms = *security.contract;
  if (terms.multiplier > most || terms.multiplier.trimmed().places() > 4)
    faults.push_back(term_fault(security, "a multiplier of " + terms.multiplier.text(),
                                "at most 1,000,000 with at most four decimals"));
  if (terms.underlying.empty())
    faults.push_back(term_fault(security, "no underlying", "its name or id in the column underlying"));
  if (terms.tick && terms.tick->is_zero())
    faults.push_back(term_fault(security, "a tick of zero", "the smallest step of the price, or nothing"));
  for (const Decimal& price : {terms.tick.value_or(Decimal(1)), terms.strike}) {
    const auto fixed = to_fixed(price.trimmed());
    if (!fixed || fixed->places > 12 || price.is_negative())
      faults.push_back(term_fault(security, "a price of " + price.text(), "a price as in prices.csv"));
  }
  return faults;
}

/// Money of one point of a contract; of a security sold short, a unit's price is its money.
inline Decimal multiplier(const Security& security) {
  return security.contract ? security.contract->multiplier : Decimal(1);
}

/// Money of so many contracts at a price, unrounded.
/// CASE  10 contracts of 500 dollars a point at 640: 3,200,000.
inline Decimal contract_money(const Security& security, const Decimal& price, std::int64_t contracts) {
  return price * multiplier(security) * Decimal(contracts);
}

}  // namespace openend::instrument
