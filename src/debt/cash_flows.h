// debt/cash_flows.h - floor 2
//
// What 1 of par, held on a day, will pay: coupons in cash, and at maturity what the par has then grown to.
//
// EDGE  A coupon in kind pays no cash and adds to the par outstanding; later coupons and the redemption are of that.
#pragma once

#include "debt/accrued.h"

namespace openend::debt {

struct CashFlow {
  InterestPeriod period;  ///< paid on its last day
  Decimal coupon;         ///< earned in the period, in cash or in kind
  bool in_kind = false;
  Decimal par;         ///< outstanding in the period
  Decimal redemption;  ///< with the last one
  Decimal cash() const { return (in_kind ? Decimal() : coupon) + redemption; }
};

/// The flows after a day, in order, per 1 of par outstanding on it. Refuses as interest_periods() does.
Result<std::vector<CashFlow>> cash_flows(const BondTerms& terms, Date date);

}  // namespace openend::debt
