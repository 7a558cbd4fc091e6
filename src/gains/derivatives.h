// gains/derivatives.h - floor 3
//
// What options, futures, forwards and short sales gain, and over which term.
#pragma once

#include <optional>
#include <vector>

#include "base/decimal.h"
#include "money/date.h"

namespace openend::gains {

/// A gain by term; below zero a loss.
struct GainByTerm {
  Decimal short_term, long_term;
};

/// LAW   26 USC 1234, 1256(a)(3); rules 3.6: the holder's gain has the term of the option; the writer's is short-term
///       always. Of options on broad indices 60% are long-term and 40% short-term, for both.
/// CASE  4,000 paid and sold for 6,000 a month later: holder 2,000, writer -2,000, short-term.
struct OptionGain {
  GainByTerm holder, writer;
};
/// `closing` is what closing it cost in all; zero where it expired.
OptionGain option_gain(bool broad_index, const Decimal& premium, Date opened, Date closed, const Decimal& closing);

/// LAW   Rules 3.6: at exercise the premium becomes part of the stock's price: more for a call, less for a put.
/// CASE  A call of 4,000 exercised for 50,000: the holder's stock costs, and the writer realises, 54,000.
Decimal exercised_amount(bool call, const Decimal& strike_amount, const Decimal& premium);

/// LAW   Rules 3.7: every day the change of the settlement price is paid; closing realises all of it.
struct FuturesDays {
  std::vector<Decimal> variation_margin;  ///< received, below zero paid
  Decimal realized;                       ///< their sum
};
/// `multiplier` dollars a point; contracts below zero are sold.
FuturesDays futures_days(const Decimal& open, const std::vector<Decimal>& settlements, const Decimal& multiplier,
                         const Decimal& contracts);

/// Value and unrealised gain of one forward contract.
struct ForwardRow {
  Decimal value, unrealized;
};
ForwardRow total_of(const std::vector<ForwardRow>& rows);
/// LAW   Rules 3.9: a sale gains what the currency falls, a purchase what it rises.
Decimal forward_gain(bool sold, const Decimal& contract, const Decimal& current_value);

/// LAW   26 USC 1233(b), (d); rules 3.4: where like shares were held for a year or less at the short sale, its gain is
///       short-term (rule 1) and those shares' holding begins anew when it is closed or they are sold (rule 2). Where
///       they were held longer, its loss is long-term.
/// CASE  Bought at 1,000, sold short at 1,600 five months later, closed with them: 600 short-term, by rule 1.
struct ShortSale {
  Date bought;  ///< the like shares
  Date sold_short;
  Decimal proceeds;
  Date closed;
  Decimal closing_cost;  ///< of the shares delivered: the like ones, or others bought for it
  bool delivered_like_shares = true;
};
struct ShortSaleGain {
  Decimal gain;
  bool long_term = false;
};
ShortSaleGain short_sale_gain(const ShortSale& sale);

/// The like shares, sold on a day after the short sale was closed with others.
struct LikeSharesGain {
  Decimal gain;
  bool long_term = false;
  Date holding_begins;
};
LikeSharesGain like_shares_gain(const ShortSale& sale, const Decimal& cost, Date sold, const Decimal& proceeds);

/// LAW   ASC 946-830; rules 3.8: unrealised gain on foreign stock, the market's part at today's rate, the currency's on
///       cost.
/// CASE  100,000 at 1.60, now 104,000 at 1.50: market 6,000, currency -10,000, together -4,000.
struct CurrencyParts {
  Decimal market, currency, total;
};
CurrencyParts currency_parts(const Decimal& local_cost, const Decimal& rate_at_cost, const Decimal& local_value,
                             const Decimal& rate_now);

}  // namespace openend::gains
