// day/contracts.h - floor 5
//
// Futures and options in the day being closed: trades, exercises, and what has expired.
#pragma once

#include "book/post_contract.h"
#include "day/deal.h"

namespace openend::day {

/// Posts what enters with the trades of its day: a trade, a trade in contracts, an exercise.
Result<Done> post_traded(book::Book& book, book::Journal& journal, const event::Event& event, const DayInputs& in,
                         const book::PostingRules& rules);

/// Ends the contracts whose last day is before a day.
/// EDGE  READ AS: on its last day a contract stands at that day's price, so that trades and exercises of it, which may
///       enter a day later, find it open. The last price known at the strike that ends it is its final settlement
///       price.
Result<Done> end_expired(Walk& walk, Date date);

}  // namespace openend::day
