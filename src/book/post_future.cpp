// book/post_future.cpp - floor 3
//
// Futures: what they gain is due day by day, in the currency of the contract.
//
// LAW   Spec L-6: variation margin daily. Spec L-4: money in another currency is worth what the day's rate says.
// EDGE  READ AS: margin in another currency counts at the rate of the day that brought it, and so does what is realised
//       at last; what the rate makes of the margin afterwards is a result of the cash, not of the future.
// CASE  A future gains 100.00 marks at 0.60 on one day and 50.00 at 0.70 on the next, and is closed there: 60.00
// + 35.00
//       = 95.00 dollars are realised, whatever the rate is later.
#include <map>

#include "book/contract_parts.h"

namespace openend::book {

using event::Event;

Result<Done> realise_future(Book& book, Journal& journal, const ContractEvent& at, std::int64_t gain,
                            const Closed& opened, const PostingRules& rules) {
  const Currency currency = at.security.currency;
  const std::int64_t due = gain - opened.margined;
  TRY(const std::int64_t worth, worth_of(book, rules, currency, due, at.date));
  const std::int64_t realised = worth + opened.carried;
  note_realised(book, at.security, realised, realised, rules);
  LocalEntry entry(book, journal, RuleId::FuturesClosing, at.origin, currency, at.security.id.value, rules.base);
  entry.money(Account::VariationMargin, due, worth);
  entry.other(Account::AppreciationOfFutures, opened.margined, opened.carried);
  entry.other(Account::RealisedOnFutures, -gain, -realised);
  return Done{};
}

Result<Done> trade_future(Book& book, Journal& journal, const Event& event, const event::ContractTrade& trade,
                          const event::EventList& list, const Securities& securities, const PostingRules& rules) {
  const entity::Security& security = securities[trade.security.value];
  TRY(const std::int64_t money, traded_money(book, event, security, trade.price.decimal(), trade.contracts));
  const std::int64_t amount = trade.sell ? money - trade.commission : money + trade.commission;
  if (!trade.close)
    return open_contract(book, event, trade.security, trade.sell, trade.contracts, amount, 0, securities, rules);
  const std::span picks(list.picks.data() + trade.first_pick, trade.picks);
  TRY(const Closed closed, relieve(book, event, trade.security, !trade.sell, trade.contracts, picks, security, rules));
  const std::int64_t gain = trade.sell ? amount - closed.amount : closed.amount - amount;
  return realise_future(book, journal, {origin_of(event), event.date, security}, gain, closed, rules);
}

Result<bool> post_margin_abroad(Book& book, Journal& journal, std::span<const std::int64_t> values, Date day,
                                const Securities& securities, const PostingRules& rules) {
  struct Moved {
    std::int64_t local = 0, worth = 0;
  };
  std::map<Currency, Moved> moved;
  for (std::size_t i = 0; i < book.contracts.size(); ++i) {
    OpenContract& open = book.contracts[i];
    const Currency currency = securities[open.security.value].currency;
    if (open.sort != ContractSort::Future || currency == rules.base) continue;
    const std::int64_t step = open.gain(values[i]) - open.margined;
    TRY(const std::int64_t worth, worth_of(book, rules, currency, step, day));
    open.margined += step;
    open.carried += worth;
    moved[currency].local += step;
    moved[currency].worth += worth;
  }
  for (const auto& [currency, sums] : moved) {
    LocalEntry entry(book, journal, RuleId::VariationMargin, {}, currency);
    entry.money(Account::VariationMargin, sums.local, sums.worth);
    entry.other(Account::AppreciationOfFutures, -sums.local, -sums.worth);
  }
  return !moved.empty();
}

namespace {

/// Margin that no day waits for yet.
struct Margin {
  std::int64_t local = 0, worth = 0;
};

void let_settle(Book& book, Currency currency, Margin margin, Date due) {
  const std::int64_t sign = margin.local < 0 ? -1 : 1;
  const auto [debit, credit] = margin.local < 0 ? std::pair{Account::VariationMargin, Account::Cash}
                                                : std::pair{Account::Cash, Account::VariationMargin};
  const bool abroad = currency.exists();
  book.pending.push_back({due,
                          debit,
                          credit,
                          sign * margin.worth,
                          RuleId::VariationSettlement,
                          {},
                          0,
                          false,
                          currency,
                          abroad ? sign * margin.local : 0,
                          0});
}

}  // namespace

void await_margin(Book& book, Date due, const PostingRules& rules) {
  std::map<Currency, Margin> abroad;
  const std::int64_t all = book.balances[static_cast<std::size_t>(Account::VariationMargin)];
  Margin home{all, all};
  for (const SubBalance& entry : book.sub_balances) {
    if (entry.account != Account::VariationMargin || entry.currency == rules.base) continue;
    abroad[entry.currency].local += entry.local;
    abroad[entry.currency].worth += entry.cost;
    home.local -= entry.cost + entry.translation;
  }
  for (const Pending& waiting : book.pending) {
    if (waiting.rule != RuleId::VariationSettlement) continue;
    const std::int64_t sign = waiting.debit == Account::Cash ? 1 : -1;
    if (waiting.currency.exists()) {
      abroad[waiting.currency].local -= sign * waiting.local;
      abroad[waiting.currency].worth -= sign * waiting.amount;
    } else {
      home.local -= sign * waiting.amount;
    }
  }
  home.worth = home.local;
  if (home.local != 0) let_settle(book, {}, home, due);
  for (const auto& [currency, margin] : abroad) {
    if (margin.local != 0) let_settle(book, currency, margin, due);
  }
}

}  // namespace openend::book
