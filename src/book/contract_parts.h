// book/contract_parts.h - floor 3
//
// What the postings of futures, swaps, written options and exercises share: lots of open contracts, and money that
// waits. For the files post_contract.cpp, post_future.cpp, post_swap.cpp, post_short.cpp and post_exercise.cpp.
#pragma once

#include "book/local_entry.h"
#include "book/located.h"
#include "book/post_contract.h"

namespace openend::book {

using policy::RuleId;

/// What contracts that are closed stood at.
struct Closed {
  std::int64_t amount = 0;    ///< at which they were opened, in their currency
  std::int64_t margined = 0;  ///< of futures in another currency than the books'
  std::int64_t carried = 0;   ///< base currency
};

/// Closes contracts, by name where lots are named, otherwise first in, first out.
Result<Closed> relieve(Book& book, const event::Event& event, SecurityId security, bool sold, std::int64_t contracts,
                       std::span<const event::LotPick> picks, const entity::Security& terms, const PostingRules& rules);

/// Opens contracts for an amount of their currency; `carried` is its worth, nothing for futures.
Result<Done> open_contract(Book& book, const event::Event& event, SecurityId security, bool sold,
                           std::int64_t contracts, std::int64_t amount, std::int64_t carried,
                           const Securities& securities, const PostingRules& rules);

/// The accounts and rules of what is owed at its value: options written, and securities sold short.
struct Owed {
  Account at_value, appreciation, realised;
  RuleId opens, ends;
};
const Owed& owed_as(ContractSort sort);

/// What is posted of a contract on a day.
struct ContractEvent {
  Origin origin;
  Date date;
  const entity::Security& security;
};

/// What it was opened at leaves what is owed; what is paid for that is owed until it settles.
Result<Done> end_owed(Book& book, Journal& journal, const ContractEvent& at, ContractSort sort, const Closed& opened,
                      std::int64_t paid, const PostingRules& rules);

/// A future gained so much in its currency: it is due, and realised.
Result<Done> realise_future(Book& book, Journal& journal, const ContractEvent& at, std::int64_t gain,
                            const Closed& opened, const PostingRules& rules);

/// Money of a trade that becomes cash, or is paid, on its settlement date; nothing waits for nothing. `worth` is what
/// the books carry it at.
void await(Book& book, Origin origin, bool receivable, Date settles, Currency currency, std::int64_t amount,
           std::int64_t worth, const PostingRules& rules);

/// Contracts at a price, in minor units of their currency; refuses more than a book counts (E-CON-008).
Result<std::int64_t> traded_money(Book& book, const event::Event& event, const entity::Security& security,
                                  const Decimal& price, std::int64_t contracts);

/// Notes on a position what its contracts realised; of it, what lies beyond `by_security` is the currency's.
void note_realised(Book& book, const entity::Security& security, std::int64_t gain, std::int64_t by_security,
                   const PostingRules& rules);

/// A swap, a cap or a floor at its maturity: what was paid for it is gone.
Result<Done> end_swap(Book& book, Journal& journal, const ContractEvent& at, bool sold, const Closed& opened,
                      const PostingRules& rules);

/// A trade in a future.
Result<Done> trade_future(Book& book, Journal& journal, const event::Event& event, const event::ContractTrade& trade,
                          const event::EventList& list, const Securities& securities, const PostingRules& rules);
/// A trade in a swap, a cap or a floor.
Result<Done> trade_swap(Book& book, Journal& journal, const event::Event& event, const event::ContractTrade& trade,
                        const event::EventList& list, const Securities& securities, const PostingRules& rules);

}  // namespace openend::book
