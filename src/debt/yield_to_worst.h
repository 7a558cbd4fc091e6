// debt/yield_to_worst.h - floor 2
//
// The least that a callable bond can earn.
//
// LAW   Rules 2.5; Reg. 1.171-3(c): a premium is written off to the call that gives the lowest yield, a discount to
//       maturity; MSRB Rule G-33 and confirmations quote the lowest of all.
// WHY   The issuer calls when it is good for the issuer.
// EDGE  Seen from a call, the bond ends on the day of the call at its price; interest runs to that day. Calls on or
//       before the settlement are past.
// EDGE  Where coupons fall on the 29th or 30th and the last before a call was cut to February's end, those before it
// are
//       taken for month ends: a day or two of discounting.
#pragma once

#include "debt/street_price.h"

namespace openend::debt {

struct Call {
  Date date;
  Decimal price;  ///< per 1 of par
};

struct WorstYield {
  Decimal yield;  ///< a year, twelve places
  Date ends;      ///< the call, or maturity
};

/// The terms of a bond that is called: it ends on the call, the days of its coupons stay.
BondTerms called(const BondTerms& terms, const Call& call);

/// The lowest of the yields to maturity and to each call at a clean price per 100; of equal ones the earliest end.
/// Refuses calls after maturity (E-DEBT-001) and what yield_from_price() refuses.
Result<WorstYield> yield_to_worst(const BondTerms& terms, Date settlement, const Decimal& clean,
                                  const std::vector<Call>& calls);

}  // namespace openend::debt
