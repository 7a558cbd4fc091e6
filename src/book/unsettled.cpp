#include "book/unsettled.h"

#include <algorithm>
#include <span>

#include "book/book.h"

namespace openend::book {

namespace {

struct BySlot {
  bool operator()(const Unsettled& a, std::uint32_t slot) const { return a.slot < slot; }
  bool operator()(std::uint32_t slot, const Unsettled& b) const { return slot < b.slot; }
};

std::span<const Unsettled> of_slot(const Book& book, std::uint32_t slot) {
  if (book.unsettled.empty()) return {};
  const auto [from, to] = std::equal_range(book.unsettled.begin(), book.unsettled.end(), slot, BySlot{});
  return {from, to};
}

}  // namespace

void note_unsettled(Book& book, std::uint32_t slot, const event::Trade& trade, Date day) {
  if (book.positions.special[slot] == 0 || trade.settles <= day) return;
  const auto behind = std::upper_bound(book.unsettled.begin(), book.unsettled.end(), slot, BySlot{});
  book.unsettled.insert(behind, {slot, trade.settles, trade.quantity, trade.sell, trade.interest});
}

Decimal earning_par(const Book& book, std::uint32_t slot, Date day) {
  Decimal par = Decimal::of(book.positions.quantity[slot], book.positions.places[slot]);
  for (const Unsettled& waiting : of_slot(book, slot)) {
    if (waiting.settles <= day) continue;
    par = waiting.sold ? par + waiting.par.decimal() : par - waiting.par.decimal();
  }
  return par;
}

std::int64_t unsettled_interest(const Book& book, std::uint32_t slot, Date day) {
  std::int64_t interest = 0;
  for (const Unsettled& waiting : of_slot(book, slot)) {
    if (waiting.settles > day) interest += waiting.sold ? -waiting.interest : waiting.interest;
  }
  return interest;
}

bool has_unsettled(const Book& book, std::uint32_t slot) { return !of_slot(book, slot).empty(); }

void forget_settled(Book& book, Date day) {
  std::erase_if(book.unsettled, [&](const Unsettled& waiting) { return waiting.settles <= day; });
}

void take_as_settled(Book& book, std::uint32_t slot) {
  std::erase_if(book.unsettled, [&](const Unsettled& waiting) { return waiting.slot == slot; });
}

}  // namespace openend::book
