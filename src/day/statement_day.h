// day/statement_day.h - floor 5
//
// The financial-statement net asset value of a struck day, with the bridge from its dealing value: what is dated that
// day and enters the books only at the next strike is posted too, at the day's own closing marks. Trades first, one by
// one, then the day's share activity at the day's dealing value. Where trades enter on their own day only shares are
// left between the two.
#pragma once

#include "day/close_day.h"
#include "nav/bridge.h"

namespace openend::day {

/// `book` and `dealing` are what close_day() made of `in`. Refuses what the next strike would refuse, and a purchase of
/// something that has no price on or before the day.
Result<nav::Bridge> statement_day(book::Book book, const nav::NavPackage& dealing, const DayInputs& in);

}  // namespace openend::day
