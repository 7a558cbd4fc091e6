// money/settlement.h - floor 1
//
// The day on which a trade settles, and the days on which banks are shut.
//
// LAW   17 CFR 240.15c6-1: a trade in securities settles so many business days after it: five until 1995-06-06, three
//       from 1995-06-07, two from 2017-09-05, one from 2024-05-28.
// WHY   Money moves through banks: a day on which the exchange trades and the banks are shut settles nothing.
// EDGE  Columbus Day and Veterans Day are trading days that settle nothing; Good Friday is a bank day without trading.
// CASE  Bought Wednesday 1996-10-09, three days: the 10th, the 11th, and Tuesday the 15th; Monday was Columbus Day.
#pragma once

#include "base/result.h"
#include "money/calendar.h"

namespace openend {

/// The Federal Reserve's holidays of the years `first` to `last`, weekends not listed. One that falls on a Sunday is
/// kept on Monday, one on a Saturday not at all [5 USC 6103; Federal Reserve holiday schedule]. From 1986 on.
Calendar bank_calendar(int first_year, int last_year);

/// The days that Rule 15c6-1 gave a trade of that date: 5, 3, 2 or 1. Before 1995-06-07: 5, the custom of the time.
int settlement_days(Date trade_date);

/// `days` days after the trade on which both are open. Refuses (E-SETTLE-001) where a calendar's data end before it.
Result<Date> settlement_date(Date trade_date, int days, const Calendar& exchange, const Calendar& banks);

}  // namespace openend
