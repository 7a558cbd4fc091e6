// fees/advisory_fee.h - floor 3
//
// LAW   Annual report 1996 note 2; prospectus 2001 p.10: the advisory fee is an annual rate by tiers of net assets,
//       calculated every day.
// WHY   The tiers cut each day's net assets; the base is the prior strike's, so that a NAV never depends on itself.
// EDGE  READ AS: the year has its calendar days, 366 in 1996, unless a setting names another count (decision 0005).
// CASE  100,000,000 at 0.50% over 365 days: 1,369.863... a day, 1,369.86 posted.
#pragma once

#include "instrument/instrument.h"
#include "policy/settings.h"

namespace openend::fees {

/// Fees are fractions over the days of a year. Of this many parts of a unit of money each is a whole count times a
/// decimal: it is divisible by 360, 365 and 366.
inline constexpr std::int64_t kCarryParts = 1'603'080;

/// The unrounded fee in base currency for `days` days of a year of `year_days`; nothing on net assets below zero.
instrument::Fraction advisory_fee(const policy::AdvisoryFee& schedule, const Decimal& net_assets, int days,
                                  int year_days);

}  // namespace openend::fees
