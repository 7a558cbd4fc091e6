// day/check_day.h - floor 5
//
// What a strike is held against: the change since the strike before, the second net asset value, and the checks.
#pragma once

#include "day/close_day.h"
#include "day/second_nav.h"

namespace openend::day {

/// What the strike before left, taken before anything of the day is posted.
struct Before {
  Yesterday yesterday;
  nav::Change change;
  std::int64_t realised_currency = 0;
};
Before before_day(const book::Book& book, int minor_places, Yesterday spent);

/// Explains the change, rolls the second value, and keeps what the checks find. The book is closed; its changed
/// positions are not sealed, and its prior strike is still the one before.
void check_day(Before& before, const book::Book& book, const book::Journal& journal, const DayInputs& in,
               SealedDay& sealed);

/// What the exchange rates made of the unrealised results of a day; kept with the book for the next.
std::int64_t currency_part_of(const value::Marks& marks);

}  // namespace openend::day
