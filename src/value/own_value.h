// value/own_value.h - floor 3
//
// What values a holding in place of its market price or its terms: a fair value, amortised cost, or the market price
// of paper that would stand at its terms. Made for one book and day, before it is marked; most holdings have none.
#pragma once

#include <string_view>
#include <vector>

#include "instrument/instrument.h"
#include "value/price_board.h"

namespace openend::value {

enum class Basis : unsigned char { FairValue, AmortisedCost, Market, Indexed };
constexpr std::string_view name_of(Basis basis) {
  switch (basis) {
    case Basis::FairValue: return "fair value";
    case Basis::AmortisedCost: return "amortised cost";
    case Basis::Market: return "market";
    case Basis::Indexed: return "market, indexed";
  }
  return "";
}

struct OwnValue {
  Basis basis{};
  instrument::Quotation quotation{};  ///< how the holding is valued today
  PriceBoard::Mark price;             ///< of a fair value, or indexed; not known: the board's
  Decimal index_ratio = Decimal(1);   ///< by which that was multiplied, where it is indexed
  Decimal quoted;                     ///< then, as it is quoted
  instrument::Fraction value;         ///< of amortised cost
  std::uint32_t determination = 0;    ///< place in FairValueBoard::all(), of fair values and of Market
};

class OwnValues {
 public:
  const OwnValue* at(std::size_t slot) const {
    return slot >= places_.size() || places_[slot] == kNone ? nullptr : &values_[places_[slot]];
  }
  void set(std::size_t slot, OwnValue value) {
    if (places_.size() <= slot) places_.resize(slot + 1, kNone);
    if (places_[slot] == kNone) {
      places_[slot] = static_cast<std::uint32_t>(values_.size());
      values_.push_back(std::move(value));
    } else {
      values_[places_[slot]] = std::move(value);
    }
  }
  bool empty() const { return values_.empty(); }

 private:
  static constexpr std::uint32_t kNone = 0xffffffffU;
  std::vector<std::uint32_t> places_;  ///< by slot; empty in most books
  std::vector<OwnValue> values_;
};

}  // namespace openend::value
