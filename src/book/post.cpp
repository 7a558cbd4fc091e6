#include "book/post.h"

#include <algorithm>

#include "instrument/list.h"

namespace openend::book {

using event::Event;
using policy::RuleId;

namespace {

Origin origin_of(const Event& event) { return {event.source, event.row}; }

/// Positive on the account's normal side becomes a signed posting.
std::int64_t signed_amount(Account account, std::int64_t amount) {
  return entity::is_debit_side(account) ? amount : -amount;
}

std::int64_t to_minor(Book& book, RoundingPlace place, const instrument::Fraction& exact, int places) {
  const Decimal rounded = exact.rounded(places, Rounding::HalfUp);
  book.roundings.add_fraction(place, exact.numerator, exact.denominator, rounded);
  return static_cast<std::int64_t>(rounded.scaled_to(places));
}

/// Interest earned through a day and not paid by the strike. A month's last strike reaches over its last weekend: a
/// coupon that falls due there has been earned and is not paid yet.
std::int64_t earned(Book& book, const entity::Security& security, const Decimal& quantity, Date strike, Date through,
                    int places) {
  std::int64_t interest =
      to_minor(book, RoundingPlace::Interest, instrument::accrued(security, quantity, through), places);
  if (through == strike) return interest;
  for (const auto& life : instrument::life(security, strike, through)) {
    interest += to_minor(book, RoundingPlace::Interest, {quantity * life.interest.numerator, life.interest.denominator},
                         places);
  }
  return interest;
}

Refusals located(Refusals faults, const Event& event) {
  for (Refusal& fault : faults) {
    fault.place.row = event.row;
    fault.source = event.source;  // the store knows its name
  }
  return faults;
}

}  // namespace

Result<Done> post_opening(Book& book, Journal& journal, const event::EventList& list, std::size_t first,
                          std::size_t last, const instrument::SecurityColumns& columns) {
  std::int64_t sum = 0;
  for (std::size_t i = first; i < last; ++i) {
    const auto& body = list.events[i].body;
    if (const auto* lot = std::get_if<event::OpeningLot>(&body)) sum += lot->cost;
    if (const auto* balance = std::get_if<event::OpeningBalance>(&body))
      sum += signed_amount(balance->account, balance->amount);
  }
  if (sum != 0) {
    Refusals faults = refuse("E-OPEN-001", "the opening book does not balance",
                             "correct opening-holdings.csv or opening-balances.csv");
    faults[0].found = "debits less credits = " + Decimal::of(sum, 2).text();
    faults[0].expected = "0.00";
    return faults;
  }
  journal.begin(RuleId::Opening, first < last ? origin_of(list.events[first]) : Origin{});
  for (std::size_t i = first; i < last; ++i) {
    const Event& event = list.events[i];
    if (const auto* lot = std::get_if<event::OpeningLot>(&event.body)) {
      const std::uint32_t slot = book.find_or_add(lot->security, columns.special[lot->security.value] != 0);
      book.acquire(slot, lot->quantity, lot->cost, lot_name(event.reference),
                   lot->has_acquired ? lot->acquired.days : 0, lot->allocated);
      journal.post(Account::InvestmentsAtCost, lot->cost, lot->security.value);
    } else if (const auto* balance = std::get_if<event::OpeningBalance>(&event.body)) {
      journal.post(balance->account, signed_amount(balance->account, balance->amount));
    } else if (const auto* forward = std::get_if<event::OpeningForward>(&event.body)) {
      book.forwards.push_back({std::string(event.reference.text), forward->sell, forward->currency, forward->units,
                               forward->settlement, forward->amount});
    } else if (const auto* shares = std::get_if<event::OpeningShares>(&event.body)) {
      book.classes.push_back({std::string(shares->share_class), shares->shares, {}, false});
    }
  }
  journal.end();
  return Done{};
}

Result<Done> post_trade(Book& book, Journal& journal, const Event& event, const event::Trade& trade,
                        const event::EventList& list, const instrument::SecurityColumns& columns,
                        const PostingRules& rules) {
  const std::uint32_t item = trade.security.value;
  const Origin origin = origin_of(event);
  if (!trade.sell) {
    const std::uint32_t slot = book.find_or_add(trade.security, columns.special[item] != 0);
    const std::int64_t cost = trade.net - trade.interest;
    book.acquire(slot, trade.quantity, cost, lot_name(event.reference), event.date.days, false);
    book.positions.accrued[slot] += trade.interest;
    journal.begin(RuleId::Purchase, origin);
    journal.post(Account::InvestmentsAtCost, cost, item);
    journal.post(Account::ReceivableInterest, trade.interest, item);
    journal.post(Account::PayableInvestmentsPurchased, -trade.net, item);
    journal.end();
    book.pending.push_back(
        {trade.settles, Account::PayableInvestmentsPurchased, Account::Cash, trade.net, RuleId::Settlement, origin});
    return Done{};
  }
  const std::uint32_t slot = book.find(trade.security);
  if (slot == kNone) {
    Refusals faults =
        refuse("E-LOT-013", "a security is sold that is not held", "send the missing purchase with an earlier date");
    return located(std::move(faults), event);
  }
  policy::LotMethod method = rules.lot_method;
  if (trade.relief == event::Trade::Relief::Fifo) method = policy::LotMethod::Fifo;
  if (trade.relief == event::Trade::Relief::Lifo) method = policy::LotMethod::Lifo;
  if (trade.relief == event::Trade::Relief::HighestCost) method = policy::LotMethod::HighestCost;
  auto relieved = trade.relief == event::Trade::Relief::Named
                      ? book.relieve_named(slot, trade.quantity, list.picks.data() + trade.first_pick, trade.picks)
                      : book.relieve(slot, trade.quantity, method);
  if (!relieved) return located(std::move(relieved).refusals(), event);
  const std::int64_t cost = relieved.value();
  const std::int64_t gain = trade.net - trade.interest - cost;
  book.positions.realised[slot] += gain;
  book.positions.accrued[slot] -= trade.interest;
  journal.begin(RuleId::Sale, origin);
  journal.post(Account::ReceivableInvestmentsSold, trade.net, item);
  journal.post(Account::InvestmentsAtCost, -cost, item);
  journal.post(Account::ReceivableInterest, -trade.interest, item);
  journal.post(Account::RealisedOnInvestments, -gain, item);
  journal.end();
  book.pending.push_back(
      {trade.settles, Account::Cash, Account::ReceivableInvestmentsSold, trade.net, RuleId::Settlement, origin});
  return Done{};
}

void post_entry(Book&, Journal& journal, const Event& event, const event::BookEntry& entry) {
  const event::EntryKind& kind = event::kEntryKinds[entry.entry];
  journal.move(RuleId::RecordedEntry, origin_of(event), kind.debit, kind.credit, entry.amount);
}

void post_dividend(Book& book, Journal& journal, const event::Dividend& dividend, SourceId source,
                   const PostingRules& rules) {
  const std::uint32_t slot = book.find(dividend.security);
  if (slot == kNone || book.positions.quantity[slot] == 0) return;
  const Int128 exact = static_cast<Int128>(book.positions.quantity[slot]) * dividend.rate.coefficient;
  const int places = book.positions.places[slot] + dividend.rate.places;
  const auto amount = static_cast<std::int64_t>(places >= rules.minor_places
                                                    ? drop_places(exact, places - rules.minor_places, Rounding::HalfUp)
                                                    : exact * power_of_ten(rules.minor_places - places));
  RoundingTally& tally = book.roundings.at(RoundingPlace::Dividend);
  ++tally.count;
  if (places > rules.minor_places && places <= 18) {
    const Int128 off = static_cast<Int128>(amount) * power_of_ten(places - rules.minor_places) - exact;
    tally.changed += off != 0;
    tally.effect += off * power_of_ten(18 - places);
  }
  const Origin origin{source, dividend.row};
  journal.move(RuleId::DividendExDate, origin, Account::ReceivableDividends, Account::DividendIncome, amount,
               dividend.security.value);
  book.pending.push_back(
      {dividend.pay_date, Account::Cash, Account::ReceivableDividends, amount, RuleId::DividendPaid, origin});
}

void post_life(Book& book, Journal& journal, const std::vector<entity::Security>& securities, Date after, Date until,
               const PostingRules& rules) {
  using What = instrument::LifeEvent::What;
  Positions& p = book.positions;
  if (!p.any_special) return;
  for (std::uint32_t slot = 0; slot < p.size(); ++slot) {
    if (p.special[slot] == 0 || p.quantity[slot] == 0) continue;
    const entity::Security& security = securities[p.security[slot]];
    for (const auto& life : instrument::life(security, after, until)) {
      const Decimal quantity = Decimal::of(p.quantity[slot], p.places[slot]);
      const std::int64_t interest =
          to_minor(book, RoundingPlace::Interest, {quantity * life.interest.numerator, life.interest.denominator},
                   rules.minor_places);
      if (interest != 0) {
        // What had accrued leaves the receivable; the rest of the payment is income of the day.
        journal.begin(RuleId::CouponPaid, {});
        journal.post(Account::Cash, interest, security.id.value);
        journal.post(Account::ReceivableInterest, -p.accrued[slot], security.id.value);
        journal.post(Account::InterestIncome, p.accrued[slot] - interest, security.id.value);
        journal.end();
        p.accrued[slot] = 0;
        p.touched[slot] = 1;
      }
      if (life.what == What::Coupon) continue;
      const std::int64_t principal =
          to_minor(book, RoundingPlace::Amortisation, {quantity * life.redemption, 1}, rules.minor_places);
      const std::int64_t cost = p.cost[slot];
      const bool discount = instrument::amortises(security);
      const auto relieved = book.relieve(slot, {p.quantity[slot], p.places[slot]}, policy::LotMethod::Fifo);
      OE_ASSERT(static_cast<bool>(relieved), "a whole position can be relieved");
      journal.begin(life.what == What::Expiry ? RuleId::Expiry : RuleId::Maturity, {});
      journal.post(Account::Cash, principal, security.id.value);
      journal.post(Account::InvestmentsAtCost, -cost, security.id.value);
      journal.post(discount ? Account::InterestIncome : Account::RealisedOnInvestments, cost - principal,
                   security.id.value);
      journal.end();
      if (!discount) p.realised[slot] += principal - cost;
    }
  }
}

void accrue(Book& book, Journal& journal, const std::vector<entity::Security>& securities, Date strike, Date through,
            const PostingRules& rules, bool whole_unit) {
  Positions& p = book.positions;
  if (!p.any_special) return;
  for (std::uint32_t slot = 0; slot < p.size(); ++slot) {
    // What was sold out may still have interest to true up: the buyer paid for days that had not been posted.
    if (p.special[slot] == 0 || (p.quantity[slot] == 0 && p.accrued[slot] == 0)) continue;
    const entity::Security& security = securities[p.security[slot]];
    const Decimal quantity = Decimal::of(p.quantity[slot], p.places[slot]);
    const std::int64_t accrued = earned(book, security, quantity, strike, through, rules.minor_places);
    if (accrued != p.accrued[slot]) {
      journal.move(RuleId::InterestAccrual, {}, Account::ReceivableInterest, Account::InterestIncome,
                   accrued - p.accrued[slot], security.id.value);
      p.accrued[slot] = accrued;
      p.touched[slot] = 1;
    }
    if (!instrument::amortises(security)) continue;
    const auto exact = instrument::value_from_terms(security, quantity, through);
    const std::int64_t value =
        whole_unit ? to_minor(book, RoundingPlace::Amortisation, exact, 0) * kPowersOfTen[rules.minor_places]
                   : to_minor(book, RoundingPlace::Amortisation, exact, rules.minor_places);
    const std::int64_t step = value - p.cost[slot];
    if (step == 0) continue;
    journal.move(RuleId::Amortisation, {}, Account::InvestmentsAtCost, Account::InterestIncome, step,
                 security.id.value);
    book.add_cost(slot, step);
  }
}

void take_accruals_as_given(Book& book, const std::vector<entity::Security>& securities, Date strike, Date through,
                            const PostingRules& rules) {
  Positions& p = book.positions;
  if (!p.any_special) return;
  for (std::uint32_t slot = 0; slot < p.size(); ++slot) {
    if (p.special[slot] == 0) continue;
    const Decimal quantity = Decimal::of(p.quantity[slot], p.places[slot]);
    p.accrued[slot] = earned(book, securities[p.security[slot]], quantity, strike, through, rules.minor_places);
    p.touched[slot] = 1;
  }
}

void settle(Book& book, Journal& journal, Date until) {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < book.pending.size(); ++i) {
    const Pending& waiting = book.pending[i];
    if (waiting.date > until) {
      if (kept != i) book.pending[kept] = book.pending[i];
      ++kept;
      continue;
    }
    journal.move(waiting.rule, waiting.origin, waiting.debit, waiting.credit, waiting.amount);
  }
  book.pending.resize(kept);
}

void settle_forwards(Book& book, Journal& journal, Date until, const std::vector<std::int64_t>& gains) {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < book.forwards.size(); ++i) {
    if (book.forwards[i].settlement > until) {
      if (kept != i) book.forwards[kept] = std::move(book.forwards[i]);
      ++kept;
      continue;
    }
    journal.move(RuleId::ForwardSettlement, {}, Account::Cash, Account::RealisedOnCurrency, gains[i]);
  }
  book.forwards.resize(kept);
}

}  // namespace openend::book
