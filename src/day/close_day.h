// day/close_day.h - floor 5
//
// One day of one portfolio, in one direction: open -> post -> accrue -> mark -> charge -> strike -> seal. Everything
// comes in as values; nothing is read or written. Running it again with the same inputs gives the same bytes.
#pragma once

#include <span>

#include "book/book.h"
#include "book/post.h"
#include "check/price_checks.h"
#include "day/yesterday.h"
#include "entity/trust.h"
#include "event/event.h"
#include "event/market.h"
#include "instrument/columns.h"
#include "money/calendar.h"
#include "nav/package.h"
#include "nav/second.h"
#include "value/mark.h"

namespace openend::day {

/// A dividend with the file it came from, and what is kept back of it.
struct DeclaredDividend {
  event::Dividend dividend;
  SourceId source;
  policy::TaxAtSource tax = {};
};

struct DayInputs {
  Date date;           ///< the pricing day to strike
  Date previous;       ///< the pricing day before it; with `opening`, unused
  Date value_through;  ///< accruals run through this day: the strike, or the month's end over a weekend
  const event::EventList* events = nullptr;     ///< resolved, in the fixed order; what enters by the settings' windows
  std::span<const DeclaredDividend> dividends;  ///< ex-dates after `previous` until `date`, by ex-date
  std::span<const event::CorporateAction> actions;  ///< likewise
  std::span<const event::Offer> offers;             ///< all that opened, and results announced, until `date`, in order
  const value::PriceBoard* prices = nullptr;
  const value::ForwardBoard* forwards = nullptr;
  const event::RateBoard* rates = nullptr;
  const instrument::SecurityColumns* columns = nullptr;
  const std::vector<entity::Security>* securities = nullptr;
  const entity::Portfolio* portfolio = nullptr;
  const Calendar* calendar = nullptr;
  policy::Settings settings;
  bool trades_entered_same_day = false;  ///< as the strike before took them: a setting may change between two strikes
  std::string_view terms_text;           ///< canonical text of settings and fees in force, for the digest
  const value::FairValueBoard* fair_values = nullptr;  ///< none: nothing is determined
  const check::PriceCheckDay* price_checks = nullptr;  ///< none: prices are not looked at
};

/// One row of share activity as it was dealt: money in minor units, and shares.
struct Dealing {
  book::Origin origin;
  std::int64_t money_in = 0, money_out = 0;
  Decimal bought, redeemed;
};

/// How a strike's advisory fee came to be: for those who explain it.
struct FeeCharge {
  bool charged = false;
  std::int64_t base = 0;  ///< the prior strike's net assets, with what was dealt at it where the setting says so
  int days = 0, year = 0;
  instrument::Fraction exact;
  Decimal carried;  ///< what earlier roundings had left
};

struct SealedDay {
  nav::NavPackage package;
  value::Marks marks;
  Bytes journal;
  nav::SecondNav second;  ///< the same day by other code
  FeeCharge fee;
  std::vector<Dealing> dealings;  ///< share activity that entered
  Fixed dealt_at;                 ///< the net asset value that it was dealt at
};

/// Removes what was withdrawn, in the order in which it became known, and puts the rest in the fixed order.
/// Refuses a withdrawal of something that is not there.
Result<Done> resolve(event::EventList& list);

/// What a worker keeps from day to day, so that its memory is not given back and asked for again. Holds no state.
struct Scratch {
  Hasher hasher;
  book::Journal journal;
  value::Marks spent;   ///< marks that nobody needs any more
  Yesterday yesterday;  ///< of the day closed before
};

/// What postings go by on a day.
book::PostingRules posting_rules(const DayInputs& in);

/// Moves the book one strike forward. On refusal the book is spoilt: the caller keeps the one it came from.
Result<SealedDay> close_day(book::Book& book, const DayInputs& in, Scratch& scratch);

// What the statement of a struck day does again with its book (statement_day.h). Each begins the journal anew.

/// Marks all that is held and posts the appreciation.
Result<value::Marks> mark_book(book::Book& book, book::Journal& journal, const DayInputs& in);
/// Deals what was ordered on the day last struck at that day's net asset value, as the next strike will.
Result<std::vector<Dealing>> deal_struck(book::Book& book, book::Journal& journal, const DayInputs& struck);

/// The day through which a strike accrues: itself, or the month's last day when no pricing day is left in the month.
Date accrual_end(const Calendar& calendar, Date strike);

/// Canonical text of everything a portfolio chose that is in force on a day.
std::string terms_text(const entity::Portfolio& portfolio, const policy::Settings& settings, Date date);

}  // namespace openend::day
