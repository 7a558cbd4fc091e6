// book/journal.h - floor 3
//
// A day's journal entries, in columns. An entry is begun, given postings and ended; one that does not sum to zero stops
// the program, so it cannot exist. Debits are positive.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "base/assert.h"
#include "base/bytes.h"
#include "base/id.h"
#include "entity/account.h"
#include "money/money.h"
#include "policy/rules.h"

namespace openend::book {

using entity::Account;
using Balances = std::array<std::int64_t, entity::kAccounts>;

/// Where an entry comes from: a row of an imported file, or nothing when the strike itself made it.
struct Origin {
  SourceId source;
  std::uint32_t row = 0;
};

inline constexpr std::uint32_t kNoItem = 0xffffffffU;

/// The postings that have an amount in another currency or lie at another cash account, in columns: few or none.
struct LocalColumns {
  std::vector<std::uint32_t> posting;  ///< its place among the day's postings
  std::vector<std::uint8_t> custody;
  std::vector<Currency> currency;
  std::vector<std::int64_t> amount;  ///< minor units of the currency; debits positive
};

class Journal {
 public:
  /// Forgets the entries of another day and begins anew; postings add to these balances. The columns keep their memory.
  void start(Balances& balances) {
    balances_ = &balances;
    clear();
  }

  /// The currency of the books: amounts in others are kept beside the base amounts, and sum to zero in each.
  void set_base(Currency base) { base_ = base; }

  void begin(policy::RuleId rule, Origin origin) {
    if (entries_ == rule_.size()) make_room_for_entries();
    rule_[entries_] = static_cast<std::uint8_t>(rule);
    source_[entries_] = origin.source.value;
    row_[entries_] = origin.row;
    first_ = postings_;
    sum_ = 0;
  }
  /// A debit when positive, a credit when negative; nothing when zero. `item` is the security's number where there is
  /// one.
  void post(Account account, std::int64_t amount, std::uint32_t item = kNoItem) {
    if (amount == 0) return;
    write(account, amount, item);
    OE_ASSERT(!__builtin_add_overflow(sum_, amount, &sum_), "an entry's amounts fit 64 bits");
    auto& balance = (*balances_)[static_cast<std::size_t>(account)];
    OE_ASSERT(!__builtin_add_overflow(balance, amount, &balance), "an account's balance fits 64 bits");
  }
  /// A posting of an amount in a foreign currency, or at a cash account other than the main one: `amount` is what the
  /// books carry it at.
  void post_local(Account account, std::int64_t amount, Currency currency, std::int64_t local, std::uint8_t custody = 0,
                  std::uint32_t item = kNoItem);
  void end() {
    OE_ASSERT(sum_ == 0, "a journal entry sums to zero");
    if (!local_sums_.empty()) end_local();
    const std::size_t count = postings_ - first_;
    if (count == 0) return;  // nothing moved: no entry
    OE_ASSERT(count <= 0xffff, "an entry has at most 65,535 postings");
    count_[entries_++] = static_cast<std::uint16_t>(count);
  }
  /// An entry of two postings.
  void move(policy::RuleId rule, Origin origin, Account debit, Account credit, std::int64_t amount,
            std::uint32_t item = kNoItem) {
    begin(rule, origin);
    post(debit, amount, item);
    post(credit, -amount, item);
    end();
  }

  std::size_t entries() const { return entries_; }
  std::size_t postings() const { return postings_; }
  /// The columns, as stored.
  Bytes encode();
  /// Calls visit(rule, accounts, amounts) for every entry, in order.
  template <class Visit>
  void each_entry(Visit visit) const {
    std::size_t at = 0;
    for (std::size_t entry = 0; entry < entries_; ++entry) {
      const std::size_t count = count_[entry];
      visit(static_cast<policy::RuleId>(rule_[entry]), std::span(account_).subspan(at, count),
            std::span(amount_).subspan(at, count));
      at += count;
    }
  }

 private:
  void clear();
  void end_local();
  void make_room_for_entries();
  void make_room_for_postings();
  void write(Account account, std::int64_t amount, std::uint32_t item) {
    if (postings_ == account_.size()) make_room_for_postings();
    account_[postings_] = static_cast<std::uint8_t>(account);
    item_[postings_] = item;
    amount_[postings_++] = amount;
  }

  Balances* balances_ = nullptr;
  // Columns with room to spare: what is written is counted beside them, once for all.
  std::size_t entries_ = 0, postings_ = 0;
  std::vector<std::uint8_t> rule_;
  std::vector<std::uint32_t> source_, row_;
  std::vector<std::uint16_t> count_;
  std::vector<std::uint8_t> account_;
  std::vector<std::uint32_t> item_;
  std::vector<std::int64_t> amount_;
  std::size_t first_ = 0;
  std::int64_t sum_ = 0;
  Bytes packed_;  ///< for encode()

  Currency base_;
  LocalColumns local_;
  std::vector<std::pair<Currency, std::int64_t>> local_sums_;  ///< of the open entry
};

/// A stored journal, for reading.
struct JournalView {
  std::vector<std::uint8_t> rule;
  std::vector<std::uint32_t> source, row;
  std::vector<std::uint16_t> count;
  std::vector<std::uint8_t> account;
  std::vector<std::uint32_t> item;
  std::vector<std::int64_t> amount;
  LocalColumns local;
};
bool decode(ByteView bytes, JournalView& journal);

}  // namespace openend::book
