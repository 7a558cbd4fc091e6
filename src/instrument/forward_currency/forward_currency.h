// instrument/forward_currency/forward_currency.h - floor 2
//
// LAW   Annual report 1996, note 1: forward contracts are marked daily by the forward rate for their settlement date.
// CASE  6,900,000 guilders sold for 4,099,457 to 1997-02-18; at 0.58068639... they are worth 4,006,736: a gain of
// 92,721.
// EDGE  A contract that is offset by its opposite stands beside it until both settle: their difference is fixed. One
// between two foreign currencies is two promises, each against the base currency, at the same agreed worth.
#pragma once

#include <string>

#include "base/fixed.h"
#include "money/date.h"
#include "money/money.h"

namespace openend::instrument {

/// A promise to deliver (sell) or take (buy) foreign currency on a date for an agreed amount of base currency.
struct ForwardCurrency {
  std::string contract;  ///< its id in the portfolio
  bool sell = true;
  Currency currency;
  Fixed units;
  Date settlement;
  std::int64_t amount = 0;  ///< agreed; minor units of the base currency
  bool delivered = false;   ///< both currencies change hands on the settlement day; else the gain is paid
  std::uint8_t custody = 0;
  Date agreed = {};  ///< the trade date; none of a contract that was taken over

  /// The currency's value at a forward rate, unrounded: units x base currency per unit.
  Decimal value(const Decimal& rate) const { return units.decimal() * rate; }
  /// What it would gain if settled at `value` minor units: a sale gains when the currency falls.
  std::int64_t unrealised(std::int64_t value) const { return sell ? amount - value : value - amount; }
};

}  // namespace openend::instrument
