// instrument/tba/tba.h - floor 2
#pragma once

#include "instrument/instrument.h"

namespace openend::instrument {

/// LAW   Spec S-4; prospectus 2001 p.20: a pool to be announced, bought forward: which pools come, and at what factor,
///       is told two business days before the day of delivery. It earns nothing, and is marked to market from its trade
///       on. `issued` is the day of delivery, on which every trade in it settles.
/// EDGE  READ AS: when the pools are told, it is sold at its cost and they are bought, both for the day of delivery.
struct Tba {
  static constexpr std::string_view kWord = "tba";
  static constexpr std::string_view kLabel = "Mortgage Pass-Through To Be Announced";
  static Quotation quotation(const Security&) { return Quotation::PerHundred; }
  static bool amortises(const Security&) { return false; }
  static Refusals check(const Security& security) {
    Refusals faults;
    if (!security.issued) faults.push_back(term_fault(security, "no day of delivery", "a date in the column issued"));
    if (security.maturity)
      faults.push_back(term_fault(security, "a maturity of a pool that is not known", "an empty column maturity"));
    if (security.coupons_per_year != 0)
      faults.push_back(term_fault(security, "coupons before its delivery", "an empty column coupons_per_year"));
    return faults;
  }
  static Fraction value_from_terms(const Security&, const Decimal&, Date) { return {}; }
  static Fraction accrued(const Security&, const Decimal&, Date) { return {}; }
  static std::vector<LifeEvent> life(const Security&, Date, Date) { return {}; }
};

}  // namespace openend::instrument
