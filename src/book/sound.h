// book/sound.h - floor 3
//
// What a book read from a snapshot must be for the day to work on it without looking twice: places of decimals,
// accounts and rules lie within their lists, and each position's lots add up to it.
#pragma once

#include <algorithm>

#include "book/book.h"

namespace openend::book {

inline bool is_sound(const Book& book) {
  const auto is_account = [](Account account) { return static_cast<std::size_t>(account) < entity::kAccounts; };
  const Positions& p = book.positions;
  for (std::size_t slot = 0; slot < p.size(); ++slot) {
    if (p.places[slot] > 18) return false;
    Int128 quantity = 0;
    for (std::uint32_t lot = p.first_lot[slot]; lot != kNone; lot = book.lots[lot].next)
      quantity += book.lots[lot].quantity;
    if (quantity != p.quantity[slot]) return false;
  }
  const auto in_order = [](const Unsettled& a, const Unsettled& b) { return a.slot < b.slot; };
  return book.prior.nav.places <= 18 && std::is_sorted(book.unsettled.begin(), book.unsettled.end(), in_order) &&
         std::all_of(book.unsettled.begin(), book.unsettled.end(),
                     [&](const auto& u) { return u.slot < p.size() && u.par.places <= 18; }) &&
         std::all_of(book.forwards.begin(), book.forwards.end(), [](const auto& f) { return f.units.places <= 18; }) &&
         std::all_of(book.classes.begin(), book.classes.end(), [](const auto& c) { return c.shares.places <= 18; }) &&
         std::all_of(book.contracts.begin(), book.contracts.end(), [](const auto& c) { return c.contracts > 0; }) &&
         std::all_of(book.pending.begin(), book.pending.end(),
                     [&](const auto& w) {
                       return is_account(w.debit) && is_account(w.credit) && w.rule < policy::RuleId::kCount;
                     }) &&
         std::all_of(book.sub_balances.begin(), book.sub_balances.end(),
                     [&](const auto& s) { return is_account(s.account); });
}

}  // namespace openend::book
