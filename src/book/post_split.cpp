// book/post_split.cpp - floor 3
//
// New units for old ones: what a split, a reverse split or a stock dividend makes of a position and its lots.
#include "book/post_action.h"
#include "money/split.h"

namespace openend::book {

void Book::set_quantities(std::uint32_t slot, std::uint8_t places, const std::vector<std::int64_t>& quantities) {
  std::int64_t total = 0, cost = 0, local_cost = 0;  // costs that look for a lot
  std::size_t i = 0;
  std::uint32_t kept = kNone;
  const auto give_costs = [&] {
    lots[kept].cost += cost;
    if (positions.foreign[slot] != 0) lot_local[kept] += local_cost;
    cost = local_cost = 0;
  };
  for (std::uint32_t lot = positions.first_lot[slot], next = kNone; lot != kNone; lot = next) {
    next = lots[lot].next;
    const std::int64_t quantity = quantities[i++];
    OE_ASSERT(!__builtin_add_overflow(total, quantity, &total), "a position's quantity fits 64 bits");
    if (quantity != 0) {
      lots[lot].quantity = quantity;
      drop_line(lots[lot]);  // another par: it begins anew at its cost
      kept = lot;
    } else {
      cost += lots[lot].cost;
      if (positions.foreign[slot] != 0) local_cost += lot_local[lot];
      close_lot(slot, lot);
    }
    if (kept != kNone) give_costs();
  }
  OE_ASSERT(i == quantities.size() && kept != kNone, "every lot has its quantity, and something is held");
  positions.quantity[slot] = total;
  positions.places[slot] = places;
  positions.touched[slot] = 1;
}

void drop_zeros(std::vector<std::int64_t>& quantities, std::uint8_t& places, std::uint8_t least) {
  const auto ends_in_zero = [&] {
    for (const std::int64_t quantity : quantities) {
      if (quantity % 10 != 0) return false;
    }
    return true;
  };
  for (; places > least && ends_in_zero(); --places) {
    for (std::int64_t& quantity : quantities) quantity /= 10;
  }
}

Result<Fixed> action_units(Book& book, Fixed held, const event::CorporateAction& action) {
  const auto units = event::units_after(held, action);
  if (!units) {
    Refusals faults = refuse("E-ACT-006", "the corporate action makes a position larger than a book can count",
                             "correct what the portfolio holds, or withdraw the action");
    faults[0].place.row = action.row;
    faults[0].source = action.source;
    faults[0].found = held.decimal().text() + " held, " + action.new_units.decimal().text() + " for " +
                      action.old_units.decimal().text();
    faults[0].expected = "at most " + Decimal::of(INT64_MAX, event::kSplitPlaces).text() + " units afterwards";
    return faults;
  }
  const Decimal exact = held.decimal() * action.new_units.decimal();  // x 1 / old units
  book.roundings.add_fraction(RoundingPlace::SplitUnits, exact * Decimal(kPowersOfTen[action.old_units.places]),
                              action.old_units.coefficient, units->decimal());
  return *units;
}

Result<Done> sell_fraction(Book& book, Journal& journal, SecurityId security, Fixed fraction,
                           const event::CorporateAction& action, const instrument::SecurityColumns& columns,
                           const PostingRules& rules) {
  if (fraction.coefficient == 0) return Done{};
  const Currency currency = columns.currency[security.value];
  const int minor = currency == rules.base ? rules.minor_places : currency.minor_places();
  event::Trade sale;
  sale.security = security;
  sale.sell = true;
  sale.quantity = fraction;
  sale.price = *action.fraction_price;
  const Decimal exact = sale.quantity.decimal() * sale.price.decimal(), paid = exact.rounded(minor, Rounding::HalfUp);
  book.roundings.add(RoundingPlace::FractionMoney, exact, paid);
  sale.net = static_cast<std::int64_t>(paid.scaled_to(minor));
  sale.settles = action.pay_date;
  event::Event event;
  event.reference.text = action.id;
  event.row = action.row;
  event.source = action.source;
  event.date = action.ex_date;
  CHECK(post_trade(book, journal, event, sale, {}, columns, rules));
  book.pending.back().trade = 0;  // no trade: a notice about a trade of the same name is not about it
  return Done{};
}

Result<Done> post_split(Book& book, Journal& journal, const event::CorporateAction& action,
                        const instrument::SecurityColumns& columns, const PostingRules& rules) {
  const std::uint32_t slot = book.find(action.security);
  if (slot == kNone || book.positions.quantity[slot] == 0) return Done{};
  const Fixed held{book.positions.quantity[slot], book.positions.places[slot]};
  TRY(Fixed units, action_units(book, held, action));
  // Lots have their shares of the new units; no more decimals are kept than they need.
  std::vector<std::int64_t> weights;
  for (std::uint32_t lot = book.positions.first_lot[slot]; lot != kNone; lot = book.lots[lot].next)
    weights.push_back(book.lots[lot].quantity);
  auto shares = split_by_largest_remainder(units.coefficient, weights);
  drop_zeros(shares, units.places, book.positions.places[slot]);
  book.set_quantities(slot, units.places, shares);
  if (!action.fraction_price) return Done{};
  const std::uint8_t places = book.positions.places[slot];
  return sell_fraction(book, journal, action.security, {book.positions.quantity[slot] % kPowersOfTen[places], places},
                       action, columns, rules);
}

}  // namespace openend::book
