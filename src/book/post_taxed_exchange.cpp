// book/post_taxed_exchange.cpp - floor 3
//
// An exchange that is taxed whole: a sale at the worth of what comes, and a purchase at it.
//
// CASE  100 units of cost 4,000.00 for 100 of another, worth 45.00, and 10.00 a unit: 1,500.00 are realised; the new
//       units cost 4,500.00, from the ex-date on.
// CASE  The same of cost 6,000.00: a loss of 500.00 is realised.
#include "book/local_entry.h"
#include "book/post_action.h"

namespace openend::book {

using policy::RuleId;

namespace {

Refusals too_much(const event::CorporateAction& action, Fixed units) {
  Refusals faults = refuse("E-ACT-009", "a corporate action brings more than a book can count",
                           "correct what the portfolio holds, or what a unit is worth");
  faults[0].place.row = action.row;
  faults[0].source = action.source;
  faults[0].found = units.decimal().text() + " units worth " + action.worth->decimal().text();
  return faults;
}

/// What the units are worth, in minor units of their currency.
Result<std::int64_t> worth_of_units(Book& book, Fixed units, const event::CorporateAction& action, int minor) {
  const Decimal exact = units.decimal() * action.worth->decimal();
  const Decimal rounded = exact.rounded(minor, Rounding::HalfUp);
  const Int128 amount = rounded.scaled_to(minor);
  if (amount > INT64_MAX) return too_much(action, units);
  book.roundings.add(RoundingPlace::ActionCash, exact, rounded);
  return static_cast<std::int64_t>(amount);
}

/// What is held rises or falls to what it goes for; the difference is realised. Gives that in base currency.
Result<std::int64_t> realise(Book& book, Journal& journal, std::uint32_t slot, const Relieved& relieved,
                             std::int64_t worth, const event::CorporateAction& action, Currency currency,
                             const PostingRules& rules) {
  const std::uint32_t item = action.security.value;
  const Origin origin{action.source, action.row};
  if (currency == rules.base) {
    book.positions.realised[slot] += worth - relieved.cost;
    journal.begin(RuleId::TaxedExchange, origin);
    journal.post(Account::InvestmentsAtCost, worth - relieved.cost, item);
    journal.post(Account::RealisedOnInvestments, relieved.cost - worth, item);
    journal.end();
    return worth;
  }
  const std::int64_t local_gain = worth - relieved.local_cost;
  TRY(const std::int64_t base_worth, worth_of(book, rules, currency, worth, action.ex_date));
  TRY(const std::int64_t by_security, worth_of(book, rules, currency, local_gain, action.ex_date));
  const std::int64_t gain = base_worth - relieved.cost;
  book.positions.realised[slot] += gain;
  book.positions.realised_currency[slot] += gain - by_security;
  LocalEntry entry(book, journal, RuleId::TaxedExchange, origin, currency, item);
  entry.other(Account::InvestmentsAtCost, local_gain, gain);
  // Apart: the rest of the gain is left to the entry, which posts it as currency gain.
  entry.other(Account::RealisedOnInvestments, -local_gain, rules.currency_part_apart ? -by_security : -gain);
  return base_worth;
}

}  // namespace

Result<Done> post_taxed_exchange(Book& book, Journal& journal, std::uint32_t slot, const event::CorporateAction& action,
                                 const instrument::SecurityColumns& columns, const PostingRules& rules) {
  const bool foreign = book.positions.foreign[slot] != 0;
  const bool pooled = rules.lot_method == policy::LotMethod::Average;
  const Currency currency = columns.currency[action.security.value];
  const int minor = foreign ? currency.minor_places() : rules.minor_places;
  const Fixed held{book.positions.quantity[slot], book.positions.places[slot]};
  TRY(const Fixed units, action_units(book, held, action));
  TRY(const std::int64_t worth, worth_of_units(book, units, action, minor));
  TRY(const std::int64_t money, action_money(book, held, action, columns, rules));
  TRY(const Relieved relieved, book.relieve(slot, held, pooled ? policy::LotMethod::Average : policy::LotMethod::Fifo));
  TRY(const std::int64_t cost, realise(book, journal, slot, relieved, worth, action, currency, rules));
  if (money != 0)
    CHECK(post_action_money(book, journal, slot, action, money, {}, RuleId::TaxedExchange, columns, rules));
  Arriving lot;
  lot.units = units.coefficient;
  lot.from.quantity = held.coefficient;
  lot.from.cost = cost;
  lot.from.name = lot_name(event::Reference{0, action.id});
  lot.from.acquired = action.ex_date.days;
  lot.local_cost = foreign ? worth : 0;
  return bring(book, journal, slot, {lot}, units, action, RuleId::TaxedExchange, columns, rules);
}

}  // namespace openend::book
