// book/contract_parts.h - floor 3
//
// What the postings of futures, swaps, written options and exercises share: lots of open contracts, and money that
// waits. For the files post_contract.cpp, post_swap.cpp and post_exercise.cpp.
#pragma once

#include "book/located.h"
#include "book/post_contract.h"

namespace openend::book {

using policy::RuleId;

/// Closes contracts, by name where lots are named, otherwise first in, first out; gives the opening amount of what
/// went.
Result<std::int64_t> relieve(Book& book, const event::Event& event, SecurityId security, bool sold,
                             std::int64_t contracts, std::span<const event::LotPick> picks,
                             const entity::Security& terms, const PostingRules& rules);

Result<Done> open_contract(Book& book, const event::Event& event, SecurityId security, bool sold,
                           std::int64_t contracts, std::int64_t amount, const Securities& securities);

/// The accounts and rules of what is owed at its value: options written, and securities sold short.
struct Owed {
  Account at_value, appreciation, realised;
  RuleId opens, ends;
};
const Owed& owed_as(ContractSort sort);

/// What it was opened at leaves what is owed; what is paid for that is owed until it settles.
void end_owed(Book& book, Journal& journal, Origin origin, SecurityId security, ContractSort sort, std::int64_t opened,
              std::int64_t paid);

/// Money of a trade that becomes cash, or is paid, on its settlement date; nothing waits for nothing.
void await(Book& book, Origin origin, bool receivable, Date settles, std::int64_t amount);

/// Contracts at a price; refuses more than a book counts (E-CON-008).
Result<std::int64_t> traded_money(Book& book, const event::Event& event, const entity::Security& security,
                                  const Decimal& price, std::int64_t contracts, const PostingRules& rules);

/// A trade in a swap, a cap or a floor.
Result<Done> trade_swap(Book& book, Journal& journal, const event::Event& event, const event::ContractTrade& trade,
                        const event::EventList& list, const Securities& securities, const PostingRules& rules);

}  // namespace openend::book
