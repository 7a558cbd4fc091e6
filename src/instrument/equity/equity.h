// instrument/equity/equity.h - floor 2
//
// What all shares have in common: they are priced per unit, accrue nothing by themselves and do not end. Their
// dividends are events of the market, not terms.
#pragma once

#include "instrument/instrument.h"

namespace openend::instrument {

struct Equity {
  static Quotation quotation(const Security&) { return Quotation::PerUnit; }
  static bool amortises(const Security&) { return false; }
  static Refusals check(const Security&) { return {}; }
  static Fraction value_from_terms(const Security&, const Decimal&, Date) { return {}; }
  static Fraction accrued(const Security&, const Decimal&, Date) { return {}; }
  static std::vector<LifeEvent> life(const Security&, Date, Date) { return {}; }
};

}  // namespace openend::instrument
