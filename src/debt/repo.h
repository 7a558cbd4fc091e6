// debt/repo.h - floor 2
//
// LAW   Rules 2.4: a repurchase agreement comes back at its price and interest on actual days over 360.
// CASE  1,500,000 at 7.00% from 1996-12-31 to 1997-01-02: 1,500,583.33 [annual report 1996 p.85].
#pragma once

#include "debt/accrued.h"
#include "money/power.h"

namespace openend::debt {

/// What is paid back, to eighteen places. Refuses a day before the agreement (E-DEBT-004).
inline Result<Decimal> repurchase_price(const Decimal& principal, const Decimal& rate, Date from, Date to) {
  TRY(const Decimal interest, simple_interest(principal, rate, DayCount::Actual360, from, to));
  return principal + interest;
}

/// Collateral over price and interest, 1.021 is 102.1%. Refuses an agreement of nothing (E-DEBT-004).
inline Result<Decimal> collateral_ratio(const Decimal& collateral, const Decimal& repurchase_price) {
  if (repurchase_price <= Decimal(0))
    return refuse("E-DEBT-004", "an agreement of nothing has no collateral ratio", "give the price with its interest");
  return quotient(collateral, repurchase_price);
}

}  // namespace openend::debt
