// report/priced_by.h - floor 4
//
// What valued a holding on the struck day, in words: which source and kind of price, or which rule in its place.
//
// LAW   Spec V-7: which source priced what is kept for ever. The log keeps it; here it is told.
#pragma once

#include "report/figures.h"

namespace openend::report {

struct PricedBy {
  bool has_price = false;   ///< quantity x price; else a value from terms or at amortised cost
  bool from_board = false;  ///< a source's price
  std::string quotation;    ///< per unit, per 100, from terms, amortised cost
  std::string source;       ///< of the price; or the determination
  std::string kind;         ///< close, bid, evaluated, terms, amortised cost, fair value level 2
  std::string date;         ///< of the price or the determination
};
PricedBy priced_by(const Struck& struck, const Holding& holding);

}  // namespace openend::report
