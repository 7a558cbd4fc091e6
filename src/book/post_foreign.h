// book/post_foreign.h - floor 3
//
// Postings of money in another currency than the books' own, and of cash at other accounts than the main one. For
// post.cpp and the day's close. Every function refuses where no rate was quoted by the day.
#pragma once

#include "book/post.h"

namespace openend::book {

/// What is bought amortises from its settlement on, where the portfolio's rule says so.
inline void begin_purchase(Book& book, std::uint32_t slot, const event::Trade& trade,
                           const instrument::SecurityColumns& columns, const PostingRules& rules) {
  if (rules.effective_yield == policy::EffectiveYield::None) return;
  if (columns.by_yield[trade.security.value] != 0) book.begin_line(slot, book.positions.last_lot[slot], trade.settles);
}

Result<Done> post_foreign_purchase(Book& book, Journal& journal, Origin origin, Date day, const event::Trade& trade,
                                   std::uint64_t name, Currency currency, std::uint32_t slot,
                                   const PostingRules& rules);
/// A sale in any currency, its lots relieved. `rule`: a sale, or what brings money as a sale does.
Result<Done> post_proceeds(Book& book, Journal& journal, Origin origin, Date day, const event::Trade& trade,
                           std::uint64_t name, Currency currency, std::uint32_t slot, const Relieved& relieved,
                           const PostingRules& rules, policy::RuleId rule = policy::RuleId::Sale);
Result<Done> post_foreign_sale(Book& book, Journal& journal, Origin origin, Date day, const event::Trade& trade,
                               std::uint64_t name, Currency currency, std::uint32_t slot, const Relieved& relieved,
                               const PostingRules& rules, policy::RuleId rule);
/// Income that is due: a dividend, a day's interest (below zero: taken back).
Result<Done> post_foreign_income(Book& book, Journal& journal, policy::RuleId rule, Origin origin, Date day,
                                 Currency currency, Account receivable, Account income, std::int64_t local,
                                 std::uint32_t item, const PostingRules& rules);
Result<Done> post_foreign_coupon(Book& book, Journal& journal, Date day, Currency currency, std::int64_t interest,
                                 std::int64_t accrued, std::uint32_t item, const PostingRules& rules);
/// Maturity or expiry. `discount`: the paper amortised, so its last step is income.
Result<Done> post_foreign_redemption(Book& book, Journal& journal, policy::RuleId rule, Date day, Currency currency,
                                     std::int64_t principal, bool discount, std::uint32_t slot,
                                     const Relieved& relieved, const PostingRules& rules);
Result<Done> post_foreign_entry(Book& book, Journal& journal, const event::Event& event, const event::BookEntry& entry,
                                Currency currency, const PostingRules& rules);
Result<Done> settle_foreign(Book& book, Journal& journal, const Pending& waiting, const PostingRules& rules);

}  // namespace openend::book
