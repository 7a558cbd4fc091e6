// book/sub_balances.cpp - floor 3
//
// Money in other currencies and at other cash accounts: what moves in, and at what it moves out.
#include <algorithm>
#include <tuple>

#include "book/book.h"
#include "book/proportion.h"

namespace openend::book {

namespace {

std::int64_t add(std::int64_t a, std::int64_t b) {
  std::int64_t sum = 0;
  OE_ASSERT(!__builtin_add_overflow(a, b, &sum), "money in a currency fits 64 bits");
  return sum;
}

}  // namespace

SubBalance& Book::sub_balance(Account account, Currency currency, std::uint8_t custody) {
  const auto key = [](const SubBalance& entry) { return std::tuple(entry.account, entry.currency, entry.custody); };
  const auto wanted = std::tuple(account, currency, custody);
  const auto at = std::lower_bound(sub_balances.begin(), sub_balances.end(), wanted,
                                   [&](const SubBalance& entry, const auto& k) { return key(entry) < k; });
  if (at != sub_balances.end() && key(*at) == wanted) return *at;
  return *sub_balances.insert(at, SubBalance{account, currency, custody});
}

std::int64_t Book::move_local(Account account, Currency currency, std::uint8_t custody, std::int64_t local,
                              std::int64_t worth) {
  if (local == 0) return worth;
  SubBalance& entry = sub_balance(account, currency, custody);
  std::int64_t carried = worth;
  if (entry.local != 0 && (entry.local < 0) != (local < 0)) {
    const std::int64_t held = entry.local < 0 ? -entry.local : entry.local;
    const std::int64_t moved = local < 0 ? -local : local;
    if (moved <= held) {
      carried = moved == held ? -entry.cost : -proportion(entry.cost, moved, held);
    } else {  // more than is there: the rest begins a balance on the other side, at today's worth
      carried = -entry.cost + worth - proportion(worth, held, moved);
    }
  }
  entry.local = add(entry.local, local);
  entry.cost = add(entry.cost, carried);
  drop_empty(entry);
  return carried;
}

void Book::settle_local(Account account, Currency currency, std::uint8_t custody, std::int64_t local,
                        std::int64_t cost) {
  SubBalance& entry = sub_balance(account, currency, custody);
  entry.local = add(entry.local, local);
  entry.cost = add(entry.cost, cost);
  drop_empty(entry);
}

void Book::drop_empty(const SubBalance& entry) {
  if (entry.local == 0 && entry.cost == 0 && entry.translation == 0)
    sub_balances.erase(sub_balances.begin() + (&entry - sub_balances.data()));
}

}  // namespace openend::book
