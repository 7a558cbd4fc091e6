#include "event/rate_board.h"

#include <algorithm>

namespace openend::event {

void RateBoard::apply(Date day, const std::vector<ExchangeRate>& rates, SourceId source) {
  for (const ExchangeRate& rate : rates) {
    auto& quotes = quotes_[{rate.currency, rate.base}];
    const auto at = std::lower_bound(quotes.begin(), quotes.end(), day,
                                     [](const RateQuote& quote, Date wanted) { return quote.day < wanted; });
    const RateQuote quote{day, rate.rate, rate.inverse, source, rate.row};
    if (at != quotes.end() && at->day == day)
      *at = quote;
    else
      quotes.insert(at, quote);
  }
}

const RateQuote* RateBoard::at(Currency currency, Currency base, Date day) const {
  const auto found = quotes_.find({currency, base});
  if (found == quotes_.end()) return nullptr;
  const auto& quotes = found->second;
  const auto after = std::upper_bound(quotes.begin(), quotes.end(), day,
                                      [](Date wanted, const RateQuote& quote) { return wanted < quote.day; });
  return after == quotes.begin() ? nullptr : &*(after - 1);
}

std::optional<std::int64_t> translate(const RateQuote& quote, std::int64_t minor, int from_places, int places,
                                      RoundingTally& tally) {
  // minor x 10^-from_places x rate, or / rate, as a fraction of minor units of the other currency
  Int128 numerator = minor, denominator = 1;
  const int lift = quote.inverse ? places - from_places + quote.rate.places : places - from_places - quote.rate.places;
  const auto multiply = [](Int128& number, Int128 by) { return !__builtin_mul_overflow(number, by, &number); };
  if (!multiply(quote.inverse ? denominator : numerator, quote.rate.coefficient)) return std::nullopt;
  if (!multiply(lift >= 0 ? numerator : denominator, power_of_ten(lift >= 0 ? lift : -lift))) return std::nullopt;
  const Int128 rounded = divide_rounded<Int128>(numerator, denominator, Rounding::HalfUp);
  if (rounded > INT64_MAX || rounded < -INT64_MAX) return std::nullopt;
  ++tally.count;
  const Int128 off = rounded * denominator - numerator;
  if (off != 0) {
    ++tally.changed;
    tally.effect += divide_rounded<Int128>(off * kPowersOfTen[18 - places], denominator, Rounding::HalfEven);
  }
  return static_cast<std::int64_t>(rounded);
}

Refusals no_rate(Currency currency, Currency base, Date day) {
  Refusals faults = refuse("E-RATE-006",
                           "no exchange rate from " + std::string(currency.code()) + " to " + std::string(base.code()) +
                               " on or before " + day.text(),
                           "import exchange-rates.csv with that rate");
  faults[0].found = "no rate";
  faults[0].expected = "a rate of " + day.text() + " or of an earlier day";
  return faults;
}

}  // namespace openend::event
