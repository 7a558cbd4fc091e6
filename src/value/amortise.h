// value/amortise.h - floor 3
//
// Debt at amortised cost: the last sixty days, and everything a money-market portfolio holds.
//
// LAW   ASR 219 (1977); SAI 1999 p.35; spec V-1, V-2: with sixty days or less to run a debt security may stand at
//       amortised cost. Bought with more, it is at market until the 61st day before maturity, and its value on that day
//       is amortised in a straight line to maturity; bought within the sixty days, its cost is.
// WHY   What is paid back at par in a few weeks has little left for the market to say.
// CASE  Par 100 at 99.10 on day 61: 99.114754 on day 60, 99.557377 on day 30, 99.985246 on day 1 [vector NAV-11].
// EDGE  READ AS: where day 61 is no pricing day, the line begins at the last strike before it. Where that value is not
//       known (the rule or the holding came later), it begins at the first strike that saw the holding.
// EDGE  Lots are looked at one by one: those of before stand on the line, those bought within sixty days at their cost.
//       A lot whose day is not known is of before; with `all` it begins at the opening of the book.
// EDGE  A convertible bond is a bond here. One in another currency than the book's stays at market: its cost moves with
//       the exchange rate.
// EDGE  A line begins at a price of at most 12 places. Each lot's part is taken to 18, half even, before the parts are
//       added; the holding is rounded once.
#pragma once

#include "book/book.h"
#include "entity/trust.h"
#include "instrument/columns.h"
#include "value/fair_values.h"
#include "value/mark.h"
#include "value/own_value.h"

namespace openend::value {

/// A debt security with so many days left or fewer may stand at amortised cost.
inline constexpr int kShortTermDays = 60;

/// What the two functions below are given; all by reference, as a day's inputs are.
struct OwnValueInputs {
  const PriceBoard& prices;
  const FairValueBoard* determinations;  ///< none: nothing is fair valued
  const instrument::SecurityColumns& columns;
  const std::vector<entity::Security>& securities;
  Currency base;
  policy::AmortisedCost rule;
  Date date;         ///< the strike
  Date value_date;   ///< the day through which a value from terms or at amortised cost is taken
  Date next_strike;  ///< the pricing day after it
};

/// The holdings that are not valued by the board or by their terms. A determination in force goes before all else.
OwnValues own_values(const book::Book& book, const OwnValueInputs& in);

/// After the marks of a strike: begins the straight line of debt that will be short-term at the next strike, and drops
/// the lines of what is sold.
void begin_lines(book::Book& book, const Marks& marks, const OwnValueInputs& in);

}  // namespace openend::value
