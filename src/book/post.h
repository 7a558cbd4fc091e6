// book/post.h - floor 3
//
// Posts one event to a book: the lots it makes or relieves, and its balanced entry. A refusal leaves the book
// untouched.
#pragma once

#include "book/book.h"
#include "event/corporate_action.h"
#include "event/event.h"
#include "event/market.h"
#include "event/rate_board.h"
#include "instrument/columns.h"
#include "instrument/list.h"

namespace openend::book {

struct PostingRules {
  policy::LotMethod lot_method = policy::LotMethod::Fifo;
  int minor_places = 2;
  Currency base;
  const event::RateBoard* rates = nullptr;
  bool average_cost_allowed = false, currency_part_apart = false;
  Decimal tax_short_pct, tax_long_pct;
  policy::EffectiveYield effective_yield = policy::EffectiveYield::None;
  Date accrued_through = {};  ///< the day through which the strike before accrued; none before the first
};

/// All opening events of a portfolio as one entry. Refuses an opening whose debits and credits differ.
Result<Done> post_opening(Book& book, Journal& journal, const event::EventList& list, std::size_t first,
                          std::size_t last, const instrument::SecurityColumns& columns, const PostingRules& rules);

Result<Done> post_trade(Book& book, Journal& journal, const event::Event& event, const event::Trade& trade,
                        const event::EventList& list, const instrument::SecurityColumns& columns,
                        const PostingRules& rules);

Result<Done> post_entry(Book& book, Journal& journal, const event::Event& event, const event::BookEntry& entry,
                        const PostingRules& rules);

/// LAW   Spec L-4, L-8: currency bought and sold is due until it settles.
Result<Done> post_spot_deal(Book& book, Journal& journal, const event::Event& event, const event::CurrencyDeal& deal,
                            const PostingRules& rules, policy::RuleId rule = policy::RuleId::SpotDeal);

/// LAW   Spec L-8: a trade that failed stays a payable or receivable, and ages, until a notice says that it settled.
/// Refuses a trade that is not waiting.
Result<Done> take_notice(Book& book, const event::Event& event, const event::SettlementNotice& notice);

/// A dividend on the position held now, gross, with the tax that is kept back of it. Nothing where none is held.
Result<Done> post_dividend(Book& book, Journal& journal, const event::Dividend& dividend,
                           const policy::TaxAtSource& tax, SourceId source, const instrument::SecurityColumns& columns,
                           const PostingRules& rules);

/// LAW   Spec L-7. What a corporate action makes of the position held now. Nothing where none is held.
Result<Done> post_action(Book& book, Journal& journal, const event::CorporateAction& action,
                         const std::vector<entity::Security>& securities, const instrument::SecurityColumns& columns,
                         const PostingRules& rules);
/// LAW   Spec L-7, S-3: par paid back before maturity, with the interest that accrued before the day, unless a coupon
/// is
///       paid on it; what is paid less amortised cost is realised.
Result<Done> post_redemption(Book& book, Journal& journal, std::uint32_t slot, const event::CorporateAction& action,
                             const entity::Security& security, const PostingRules& rules);
/// LAW   Spec L-7. An option of an offer on its pay date, for the units that were elected and taken, which are held.
Result<Done> post_option(Book& book, Journal& journal, const event::Offer& option, Fixed units,
                         const std::vector<entity::Security>& securities, const instrument::SecurityColumns& columns,
                         const PostingRules& rules);
/// LAW   Spec G-7; 17 CFR 210.6-07.2. What a dividend takes from whoever sold the security short: an expense, due on
///       the pay date. Nothing where none is owed.
Result<Done> owe_dividend(Book& book, Journal& journal, const event::Dividend& dividend, SourceId source,
                          const instrument::SecurityColumns& columns, const PostingRules& rules);
/// LAW   Spec L-7, G-7. What a corporate action makes of the units that are owed. Nothing where none are.
Result<Done> act_on_short(Book& book, Journal& journal, const event::CorporateAction& action,
                          const std::vector<entity::Security>& securities, const PostingRules& rules);
/// New units for old ones; lots keep their names, days and costs. No entry, but for a fraction that is paid in cash: it
/// is a sale by the portfolio's method.
Result<Done> post_split(Book& book, Journal& journal, const event::CorporateAction& action,
                        const instrument::SecurityColumns& columns, const PostingRules& rules);

/// Coupons, maturities and expiries of a position between two days.
Result<Done> post_life(Book& book, Journal& journal, const std::vector<entity::Security>& securities, Date after,
                       Date until, const PostingRules& rules);

/// Interest accruals and amortisation of a strike through a day, which is the strike or the month's end over a weekend;
/// one entry each for every position that has some.
Result<Done> accrue(Book& book, Journal& journal, const std::vector<entity::Security>& securities, Date strike,
                    Date through, const PostingRules& rules, bool whole_unit);
/// What accrue() would have posted so far, taken as already in the opening balances: nothing is posted.
void take_accruals_as_given(Book& book, const std::vector<entity::Security>& securities, Date strike, Date through,
                            const PostingRules& rules);

/// LAW   Spec L-5. Brings the lots of a bond to their amortised cost on a day, by their yields, in one entry at the
///       rate of `strike`. Lots without a line begin one on that day, where the portfolio's rule takes them.
/// EDGE  READ AS: a lot bought begins on its settlement, one that was there before the rule at the close of the first
///       strike that sees it, one taken over at the close of the opening; a sale relieves the cost of the last strike.
/// EDGE  While a bond is flat its lots stay at their costs; should it pay again, they begin anew.
/// EDGE  A lot at par, and one whose price no yield gives, stays at its cost.
Result<Done> amortise_lots(Book& book, Journal& journal, std::uint32_t slot, const entity::Security& security, Date day,
                           Date strike, const PostingRules& rules);
/// Whether the lots of a security may amortise by their yields under the portfolio's rule.
inline bool amortises_by_yield(const entity::Security& security, const PostingRules& rules) {
  return rules.effective_yield != policy::EffectiveYield::None && instrument::pays_by_terms(security);
}

/// Brings the cost of an indexed bond's lots from the ratio of the strike before to that of a day's end.
Result<Done> adjust_for_inflation(Book& book, Journal& journal, std::uint32_t slot, const entity::Security& security,
                                  Date through, Date strike, const PostingRules& rules);
/// A purchase of an indexed bond that enters after it has settled: what it has earned until the strike before.
Result<Done> catch_up_with_inflation(Book& book, Journal& journal, const event::Event& event, const event::Trade& trade,
                                     const entity::Security& security, Date strike, const PostingRules& rules);

/// Moves what is due on or before a day, and did not fail, from payables and receivables to cash.
Result<Done> settle(Book& book, Journal& journal, Date until, const PostingRules& rules);

/// Brings money in other currencies to the rates of a day.
Result<Done> translate_balances(Book& book, Journal& journal, Date day, const PostingRules& rules);

/// A forward contract costs nothing: it stands in the book, between two foreign currencies as two.
void take_forward(Book& book, const event::Event& event, const event::ForwardDeal& deal, Currency base);
/// Forward contracts whose settlement date has come. Those that are met in cash: their gains, given in the order of the
/// contracts, are realised and become cash; gains of the others are not looked at. Those that are delivered become spot
/// deals of that date at the amounts agreed, which settle on it.
Result<Done> settle_forwards(Book& book, Journal& journal, Date until, const std::vector<std::int64_t>& gains,
                             const PostingRules& rules);

}  // namespace openend::book
