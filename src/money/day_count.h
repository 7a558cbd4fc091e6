// money/day_count.h - floor 1
//
// How interest counts days. A bond names its day count; none is a default.
#pragma once

#include <optional>
#include <string_view>

#include "base/decimal.h"
#include "money/date.h"

namespace openend {

enum class DayCount : unsigned char {
  Thirty360Us,         ///< "30/360": with the end-of-February rule, in the order of rules 2.2
  Thirty360BondBasis,  ///< "30/360 bond basis": ISDA 2006 4.16(f), no February rule
  ActualActualIcma,    ///< "actual/actual": days of the regular coupon period
  ActualActualIsda,    ///< "actual/actual isda": split at year ends
  Actual360,           ///< "actual/360"
  Actual365,           ///< "actual/365": fixed
  Thirty360European,   ///< "30e/360": ISDA 2006 4.16(g), every 31st is a 30th; stored by number, so new ones go last
};

std::optional<DayCount> parse_day_count(std::string_view text);
std::string_view name_of(DayCount day_count);

/// Days from `start` (included) to `end` (excluded) by the convention: the numerator. For the actual ones, calendar
/// days. Stops if `end` is before `start`.
int day_count_days(DayCount day_count, Date start, Date end);

/// An exact fraction of a year: numerator / denominator.
struct YearFraction {
  std::int64_t numerator = 0;
  std::int64_t denominator = 1;
};

/// A regular coupon period, for actual/actual ICMA.
struct CouponPeriod {
  Date start;
  Date end;
};

/// The coupon period that contains `date` (start <= date < end), counted back from maturity in steps of 12/frequency
/// months, month ends staying month ends where maturity is one. For maturity itself, the period that would follow it.
/// Stops on a later date, and on coupons that do not fall on whole months (5 a year).
CouponPeriod coupon_period(Date maturity, int coupons_per_year, Date date);

/// The exact fraction of a year between two days; `period` and `coupons_per_year` are used by ICMA only, which stops if
/// the days do not lie inside the period: the half-years of a long first coupon are asked for one by one.
YearFraction year_fraction(DayCount day_count, Date start, Date end, const CouponPeriod& period, int coupons_per_year);

}  // namespace openend
