// value/mark.h - floor 3
//
// Values every holding of a book: quantity x price, or its terms, each rounded once by the trust's named setting.
//
// LAW   SAI 1999 p.35: securities are valued at the closing price of their principal market.
// WHY   A holding is rounded by itself so that a schedule's lines add up to its totals.
// LAW   Spec V-4: a foreign holding stands at its value in its own currency, rounded to that currency's minor unit,
//       times the exchange rate, rounded by the trust's setting. Its unrealised result is split: the local gain at the
//       rate is the security's, the rest the currency's.
// EDGE  A price of an earlier day is used where the day has none; the price checks name it (check/price_checks.h).
#pragma once

#include <string>
#include <vector>

#include "book/book.h"
#include "event/market.h"
#include "event/rate_board.h"
#include "instrument/columns.h"
#include "policy/settings.h"
#include "value/forward_board.h"
#include "value/own_value.h"
#include "value/price_board.h"

namespace openend::value {

/// The rate at which a currency was translated.
struct RateUsed {
  Currency currency;
  event::RateQuote quote;
};

/// Values of one book on one day, by the place of the position; and of its forward contracts in their order.
struct Marks {
  std::vector<std::int64_t> price;  ///< coefficient; for a value from terms the value itself
  std::vector<std::uint8_t> places;
  std::vector<std::int64_t> value;  ///< minor units
  std::int64_t total = 0;           ///< of the holdings
  std::vector<std::int64_t> forward_value, forward_gain;
  std::vector<Fixed> forward_rate;
  std::int64_t forward_total = 0;  ///< of the gains
  // Of the open futures, written options and swaps, in their order.
  std::vector<std::int64_t> contract_value;  ///< minor units of the contract's currency, as if sold
  std::vector<std::int64_t> contract_worth;  ///< that in base currency; nothing of a future, which has no worth
  std::vector<std::int64_t> contract_gain;   ///< since it was opened, base currency
  std::vector<Fixed> contract_price;
  std::int64_t futures_gain = 0, written_value = 0, swap_value = 0, short_value = 0;
  RoundingTally holding_roundings, forward_roundings, translation_roundings, contract_roundings;
  // Of foreign holdings, by slot; empty where the book has none. The quote stays with the board.
  std::vector<std::int64_t> local_value;    ///< minor units of the security's currency
  std::vector<std::int64_t> currency_part;  ///< of the unrealised result, what the exchange rate made; base currency
  std::vector<RateUsed> rates;              ///< of holdings and of money, by currency
  std::vector<std::string> exceptions;
  OwnValues own;  ///< what valued the holdings that neither the board nor their terms did
};

struct MarkingRules {
  bool whole_unit = false;
  int minor_places = 2;
  Currency base = {};
  const event::RateBoard* rates = nullptr;
};

/// Exact value of a quantity at a price, rounded: the kernel of the strike.
std::int64_t value_of(std::int64_t quantity, std::int64_t price, int places, const MarkingRules& rules);

/// A holding, or an open contract, that has never been priced.
Refusal no_price(const entity::Security& security, Date date);
/// The same, of a value that no book can hold.
Refusal too_large(const entity::Security& security, const PriceBoard::Mark& price);

/// The rates of one day, each noted in the marks when it is first asked for.
class RatesOfDay {
 public:
  RatesOfDay(Date date, const MarkingRules& rules, Marks& marks) : date_(date), rules_(rules), marks_(marks) {}

  /// None where nothing was quoted by then: that is added to the faults, once a currency.
  const event::RateQuote* at(Currency currency, Refusals& faults);
  /// Minor units of a currency in those of the base; none where there is no rate or 64 bits do not hold them.
  std::optional<std::int64_t> in_base(Currency currency, std::int64_t minor, Refusals& faults);

 private:
  Date date_;
  const MarkingRules& rules_;
  Marks& marks_;
  std::vector<Currency> missing_;
};

/// LAW   Spec V-3: futures and written options stand at their settlement price. Adds refusals for those without one.
void mark_contracts(const book::Book& book, const PriceBoard& prices, const std::vector<entity::Security>& securities,
                    Date date, RatesOfDay& rates, Marks& marks, Refusals& faults);

/// `own` is what values some holdings in place of board and terms.
/// `value_date` is the day through which interest is in the value (the strike, or the month's end over a weekend).
/// `spent` are marks of another day or book, whose memory is used again.
/// Refuses a holding that has never been priced and a forward without a rate.
Result<Marks> mark(const book::Book& book, const PriceBoard& prices, const ForwardBoard& forwards,
                   const instrument::SecurityColumns& columns, const std::vector<entity::Security>& securities,
                   Date date, Date value_date, const MarkingRules& rules, OwnValues own = {}, Marks spent = {});

}  // namespace openend::value
