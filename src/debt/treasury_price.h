// debt/treasury_price.h - floor 2
//
// What the United States Treasury charges for a note or bond at a yield.
//
// LAW   31 CFR 356 App. B II; rules 2.1: the coupons and the principal are discounted half-year by half-year, the part
// of
//       a half-year until the next coupon at simple interest. Seven cases differ in what the first coupon pays and in
//       who has earned it.
// WHY   At auction the yield is bid and the price follows; everyone has to compute the same one.
// EDGE  Some copies of the regulation misprint r' over s in cases F and G; these are the ones its own numbers give.
// CASE  8.75% of 1990-05-15 at 8.84%, 59 more half-years after the first, 184 of 184 days: 99.057893.
#pragma once

#include <optional>

#include "base/decimal.h"
#include "base/result.h"

namespace openend::debt {

enum class TreasuryCase : unsigned char {
  Regular,                     ///< A: the first period is a half-year
  ShortFirst,                  ///< B
  LongFirst,                   ///< C
  Reopened,                    ///< D: sold again in a regular period
  ReopenedRegularOfLongFirst,  ///< E: in the half-year that follows the initial part of a long first period
  ReopenedShortFirst,          ///< F
  ReopenedPartOfLongFirst,     ///< G: in the initial part of a long first period
};

/// Reads the regulation's letter, A to G; empty for others.
std::optional<TreasuryCase> treasury_case(char letter);

/// The regulation's own letters. Days are actual days.
struct TreasuryTerms {
  TreasuryCase which = TreasuryCase::Regular;
  Decimal coupon;        ///< C: dollars a year per 100
  Decimal yield;         ///< i: a year, 0.0884 is 8.84%
  int full_periods = 0;  ///< n: half-years left after the one that has begun
  int days_left = 0;     ///< r: from issue to the first interest payment; C, E, G: to the end of the part they lie in
  int period_days = 1;   ///< s: of the half-year that contains r
  int initial_days = 0;  ///< r': E, F, G: of the first part, from the day on which interest began
  int initial_period_days = 1;  ///< s': E: of the half-year that contains r'
};

/// Per 100, to sixteen places.
struct TreasuryPrice {
  Decimal price;                             ///< P, without accrued interest
  Decimal accrued;                           ///< A, paid by the buyer in D to G
  Decimal accrued_initial, accrued_regular;  ///< AI1 and AI2, whose sum is A in case E
  Decimal with_accrued;                      ///< P + A
  Decimal discount_factor;                   ///< v^n
  Decimal annuity;                           ///< a_n, of 1 at the end of each of n half-years
};

/// Refuses days and counts below zero or out of proportion (E-DEBT-004) and yields outside -50% to 1000% (E-DEBT-003).
Result<TreasuryPrice> treasury_price(const TreasuryTerms& terms);
/// The yield of a price P, to twelve places; `terms.yield` is not looked at.
Result<Decimal> treasury_yield(TreasuryTerms terms, const Decimal& price);

}  // namespace openend::debt
