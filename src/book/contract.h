// book/contract.h - floor 3
//
// A future, a swap, a cap or a floor bought or sold, or an option written, while it is open. It is no holding:
// a future cost nothing, a written option is owed, a swap may be either. Contracts stand in the book in the order in
// which they were opened; first in is first out.
#pragma once

#include <cstdint>

#include "base/id.h"
#include "money/date.h"

namespace openend::book {

struct OpenContract {
  SecurityId security;
  std::uint64_t content_key = 0;  ///< stands for the security in digests
  std::uint64_t name = 0;         ///< lot_name() of the trade that opened it
  Date opened;
  bool option = false;
  bool swap = false;  ///< or a cap or a floor: what it cost was paid, and it stands at its value
  bool sold = false;
  std::int64_t contracts = 0;  ///< above zero
  std::int64_t amount = 0;     ///< at which it was opened, minor units: a purchase with its commission, a sale without

  /// What it would gain if it were closed for so much money.
  std::int64_t gain(std::int64_t closing) const { return sold ? amount - closing : closing - amount; }
};

}  // namespace openend::book
