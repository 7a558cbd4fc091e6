// debt/floater.h - floor 2
//
// Floating rates: the Treasury's notes that follow the thirteen-week bill, and any rate that is reset.
//
// LAW   31 CFR 356 App. B IV; rules 2.1: the index is the bill's high rate D turned into simple interest on money paid,
//       D / (1 - D t/360), in percent to nine decimals; a day's interest per 100 is the index and the spread, not below
//       zero, over 360, to nine decimals; days are actual days.
// CASE  0.095% for 91 days and a spread of 0.120%: 0.095022819%, 0.000597286 a day, 0.054950312 for 92 days.
#pragma once

#include <vector>

#include "base/decimal.h"
#include "base/result.h"
#include "money/date.h"

namespace openend::debt {

/// The index a year from a bill's discount rate, 0.00095 is 0.095%: eleven decimals, half up. Refuses days below one,
/// and a discount that leaves no price (E-DEBT-004).
Result<Decimal> floater_index(const Decimal& bill_rate, int bill_days);

/// Interest of one day per 100, half up to so many decimals (the Treasury's are nine).
Decimal floater_daily(const Decimal& index, const Decimal& spread, int decimals = 9);

/// Days at a daily rate per 100.
struct ResetPeriod {
  int days = 0;
  Decimal daily;
};
/// Interest per 100 of the periods together, exact.
Decimal floater_interest(const std::vector<ResetPeriod>& periods);

/// The Treasury's whole calculation: the index and what each quarter of so many days pays per 100 at that index.
struct FloaterQuarters {
  Decimal index;
  std::vector<Decimal> payments;
};
Result<FloaterQuarters> floater_quarters(const Decimal& bill_rate, int bill_days, const Decimal& spread,
                                         const std::vector<int>& quarter_days, int decimals = 9);

/// A rate reset by a formula: multiplier x index + spread, between its cap and its floor. A negative multiplier is an
/// inverse floater; an unlimited side is left empty.
struct ResetFormula {
  Decimal multiplier = Decimal(1);
  Decimal spread;
  std::optional<Decimal> cap, floor;
};
Decimal reset_rate(const ResetFormula& formula, const Decimal& index);

}  // namespace openend::debt
