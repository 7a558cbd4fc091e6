// debt/effective_yield.h - floor 2
//
// A lot at amortised cost by the effective yield. The yield is solved once, when the lot is bought, and kept with it;
// what the lot is carried at on any day follows from the terms, that yield and the day, without solving again.
//
// LAW   ASC 310-20-35-18, 320-10-35; Reg. 1.1272-1(b), 1.171-2(a): income of a period is the carrying value at its
//       beginning times the yield; discount is added, premium taken off, and every day of the period has the same part.
// WHY   Premium and discount are interest paid in advance: the yield at which the lot was bought is what it earns.
// EDGE  On a coupon day the value is that of what is still to be paid, discounted at the yield; from one to the next it
//       goes in a straight line by calendar days. The first line begins at the cost, the last ends at what is paid
//       back: both exactly, whatever the yield's last place.
// EDGE  A step coupon has one yield over all its stages, a zero coupon or strip accretes by the periods its terms name.
//       Coupons in kind are added to the par on their day; the value is of all of it.
// EDGE  Clean: interest accrued since the last coupon is a receivable of its own, also where it will be paid in kind.
// CASE  110,000 paid on 1999-02-01 for 100,000 at 10% a year to 2006-02-01: 8.0744%, premium of year one 1,118.17
//       [Reg. 1.171-2(b) ex. 1].
#pragma once

#include "debt/street_price.h"

namespace openend::debt {

/// What is kept of a lot.
struct YieldLot {
  Date bought;    ///< settlement of the purchase
  Decimal par;    ///< bought, before coupons in kind
  Decimal cost;   ///< of all of it, without the interest bought
  Decimal yield;  ///< a year, twelve places
};

/// Solves the lot's yield. Refuses a par or cost that is not above zero (E-DEBT-004) and what yield_from_price() does.
Result<YieldLot> lot_at_yield(const BondTerms& terms, Date bought, const Decimal& par, const Decimal& cost);

/// Par outstanding at the end of a day: more than was bought where coupons were paid in kind.
Result<Decimal> par_on(const BondTerms& terms, const YieldLot& lot, Date date);

/// One straight piece of what a lot is carried at, in money of the lot as bought: from one end to the other by calendar
/// days.
struct AmortisationLine {
  Date from, to;
  Decimal start, end;  ///< eighteen places; the first begins at the cost, the last ends at what is paid back

  /// To twelve places. The day lies between the ends.
  Decimal at(Date date) const;
};

/// The line that a day lies on: from the purchase or a coupon day (that day excluded, but for the purchase) to the next
/// coupon day (included). Days before the purchase are on the first line, those after maturity on the last.
Result<AmortisationLine> amortisation_line(const BondTerms& terms, const YieldLot& lot, Date date);

/// Amortised cost on a day, to twelve places, before the cent's rounding: the cost until the day of purchase, what is
/// paid back from maturity on. On a coupon day the coupon has been paid.
Result<Decimal> carrying_value(const BondTerms& terms, const YieldLot& lot, Date date);

}  // namespace openend::debt
