// money/rounding_manifest.h - floor 1
//
// Every place of a strike that rounds has a name here, and every rounding is counted with what it changed: rounded less
// exact, summed exactly to 18 decimals. A strike reports its manifest, so that no rounding is hidden [spec L-12].
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "base/decimal.h"

namespace openend {

enum class RoundingPlace : std::uint8_t {
  HoldingValue,
  ForwardValue,
  Dividend,
  Interest,
  Amortisation,
  AdvisoryFee,
  RelievedCost,
  SharesIssued,
  RedemptionMoney,
  NetAssetValue,
  Translation,
  TaxWithheld,
  SplitUnits,
  FractionMoney,
  ActionCash,
  ParLeft,
  ParPaid,
  ContractValue,
  ElectedUnits,
  kCount,
};

struct RoundingRule {
  std::string_view word, unit, sentence;
};

inline constexpr std::array<RoundingRule, static_cast<std::size_t>(RoundingPlace::kCount)> kRoundingPlaces{{
    {"holding value", "money", "each holding's quantity x price, or value from terms, by the trust's setting, half up"},
    {"forward value", "money", "each forward contract's units x rate, by the trust's setting, half up"},
    {"dividend", "money", "units held x rate of a dividend, to the minor unit, half up"},
    {"interest", "money", "cumulative accrued interest of a position, to the minor unit, half up"},
    {"amortisation", "money", "the cost that discount paper has reached, as its value is rounded"},
    {"advisory fee", "money", "the fee of a strike, to the minor unit, half up; what is left is carried forward"},
    {"relieved cost", "money", "the part of a lot's cost that goes with a part of the lot, to the minor unit, half up"},
    {"shares issued", "shares", "subscription money / net asset value, to the places of shares, half up"},
    {"redemption money", "money", "shares x net asset value, to the minor unit, half up"},
    {"net asset value", "per share", "net assets / shares, to the published places, half up"},
    {"translation", "money", "an amount in a foreign currency at its exchange rate, to the minor unit, half up"},
    {"tax withheld", "money", "percent of a gross dividend withheld, and given back, to the minor unit, half up"},
    {"split units", "units", "units of a holding x new / old of a split, to eight decimals, rounded down"},
    {"fraction money", "money", "fraction of a unit that a split leaves x its price, to the minor unit, half up"},
    {"action cash", "money", "units of a holding x cash a unit of a corporate action, to the minor unit, half up"},
    {"par left", "par", "par of a holding x new / old of a redemption, and coupons paid in par, to the cent, half up"},
    {"par paid back", "money", "par paid back before maturity x price / 100, to the minor unit, half up"},
    {"contract value", "money", "contracts x multiplier x price of a future or an option, to the minor unit, half up"},
    {"elected units", "units", "units elected x percent accepted of an offer, to the places elected in, rounded down"},
}};

struct RoundingTally {
  std::int64_t count = 0;    ///< roundings done
  std::int64_t changed = 0;  ///< of them, those that changed the number
  Int128 effect = 0;         ///< sum of rounded less exact, in 10^-18

  Decimal sum() const { return Decimal::of(effect, 18); }
};

class RoundingManifest {
 public:
  const RoundingTally& at(RoundingPlace place) const { return tallies_[static_cast<std::size_t>(place)]; }
  RoundingTally& at(RoundingPlace place) { return tallies_[static_cast<std::size_t>(place)]; }
  void clear() { tallies_ = {}; }

  /// One rounding of an exact decimal.
  void add(RoundingPlace place, const Decimal& exact, const Decimal& rounded) {
    add_fraction(place, exact, 1, rounded);
  }
  /// One rounding of numerator / denominator, itself taken to 18 decimals, half even.
  void add_fraction(RoundingPlace place, const Decimal& numerator, std::int64_t denominator, const Decimal& rounded) {
    RoundingTally& tally = at(place);
    ++tally.count;
    const Decimal off = rounded * Decimal(denominator) - numerator;
    if (off.is_zero()) return;
    ++tally.changed;
    tally.effect += divide(off, Decimal(denominator), 18, Rounding::HalfEven).coefficient();
  }

 private:
  std::array<RoundingTally, static_cast<std::size_t>(RoundingPlace::kCount)> tallies_{};
};

}  // namespace openend
