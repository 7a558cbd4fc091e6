// book/local_entry.h - floor 3
//
// A journal entry in a currency that is not the books' own: its money is moved at today's worth or at what the books
// carry it at, and what lies between the two is realised currency gain [AR 1996 note 1; spec L-4]. Where the currency
// turns out to be the books' own after all, it is an entry like any other.
#pragma once

#include "book/book.h"
#include "book/post.h"

namespace openend::book {

/// Minor units of a currency in those of the base at the rate of a day. Refuses where nothing was quoted by then, and
/// amounts that 64 bits do not hold.
Result<std::int64_t> worth_of(Book& book, const PostingRules& rules, Currency currency, std::int64_t minor, Date day);

class LocalEntry {
 public:
  /// `home`: the books' own currency, where `currency` may be that.
  LocalEntry(Book& book, Journal& journal, policy::RuleId rule, Origin origin, Currency currency,
             std::uint32_t item = kNoItem, Currency home = {})
      : book_(book), journal_(journal), currency_(currency), item_(item), at_home_(currency == home) {
    journal_.begin(rule, origin);
  }
  LocalEntry(const LocalEntry&) = delete;
  LocalEntry& operator=(const LocalEntry&) = delete;
  /// Posts what the rate made, and ends the entry.
  ~LocalEntry() {
    journal_.post(Account::RealisedOnCurrency, -sum_, item_);
    journal_.end();
  }

  /// Cash, a receivable or a payable: at its worth where it grows, at its average cost where it shrinks.
  void money(Account account, std::int64_t local, std::int64_t worth, std::uint8_t custody = 0) {
    post(account, local, at_home_ ? worth : book_.move_local(account, currency_, custody, local, worth), custody);
  }
  /// Money that leaves at exactly what it came in at.
  void exactly(Account account, std::int64_t local, std::int64_t cost, std::uint8_t custody = 0) {
    if (!at_home_) book_.settle_local(account, currency_, custody, local, cost);
    post(account, local, cost, custody);
  }
  /// Cost of investments, income, gains: not money.
  void other(Account account, std::int64_t local, std::int64_t amount) { post(account, local, amount, 0); }

 private:
  void post(Account account, std::int64_t local, std::int64_t amount, std::uint8_t custody) {
    if (at_home_)
      journal_.post(account, amount, item_);
    else
      journal_.post_local(account, amount, currency_, local, custody, item_);
    sum_ += amount;
  }

  Book& book_;
  Journal& journal_;
  Currency currency_;
  std::uint32_t item_;
  bool at_home_;
  std::int64_t sum_ = 0;
};

}  // namespace openend::book
