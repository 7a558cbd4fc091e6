// instrument/debt/discount_paper.h - floor 2
//
// LAW   Annual report 1996, schedules of investments: short-term notes and agencies stand at amortised cost, which is
//       the par less a straight-line discount at the printed rate on a year of 360 days.
// WHY   The days are counted from the day after the valuation: the value at a day's close already holds its interest.
// CASE  5,000,000 at 5.28% to 1997-02-18, valued 1996-12-31: 48 days, 5,000,000 x (1 - 0.0528 x 48 / 360) = 4,964,800.
#pragma once

#include <algorithm>

#include "instrument/instrument.h"

namespace openend::instrument {

struct DiscountPaper {
  static Quotation quotation(const Security&) { return Quotation::FromTerms; }
  static bool amortises(const Security&) { return true; }
  static Refusals check(const Security& security) {
    Refusals faults;
    if (!security.rate_pct || security.rate_pct->is_negative()) {
      faults.push_back(term_fault(security, "no discount rate", "a percentage of zero or more in rate_pct"));
    }
    if (!security.maturity) faults.push_back(term_fault(security, "no maturity", "a date in maturity"));
    return faults;
  }
  static Fraction value_from_terms(const Security& security, const Decimal& par, Date date) {
    const int days = std::max(0, *security.maturity - (date + 1));
    const Decimal discount = *security.rate_pct * Decimal::of(1, 2) * Decimal(days);
    return {par * (Decimal(360) - discount), 360};
  }
  static Fraction accrued(const Security&, const Decimal&, Date) { return {}; }
  static std::vector<LifeEvent> life(const Security& security, Date after, Date until) {
    const Date end = *security.maturity;
    if (end <= after || end > until) return {};
    return {{LifeEvent::What::Maturity, end, {}, Decimal(1)}};
  }
};

}  // namespace openend::instrument
