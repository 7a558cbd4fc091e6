// book/post_exchange.cpp - floor 3
//
// Corporate actions that bring units of another security: exchanges, which are mergers for shares, with or without
// cash, and changes of name; spin-offs, and rights that are given out.
//
// EDGE  READ AS: the units of a whole holding are counted, and its lots have their shares of them, by largest
// remainder;
//       so are the cash of an exchange and what the units are worth. A lot that is left with no units hands its cost to
//       the lot before it.
// EDGE  Lots arrive among those held already by the day on which they were acquired first. A fraction that is paid is
//       sold after that, by the portfolio's method.
// CASE  100 units of cost 4,000.00 for 100 of another, worth 45.00, and 10.00 a unit: gain 1,500.00, of which 1,000.00
//       is realised; the new units cost 4,000.00 (vector MERGE-1).
// CASE  The same of cost 6,000.00: no loss is realised; the new units cost 5,000.00.
#include <algorithm>

#include "book/post_action.h"
#include "book/proportion.h"
#include "money/split.h"

namespace openend::book {

using policy::RuleId;

void Book::place_by_day(std::uint32_t slot) {
  const auto day = [&](std::uint32_t lot) { return lots[lot].acquired == 0 ? INT32_MAX : lots[lot].acquired; };
  const std::uint32_t moved = positions.last_lot[slot];
  std::uint32_t before = lots[moved].previous;
  if (before == kNone || day(before) <= day(moved)) return;
  positions.last_lot[slot] = before;
  lots[before].next = kNone;
  while (before != kNone && day(before) > day(moved)) before = lots[before].previous;
  const std::uint32_t after = before == kNone ? positions.first_lot[slot] : lots[before].next;
  lots[moved].previous = before;
  lots[moved].next = after;
  lots[after].previous = moved;
  (before == kNone ? positions.first_lot[slot] : lots[before].next) = moved;
}

namespace {

/// The lots of a position; of a pooled one, one of them all, by the name and the day of the first.
std::vector<Arriving> lots_of(const Book& book, std::uint32_t slot, bool pooled) {
  const Positions& p = book.positions;
  std::vector<Arriving> lots;
  for (std::uint32_t lot = p.first_lot[slot]; lot != kNone; lot = book.lots[lot].next) {
    lots.push_back({0, book.lots[lot], p.foreign[slot] != 0 ? book.lot_local[lot] : 0});
    if (!pooled) continue;
    lots[0].from.quantity = p.quantity[slot];
    lots[0].from.cost = p.cost[slot];
    lots[0].local_cost = p.local_cost[slot];
    break;
  }
  return lots;
}

std::vector<std::int64_t> quantities_of(const std::vector<Arriving>& lots) {
  std::vector<std::int64_t> quantities;
  for (const Arriving& lot : lots) quantities.push_back(lot.from.quantity);
  return quantities;
}

}  // namespace

void share_units(std::vector<Arriving>& lots, Fixed units) {
  const auto shares = split_by_largest_remainder(units.coefficient, quantities_of(lots));
  for (std::size_t i = 0; i < lots.size(); ++i) lots[i].units = shares[i];
}

Relieved take_cash(Book& book, std::vector<Arriving>& lots, bool foreign, std::int64_t money, Fixed units,
                   const event::CorporateAction& action, int minor) {
  Relieved taken;
  if (money == 0) return taken;
  const auto cash = split_by_largest_remainder(money, quantities_of(lots));
  for (std::size_t i = 0; i < lots.size(); ++i) {
    const Decimal exact = Decimal::of(lots[i].units, units.places) * action.worth->decimal();
    const Decimal worth = exact.rounded(minor, Rounding::HalfUp);
    const Decimal cost = Decimal::of(foreign ? lots[i].local_cost : lots[i].from.cost, minor);
    const Decimal gained = worth + Decimal::of(cash[i], minor) - cost;
    const Decimal realised = std::clamp(gained, Decimal{}, Decimal::of(cash[i], minor));
    const auto lessens = cash[i] - static_cast<std::int64_t>(realised.scaled_to(minor));
    const Relieved part = taken_of(book, foreign, lessens, lots[i].from.cost, lots[i].local_cost);
    lots[i].from.cost -= part.cost;
    lots[i].local_cost -= part.local_cost;
    taken.cost += part.cost;
    taken.local_cost += part.local_cost;
  }
  return taken;
}

namespace {

/// LAW   26 USC 358(b), (c), 307: of each lot, the stated percent of its cost goes over; abroad of its local cost, and
///       the base cost in its proportion. What is left of the lots stays.
void take_percent(Book& book, std::uint32_t slot, std::vector<Arriving>& lots, bool pooled, Fixed percent) {
  const bool foreign = book.positions.foreign[slot] != 0;
  const std::int64_t whole = 100 * kPowersOfTen[percent.places];
  const auto part_of = [&](std::int64_t cost) {
    const std::int64_t part = proportion(cost, percent.coefficient, whole);
    book.roundings.add_fraction(RoundingPlace::RelievedCost, Decimal::of(cost, 2) * Decimal(percent.coefficient), whole,
                                Decimal::of(part, 2));
    return part;
  };
  std::uint32_t lot = book.positions.first_lot[slot];
  for (Arriving& arriving : lots) {
    const std::int64_t moved = part_of(foreign ? arriving.local_cost : arriving.from.cost);
    Relieved taken;
    if (pooled) {
      taken = book.give_back_cost(slot, moved, true);
    } else {
      taken = taken_of(book, foreign, moved, arriving.from.cost, arriving.local_cost);
      book.add_cost_of(slot, lot, -taken.cost, -taken.local_cost);
      lot = book.lots[lot].next;
    }
    arriving.from.cost = taken.cost;
    arriving.local_cost = taken.local_cost;
  }
}

/// Gives what arrives to the book, and the cost that it brings.
std::int64_t take_in(Book& book, std::uint32_t slot, const std::vector<Arriving>& lots, std::uint8_t places) {
  std::int64_t cost = 0;
  Relieved waiting;  // costs that look for a lot
  std::uint32_t kept = kNone;
  for (const Arriving& lot : lots) {
    cost += lot.from.cost;
    waiting.cost += lot.from.cost;
    waiting.local_cost += lot.local_cost;
    if (lot.units != 0) {
      book.acquire(slot, {lot.units, places}, waiting.cost, lot.from.name, lot.from.acquired, lot.from.allocated != 0,
                   waiting.local_cost);
      kept = book.positions.last_lot[slot];
      book.place_by_day(slot);
    } else if (kept != kNone) {
      book.add_cost_of(slot, kept, waiting.cost, waiting.local_cost);
    } else {
      continue;
    }
    waiting = {};
  }
  return cost;
}

}  // namespace

Result<Done> bring(Book& book, Journal& journal, std::uint32_t slot, std::vector<Arriving> lots, Fixed units,
                   const event::CorporateAction& action, RuleId rule, const instrument::SecurityColumns& columns,
                   const PostingRules& rules) {
  const std::uint32_t item = action.security.value, other = action.received.value;
  const Fixed all = units;
  const std::uint32_t to =
      book.find_or_add(action.received, columns.special[other] != 0, book.positions.foreign[slot] != 0);
  std::vector<std::int64_t> shares;
  for (const Arriving& lot : lots) shares.push_back(lot.units);
  drop_zeros(shares, units.places, book.positions.places[to]);
  for (std::size_t i = 0; i < lots.size(); ++i) lots[i].units = shares[i];
  const std::int64_t moved = take_in(book, to, lots, units.places);
  journal.begin(rule, {action.source, action.row});
  journal.post(Account::InvestmentsAtCost, moved, other);
  journal.post(Account::InvestmentsAtCost, -moved, item);
  journal.end();
  if (!action.fraction_price) return Done{};
  const std::int64_t fraction = all.coefficient % kPowersOfTen[all.places] / kPowersOfTen[all.places - units.places];
  return sell_fraction(book, journal, action.received, {fraction, units.places}, action, columns, rules);
}

Result<Done> post_other_units(Book& book, Journal& journal, std::uint32_t slot, const event::CorporateAction& action,
                              const instrument::SecurityColumns& columns, const PostingRules& rules) {
  if (action.kind == event::CorporateAction::Kind::TaxedExchange)
    return post_taxed_exchange(book, journal, slot, action, columns, rules);
  const bool foreign = book.positions.foreign[slot] != 0;
  const bool pooled = rules.lot_method == policy::LotMethod::Average;
  const Currency currency = columns.currency[action.security.value];
  const int minor = foreign ? currency.minor_places() : rules.minor_places;
  const Fixed held{book.positions.quantity[slot], book.positions.places[slot]};
  TRY(const Fixed units, action_units(book, held, action));
  std::vector<Arriving> lots = lots_of(book, slot, pooled);
  share_units(lots, units);
  if (!action.ends_holding()) {
    take_percent(book, slot, lots, pooled, action.cost_pct);
    return bring(book, journal, slot, std::move(lots), units, action, RuleId::SpinOff, columns, rules);
  }
  TRY(const std::int64_t money, action_money(book, held, action, columns, rules));
  const Relieved taken = take_cash(book, lots, foreign, money, units, action, minor);
  CHECK(book.relieve(slot, held, pooled ? policy::LotMethod::Average : policy::LotMethod::Fifo));
  if (money != 0) CHECK(post_action_money(book, journal, slot, action, money, taken, RuleId::Exchange, columns, rules));
  return bring(book, journal, slot, std::move(lots), units, action, RuleId::Exchange, columns, rules);
}

}  // namespace openend::book
