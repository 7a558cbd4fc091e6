// book/post_action.h - floor 3
//
// What the postings of corporate actions share. For their own files only.
#pragma once

#include "book/post.h"

namespace openend::book {

/// What so much money takes of a cost, and of the local cost that it is money of: at most all of it. Counts the
/// rounding.
Relieved taken_of(Book& book, bool foreign, std::int64_t money, std::int64_t cost, std::int64_t local_cost);

/// The cash of all that is held, counted with its rounding; refused where 64 bits can not count it.
Result<std::int64_t> action_money(Book& book, std::uint32_t slot, const event::CorporateAction& action,
                                  const instrument::SecurityColumns& columns, const PostingRules& rules);
/// Money that comes as of a sale of what was relieved already, due until the pay date.
Result<Done> post_action_money(Book& book, Journal& journal, std::uint32_t slot, const event::CorporateAction& action,
                               std::int64_t money, const Relieved& relieved, policy::RuleId rule,
                               const instrument::SecurityColumns& columns, const PostingRules& rules);

/// The units that come for all that is held, counted with their rounding; refused where 64 bits can not count them.
Result<Fixed> action_units(Book& book, std::uint32_t slot, const event::CorporateAction& action);
/// Drops decimals that are zero in all, down to so many places.
void drop_zeros(std::vector<std::int64_t>& quantities, std::uint8_t& places, std::uint8_t least);
/// Sells part of a unit of a security at the action's price, by the portfolio's method.
Result<Done> sell_fraction(Book& book, Journal& journal, SecurityId security, Fixed fraction,
                           const event::CorporateAction& action, const instrument::SecurityColumns& columns,
                           const PostingRules& rules);

/// An exchange or a spin-off of what is held.
Result<Done> post_other_units(Book& book, Journal& journal, std::uint32_t slot, const event::CorporateAction& action,
                              const instrument::SecurityColumns& columns, const PostingRules& rules);

}  // namespace openend::book
