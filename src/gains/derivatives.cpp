#include "gains/derivatives.h"

#include <algorithm>

#include "book/lot_choice.h"

namespace openend::gains {

namespace {

GainByTerm sixty_forty(const Decimal& gain) { return {gain * Decimal::of(40, 2), gain * Decimal::of(60, 2)}; }

GainByTerm of_term(const Decimal& gain, bool long_term) {
  return long_term ? GainByTerm{{}, gain} : GainByTerm{gain, {}};
}

/// Whether the like shares were held for more than a year when the short sale was made.
bool held_long_before(const ShortSale& sale) { return book::is_long_term(sale.bought.days, sale.sold_short); }

}  // namespace

OptionGain option_gain(bool broad_index, const Decimal& premium, Date opened, Date closed, const Decimal& closing) {
  const Decimal gain = closing - premium;
  if (broad_index) return {sixty_forty(gain), sixty_forty(-gain)};
  return {of_term(gain, book::is_long_term(opened.days, closed)), of_term(-gain, false)};
}

Decimal exercised_amount(bool call, const Decimal& strike_amount, const Decimal& premium) {
  return call ? strike_amount + premium : strike_amount - premium;
}

FuturesDays futures_days(const Decimal& open, const std::vector<Decimal>& settlements, const Decimal& multiplier,
                         const Decimal& contracts) {
  FuturesDays answer;
  Decimal before = open;
  for (const Decimal& settlement : settlements) {
    answer.variation_margin.push_back((settlement - before) * multiplier * contracts);
    answer.realized += answer.variation_margin.back();
    before = settlement;
  }
  return answer;
}

ForwardRow total_of(const std::vector<ForwardRow>& rows) {
  ForwardRow total;
  for (const ForwardRow& row : rows) {
    total.value += row.value;
    total.unrealized += row.unrealized;
  }
  return total;
}

Decimal forward_gain(bool sold, const Decimal& contract, const Decimal& current_value) {
  return sold ? contract - current_value : current_value - contract;
}

ShortSaleGain short_sale_gain(const ShortSale& sale) {
  ShortSaleGain answer;
  answer.gain = sale.proceeds - sale.closing_cost;
  // Long-term is a loss against shares held long before, and a gain on such shares when they are what was delivered.
  answer.long_term = held_long_before(sale) && (answer.gain.is_negative() || sale.delivered_like_shares);
  return answer;
}

LikeSharesGain like_shares_gain(const ShortSale& sale, const Decimal& cost, Date sold, const Decimal& proceeds) {
  LikeSharesGain answer;
  answer.gain = proceeds - cost;
  answer.holding_begins = held_long_before(sale) ? sale.bought : std::min(sale.closed, sold);
  answer.long_term = book::is_long_term(answer.holding_begins.days, sold);
  return answer;
}

CurrencyParts currency_parts(const Decimal& local_cost, const Decimal& rate_at_cost, const Decimal& local_value,
                             const Decimal& rate_now) {
  CurrencyParts parts;
  parts.market = (local_value - local_cost) * rate_now;
  parts.currency = local_cost * (rate_now - rate_at_cost);
  parts.total = parts.market + parts.currency;
  return parts;
}

}  // namespace openend::gains
