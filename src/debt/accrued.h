// debt/accrued.h - floor 2
//
// Interest earned and not yet paid, and what a whole period pays.
//
// LAW   Rules 2.2: interest counts from the last coupon, that day included, to the settlement, that day excluded.
// WHY   The buyer pays the seller for the days that the next coupon will pay to the buyer.
// EDGE  Actual/actual (ICMA) measures odd periods by the regular ones that they overlap, one by one.
// EDGE  READ AS: a regular period of a 30/360 or an actual/actual (ICMA) bond pays the rate over its frequency,
// whatever
//       the days; by the other counts a period pays what its days earned.
// EDGE  The rate of a period is that of the stage in force on its first day.
// CASE  5.75% half-yearly to 2017-11-15, 30/360, on 2008-02-15: 90 days of 180, 1.4375 per 100 [Excel's PRICE].
#pragma once

#include "debt/schedule.h"

namespace openend::debt {

/// The coupon a year in force on a day; zero for a zero coupon.
const CouponStage* stage_on(const BondTerms& terms, Date date);

/// The part of a year from `start` to `end` by the bond's count, to eighteen places.
Decimal years_between(const BondTerms& terms, Date start, Date end);

/// The same by actual/actual (ICMA) where one regular period is known: days outside it are measured by periods of
/// 12/frequency months that go on from its ends, month ends where both ends are. Refuses (E-DEBT-004) an end before
/// the start, a period that is none, and a frequency that gives no whole months.
Result<Decimal> icma_years(Date start, Date end, const CouponPeriod& regular, int per_year);

/// What 1 of par pays at the end of a period, to eighteen places.
Decimal coupon_of(const BondTerms& terms, const InterestPeriod& period);

struct Accrued {
  Decimal interest;     ///< per 1 of par, to eighteen places
  int days = 0;         ///< counted by the convention
  int period_days = 0;  ///< of the regular period, by the convention
};

/// Accrued at a settlement. Refuses days outside the bond's life (E-DEBT-002).
Result<Accrued> accrued_interest(const BondTerms& terms, Date settlement);

/// Interest accrued on a par at a settlement, to eighteen places. Refuses as accrued_interest() does.
Result<Decimal> accrued_on(const BondTerms& terms, const Decimal& par, Date settlement);

/// Interest of `rate` a year on `principal` from one day to another, for counts that need no coupon period. Refuses
/// actual/actual (ICMA) and an end before the start (E-DEBT-004).
Result<Decimal> simple_interest(const Decimal& principal, const Decimal& rate, DayCount day_count, Date from, Date to);

}  // namespace openend::debt
