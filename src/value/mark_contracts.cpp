#include <algorithm>

#include "book/post_contract.h"
#include "value/mark.h"

namespace openend::value {

const event::RateQuote* RatesOfDay::at(Currency currency, Refusals& faults) {
  for (const RateUsed& used : marks_.rates) {
    if (used.currency == currency) return &used.quote;
  }
  const event::RateQuote* quote = rules_.rates->at(currency, rules_.base, date_);
  if (quote == nullptr) {
    if (std::find(missing_.begin(), missing_.end(), currency) == missing_.end()) {
      faults.push_back(event::no_rate(currency, rules_.base, date_)[0]);
      missing_.push_back(currency);
    }
    return nullptr;
  }
  if (quote->day != date_)
    marks_.exceptions.push_back("stale exchange rate: " + std::string(currency.code()) + " is of " + quote->day.text());
  marks_.rates.push_back({currency, *quote});
  return &marks_.rates.back().quote;
}

std::optional<std::int64_t> RatesOfDay::in_base(Currency currency, std::int64_t minor, Refusals& faults) {
  if (currency == rules_.base) return minor;
  const event::RateQuote* quote = at(currency, faults);
  if (quote == nullptr) return std::nullopt;
  return event::translate(*quote, minor, currency.minor_places(), rules_.minor_places, marks_.translation_roundings);
}

/// The rounding of a future's margin is counted where it is posted.
void mark_contracts(const book::Book& book, const PriceBoard& prices, const std::vector<entity::Security>& securities,
                    Date date, RatesOfDay& rates, Marks& marks, Refusals& faults) {
  for (const book::OpenContract& open : book.contracts) {
    const entity::Security& security = securities[open.security.value];
    const PriceBoard::Mark& price = prices.at(open.security.value);
    if (!price.known) {
      faults.push_back(no_price(security, date));
      continue;
    }
    const auto value =
        book::money_of(security, Decimal::of(price.price, price.places), open.contracts, marks.contract_roundings);
    const bool future = open.sort == book::ContractSort::Future;
    const RoundingTally before = marks.translation_roundings;
    // Of a future, what the day adds to its margin; of the others all that they are worth.
    const auto worth =
        value ? rates.in_base(security.currency, future ? open.gain(*value) - open.margined : *value, faults)
              : std::nullopt;
    if (future) marks.translation_roundings = before;
    if (!worth) {
      if (!value || rates.at(security.currency, faults) != nullptr) faults.push_back(too_large(security, price));
      continue;
    }
    const std::int64_t gain = future      ? open.carried + *worth
                              : open.sold ? open.carried - *worth
                                          : *worth - open.carried;
    marks.contract_price.push_back({price.price, price.places});
    marks.contract_value.push_back(*value);
    marks.contract_worth.push_back(future ? 0 : *worth);
    marks.contract_gain.push_back(gain);
    switch (open.sort) {
      case book::ContractSort::Future: marks.futures_gain += gain; break;
      case book::ContractSort::WrittenOption: marks.written_value += *worth; break;
      case book::ContractSort::Swap: marks.swap_value += open.sold ? -*worth : *worth; break;
      case book::ContractSort::ShortSale: marks.short_value += *worth; break;
    }
  }
}

}  // namespace openend::value
