// book/post_action.h - floor 3
//
// What the postings of corporate actions share. For their own files only.
#pragma once

#include "book/post.h"

namespace openend::book {

/// What so much money takes of a cost, and of the local cost that it is money of: at most all of it. Counts the
/// rounding.
Relieved taken_of(Book& book, bool foreign, std::int64_t money, std::int64_t cost, std::int64_t local_cost);

/// The cash of so many units, counted with its rounding; refused where 64 bits can not count it.
Result<std::int64_t> action_money(Book& book, Fixed held, const event::CorporateAction& action,
                                  const instrument::SecurityColumns& columns, const PostingRules& rules);
/// Money that comes as of a sale of what was relieved already, due until the pay date.
Result<Done> post_action_money(Book& book, Journal& journal, std::uint32_t slot, const event::CorporateAction& action,
                               std::int64_t money, const Relieved& relieved, policy::RuleId rule,
                               const instrument::SecurityColumns& columns, const PostingRules& rules);

/// The units that come for so many, counted with their rounding; refused where 64 bits can not count them.
Result<Fixed> action_units(Book& book, Fixed held, const event::CorporateAction& action);
/// Drops decimals that are zero in all, down to so many places.
void drop_zeros(std::vector<std::int64_t>& quantities, std::uint8_t& places, std::uint8_t least);
/// Sells part of a unit of a security at the action's price, by the portfolio's method.
Result<Done> sell_fraction(Book& book, Journal& journal, SecurityId security, Fixed fraction,
                           const event::CorporateAction& action, const instrument::SecurityColumns& columns,
                           const PostingRules& rules);

/// Takes lots out by the instruction of a sale, or by the portfolio's method.
/// LAW   Spec L-3: lots by name, or by a method: the instruction's, or the portfolio's.
Result<Relieved> relieve_lots(Book& book, std::uint32_t slot, Date day, const event::Trade& trade,
                              const event::EventList& list, Currency currency, const PostingRules& rules);

/// The interest accrued before a day on par that leaves on it.
/// EDGE  A coupon that is paid on the day has been paid on all of the par.
std::int64_t interest_of(Book& book, const Decimal& par, Date day, const entity::Security& security, int minor_places);

/// A lot of another security, on its way: its units there, and what it was.
struct Arriving {
  std::int64_t units = 0;
  Lot from;
  std::int64_t local_cost = 0;
};
/// Gives the lots their shares of the units that come for them.
void share_units(std::vector<Arriving>& lots, Fixed units);
/// LAW   26 USC 356(a), (c), 358(a): of the cash, what the lot has gained is gain; the rest lessens the cost.
Relieved take_cash(Book& book, std::vector<Arriving>& lots, bool foreign, std::int64_t money, Fixed units,
                   const event::CorporateAction& action, int minor);
/// Lots that have left one security enter the other with their costs and days, in one entry; a fraction of all the
/// units is sold where the action says so.
Result<Done> bring(Book& book, Journal& journal, std::uint32_t slot, std::vector<Arriving> lots, Fixed units,
                   const event::CorporateAction& action, policy::RuleId rule,
                   const instrument::SecurityColumns& columns, const PostingRules& rules);

/// An exchange that is taxed whole: all that is held goes at the worth of what comes.
Result<Done> post_taxed_exchange(Book& book, Journal& journal, std::uint32_t slot, const event::CorporateAction& action,
                                 const instrument::SecurityColumns& columns, const PostingRules& rules);

/// An exchange or a spin-off of what is held.
Result<Done> post_other_units(Book& book, Journal& journal, std::uint32_t slot, const event::CorporateAction& action,
                              const instrument::SecurityColumns& columns, const PostingRules& rules);

}  // namespace openend::book
