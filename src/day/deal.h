// day/deal.h - floor 5
//
// How shares come and go in the day being closed: activity priced by the strike before, first subscriptions, totals of
// a period.
#pragma once

#include "book/post.h"
#include "day/close_day.h"

namespace openend::day {

/// The day being closed: the book, its journal and what they are closed by.
struct Walk {
  book::Book& book;
  book::Journal& journal;
  const DayInputs& in;
  book::PostingRules rules;
  std::vector<Dealing> dealings;  ///< share activity as it enters

  Walk(book::Book& the_book, book::Journal& the_journal, const DayInputs& inputs)
      : book(the_book), journal(the_journal), in(inputs) {
    journal.start(book.balances);
    book.roundings.clear();
    journal.set_base(in.portfolio->base);
    rules = posting_rules(in);
    if (book.prior.struck) rules.accrued_through = accrual_end(*in.calendar, in.previous);
  }
};

/// What dealing has brought in so far, less what it has paid: debits positive.
std::int64_t dealt_money(const book::Book& book);

/// Lets the activity of the prior strike enter, and first subscriptions of the day. Refuses shares that can not be.
Result<Done> deal_shares(Walk& walk);

/// LAW   Issue 4, step 8: a period's activity as totals; what is computed from them is never posted.
Result<Done> post_period_total(Walk& walk, const event::Event& event, const event::PeriodTotal& total);

/// A period's totals of shares come in any order: what counts is what they leave. Refuses less than nothing.
Result<Done> check_outstanding(const Walk& walk);

/// A decimal that fits 64 bits at so many places.
Fixed fixed_at(const Decimal& value, int places);

}  // namespace openend::day
