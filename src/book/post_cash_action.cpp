// book/post_cash_action.cpp - floor 3
//
// Corporate actions that pay cash for each unit held: capital paid back, and liquidations.
#include <algorithm>

#include "book/post_action.h"
#include "book/post_foreign.h"
#include "book/proportion.h"
#include "money/split.h"

namespace openend::book {

using policy::RuleId;

Relieved taken_of(Book& book, bool foreign, std::int64_t money, std::int64_t cost, std::int64_t local_cost) {
  const std::int64_t taken = std::clamp<std::int64_t>(foreign ? local_cost : cost, 0, money);
  if (!foreign) return {taken, 0};
  if (taken == 0 || taken == local_cost) return {taken == 0 ? 0 : cost, taken};
  const std::int64_t part = proportion(cost, taken, local_cost);
  book.roundings.add_fraction(RoundingPlace::RelievedCost, Decimal::of(cost, 2) * Decimal(taken), local_cost,
                              Decimal::of(part, 2));
  return {part, taken};
}

Relieved Book::give_back_cost(std::uint32_t slot, std::int64_t money, bool pooled) {
  const bool foreign = positions.foreign[slot] != 0;
  Relieved all;
  if (pooled) {
    all = taken_of(*this, foreign, money, positions.cost[slot], positions.local_cost[slot]);
  } else {
    std::vector<std::int64_t> weights;
    for (std::uint32_t lot = positions.first_lot[slot]; lot != kNone; lot = lots[lot].next)
      weights.push_back(lots[lot].quantity);
    const auto shares = split_by_largest_remainder(money, weights);
    std::size_t i = 0;
    for (std::uint32_t lot = positions.first_lot[slot]; lot != kNone; lot = lots[lot].next) {
      const auto part = taken_of(*this, foreign, shares[i++], lots[lot].cost, foreign ? lot_local[lot] : 0);
      lots[lot].cost -= part.cost;
      if (foreign) lot_local[lot] -= part.local_cost;
      all.cost += part.cost;
      all.local_cost += part.local_cost;
    }
  }
  positions.cost[slot] -= all.cost;
  positions.local_cost[slot] -= all.local_cost;
  positions.touched[slot] = 1;
  if (pooled) level_costs(slot);
  return all;
}

namespace {

Refusals too_much_cash(const event::CorporateAction& action, Fixed held) {
  Refusals faults = refuse("E-ACT-009", "a corporate action pays more than a book can count",
                           "correct what the portfolio holds, or the cash of a unit");
  faults[0].place.row = action.row;
  faults[0].source = action.source;
  faults[0].found = held.decimal().text() + " held, " + action.cash.decimal().text() + " for each";
  return faults;
}

}  // namespace

Result<std::int64_t> action_money(Book& book, Fixed held, const event::CorporateAction& action,
                                  const instrument::SecurityColumns& columns, const PostingRules& rules) {
  const Currency currency = columns.currency[action.security.value];
  const int minor = currency == rules.base ? rules.minor_places : currency.minor_places();
  const auto money = event::cash_of(held, action, minor);
  if (!money) return too_much_cash(action, held);
  book.roundings.add(RoundingPlace::ActionCash, held.decimal() * action.cash.decimal(), Decimal::of(*money, minor));
  return *money;
}

Result<Done> post_action_money(Book& book, Journal& journal, std::uint32_t slot, const event::CorporateAction& action,
                               std::int64_t money, const Relieved& relieved, RuleId rule,
                               const instrument::SecurityColumns& columns, const PostingRules& rules) {
  const std::uint32_t item = action.security.value;
  const Currency currency = columns.currency[item];
  const Origin origin{action.source, action.row};
  event::Trade paid;  // money comes as of a sale
  paid.security = action.security;
  paid.sell = true;
  paid.net = money;
  paid.settles = action.pay_date;
  return post_proceeds(book, journal, origin, action.ex_date, paid, 0, currency, slot, relieved, rules, rule);
}

namespace {

/// LAW   26 USC 301(c), 331; rules 3.5: capital paid back lessens cost, then is gain; a liquidation ends the holding.
/// CASE  100 units of cost 120.00 are paid 1.50 each: cost 0.00, and 30.00 gained.
Result<Done> post_cash(Book& book, Journal& journal, std::uint32_t slot, const event::CorporateAction& action,
                       const instrument::SecurityColumns& columns, const PostingRules& rules) {
  const bool ends = action.ends_holding();
  const bool pooled = rules.lot_method == policy::LotMethod::Average;
  const Fixed held{book.positions.quantity[slot], book.positions.places[slot]};
  TRY(const std::int64_t money, action_money(book, held, action, columns, rules));
  Relieved relieved;
  if (ends) {
    TRY(relieved, book.relieve(slot, held, pooled ? policy::LotMethod::Average : policy::LotMethod::Fifo));
  } else {
    relieved = book.give_back_cost(slot, money, pooled);
  }
  const RuleId rule = ends ? RuleId::Liquidation : RuleId::ReturnOfCapital;
  return post_action_money(book, journal, slot, action, money, relieved, rule, columns, rules);
}

}  // namespace

Result<Done> post_action(Book& book, Journal& journal, const event::CorporateAction& action,
                         const std::vector<entity::Security>& securities, const instrument::SecurityColumns& columns,
                         const PostingRules& rules) {
  const std::uint32_t slot = book.find(action.security);
  if (slot == kNone || book.positions.quantity[slot] <= 0 || action.withdraws()) return Done{};
  take_as_settled(book, slot);
  if (action.redeems()) return post_redemption(book, journal, slot, action, securities[action.security.value], rules);
  if (action.is_split()) return post_split(book, journal, action, columns, rules);
  if (action.brings_units()) return post_other_units(book, journal, slot, action, columns, rules);
  return post_cash(book, journal, slot, action, columns, rules);
}

}  // namespace openend::book
