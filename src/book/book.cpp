#include "book/book.h"

#include <algorithm>
#include <cstring>

#include "money/split.h"

namespace openend::book {

namespace {

/// cost x part / whole, half up, exact; 64 bits where they suffice.
std::int64_t proportion(std::int64_t cost, std::int64_t part, std::int64_t whole) {
  std::int64_t product = 0;
  if (!__builtin_mul_overflow(cost, part, &product))
    return divide_rounded<std::int64_t>(product, whole, Rounding::HalfUp);
  return static_cast<std::int64_t>(divide_rounded<Int128>(static_cast<Int128>(cost) * part, whole, Rounding::HalfUp));
}

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

std::uint32_t Book::find(SecurityId security) const {
  if (index_.empty()) return kNone;
  const std::size_t mask = index_.size() - 1;
  for (std::size_t at = security.value * std::size_t{2654435761U} & mask;; at = (at + 1) & mask) {
    const Found& found = index_[at];
    if (found.slot == kNone || found.security == security.value) return found.slot;
  }
}

void Book::index(std::uint32_t slot) {
  const std::size_t mask = index_.size() - 1;
  const std::uint32_t security = positions.security[slot];
  std::size_t at = security * std::size_t{2654435761U} & mask;
  while (index_[at].slot != kNone) at = (at + 1) & mask;
  index_[at] = {security, slot};
}

void Book::grow_index() {
  std::size_t size = 64;
  while (size < 4 * (positions.size() + 1)) size *= 2;
  index_.assign(size, Found{});
  for (std::uint32_t slot = 0; slot < positions.size(); ++slot) index(slot);
}

std::uint32_t Book::find_or_add(SecurityId security, bool special) {
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
  for (std::uint32_t lot = positions.first_lot[slot]; lot != kNone; lot = lots[lot].next)
    lots[lot].quantity = scale(lots[lot].quantity, by);
  places = quantity.places;
  return quantity.coefficient;
}

void Book::acquire(std::uint32_t slot, Fixed quantity, std::int64_t cost, std::uint64_t name, std::int32_t acquired,
                   bool allocated) {
  const std::int64_t units = align(slot, quantity);
  std::uint32_t place = free_lot;
  if (place != kNone) {
    free_lot = lots[place].next;
  } else {
    place = static_cast<std::uint32_t>(lots.size());
    lots.emplace_back();
  }
  const std::uint32_t last = positions.last_lot[slot];
  lots[place] = {units, cost, name, acquired, kNone, last, allocated ? 1U : 0U};
  (last == kNone ? positions.first_lot[slot] : lots[last].next) = place;
  positions.last_lot[slot] = place;
  positions.quantity[slot] = add(positions.quantity[slot], units);
  positions.cost[slot] = add(positions.cost[slot], cost);
  positions.touched[slot] = 1;
}

void Book::close_lot(std::uint32_t slot, std::uint32_t place) {
  const Lot lot = lots[place];
  (lot.previous == kNone ? positions.first_lot[slot] : lots[lot.previous].next) = lot.next;
  (lot.next == kNone ? positions.last_lot[slot] : lots[lot.next].previous) = lot.previous;
  lots[place] = {};
  lots[place].next = free_lot;
  free_lot = place;
}

std::int64_t Book::take(std::uint32_t slot, std::uint32_t place, std::int64_t quantity) {
  Lot& lot = lots[place];
  std::int64_t cost = lot.cost;
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
  return cost;
}

Result<std::int64_t> Book::relieve(std::uint32_t slot, Fixed quantity, policy::LotMethod method) {
  std::int64_t left = align(slot, quantity);
  if (left > positions.quantity[slot]) return too_much(left, positions.quantity[slot], positions.places[slot]);
  positions.touched[slot] = 1;
  std::int64_t cost = 0;
  while (left > 0) {
    std::uint32_t chosen = positions.first_lot[slot];
    if (method == policy::LotMethod::Lifo) chosen = positions.last_lot[slot];
    if (method == policy::LotMethod::HighestCost) {
      for (std::uint32_t lot = lots[chosen].next; lot != kNone; lot = lots[lot].next) {
        // cost a unit, compared without dividing; the earlier lot wins a tie
        if (static_cast<Int128>(lots[lot].cost) * lots[chosen].quantity >
            static_cast<Int128>(lots[chosen].cost) * lots[lot].quantity)
          chosen = lot;
      }
    }
    const std::int64_t taken = std::min(left, lots[chosen].quantity);
    cost += take(slot, chosen, taken);
    left -= taken;
  }
  return cost;
}

Result<std::int64_t> Book::relieve_named(std::uint32_t slot, Fixed quantity, const event::LotPick* picks,
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
  std::int64_t cost = 0;
  for (const auto& [place, units] : chosen) cost += take(slot, place, units);
  return cost;
}

void Book::add_cost(std::uint32_t slot, std::int64_t amount) {
  if (amount == 0) return;
  positions.cost[slot] = add(positions.cost[slot], amount);
  positions.touched[slot] = 1;
  const std::uint32_t first = positions.first_lot[slot];
  OE_ASSERT(first != kNone, "cost is added to a position that is held");
  if (lots[first].next == kNone) {
    lots[first].cost += amount;
    return;
  }
  std::vector<std::int64_t> weights;
  for (std::uint32_t lot = first; lot != kNone; lot = lots[lot].next) weights.push_back(lots[lot].quantity);
  const auto shares = split_by_largest_remainder(amount, weights);
  std::size_t i = 0;
  for (std::uint32_t lot = first; lot != kNone; lot = lots[lot].next) lots[lot].cost += shares[i++];
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
    std::int64_t quantity, cost, accrued;
    std::uint32_t slot, places;
  };
  hasher.add(positions_digest);
  std::vector<Row> rows;
  for (std::uint32_t slot = 0; slot < positions.size(); ++slot) {
    if (positions.touched[slot] == 0) continue;
    positions.touched[slot] = 0;
    rows.push_back({content_keys[positions.security[slot]], positions.quantity[slot], positions.cost[slot],
                    positions.accrued[slot], slot, positions.places[slot]});
  }
  hasher.add(rows.data(), rows.size() * sizeof(Row));
  positions_digest = hasher.finish();
}

// -- as bytes
// -------------------------------------------------------------------------------------------------------------

Bytes encode(const Book& book) {
  Bytes bytes;
  bytes.reserve(4096 + book.positions.size() * 48 + book.lots.size() * sizeof(Lot));
  ByteWriter out(bytes);
  const Positions& p = book.positions;
  out.put(book.portfolio.value);
  out.put<std::uint8_t>(book.opened);
  out.put(book.opening.days);
  out.put_column<std::uint32_t>(p.security);
  out.put_column<std::int64_t>(p.quantity);
  out.put_column<std::uint8_t>(p.places);
  out.put_column<std::int64_t>(p.cost);
  out.put_column<std::int64_t>(p.realised);
  out.put_column<std::int64_t>(p.accrued);
  out.put_column<std::uint8_t>(p.special);
  for (std::size_t slot = 0; slot < p.size(); ++slot) {
    std::uint32_t count = 0;
    for (std::uint32_t lot = p.first_lot[slot]; lot != kNone; lot = book.lots[lot].next) ++count;
    out.put(count);
    for (std::uint32_t lot = p.first_lot[slot]; lot != kNone; lot = book.lots[lot].next) out.put_raw(book.lots[lot]);
  }
  for (const std::int64_t balance : book.balances) out.put(balance);
  out.put(static_cast<std::uint32_t>(book.forwards.size()));
  for (const auto& f : book.forwards) {
    out.put_text(f.contract);
    out.put<std::uint8_t>(f.sell);
    out.put_text(f.currency.code());
    out.put(f.units.coefficient);
    out.put(f.units.places);
    out.put(f.settlement.days);
    out.put(f.amount);
  }
  out.put(static_cast<std::uint32_t>(book.classes.size()));
  for (const auto& c : book.classes) {
    out.put_text(c.share_class);
    out.put(c.shares.coefficient);
    out.put(c.shares.places);
    out.put(c.seeded.days);
    out.put<std::uint8_t>(c.has_seed);
  }
  out.put(static_cast<std::uint32_t>(book.pending.size()));
  for (const auto& w : book.pending) {
    out.put(w.date.days);
    out.put(w.debit);
    out.put(w.credit);
    out.put(w.amount);
    out.put(w.rule);
    out.put(w.origin.source.value);
    out.put(w.origin.row);
  }
  out.put<std::uint8_t>(book.prior.struck);
  out.put(book.prior.date.days);
  out.put(book.prior.net_assets);
  out.put(book.prior.nav.coefficient);
  out.put(book.prior.nav.places);
  out.put_text(book.fee_carry.text());
  for (const std::uint8_t byte : book.positions_digest) out.put(byte);
  put(out, book.straight_lines);
  return bytes;
}

bool decode(ByteView bytes, Book& book) {
  ByteReader in(bytes);
  Positions& p = book.positions;
  book.portfolio.value = in.get<std::uint32_t>();
  book.opened = in.get<std::uint8_t>() != 0;
  book.opening.days = in.get<std::int32_t>();
  in.get_column(p.security);
  in.get_column(p.quantity);
  in.get_column(p.places);
  in.get_column(p.cost);
  in.get_column(p.realised);
  in.get_column(p.accrued);
  in.get_column(p.special);
  const std::size_t n = p.size();
  if (!in.ok() || p.quantity.size() != n || p.places.size() != n || p.cost.size() != n || p.realised.size() != n ||
      p.accrued.size() != n || p.special.size() != n) {
    return false;
  }
  p.touched.assign(n, 0);
  p.any_special = std::find(p.special.begin(), p.special.end(), std::uint8_t{1}) != p.special.end();
  p.first_lot.assign(n, kNone);
  p.last_lot.assign(n, kNone);
  for (std::size_t slot = 0; slot < n && in.ok(); ++slot) {
    const auto count = in.get<std::uint32_t>();
    for (std::uint32_t i = 0; i < count && in.ok(); ++i) {
      const auto place = static_cast<std::uint32_t>(book.lots.size());
      Lot& lot = book.lots.emplace_back();
      in.get_raw(lot);
      lot.previous = i == 0 ? kNone : place - 1;
      lot.next = i + 1 == count ? kNone : place + 1;
      if (i == 0) p.first_lot[slot] = place;
      p.last_lot[slot] = place;
    }
  }
  for (std::int64_t& balance : book.balances) balance = in.get<std::int64_t>();
  const auto get_fixed = [&in] {
    Fixed value;
    value.coefficient = in.get<std::int64_t>();
    value.places = in.get<std::uint8_t>();
    return value;
  };
  for (auto left = in.get<std::uint32_t>(); left > 0 && in.ok(); --left) {
    auto& f = book.forwards.emplace_back();
    f.contract = std::string(in.get_text());
    f.sell = in.get<std::uint8_t>() != 0;
    f.currency = Currency::parse(in.get_text()).value_or(Currency{});
    f.units = get_fixed();
    f.settlement.days = in.get<std::int32_t>();
    f.amount = in.get<std::int64_t>();
  }
  for (auto left = in.get<std::uint32_t>(); left > 0 && in.ok(); --left) {
    auto& c = book.classes.emplace_back();
    c.share_class = std::string(in.get_text());
    c.shares = get_fixed();
    c.seeded.days = in.get<std::int32_t>();
    c.has_seed = in.get<std::uint8_t>() != 0;
  }
  for (auto left = in.get<std::uint32_t>(); left > 0 && in.ok(); --left) {
    auto& w = book.pending.emplace_back();
    w.date.days = in.get<std::int32_t>();
    w.debit = in.get<Account>();
    w.credit = in.get<Account>();
    w.amount = in.get<std::int64_t>();
    w.rule = in.get<policy::RuleId>();
    w.origin.source.value = in.get<std::uint32_t>();
    w.origin.row = in.get<std::uint32_t>();
  }
  book.prior.struck = in.get<std::uint8_t>() != 0;
  book.prior.date.days = in.get<std::int32_t>();
  book.prior.net_assets = in.get<std::int64_t>();
  book.prior.nav = get_fixed();
  book.fee_carry = Decimal::parse(in.get_text()).value_or(Decimal{});
  for (std::uint8_t& byte : book.positions_digest) byte = in.get<std::uint8_t>();
  get(in, book.straight_lines);
  book.grow_index();
  return in.ok() && in.at_end();
}

}  // namespace openend::book
