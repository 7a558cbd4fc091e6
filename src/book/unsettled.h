// book/unsettled.h - floor 3
//
// Par that was bought or sold and has not settled: it earns nothing for its buyer yet, and it still earns for its
// seller. The interest that is paid with it stands as paid from the trade date to the day of settlement, by which the
// par has earned as much. Its price moves with the market from the trade date on, as of any holding.
//
// LAW   Spec S-4; prospectus 2001 p.20: what is bought when issued, or for a forward day, earns no interest before it
//       settles; the risk of its market is the buyer's from the trade date.
// EDGE  A coupon belongs to whom the par belonged to before its day: par that settles on the coupon day brings none.
// EDGE  The day that was agreed counts where the trade then fails: compensation for the delay is an entry of its own.
// EDGE  Maturity and corporate actions take what they change as settled.
// CASE  100,000 of a 6 percent bond (30/360) is bought on the 2nd to settle on the 12th with 200.00 of interest. From
//       the 2nd to the 11th the books show the 200.00, and no income; on the 12th 216.67, and 16.67 of income.
#pragma once

#include "base/fixed.h"
#include "event/event.h"
#include "money/date.h"

namespace openend::book {

class Book;

struct Unsettled {
  std::uint32_t slot = 0;
  Date settles;
  Fixed par;
  bool sold = false;
  std::int64_t interest = 0;  ///< paid or received with it, minor units of the security's currency
};

/// Notes a trade that settles after its day, where the security's terms bring anything.
void note_unsettled(Book& book, std::uint32_t slot, const event::Trade& trade, Date day);
/// The par, or the units, of a position that earn on a day.
Decimal earning_par(const Book& book, std::uint32_t slot, Date day);
/// Interest paid less interest received with what settles after a day.
std::int64_t unsettled_interest(const Book& book, std::uint32_t slot, Date day);
bool has_unsettled(const Book& book, std::uint32_t slot);
/// Drops what has settled by a day.
void forget_settled(Book& book, Date day);
/// Drops what a position still waits for: something else than a trade has changed it.
void take_as_settled(Book& book, std::uint32_t slot);

}  // namespace openend::book
