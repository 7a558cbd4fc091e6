#include "book/contract_parts.h"

namespace openend::book {

using event::Event;
using policy::RuleId;

namespace {

/// Money of a swap, in its currency and in the books' own.
struct SwapMoney {
  std::int64_t local = 0, worth = 0;

  SwapMoney operator-() const { return {-local, -worth}; }
};

/// What was paid (above zero) or received is owed or due until it settles; what is carried leaves or comes, the rest is
/// realised.
Result<Done> enter_swap(Book& book, Journal& journal, const ContractEvent& at, SwapMoney paid, SwapMoney stands,
                        const PostingRules& rules) {
  const Currency currency = at.security.currency;
  const std::int64_t local_gain = stands.local - paid.local, gain = stands.worth - paid.worth;
  TRY(const std::int64_t by_security, worth_of(book, rules, currency, local_gain, at.date));
  note_realised(book, at.security, gain, by_security, rules);
  LocalEntry entry(book, journal, RuleId::SwapTrade, at.origin, currency, at.security.id.value, rules.base);
  entry.other(Account::Swaps, stands.local, stands.worth);
  entry.money(paid.local > 0 ? Account::PayableInvestmentsPurchased : Account::ReceivableInvestmentsSold, -paid.local,
              -paid.worth);
  entry.other(Account::RealisedOnSwaps, -local_gain, rules.currency_part_apart ? -by_security : -gain);
  return Done{};
}

}  // namespace

Result<Done> trade_swap(Book& book, Journal& journal, const Event& event, const event::ContractTrade& trade,
                        const event::EventList& list, const Securities& securities, const PostingRules& rules) {
  const entity::Security& security = securities[trade.security.value];
  const ContractEvent at{origin_of(event), event.date, security};
  TRY(const std::int64_t money, traded_money(book, event, security, trade.price.decimal(), trade.contracts));
  const std::int64_t amount = trade.sell ? money - trade.commission : money + trade.commission;
  TRY(const std::int64_t worth, worth_of(book, rules, security.currency, amount, event.date));
  const SwapMoney paid = trade.sell ? -SwapMoney{amount, worth} : SwapMoney{amount, worth};
  SwapMoney stands = paid;
  if (!trade.close) {
    CHECK(open_contract(book, event, trade.security, trade.sell, trade.contracts, amount, worth, securities, rules));
  } else {
    const std::span picks(list.picks.data() + trade.first_pick, trade.picks);
    TRY(const Closed opened,
        relieve(book, event, trade.security, !trade.sell, trade.contracts, picks, security, rules));
    stands = trade.sell ? -SwapMoney{opened.amount, opened.carried} : SwapMoney{opened.amount, opened.carried};
  }
  CHECK(enter_swap(book, journal, at, paid, stands, rules));
  const std::int64_t sign = paid.local < 0 ? -1 : 1;
  await(book, at.origin, sign < 0, trade.settles, security.currency, sign * paid.local, sign * paid.worth, rules);
  return Done{};
}

Result<Done> end_swap(Book& book, Journal& journal, const ContractEvent& at, bool sold, const Closed& opened,
                      const PostingRules& rules) {
  const SwapMoney carried = sold ? -SwapMoney{opened.amount, opened.carried} : SwapMoney{opened.amount, opened.carried};
  return enter_swap(book, journal, at, {}, -carried, rules);
}

/// LAW   Spec S-5; docs/decisions/0010.
Result<Done> pay_swaps(Book& book, Journal& journal, Date date, const Securities& securities,
                       const PostingRules& rules) {
  for (const OpenContract& open : book.contracts) {
    if (open.sort != ContractSort::Swap) continue;
    const entity::Security& security = securities[open.security.value];
    TRY(const auto legs, instrument::rate_payments(security, date));
    for (const instrument::RatePayment& leg : legs) {
      const auto money = money_of_leg(security, leg, open.contracts, book.roundings.at(RoundingPlace::ContractValue));
      if (!money) return Refusals{instrument::no_fixing(security, date, "a payment beyond what a book can count")};
      const std::int64_t received = open.sold ? -*money : *money;
      TRY(const std::int64_t worth, worth_of(book, rules, security.currency, received, date));
      note_realised(book, security, worth, worth, rules);
      LocalEntry entry(book, journal, RuleId::SwapPayment, {}, security.currency, open.security.value, rules.base);
      entry.money(Account::Cash, received, worth);
      entry.other(Account::RealisedOnSwaps, -received, -worth);
    }
  }
  return Done{};
}

}  // namespace openend::book
