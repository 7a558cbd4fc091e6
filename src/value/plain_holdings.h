// value/plain_holdings.h - floor 3
//
// The kernel of the strike: quantity x price, rounded, for the usual holdings of a book.
#pragma once

#include "value/holding_rounding.h"

namespace openend::value {

/// The holdings that most books hold alone: those at a market price, in the base currency, whose value fits 64 bits on
/// the way. Writes their marks and gives the slots of all others, in order, which are not written.
std::vector<std::uint32_t> mark_plain(const book::Positions& positions, const PriceBoard& prices,
                                      const instrument::SecurityColumns& columns, const Scale& scale,
                                      Residues& residues, Marks& marks);

}  // namespace openend::value
