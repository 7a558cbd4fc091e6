#include "day/contracts.h"

namespace openend::day {

Result<Done> post_traded(book::Book& book, book::Journal& journal, const event::Event& event, const DayInputs& in,
                         const book::PostingRules& rules) {
  if (const auto* trade = std::get_if<event::Trade>(&event.body))
    return book::post_trade(book, journal, event, *trade, *in.events, *in.columns, rules);
  if (const auto* trade = std::get_if<event::ContractTrade>(&event.body))
    return book::post_contract_trade(book, journal, event, *trade, *in.events, *in.securities, rules);
  return book::post_exercise(book, journal, event, std::get<event::OptionExercise>(event.body), *in.securities,
                             *in.columns, rules);
}

Result<Done> end_expired(Walk& walk, Date date) {
  CHECK(book::pay_swaps(walk.book, walk.journal, date, *walk.in.securities, walk.rules));
  for (std::size_t place = 0; place < walk.book.contracts.size();) {
    const book::OpenContract& open = walk.book.contracts[place];
    const entity::Security& security = (*walk.in.securities)[open.security.value];
    const bool swap = open.sort == book::ContractSort::Swap;
    const bool ends = security.maturity && (swap ? *security.maturity <= date : *security.maturity < date);
    if (!ends || open.sort == book::ContractSort::ShortSale) {
      ++place;
      continue;
    }
    const value::PriceBoard::Mark& price = walk.in.prices->at(open.security.value);
    std::int64_t closing = 0;
    if (open.sort == book::ContractSort::Future) {
      if (!price.known) return Refusals{value::no_price(security, walk.in.date)};
      const auto money = book::money_of(security, Decimal::of(price.price, price.places), open.contracts,
                                        walk.book.roundings.at(RoundingPlace::ContractValue));
      if (!money) return Refusals{value::too_large(security, price)};
      closing = *money;
    }
    CHECK(book::end_contract(walk.book, walk.journal, place, closing, date, *walk.in.securities, walk.rules));
  }
  return Done{};
}

}  // namespace openend::day
