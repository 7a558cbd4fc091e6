// filing/nport_booking.h - floor 2
//
// What books made from a filing hold: each position at its filed value, and one closing line for all that the filing
// does not itemise, so that net assets are those that were filed.
//
// WHY   The books value by quantity x price and a filing tells only the value: the price is value / balance with as few
//       decimals as give the filed value back to the minor unit. The filing's own record keeps the filed decimals.
// EDGE  A position whose balance is absent or zero is held as one unit. One whose value is absent is not held: it is in
//       the closing line, whatever it is worth.
#pragma once

#include <cstdint>
#include <vector>

#include "base/fixed.h"
#include "filing/nport.h"

namespace openend::filing::nport {

struct Holding {
  std::size_t position = 0;  ///< place in the filing
  Fixed quantity, price;
  std::int64_t value = 0;  ///< minor units
  std::int64_t cost = 0;   ///< the value, less a derivative's filed unrealised appreciation
  bool as_one = false;     ///< held as one unit
};

struct Booking {
  std::vector<Holding> holdings;
  std::vector<std::size_t> without_value;  ///< places in the filing
  std::int64_t net_assets = 0, investments = 0, cost = 0;
  std::int64_t not_itemised = 0;  ///< other assets and liabilities
  std::int64_t rounding = 0;      ///< what is left of rounding each line by itself
  Decimal rounded_off;            ///< booked values less filed values
};

/// Dollars, rounded to the cent, half up.
Booking booking_of(const Filing& filing);

}  // namespace openend::filing::nport
