#include "book/book.h"

#include <algorithm>
#include <cstring>
#include <tuple>

#include "book/lot_choice.h"
#include "book/proportion.h"
#include "money/split.h"

namespace openend::book {

namespace {

/// What rounding a lot's relieved cost changed, in minor units of two decimals taken to 18.
void note_relief(RoundingTally& tally, std::int64_t cost, std::int64_t part, std::int64_t whole, std::int64_t rounded) {
  ++tally.count;
  const Int128 off = static_cast<Int128>(rounded) * whole - static_cast<Int128>(cost) * part;
  if (off == 0) return;
  ++tally.changed;
  tally.effect += divide_rounded<Int128>(off * kPowersOfTen[16], whole, Rounding::HalfEven);
}

std::int64_t add(std::int64_t a, std::int64_t b) {
  std::int64_t sum = 0;
  OE_ASSERT(!__builtin_add_overflow(a, b, &sum), "a position's quantity and cost fit 64 bits");
  return sum;
}

Refusals too_much(std::int64_t asked, std::int64_t held, int places) {
  Refusals faults = refuse("E-LOT-014", "more is sold than is held",
                           "correct the quantity, or send the missing purchase with an earlier date");
  faults[0].found = Decimal::of(asked, places).text() + " asked";
  faults[0].expected = "at most " + Decimal::of(held, places).text() + " held";
  return faults;
}

}  // namespace

std::uint64_t lot_name(std::string_view text) {
  const auto number = Decimal::parse(text);
  const bool plain = !text.empty() && text.size() <= 18 && (text[0] != '0' || text.size() == 1);
  if (number && plain && number->places() == 0 && !number->is_negative())
    return static_cast<std::uint64_t>(number->coefficient());
  const Digest digest = digest_of({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
  std::uint64_t name = 0;
  std::memcpy(&name, digest.data(), sizeof name);
  return name | (std::uint64_t{1} << 63);
}

std::uint64_t lot_name(const event::Reference& reference) {
  return reference.text.empty() ? reference.number : lot_name(reference.text);
}

// -- finding

void Book::index(std::uint32_t slot) {
  const std::size_t mask = index_.size() - 1;
  const std::uint32_t security = positions.security[slot];
  std::size_t at = security * std::size_t{2654435761U} & mask;
  while (index_[at].slot != kNone) at = (at + 1) & mask;
  index_[at] = {security, slot};
  known_[security / 64 & (known_.size() - 1)] |= std::uint64_t{1} << security % 64;
}

void Book::grow_index() {
  std::size_t size = 64;
  while (size < 4 * (positions.size() + 1)) size *= 2;
  index_.assign(size, Found{});
  known_.assign(size / 16, 0);  // four bits for each place of the index
  for (std::uint32_t slot = 0; slot < positions.size(); ++slot) index(slot);
}

std::uint32_t Book::find_or_add(SecurityId security, bool special, bool foreign) {
  const std::uint32_t found = find(security);
  if (found != kNone) return found;
  const auto slot = static_cast<std::uint32_t>(positions.size());
  positions.security.push_back(security.value);
  positions.quantity.push_back(0);
  positions.places.push_back(0);
  positions.cost.push_back(0);
  positions.realised.push_back(0);
  positions.accrued.push_back(0);
  positions.first_lot.push_back(kNone);
  positions.last_lot.push_back(kNone);
  positions.special.push_back(special);
  positions.any_special = positions.any_special || special;
  positions.foreign.push_back(foreign);
  positions.any_foreign = positions.any_foreign || foreign;
  positions.local_cost.push_back(0);
  positions.realised_currency.push_back(0);
  positions.touched.push_back(1);
  if (index_.size() < 2 * positions.size()) {
    grow_index();
  } else {
    index(slot);
  }
  return slot;
}

// -- lots

std::int64_t Book::align(std::uint32_t slot, Fixed quantity) {
  std::uint8_t& places = positions.places[slot];
  if (quantity.places == places) return quantity.coefficient;
  const auto scale = [](std::int64_t value, int by) {
    std::int64_t scaled = 0;
    OE_ASSERT(by <= 18 && !__builtin_mul_overflow(value, kPowersOfTen[by], &scaled),
              "a quantity fits 64 bits at its places");
    return scaled;
  };
  if (quantity.places < places) return scale(quantity.coefficient, places - quantity.places);
  const int by = quantity.places - places;
  positions.quantity[slot] = scale(positions.quantity[slot], by);
  for (std::uint32_t lot = positions.first_lot[slot]; lot != kNone; lot = lots[lot].next) {
    lots[lot].quantity = scale(lots[lot].quantity, by);
    if (lots[lot].line != 0) yield_lines[lots[lot].line - 1].par = scale(yield_lines[lots[lot].line - 1].par, by);
  }
  places = quantity.places;
  return quantity.coefficient;
}

void Book::acquire(std::uint32_t slot, Fixed quantity, std::int64_t cost, std::uint64_t name, std::int32_t acquired,
                   bool allocated, std::int64_t local_cost) {
  const std::int64_t units = align(slot, quantity);
  std::uint32_t place = free_lot;
  if (place != kNone) {
    free_lot = lots[place].next;
  } else {
    place = static_cast<std::uint32_t>(lots.size());
    lots.emplace_back();
  }
  const std::uint32_t last = positions.last_lot[slot];
  lots[place] = {units, cost, name, acquired, kNone, last, allocated ? 1U : 0U, 0U};
  (last == kNone ? positions.first_lot[slot] : lots[last].next) = place;
  positions.last_lot[slot] = place;
  positions.quantity[slot] = add(positions.quantity[slot], units);
  positions.cost[slot] = add(positions.cost[slot], cost);
  positions.touched[slot] = 1;
  if (positions.foreign[slot] == 0) return;
  if (lot_local.size() < lots.size()) lot_local.resize(lots.size());
  lot_local[place] = local_cost;
  positions.local_cost[slot] = add(positions.local_cost[slot], local_cost);
}

void Book::close_lot(std::uint32_t slot, std::uint32_t place) {
  drop_line(lots[place]);
  const Lot lot = lots[place];
  (lot.previous == kNone ? positions.first_lot[slot] : lots[lot.previous].next) = lot.next;
  (lot.next == kNone ? positions.last_lot[slot] : lots[lot.next].previous) = lot.previous;
  lots[place] = {};
  lots[place].next = free_lot;
  free_lot = place;
}

void Book::take(std::uint32_t slot, std::uint32_t place, std::int64_t quantity, Relieved& relieved) {
  Lot& lot = lots[place];
  std::int64_t cost = lot.cost;
  if (positions.foreign[slot] != 0) {
    const std::int64_t local =
        quantity == lot.quantity ? lot_local[place] : proportion(lot_local[place], quantity, lot.quantity);
    lot_local[place] -= local;
    positions.local_cost[slot] -= local;
    relieved.local_cost += local;
  }
  if (quantity == lot.quantity) {
    close_lot(slot, place);
  } else {
    cost = proportion(lot.cost, quantity, lot.quantity);
    note_relief(roundings.at(RoundingPlace::RelievedCost), lot.cost, quantity, lot.quantity, cost);
    lot.quantity -= quantity;
    lot.cost -= cost;
  }
  positions.quantity[slot] -= quantity;
  positions.cost[slot] -= cost;
  relieved.cost += cost;
}

std::uint32_t Book::choose(std::uint32_t slot, std::int64_t sold, policy::LotMethod method, const TaxView& tax) const {
  using policy::LotMethod;
  if (method == LotMethod::Lifo) return positions.last_lot[slot];
  std::uint32_t chosen = positions.first_lot[slot];
  if (method == LotMethod::HighestCost) {
    for (std::uint32_t lot = lots[chosen].next; lot != kNone; lot = lots[lot].next) {
      // cost a unit, compared without dividing; the earlier lot wins a tie
      if (static_cast<Int128>(lots[lot].cost) * lots[chosen].quantity >
          static_cast<Int128>(lots[chosen].cost) * lots[lot].quantity)
        chosen = lot;
    }
  }
  if (method == LotMethod::LowestTax) {
    const auto tax_on = [&](const Lot& lot) {
      return tax_of_a_unit(tax.proceeds, sold, lot.cost, lot.quantity,
                           is_long_term(lot.acquired, tax.sold) ? tax.long_pct : tax.short_pct);
    };
    Decimal least = tax_on(lots[chosen]);
    for (std::uint32_t lot = lots[chosen].next; lot != kNone; lot = lots[lot].next) {
      const Decimal candidate = tax_on(lots[lot]);
      if (candidate < least) {
        least = candidate;
        chosen = lot;
      }
    }
  }
  return chosen;
}

Result<Relieved> Book::relieve(std::uint32_t slot, Fixed quantity, policy::LotMethod method, const TaxView& tax) {
  std::int64_t left = align(slot, quantity);
  if (left > positions.quantity[slot]) return too_much(left, positions.quantity[slot], positions.places[slot]);
  positions.touched[slot] = 1;
  const std::int64_t sold = left;
  Relieved relieved, average;
  if (method == policy::LotMethod::Average && sold > 0) {
    average = {proportion(positions.cost[slot], sold, positions.quantity[slot]),
               proportion(positions.local_cost[slot], sold, positions.quantity[slot])};
  }
  while (left > 0) {
    const std::uint32_t chosen = choose(slot, sold, method, tax);
    const std::int64_t taken = std::min(left, lots[chosen].quantity);
    take(slot, chosen, taken, relieved);
    left -= taken;
  }
  if (method != policy::LotMethod::Average) return relieved;
  // The oldest lots went; what they cost more or less than the average stays with the others.
  positions.cost[slot] += relieved.cost - average.cost;
  positions.local_cost[slot] += relieved.local_cost - average.local_cost;
  level_costs(slot);
  return average;
}

Result<Relieved> Book::relieve_named(std::uint32_t slot, Fixed quantity, const event::LotPick* picks,
                                     std::size_t count) {
  const std::int64_t wanted = align(slot, quantity);
  std::vector<std::pair<std::uint32_t, std::int64_t>> chosen;
  std::int64_t named = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const std::int64_t units = align(slot, picks[i].quantity);
    const std::uint64_t name = lot_name(picks[i].lot);
    std::uint32_t place = positions.first_lot[slot];
    while (place != kNone && lots[place].name != name) place = lots[place].next;
    const std::int64_t held = place == kNone ? 0 : lots[place].quantity;
    if (units > held || units <= 0) {
      Refusals faults = refuse("E-LOT-015", "the lot " + std::string(picks[i].lot) + " can not be relieved so",
                               "name lots that are open, with at most their quantity");
      faults[0].found = picks[i].quantity.decimal().text() + " asked";
      faults[0].expected = "at most " + Decimal::of(held, positions.places[slot]).text() + " in that lot";
      return faults;
    }
    named += units;
    for (const auto& earlier : chosen) {
      if (earlier.first == place)
        return refuse("E-LOT-016", "the lot " + std::string(picks[i].lot) + " is named twice", "name each lot once");
    }
    chosen.emplace_back(place, units);
  }
  if (named != align(slot, quantity)) {
    Refusals faults = refuse("E-LOT-017", "the named lots do not add up to the sale",
                             "let the lots' quantities sum to the quantity sold");
    faults[0].found = Decimal::of(named, positions.places[slot]).text();
    faults[0].expected = Decimal::of(wanted, positions.places[slot]).text();
    return faults;
  }
  positions.touched[slot] = 1;
  Relieved relieved;
  for (const auto& [place, units] : chosen) take(slot, place, units, relieved);
  return relieved;
}

void Book::add_cost(std::uint32_t slot, std::int64_t amount, std::int64_t local_amount) {
  if (amount == 0 && local_amount == 0) return;
  positions.cost[slot] = add(positions.cost[slot], amount);
  positions.local_cost[slot] = add(positions.local_cost[slot], local_amount);
  positions.touched[slot] = 1;
  const std::uint32_t first = positions.first_lot[slot];
  OE_ASSERT(first != kNone, "cost is added to a position that is held");
  if (lots[first].next == kNone) {
    lots[first].cost += amount;
    if (local_amount != 0) lot_local[first] += local_amount;
    return;
  }
  std::vector<std::int64_t> weights;
  for (std::uint32_t lot = first; lot != kNone; lot = lots[lot].next) weights.push_back(lots[lot].quantity);
  const auto shares = split_by_largest_remainder(amount, weights);
  std::size_t i = 0;
  for (std::uint32_t lot = first; lot != kNone; lot = lots[lot].next) lots[lot].cost += shares[i++];
  if (local_amount == 0) return;
  const auto local_shares = split_by_largest_remainder(local_amount, weights);
  i = 0;
  for (std::uint32_t lot = first; lot != kNone; lot = lots[lot].next) lot_local[lot] += local_shares[i++];
}

/// Average cost: what all lots cost, shared anew by their quantities.
void Book::level_costs(std::uint32_t slot) {
  std::vector<std::int64_t> weights;
  for (std::uint32_t lot = positions.first_lot[slot]; lot != kNone; lot = lots[lot].next)
    weights.push_back(lots[lot].quantity);
  if (weights.empty()) return;
  const auto costs = split_by_largest_remainder(positions.cost[slot], weights);
  const auto locals = positions.foreign[slot] != 0 ? split_by_largest_remainder(positions.local_cost[slot], weights)
                                                   : std::vector<std::int64_t>{};
  std::size_t i = 0;
  for (std::uint32_t lot = positions.first_lot[slot]; lot != kNone; lot = lots[lot].next, ++i) {
    lots[lot].cost = costs[i];
    drop_line(lots[lot]);  // another cost: it begins anew
    if (!locals.empty()) lot_local[lot] = locals[i];
  }
}

// -- the whole
// ------------------------------------------------------------------------------------------------------------

std::int64_t Book::net_assets() const {
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < entity::kAccounts; ++i) {
    const auto account_class = entity::kChart[i].account_class;
    if (account_class == entity::AccountClass::Asset || account_class == entity::AccountClass::Liability)
      sum = add(sum, balances[i]);
  }
  return sum;
}

std::int64_t Book::ledger_sum() const {
  std::int64_t sum = 0;
  for (const std::int64_t balance : balances) sum = add(sum, balance);
  return sum;
}

void Book::seal_positions(Hasher& hasher, const std::vector<std::uint64_t>& content_keys) {
  struct Row {
    std::uint64_t key;
    std::int64_t quantity, cost;
    std::uint32_t slot;
    std::uint8_t places, has_accrued, is_foreign, nothing;
  };
  static_assert(sizeof(Row) == 32);
  hasher.add(positions_digest);
  std::vector<Row> rows;
  rows.reserve(positions.size() -
               static_cast<std::size_t>(std::count(positions.touched.begin(), positions.touched.end(), 0)));
  for (std::uint32_t slot = 0; slot < positions.size(); ++slot) {
    if (positions.touched[slot] == 0) continue;
    positions.touched[slot] = 0;
    rows.push_back({content_keys[positions.security[slot]], positions.quantity[slot], positions.cost[slot], slot,
                    positions.places[slot], positions.accrued[slot] != 0, positions.foreign[slot], 0});
  }
  hasher.add(rows.data(), rows.size() * sizeof(Row));
  for (const Row& row : rows) {  // what few positions have follows in the rows' order
    if (row.has_accrued != 0) hasher.add_number(positions.accrued[row.slot]);
    if (row.is_foreign == 0) continue;
    hasher.add_number(positions.local_cost[row.slot]);
    hasher.add_number(positions.realised_currency[row.slot]);
  }
  positions_digest = hasher.finish();
}

}  // namespace openend::book
