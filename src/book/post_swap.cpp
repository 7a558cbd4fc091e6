#include "book/contract_parts.h"

namespace openend::book {

using event::Event;
using policy::RuleId;

namespace {

/// What was paid (above zero) or received is owed or due until it settles; what is carried leaves, the rest is
/// realised.
void enter_swap(Book& book, Journal& journal, const Event& event, const event::ContractTrade& trade, std::int64_t paid,
                std::int64_t stands, std::int64_t gain) {
  const Origin origin = origin_of(event);
  journal.begin(RuleId::SwapTrade, origin);
  journal.post(Account::Swaps, stands, trade.security.value);
  journal.post(paid > 0 ? Account::PayableInvestmentsPurchased : Account::ReceivableInvestmentsSold, -paid,
               trade.security.value);
  if (gain != 0) journal.post(Account::RealisedOnSwaps, -gain, trade.security.value);
  journal.end();
  book.positions.realised[book.find(trade.security)] += gain;
  await(book, origin, paid < 0, trade.settles, paid < 0 ? -paid : paid);
}

}  // namespace

Result<Done> trade_swap(Book& book, Journal& journal, const Event& event, const event::ContractTrade& trade,
                        const event::EventList& list, const Securities& securities, const PostingRules& rules) {
  const entity::Security& security = securities[trade.security.value];
  TRY(const std::int64_t money, traded_money(book, event, security, trade.price.decimal(), trade.contracts, rules));
  const std::int64_t amount = trade.sell ? money - trade.commission : money + trade.commission;
  const std::int64_t paid = trade.sell ? -amount : amount;
  if (!trade.close) {
    CHECK(open_contract(book, event, trade.security, trade.sell, trade.contracts, amount, securities));
    enter_swap(book, journal, event, trade, paid, paid, 0);
    return Done{};
  }
  const std::span picks(list.picks.data() + trade.first_pick, trade.picks);
  TRY(const std::int64_t opened,
      relieve(book, event, trade.security, !trade.sell, trade.contracts, picks, security, rules));
  const std::int64_t carried = trade.sell ? opened : -opened;
  enter_swap(book, journal, event, trade, paid, -carried, -paid - carried);
  return Done{};
}

/// LAW   Spec S-5; docs/decisions/0010.
Result<Done> pay_swaps(Book& book, Journal& journal, Date date, const Securities& securities,
                       const PostingRules& rules) {
  for (const OpenContract& open : book.contracts) {
    if (open.sort != ContractSort::Swap) continue;
    const entity::Security& security = securities[open.security.value];
    TRY(const auto legs, instrument::rate_payments(security, date));
    for (const instrument::RatePayment& leg : legs) {
      const auto money = money_of_leg(security, leg, open.contracts, rules.minor_places,
                                      book.roundings.at(RoundingPlace::ContractValue));
      if (!money) return Refusals{instrument::no_fixing(security, date, "a payment beyond what a book can count")};
      const std::int64_t received = open.sold ? -*money : *money;
      book.positions.realised[book.find(open.security)] += received;
      journal.move(RuleId::SwapPayment, {}, Account::Cash, Account::RealisedOnSwaps, received, open.security.value);
    }
  }
  return Done{};
}

}  // namespace openend::book
