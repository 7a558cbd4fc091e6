// book/contract.h - floor 3
//
// A future, a swap, a cap or a floor bought or sold, an option written, or a security sold short, while it is open. It
// is no holding: a future cost nothing, a written option and a short sale are owed, a swap may be either. Contracts
// stand in the book in the order in which they were opened; first in is first out.
#pragma once

#include <cstdint>

#include "base/id.h"
#include "money/date.h"

namespace openend::book {

/// Stored as bits; never renumber.
enum class ContractSort : std::uint8_t {
  Future = 0,
  WrittenOption = 1,
  Swap = 4,  ///< or a cap or a floor: what it cost was paid, and it stands at its value
  ShortSale = 8,
};

/// Whether what was opened is a debt that stands at its value: it is always sold.
constexpr bool is_owed(ContractSort sort) {
  return sort == ContractSort::WrittenOption || sort == ContractSort::ShortSale;
}

struct OpenContract {
  SecurityId security;
  std::uint64_t content_key = 0;  ///< stands for the security in digests
  std::uint64_t name = 0;         ///< lot_name() of the trade that opened it
  Date opened;
  ContractSort sort{};
  bool sold = false;
  std::int64_t contracts = 0;  ///< above zero; of a short sale, units
  /// At which it was opened, minor units of the contract's currency: a purchase with its commission, a sale without.
  std::int64_t amount = 0;
  /// Of a future in another currency than the books': the margin that its moves have brought so far, in that currency.
  std::int64_t margined = 0;
  /// Minor units of the base currency: what `margined` was worth day by day; of all but futures, what `amount` was
  /// worth on the day it was opened.
  std::int64_t carried = 0;

  /// What it would gain if it were closed for so much money, in its currency.
  std::int64_t gain(std::int64_t closing) const { return sold ? amount - closing : closing - amount; }
};

}  // namespace openend::book
