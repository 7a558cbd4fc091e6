// gains/corporate_actions.h - floor 3
//
// What corporate actions leave of a holding's cost, and what they gain. Money to the cent half up where cost is shared.
// Reorganisations that are taxed in full are sales.
#pragma once

#include <optional>
#include <vector>

#include "base/decimal.h"
#include "base/result.h"

namespace openend::gains {

/// LAW   26 USC 305(a); Rev. Rul. 66-365; rules 3.5: the cost stays and the shares are multiplied; a fraction that is
///       paid in cash is received with its part of the cost, then sold.
/// CASE  101 shares of cost 1,000.00, three for two, 8.00 a share for fractions: 151 shares of 996.70; 0.70 gained.
struct Split {
  Decimal whole_shares, fraction;
  Decimal cash_in_lieu, fraction_cost, gain;  ///< cents
  Decimal remaining_cost;
};
/// `new_shares` for each `old_shares`. Refuses numbers that are not above zero (E-GAIN-002).
Result<Split> split(const Decimal& shares, const Decimal& cost, const Decimal& new_shares, const Decimal& old_shares,
                    const Decimal& cash_price);

/// LAW   26 USC 307; Reg. 1.307-1: rights worth less than 15% of the stock take no cost unless the holder elects it;
///       otherwise cost is shared by market value on the day of distribution, the stock ex-rights.
/// EDGE  One right buys one share.
/// CASE  100 shares of cost 100 at 110 ex, 100 rights at 19: 8,527.13 and 1,472.87.
struct Rights {
  bool allocated = false;                   ///< 15% or more, or elected
  Decimal stock_cost, rights_cost;          ///< in all, to eighteen places
  Decimal per_right, old_share, new_share;  ///< cost of one; a new share's holds the subscription
};
struct RightsTerms {
  Decimal shares, cost;  ///< held; cost of one
  Decimal rights, stock_value, right_value, subscription;
  bool elected = false;
};
Result<Rights> rights(const RightsTerms& terms);

/// LAW   26 USC 355, 358; rules 3.5: cost is shared by the market values of what is held after the distribution.
struct SpinOff {
  Decimal parent_cost, spun_cost;  ///< the parent's to the cent half up, the rest to the other
};
/// `new_shares` of the one spun off for each `old_shares` of the parent; market values of one share. Refuses values
/// that are worth nothing (E-GAIN-002).
struct SpinOffTerms {
  Decimal shares, cost;  ///< of the parent, in all
  Decimal new_shares = Decimal(1), old_shares = Decimal(1);
  Decimal parent_value, spun_value;
};
Result<SpinOff> spin_off(const SpinOffTerms& terms);

/// LAW   26 USC 301(c)(2), (3): a return of capital lessens the cost to zero; the rest is gain.
/// CASE  Cost 10, three times 4: 6, 2, 0 left; 2 gained by the third.
struct CapitalReturned {
  Decimal cost_after, gain;
};
std::vector<CapitalReturned> return_of_capital(Decimal cost, const std::vector<Decimal>& returned);

/// LAW   26 USC 354, 356, 358: of the gain of an exchange as much is recognised as came in cash; a loss is not.
/// CASE  Cost 4,000, stock of 4,500 and 1,000 cash: 1,500 realised, 1,000 recognised, new cost 4,000.
struct Exchange {
  Decimal gain_realized, gain_recognized, new_cost;
};
Exchange exchange_with_cash(const Decimal& cost, const Decimal& stock_value, const Decimal& cash);

}  // namespace openend::gains
