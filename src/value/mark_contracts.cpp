#include "book/post_contract.h"
#include "value/mark.h"

namespace openend::value {

void mark_contracts(const book::Book& book, const PriceBoard& prices, const std::vector<entity::Security>& securities,
                    Date date, int minor_places, Marks& marks, Refusals& faults) {
  for (const book::OpenContract& open : book.contracts) {
    const entity::Security& security = securities[open.security.value];
    const PriceBoard::Mark& price = prices.at(open.security.value);
    if (!price.known) {
      faults.push_back(no_price(security, date));
      continue;
    }
    const auto value = book::money_of(security, Decimal::of(price.price, price.places), open.contracts, minor_places,
                                      marks.contract_roundings);
    if (!value) {
      faults.push_back(too_large(security, price));
      continue;
    }
    marks.contract_price.push_back({price.price, price.places});
    marks.contract_value.push_back(*value);
    switch (open.sort) {
      case book::ContractSort::Future: marks.futures_gain += open.gain(*value); break;
      case book::ContractSort::WrittenOption: marks.written_value += *value; break;
      case book::ContractSort::Swap: marks.swap_value += open.sold ? -*value : *value; break;
      case book::ContractSort::ShortSale: marks.short_value += *value; break;
    }
  }
}

}  // namespace openend::value
