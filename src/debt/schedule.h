// debt/schedule.h - floor 2
//
// The days on which a bond pays.
//
// LAW   31 CFR 356 App. B I; rules 2.1: coupon days are counted back from maturity in steps of whole months; where it
//       is the last day of its month, so are all of them.
// WHY   Counted from the issue, a bond dated the 31st would drift through the short months.
// EDGE  An odd last period begins at the last coupon before maturity, and the days are counted from that. The regular
//       grid goes on beyond it: odd periods are measured by the regular ones that they overlap.
// CASE  To 2020-05-15, issued 1990-05-15: sixty half-years. To 1992-03-31, issued 1990-04-02: the first is short.
#pragma once

#include "debt/terms.h"

namespace openend::debt {

/// The regular coupon days of a bond, without end in both directions.
class CouponGrid {
 public:
  explicit CouponGrid(const BondTerms& terms);
  /// Every `months` months from `anchor`, month ends where `month_end` says so.
  CouponGrid(Date anchor, int months, bool month_end) : anchor_(anchor), months_(months), month_end_(month_end) {}

  /// The coupon day `steps` periods after the anchor.
  Date day(int steps) const;
  /// The regular period that contains the date: day(step) <= date < day(step + 1).
  int step_of(Date date) const;
  CouponPeriod period(int step) const { return {day(step), day(step + 1)}; }

 private:
  Date anchor_;
  int months_;
  bool month_end_;
};

/// One period of interest: from the first day included to the second excluded, when it is paid.
struct InterestPeriod {
  Date start, end;
  bool regular = true;  ///< exactly one period of the grid
  bool operator==(const InterestPeriod&) const = default;
};

/// The period that contains a day between issue and maturity, the last day excluded. Refuses other days (E-DEBT-002).
Result<InterestPeriod> interest_period(const BondTerms& terms, Date date);
/// The periods that end after `date`, in order; the first contains it, or is the first of all where it is not issued
/// yet. Refuses a day at or after maturity (E-DEBT-002) and faulty terms (E-DEBT-001).
Result<std::vector<InterestPeriod>> interest_periods(const BondTerms& terms, Date date);

}  // namespace openend::debt
