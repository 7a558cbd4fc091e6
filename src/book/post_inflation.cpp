// book/post_inflation.cpp - floor 3
//
// Principal that follows a price index: what a day adds to it is income, and stays in the cost.
//
// LAW   Reg. 1.1275-7(d) (coupon bond method): what the index adds to principal is income of the day, of what it takes
//       away less; spec S-2. Spec L-11: the difference of rounded amounts of all the par.
// CASE  100,000 of par, the ratio from 1.01000 to 1.01007: 7.00 of income, and the lots cost 7.00 more.
// EDGE  What was bought earns from its settlement, at the ratio by which it was paid for; what was sold has left,
// though
//       it settles later: its price was agreed by the ratio of that day.
// EDGE  Lots share a day's amount by their par, those that have not settled too.
// EDGE  Abroad the step is money of its currency, at the day's rate.
#include "book/local_entry.h"
#include "instrument/list.h"

namespace openend::book {

using policy::RuleId;

namespace {

/// Par held, without what was bought and has not settled.
Decimal settled_par(const Book& book, std::uint32_t slot, Date day) {
  Decimal par = Decimal::of(book.positions.quantity[slot], book.positions.places[slot]);
  for (const Unsettled& waiting : book.unsettled) {
    if (waiting.slot == slot && waiting.settles > day && !waiting.sold) par = par - waiting.par.decimal();
  }
  return par;
}

/// Principal of a par at a ratio, in minor units.
std::int64_t principal(Book& book, const Decimal& par, const Decimal& ratio, int minor) {
  const Decimal exact = par * ratio, rounded = exact.rounded(minor, Rounding::HalfUp);
  book.roundings.add(RoundingPlace::Amortisation, exact, rounded);
  return static_cast<std::int64_t>(rounded.scaled_to(minor));
}

/// Of all lots, by their par, or of one.
Result<Done> raise_cost(Book& book, Journal& journal, std::uint32_t slot, const entity::Security& security,
                        std::int64_t step, Date strike, Origin origin, const PostingRules& rules,
                        std::uint32_t lot = kNone) {
  if (step == 0) return Done{};
  const std::uint32_t item = security.id.value;
  if (book.positions.foreign[slot] == 0) {
    journal.move(RuleId::InflationAdjustment, origin, Account::InvestmentsAtCost, Account::InterestIncome, step, item);
    lot == kNone ? book.add_cost(slot, step) : book.add_cost_of(slot, lot, step);
    return Done{};
  }
  TRY(const std::int64_t worth, worth_of(book, rules, security.currency, step, strike));
  journal.begin(RuleId::InflationAdjustment, origin);
  journal.post_local(Account::InvestmentsAtCost, worth, security.currency, step, 0, item);
  journal.post_local(Account::InterestIncome, -worth, security.currency, -step, 0, item);
  journal.end();
  lot == kNone ? book.add_cost(slot, worth, step) : book.add_cost_of(slot, lot, worth, step);
  return Done{};
}

int minor_of(const Book& book, std::uint32_t slot, const entity::Security& security, const PostingRules& rules) {
  return book.positions.foreign[slot] != 0 ? security.currency.minor_places() : rules.minor_places;
}

}  // namespace

Result<Done> adjust_for_inflation(Book& book, Journal& journal, std::uint32_t slot, const entity::Security& security,
                                  Date through, Date strike, const PostingRules& rules) {
  const int minor = minor_of(book, slot, security, rules);
  const Date from = book.prior.struck ? rules.accrued_through : book.opening - 1;
  std::int64_t step = 0;
  for (Date day = from + 1; day <= through;) {
    const Decimal par = settled_par(book, slot, day);
    Date last = day;  // as far as the par stays
    while (last < through && settled_par(book, slot, last + 1) == par) last = last + 1;
    if (!par.is_zero())
      step += principal(book, par, instrument::index_ratio(security, last + 1), minor) -
              principal(book, par, instrument::index_ratio(security, day), minor);
    day = last + 1;
  }
  return raise_cost(book, journal, slot, security, step, strike, {}, rules);
}

Result<Done> catch_up_with_inflation(Book& book, Journal& journal, const event::Event& event, const event::Trade& trade,
                                     const entity::Security& security, Date strike, const PostingRules& rules) {
  if (trade.sell || !book.prior.struck || trade.settles > rules.accrued_through) return Done{};
  const std::uint32_t slot = book.find(trade.security);
  const int minor = minor_of(book, slot, security, rules);
  const Decimal par = trade.quantity.decimal();
  const std::int64_t step = principal(book, par, instrument::index_ratio(security, rules.accrued_through + 1), minor) -
                            principal(book, par, instrument::index_ratio(security, trade.settles), minor);
  return raise_cost(book, journal, slot, security, step, strike, {event.source, event.row}, rules,
                    book.positions.last_lot[slot]);
}

}  // namespace openend::book
