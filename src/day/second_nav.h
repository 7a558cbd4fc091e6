// day/second_nav.h - floor 5
//
// A second net asset value from different code: yesterday's sealed value rolled forward by the price moves of what was
// held, by the day's events, income, expenses and share activity. It reads facts and prices, never a posting, a lot or
// a balance of the day; so a fault of the books makes the two differ.
//
// LAW   Spec N-11: the two must agree; an injected fault makes them differ.
// WHY   It sums cash and values position by position, where the strike posts entries and sums accounts.
// EDGE  READ AS: it agrees within its bound: a minor unit for the fee, whose fractions the books carry from day to
//       day, and one for each amount of foreign money, which the books translate one by one and this in one sum.
#pragma once

#include <span>

#include "day/close_day.h"
#include "day/yesterday.h"
#include "nav/second.h"

namespace openend::day {

/// Of the closed book only the list of its securities is read; of the marks, what values a holding in place of its
/// price or its terms (a fair value, amortised cost): that is given, not found here. Yesterday's quantities are rolled
/// where they lie.
nav::SecondNav second_nav(Yesterday& yesterday, const DayInputs& in, const book::Book& book, const value::Marks& marks);

}  // namespace openend::day
