// book/post_forward.cpp - floor 3
//
// Forward currency contracts: taken at no cost, marked by the strike, met in cash or delivered on their day.
//
// LAW   Annual report 1996, note 1: what a contract has gained when it is closed or delivered is realised then.
// CASE  GBP 1,000,000 sold for 1,550,000.00; on the day a pound is worth 1.54. Delivered from pounds that the books
//       carry at 1,545,000.00, it realises 5,000.00; met in cash, 10,000.00, and the pounds stay.
#include "book/post.h"

namespace openend::book {

void take_forward(Book& book, const event::Event& event, const event::ForwardDeal& deal, Currency base) {
  const auto take = [&](std::string id, bool sell, Currency currency, std::int64_t units, std::int64_t amount) {
    const Fixed exact{units, static_cast<std::uint8_t>(currency.minor_places())};
    book.forwards.push_back(
        {std::move(id), sell, currency, exact, deal.settles, amount, deal.delivered, deal.custody, event.date});
  };
  const std::string id = text_of(event.reference);
  if (deal.bought == base) return take(id, true, deal.sold, deal.sold_amount, deal.bought_amount);
  if (deal.sold == base) return take(id, false, deal.bought, deal.bought_amount, deal.sold_amount);
  take(id + " sold", true, deal.sold, deal.sold_amount, deal.base_amount);
  take(id + " bought", false, deal.bought, deal.bought_amount, deal.base_amount);
}

namespace {

Result<Done> deliver(Book& book, Journal& journal, const instrument::ForwardCurrency& contract,
                     const PostingRules& rules) {
  event::CurrencyDeal deal;
  const auto units = static_cast<std::int64_t>(contract.units.decimal().scaled_to(contract.currency.minor_places()));
  deal.sold = contract.sell ? contract.currency : rules.base;
  deal.bought = contract.sell ? rules.base : contract.currency;
  deal.sold_amount = contract.sell ? units : contract.amount;
  deal.bought_amount = contract.sell ? contract.amount : units;
  deal.settles = contract.settlement;
  deal.custody = contract.custody;
  event::Event event;
  event.date = contract.settlement;
  return post_spot_deal(book, journal, event, deal, rules, policy::RuleId::ForwardSettlement);
}

}  // namespace

Result<Done> settle_forwards(Book& book, Journal& journal, Date until, const std::vector<std::int64_t>& gains,
                             const PostingRules& rules) {
  for (std::size_t i = 0; i < book.forwards.size(); ++i) {
    if (book.forwards[i].settlement > until) continue;
    if (book.forwards[i].delivered) {
      CHECK(deliver(book, journal, book.forwards[i], rules));
    } else {
      journal.move(policy::RuleId::ForwardSettlement, {}, Account::Cash, Account::RealisedOnCurrency, gains[i]);
    }
  }
  std::erase_if(book.forwards, [&](const auto& contract) { return contract.settlement <= until; });
  return Done{};
}

}  // namespace openend::book
