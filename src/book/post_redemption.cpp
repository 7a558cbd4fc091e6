// book/post_redemption.cpp - floor 3
//
// Par that is paid back before maturity: calls, puts, sinking funds and the paydowns of pools.
#include "book/post_action.h"
#include "book/post_foreign.h"
#include "book/proportion.h"
#include "money/split.h"

namespace openend::book {

using policy::RuleId;

Relieved Book::leave(std::uint32_t slot, Fixed left, bool pooled) {
  const std::int64_t after = align(slot, left), held = positions.quantity[slot];
  Relieved average;
  if (pooled) {
    average = {proportion(positions.cost[slot], held - after, held),
               proportion(positions.local_cost[slot], held - after, held)};
  }
  std::vector<std::int64_t> weights;
  for (std::uint32_t lot = positions.first_lot[slot]; lot != kNone; lot = lots[lot].next)
    weights.push_back(lots[lot].quantity);
  const auto shares = split_by_largest_remainder(after, weights);
  positions.touched[slot] = 1;
  Relieved relieved;
  std::size_t i = 0;
  for (std::uint32_t lot = positions.first_lot[slot], next = kNone; lot != kNone; lot = next) {
    next = lots[lot].next;
    const std::int64_t taken = lots[lot].quantity - shares[i++];
    if (taken > 0) take(slot, lot, taken, relieved);
  }
  if (!pooled) return relieved;
  positions.cost[slot] += relieved.cost - average.cost;
  positions.local_cost[slot] += relieved.local_cost - average.local_cost;
  level_costs(slot);
  return average;
}

namespace {

Refusals too_much(const event::CorporateAction& action, Fixed held) {
  Refusals faults = refuse("E-ACT-009", "a corporate action pays more than a book can count",
                           "correct what the portfolio holds, or the price");
  faults[0].place.row = action.row;
  faults[0].source = action.source;
  faults[0].found = held.decimal().text() + " held, paid back at " + action.cash.decimal().text() + " for 100";
  return faults;
}

}  // namespace

std::int64_t interest_of(Book& book, const Decimal& par, Date day, const entity::Security& security, int minor) {
  if (!instrument::life(security, day - 1, day).empty()) return 0;
  const auto exact = instrument::accrued(security, par, day - 1);
  const Decimal rounded = exact.rounded(minor, Rounding::HalfUp);
  book.roundings.add_fraction(RoundingPlace::Interest, exact.numerator, exact.denominator, rounded);
  return static_cast<std::int64_t>(rounded.scaled_to(minor));
}

/// CASE  100,000 of cost 98,000.00, all called at 102 seven days after a coupon of 6%: 102,116.67 are due, of it
///       116.67 interest, and 4,000.00 gained.
Result<Done> post_redemption(Book& book, Journal& journal, std::uint32_t slot, const event::CorporateAction& action,
                             const entity::Security& security, const PostingRules& rules) {
  const Positions& p = book.positions;
  const int minor = p.foreign[slot] != 0 ? security.currency.minor_places() : rules.minor_places;
  const Fixed held{p.quantity[slot], p.places[slot]};
  const auto left = event::left_after(held, action);
  const auto money = event::cash_of(held, action, minor);
  if (!left || !money) return too_much(action, held);
  const Decimal redeemed = held.decimal() - left->decimal();
  if (redeemed.is_zero()) return Done{};
  if (amortises_by_yield(security, rules))
    CHECK(amortise_lots(book, journal, slot, security, action.ex_date, action.ex_date, rules));
  book.roundings.add_fraction(
      RoundingPlace::ParLeft,
      held.decimal() * action.new_units.decimal() * Decimal(kPowersOfTen[action.old_units.places]),
      action.old_units.coefficient, left->decimal());
  book.roundings.add_fraction(RoundingPlace::ParPaid, redeemed * action.cash.decimal(), 100,
                              Decimal::of(*money, minor));
  event::Trade sale;  // money comes as of a sale
  sale.security = action.security;
  sale.sell = true;
  sale.interest = interest_of(book, redeemed, action.ex_date, security, minor);
  sale.net = *money + sale.interest;
  sale.settles = action.pay_date;
  const Relieved relieved = book.leave(slot, *left, rules.lot_method == policy::LotMethod::Average);
  return post_proceeds(book, journal, {action.source, action.row}, action.ex_date, sale, 0, security.currency, slot,
                       relieved, rules, RuleId::Redemption);
}

}  // namespace openend::book
