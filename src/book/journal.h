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
    rule_.push_back(static_cast<std::uint8_t>(rule));
    source_.push_back(origin.source.value);
    row_.push_back(origin.row);
    first_ = account_.size();
    sum_ = 0;
  }
  /// A debit when positive, a credit when negative; nothing when zero. `item` is the security's number where there is
  /// one.
  void post(Account account, std::int64_t amount, std::uint32_t item = kNoItem) {
    if (amount == 0) return;
    account_.push_back(static_cast<std::uint8_t>(account));
    item_.push_back(item);
    amount_.push_back(amount);
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
    const std::size_t count = account_.size() - first_;
    if (count == 0) {  // nothing moved: no entry
      rule_.pop_back();
      source_.pop_back();
      row_.pop_back();
      return;
    }
    OE_ASSERT(count <= 0xffff, "an entry has at most 65,535 postings");
    count_.push_back(static_cast<std::uint16_t>(count));
  }
  /// An entry of two postings.
  void move(policy::RuleId rule, Origin origin, Account debit, Account credit, std::int64_t amount,
            std::uint32_t item = kNoItem) {
    begin(rule, origin);
    post(debit, amount, item);
    post(credit, -amount, item);
    end();
  }

  std::size_t entries() const { return rule_.size(); }
  std::size_t postings() const { return account_.size(); }
  /// The columns, as stored.
  Bytes encode() const;
  /// Calls visit(rule, accounts, amounts) for every entry, in order.
  template <class Visit>
  void each_entry(Visit visit) const {
    std::size_t at = 0;
    for (std::size_t entry = 0; entry < rule_.size(); ++entry) {
      const std::size_t count = count_[entry];
      visit(static_cast<policy::RuleId>(rule_[entry]), std::span(account_).subspan(at, count),
            std::span(amount_).subspan(at, count));
      at += count;
    }
  }

 private:
  void clear();
  void end_local();

  Balances* balances_ = nullptr;
  std::vector<std::uint8_t> rule_;
  std::vector<std::uint32_t> source_, row_;
  std::vector<std::uint16_t> count_;
  std::vector<std::uint8_t> account_;
  std::vector<std::uint32_t> item_;
  std::vector<std::int64_t> amount_;
  std::size_t first_ = 0;
  std::int64_t sum_ = 0;

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
