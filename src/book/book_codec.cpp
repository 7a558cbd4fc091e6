// book/book_codec.cpp - floor 3
//
// A book as bytes and back, for snapshots.
#include <algorithm>
#include <array>

#include "base/decimal_bytes.h"
#include "book/book.h"
#include "book/sound.h"

namespace openend::book {

namespace {

/// Lots lie where they were bought, not in the order of their positions: those of the next ones are asked for ahead.
void ask_ahead(const Book& book, std::size_t slot) {
  constexpr std::size_t kFirst = 16, kSecond = 8;
  const auto& first_lot = book.positions.first_lot;
  if (slot + kFirst < first_lot.size() && first_lot[slot + kFirst] != kNone)
    __builtin_prefetch(&book.lots[first_lot[slot + kFirst]]);
  if (slot + kSecond >= first_lot.size() || first_lot[slot + kSecond] == kNone) return;
  const std::uint32_t second = book.lots[first_lot[slot + kSecond]].next;
  if (second != kNone) __builtin_prefetch(&book.lots[second]);
}
void get_numbers(ByteReader& in, std::size_t count, std::vector<std::int64_t>& column) {
  column.resize(count);
  for (std::int64_t& number : column) number = in.get_small();
}

/// Neighbours follow from the order; days are told from the lot before, `name` as the signed number of the same bits.
void put_lot(ByteWriter& out, const Lot& lot, std::int32_t day_before) {
  out.put_small(std::array{std::int64_t{lot.acquired} - day_before, static_cast<std::int64_t>(lot.name), lot.quantity,
                           lot.cost, std::int64_t{lot.allocated}});
}
/// False where the day is none.
bool get_lot(ByteReader& in, Lot& lot, std::int32_t day_before) {
  const Int128 day = static_cast<Int128>(in.get_small()) + day_before;
  if (day < INT32_MIN || day > INT32_MAX) return false;
  lot.acquired = static_cast<std::int32_t>(day);
  lot.name = static_cast<std::uint64_t>(in.get_small());
  lot.quantity = in.get_small();
  lot.cost = in.get_small();
  lot.allocated = static_cast<std::uint32_t>(in.get_small()) & 1U;
  return true;
}

/// Few books have lots that amortise by their yields: nothing is written for the others.
void put_lines(ByteWriter& out, const Book& book) {
  if (book.yield_lines.size() == book.free_yield_lines.size()) return;
  out.put_small(static_cast<std::int64_t>(book.yield_lines.size() - book.free_yield_lines.size()));
  std::int64_t place = 0;  // of the lot, as it will be read
  for (const std::uint32_t first : book.positions.first_lot) {
    for (std::uint32_t lot = first; lot != kNone; lot = book.lots[lot].next, ++place) {
      if (book.lots[lot].line == 0) continue;
      out.put_small(place);
      put(out, book.yield_lines[book.lots[lot].line - 1]);
    }
  }
}

/// The lots have been read.
bool get_lines(ByteReader& in, Book& book) {
  if (!in.ok() || in.at_end()) return true;
  std::int64_t left = in.get_small();
  if (left <= 0) return false;
  for (; left > 0 && in.ok(); --left) {
    const std::int64_t place = in.get_small();
    YieldLine line;
    if (!get(in, line) || place < 0 || place >= static_cast<std::int64_t>(book.lots.size())) return false;
    Lot& lot = book.lots[static_cast<std::size_t>(place)];
    if (lot.line != 0) return false;
    book.yield_lines.push_back(line);
    lot.line = static_cast<std::uint32_t>(book.yield_lines.size());
  }
  return in.ok();
}

void put_answers(ByteWriter& out, const event::AnswersByOffer& answers) {
  out.put(static_cast<std::uint32_t>(answers.size()));
  for (const auto& [offer, by_option] : answers) {
    out.put_text(offer);
    out.put(static_cast<std::uint32_t>(by_option.size()));
    for (const auto& [option, units] : by_option) {
      out.put_text(option);
      out.put(units.coefficient);
      out.put(units.places);
    }
  }
}

/// False where something stands twice, or its units are none.
bool get_answers(ByteReader& in, event::AnswersByOffer& answers) {
  for (auto offers = in.get<std::uint32_t>(); offers > 0 && in.ok(); --offers) {
    const auto at = answers.try_emplace(std::string(in.get_text()));
    if (!at.second) return false;
    for (auto left = in.get<std::uint32_t>(); left > 0 && in.ok(); --left) {
      std::string option(in.get_text());
      Fixed units;
      units.coefficient = in.get<std::int64_t>();
      units.places = in.get<std::uint8_t>();
      if (units.coefficient <= 0 || units.places > 18) return false;
      if (!at.first->second.emplace(std::move(option), units).second) return false;
    }
  }
  return in.ok();
}

}  // namespace

Bytes encode(const Book& book) {
  Bytes bytes;
  bytes.reserve(4096 + book.positions.size() * 32 + book.lots.size() * 20);
  ByteWriter out(bytes);
  const Positions& p = book.positions;
  out.put(book.portfolio.value);
  out.put<std::uint8_t>(book.opened);
  out.put(book.opening.days);
  out.put_column<std::uint32_t>(p.security);
  // Columns as long as that one. Most numbers are far smaller than their 64 bits: a snapshot is a third of what the
  // fields take in memory.
  out.put_small(p.quantity);
  out.put_column<std::uint8_t>(p.places);
  out.put_small(p.cost);
  out.put_small(p.realised);
  out.put_small(p.accrued);
  out.put_column<std::uint8_t>(p.special);
  out.put_column<std::uint8_t>(p.foreign);
  out.put_small(p.local_cost);
  out.put_small(p.realised_currency);
  for (std::size_t slot = 0; slot < p.size(); ++slot) {
    ask_ahead(book, slot);
    std::uint32_t count = 0;
    for (std::uint32_t lot = p.first_lot[slot]; lot != kNone; lot = book.lots[lot].next) ++count;
    out.put_small(count);
    std::int32_t day_before = 0;
    for (std::uint32_t lot = p.first_lot[slot]; lot != kNone; lot = book.lots[lot].next) {
      put_lot(out, book.lots[lot], day_before);
      day_before = book.lots[lot].acquired;
      if (p.foreign[slot] != 0) out.put_small(book.lot_local[lot]);
    }
  }
  for (const std::int64_t balance : book.balances) out.put(balance);
  out.put(static_cast<std::uint32_t>(book.forwards.size()));
  for (const auto& f : book.forwards) {
    out.put_text(f.contract);
    out.put(static_cast<std::uint8_t>((f.sell ? 1 : 0) | (f.delivered ? 2 : 0)));
    out.put(f.custody);
    out.put(f.agreed.days);
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
    for (const Fixed& roll : {c.roll.sold, c.roll.reinvested, c.roll.repurchased}) {
      out.put(roll.coefficient);
      out.put(roll.places);
    }
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
    out.put(w.custody);
    out.put<std::uint8_t>(w.failed);
    out.put_raw(w.currency);
    out.put(w.local);
    out.put(w.trade);
  }
  out.put(static_cast<std::uint32_t>(book.sub_balances.size()));
  for (const auto& s : book.sub_balances) {
    out.put(s.account);
    out.put_raw(s.currency);
    out.put(s.custody);
    out.put(s.local);
    out.put(s.cost);
    out.put(s.translation);
  }
  out.put(static_cast<std::uint32_t>(book.contracts.size()));
  for (const OpenContract& c : book.contracts) {
    out.put(c.security.value);
    out.put(c.content_key);
    out.put(c.name);
    out.put(c.opened.days);
    out.put(static_cast<std::uint8_t>(static_cast<int>(c.sort) | (c.sold ? 2 : 0)));
    out.put(c.contracts);
    out.put(c.amount);
    out.put(c.margined);
    out.put(c.carried);
  }
  put_answers(out, book.answers);
  out.put(static_cast<std::uint32_t>(book.unsettled.size()));
  for (const Unsettled& u : book.unsettled) {
    out.put(u.slot);
    out.put(u.settles.days);
    out.put(u.par.coefficient);
    out.put(u.par.places);
    out.put<std::uint8_t>(u.sold);
    out.put(u.interest);
  }
  put(out, book.loans);
  put(out, book.collateral);
  out.put<std::uint8_t>(book.prior.struck);
  out.put(book.prior.date.days);
  out.put(book.prior.net_assets);
  out.put(book.prior.nav.coefficient);
  out.put(book.prior.nav.places);
  out.put(book.prior.currency_part);
  out.put_text(book.fee_carry.text());
  for (const std::uint8_t byte : book.positions_digest) out.put(byte);
  put(out, book.straight_lines);
  put_lines(out, book);
  return bytes;
}

bool decode(ByteView bytes, Book& book) {
  ByteReader in(bytes);
  Positions& p = book.positions;
  book.portfolio.value = in.get<std::uint32_t>();
  book.opened = in.get<std::uint8_t>() != 0;
  book.opening.days = in.get<std::int32_t>();
  in.get_column(p.security);
  const std::size_t n = p.size();
  get_numbers(in, n, p.quantity);
  in.get_column(p.places);
  get_numbers(in, n, p.cost);
  get_numbers(in, n, p.realised);
  get_numbers(in, n, p.accrued);
  in.get_column(p.special);
  in.get_column(p.foreign);
  get_numbers(in, n, p.local_cost);
  get_numbers(in, n, p.realised_currency);
  if (!in.ok() || p.places.size() != n || p.special.size() != n || p.foreign.size() != n) return false;
  p.touched.assign(n, 0);
  p.any_special = std::find(p.special.begin(), p.special.end(), std::uint8_t{1}) != p.special.end();
  p.any_foreign = std::find(p.foreign.begin(), p.foreign.end(), std::uint8_t{1}) != p.foreign.end();
  p.first_lot.assign(n, kNone);
  p.last_lot.assign(n, kNone);
  for (std::size_t slot = 0; slot < n && in.ok(); ++slot) {
    const std::int64_t count = in.get_small();
    for (std::int64_t i = 0; i < count && in.ok(); ++i) {
      const auto place = static_cast<std::uint32_t>(book.lots.size());
      Lot& lot = book.lots.emplace_back();
      if (!get_lot(in, lot, i == 0 ? 0 : book.lots[place - 1].acquired)) return false;
      if (p.foreign[slot] != 0) {
        book.lot_local.resize(book.lots.size());
        book.lot_local[place] = in.get_small();
      }
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
    const auto flags = in.get<std::uint8_t>();
    f.sell = (flags & 1U) != 0;
    f.delivered = (flags & 2U) != 0;
    f.custody = in.get<std::uint8_t>();
    f.agreed.days = in.get<std::int32_t>();
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
    for (Fixed* roll : {&c.roll.sold, &c.roll.reinvested, &c.roll.repurchased}) {
      roll->coefficient = in.get<std::int64_t>();
      roll->places = in.get<std::uint8_t>();
      if (roll->places > 18) in.fail();
    }
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
    w.custody = in.get<std::uint8_t>();
    w.failed = in.get<std::uint8_t>() != 0;
    in.get_raw(w.currency);
    w.local = in.get<std::int64_t>();
    w.trade = in.get<std::uint64_t>();
  }
  for (auto left = in.get<std::uint32_t>(); left > 0 && in.ok(); --left) {
    auto& s = book.sub_balances.emplace_back();
    s.account = in.get<Account>();
    in.get_raw(s.currency);
    s.custody = in.get<std::uint8_t>();
    s.local = in.get<std::int64_t>();
    s.cost = in.get<std::int64_t>();
    s.translation = in.get<std::int64_t>();
  }
  for (auto left = in.get<std::uint32_t>(); left > 0 && in.ok(); --left) {
    auto& c = book.contracts.emplace_back();
    c.security.value = in.get<std::uint32_t>();
    c.content_key = in.get<std::uint64_t>();
    c.name = in.get<std::uint64_t>();
    c.opened.days = in.get<std::int32_t>();
    const auto flags = in.get<std::uint8_t>();
    c.sort = static_cast<ContractSort>(flags & ~2U);
    c.sold = (flags & 2U) != 0;
    c.contracts = in.get<std::int64_t>();
    c.amount = in.get<std::int64_t>();
    c.margined = in.get<std::int64_t>();
    c.carried = in.get<std::int64_t>();
  }
  if (!get_answers(in, book.answers)) return false;
  for (auto left = in.get<std::uint32_t>(); left > 0 && in.ok(); --left) {
    auto& u = book.unsettled.emplace_back();
    u.slot = in.get<std::uint32_t>();
    u.settles.days = in.get<std::int32_t>();
    u.par = get_fixed();
    u.sold = in.get<std::uint8_t>() != 0;
    u.interest = in.get<std::int64_t>();
  }
  if (!get(in, book.loans) || !get(in, book.collateral)) return false;
  book.prior.struck = in.get<std::uint8_t>() != 0;
  book.prior.date.days = in.get<std::int32_t>();
  book.prior.net_assets = in.get<std::int64_t>();
  book.prior.nav = get_fixed();
  book.prior.currency_part = in.get<std::int64_t>();
  book.fee_carry = get_decimal(in);
  for (std::uint8_t& byte : book.positions_digest) byte = in.get<std::uint8_t>();
  get(in, book.straight_lines);
  if (!get_lines(in, book)) return false;
  book.grow_index();
  return in.ok() && in.at_end() && is_sound(book);
}

}  // namespace openend::book
