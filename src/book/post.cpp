#include "book/post.h"

#include <algorithm>

#include "book/local_entry.h"
#include "book/located.h"
#include "book/post_action.h"
#include "book/post_foreign.h"
#include "instrument/list.h"

namespace openend::book {

using event::Event;
using policy::RuleId;

namespace {

/// Positive on the account's normal side becomes a signed posting.
std::int64_t signed_amount(Account account, std::int64_t amount) {
  return entity::is_debit_side(account) ? amount : -amount;
}

/// The events of an opening with its lots as they were acquired, whatever they are called: first in is first out.
/// EDGE  Lots of unknown age come after the dated ones: nothing proves that they are older.
std::vector<const Event*> by_acquisition(const event::EventList& list, std::size_t first, std::size_t last) {
  std::vector<const Event*> events;
  for (std::size_t i = first; i < last; ++i) events.push_back(&list.events[i]);
  const auto age = [](const Event* event) {
    const auto* lot = std::get_if<event::OpeningLot>(&event->body);
    if (lot == nullptr) return INT32_MAX;
    return lot->has_acquired ? lot->acquired.days : INT32_MAX - 1;
  };
  std::stable_sort(events.begin(), events.end(), [&](const Event* a, const Event* b) { return age(a) < age(b); });
  return events;
}

}  // namespace

Result<Done> post_opening(Book& book, Journal& journal, const event::EventList& list, std::size_t first,
                          std::size_t last, const instrument::SecurityColumns& columns, const PostingRules& rules) {
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
  const auto opens_appreciation = [](const Event& event) {
    const auto* balance = std::get_if<event::OpeningBalance>(&event.body);
    return balance != nullptr && balance->account == Account::UnrealisedAppreciation;
  };
  const bool has_lots = std::any_of(
      list.events.begin() + static_cast<std::ptrdiff_t>(first), list.events.begin() + static_cast<std::ptrdiff_t>(last),
      [](const Event& event) { return std::holds_alternative<event::OpeningLot>(event.body); });
  for (std::size_t i = first; has_lots && i < last; ++i) {
    if (opens_appreciation(list.events[i]))
      return located(refuse("E-OPEN-010", "appreciation is opened beside lots, which make their own",
                            "leave out unrealised_appreciation, or the lots"),
                     list.events[i]);
  }
  journal.begin(RuleId::Opening, first < last ? origin_of(list.events[first]) : Origin{});
  for (const Event* const at : by_acquisition(list, first, last)) {
    const Event& event = *at;
    if (const auto* lot = std::get_if<event::OpeningLot>(&event.body)) {
      const Currency currency = columns.currency[lot->security.value];
      const std::uint32_t slot =
          book.find_or_add(lot->security, columns.special[lot->security.value] != 0, currency != rules.base);
      book.acquire(slot, lot->quantity, lot->cost, lot_name(event.reference),
                   lot->has_acquired ? lot->acquired.days : 0, lot->allocated, lot->local_cost);
      journal.post(Account::InvestmentsAtCost, lot->cost, lot->security.value);
    } else if (const auto* balance = std::get_if<event::OpeningBalance>(&event.body)) {
      const std::int64_t amount = signed_amount(balance->account, balance->amount);
      journal.post(balance->account, amount);
      const Currency currency = balance->currency.exists() ? balance->currency : rules.base;
      if (currency != rules.base || balance->custody != 0) {
        book.settle_local(balance->account, currency, balance->custody,
                          currency == rules.base ? amount : signed_amount(balance->account, balance->local), amount);
      }
    } else if (const auto* forward = std::get_if<event::OpeningForward>(&event.body)) {
      book.forwards.push_back({std::string(event.reference.text), forward->sell, forward->currency, forward->units,
                               forward->settlement, forward->amount});
    } else if (const auto* shares = std::get_if<event::OpeningShares>(&event.body)) {
      book.classes.push_back({std::string(shares->share_class), shares->shares, {}, false, {}});
    }
  }
  journal.end();
  return Done{};
}

namespace {

Pending settlement_of(const event::Trade& trade, Origin origin, std::uint64_t name) {
  const auto [debit, credit] = trade.sell ? std::pair{Account::Cash, Account::ReceivableInvestmentsSold}
                                          : std::pair{Account::PayableInvestmentsPurchased, Account::Cash};
  return {trade.settles, debit, credit, trade.net, RuleId::Settlement, origin, trade.custody, false, {}, 0, name};
}

}  // namespace

Result<Relieved> relieve_lots(Book& book, std::uint32_t slot, Date day, const event::Trade& trade,
                              const event::EventList& list, Currency currency, const PostingRules& rules) {
  using Relief = event::Trade::Relief;
  using policy::LotMethod;
  if (trade.relief == Relief::Named)
    return book.relieve_named(slot, trade.quantity, list.picks.data() + trade.first_pick, trade.picks);
  LotMethod method = rules.lot_method;
  if (trade.relief == Relief::Fifo) method = LotMethod::Fifo;
  if (trade.relief == Relief::Lifo) method = LotMethod::Lifo;
  if (trade.relief == Relief::HighestCost) method = LotMethod::HighestCost;
  if (trade.relief == Relief::LowestTax) method = LotMethod::LowestTax;
  if (trade.relief == Relief::Average) method = LotMethod::Average;
  if (method == LotMethod::Average && !rules.average_cost_allowed)
    return refuse("E-LOT-020", "lots are relieved at average cost, which the portfolio may not do",
                  "name another method, or set average_cost = \"allowed\" where the law allows it");
  if (method != LotMethod::LowestTax) return book.relieve(slot, trade.quantity, method);
  if (rules.tax_short_pct.is_zero() && rules.tax_long_pct.is_zero())
    return refuse("E-LOT-019", "the lowest tax is asked for and no rates are set",
                  "set tax_short_pct and tax_long_pct in [[settings]]");
  std::int64_t proceeds = trade.net - trade.interest;
  if (book.positions.foreign[slot] != 0) {  // cost is weighed in base currency, so are the proceeds
    TRY(proceeds, worth_of(book, rules, currency, proceeds, day));
  }
  return book.relieve(slot, trade.quantity, method, {day, proceeds, rules.tax_short_pct, rules.tax_long_pct});
}

Result<Done> post_trade(Book& book, Journal& journal, const Event& event, const event::Trade& trade,
                        const event::EventList& list, const instrument::SecurityColumns& columns,
                        const PostingRules& rules) {
  const std::uint32_t item = trade.security.value;
  const Origin origin = origin_of(event);
  const Currency currency = columns.currency[item];
  const bool foreign = currency != rules.base;
  const std::uint64_t name = lot_name(event.reference);
  if (!trade.sell) {
    const std::uint32_t slot = book.find_or_add(trade.security, columns.special[item] != 0, foreign);
    if (foreign) {
      CHECK(post_foreign_purchase(book, journal, origin, event.date, trade, name, currency, slot, rules));
      begin_purchase(book, slot, trade, columns, rules);
      note_unsettled(book, slot, trade, event.date);
      return Done{};
    }
    const std::int64_t cost = trade.net - trade.interest;
    book.acquire(slot, trade.quantity, cost, name, event.date.days, false);
    begin_purchase(book, slot, trade, columns, rules);
    note_unsettled(book, slot, trade, event.date);
    if (trade.interest != 0) book.positions.accrued[slot] += trade.interest;
    journal.begin(RuleId::Purchase, origin);
    journal.post(Account::InvestmentsAtCost, cost, item);
    journal.post(Account::ReceivableInterest, trade.interest, item);
    journal.post(Account::PayableInvestmentsPurchased, -trade.net, item);
    journal.end();
    book.pending.push_back(settlement_of(trade, origin, name));
    return Done{};
  }
  const std::uint32_t slot = book.find(trade.security);
  if (slot == kNone) {
    Refusals faults =
        refuse("E-LOT-013", "a security is sold that is not held", "send the missing purchase with an earlier date");
    return located(std::move(faults), event);
  }
  auto relieved = relieve_lots(book, slot, event.date, trade, list, currency, rules);
  if (!relieved) return located(std::move(relieved).refusals(), event);
  note_unsettled(book, slot, trade, event.date);
  return post_proceeds(book, journal, origin, event.date, trade, name, currency, slot, relieved.value(), rules);
}

Result<Done> post_proceeds(Book& book, Journal& journal, Origin origin, Date day, const event::Trade& trade,
                           std::uint64_t name, Currency currency, std::uint32_t slot, const Relieved& relieved,
                           const PostingRules& rules, RuleId rule) {
  if (currency != rules.base)
    return post_foreign_sale(book, journal, origin, day, trade, name, currency, slot, relieved, rules, rule);
  const std::uint32_t item = trade.security.value;
  const std::int64_t cost = relieved.cost;
  const std::int64_t gain = trade.net - trade.interest - cost;
  book.positions.realised[slot] += gain;
  if (trade.interest != 0) book.positions.accrued[slot] -= trade.interest;
  journal.begin(rule, origin);
  journal.post(Account::ReceivableInvestmentsSold, trade.net, item);
  journal.post(Account::InvestmentsAtCost, -cost, item);
  journal.post(Account::ReceivableInterest, -trade.interest, item);
  journal.post(Account::RealisedOnInvestments, -gain, item);
  journal.end();
  book.pending.push_back(settlement_of(trade, origin, name));
  return Done{};
}

Result<Done> post_entry(Book& book, Journal& journal, const Event& event, const event::BookEntry& entry,
                        const PostingRules& rules) {
  const event::EntryKind& kind = event::kEntryKinds[entry.entry];
  const Currency currency = entry.currency.exists() ? entry.currency : rules.base;
  if (currency != rules.base || entry.custody != 0 || entry.to_custody != 0)
    return post_foreign_entry(book, journal, event, entry, currency, rules);
  journal.move(RuleId::RecordedEntry, origin_of(event), kind.debit, kind.credit, entry.amount);
  return Done{};
}

Result<Done> take_notice(Book& book, const Event& event, const event::SettlementNotice& notice) {
  const std::uint64_t trade = lot_name(event.reference);
  for (Pending& waiting : book.pending) {
    if (waiting.trade != trade || waiting.rule != RuleId::Settlement || waiting.failed == notice.failed) continue;
    waiting.failed = notice.failed;
    if (!notice.failed) waiting.date = event.date;
    return Done{};
  }
  Refusals faults = refuse("E-FAIL-001",
                           notice.failed ? "a trade is said to have failed that is not waiting to settle"
                                         : "a trade is said to have settled that had not failed",
                           "correct the trade or the date: a fail is told on its settlement day or before");
  faults[0].found = text_of(event.reference);
  faults[0].expected = notice.failed ? "a trade that settles on " + event.date.text() + " or later"
                                     : "a trade with a notice of its fail";
  return located(std::move(faults), event);
}

Result<Done> settle(Book& book, Journal& journal, Date until, const PostingRules& rules) {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < book.pending.size(); ++i) {
    const Pending& waiting = book.pending[i];
    if (waiting.date > until || waiting.failed) {
      if (kept != i) book.pending[kept] = book.pending[i];
      ++kept;
    } else if (waiting.currency.exists() || waiting.custody != 0) {
      CHECK(settle_foreign(book, journal, waiting, rules));
    } else {
      journal.move(waiting.rule, waiting.origin, waiting.debit, waiting.credit, waiting.amount);
    }
  }
  book.pending.resize(kept);
  return Done{};
}

}  // namespace openend::book
