// policy/pricing.h - floor 2
//
// Which price values a holding: the trust's order of sources and of kinds of price, for each kind of instrument.
//
// LAW   SAI 1999 p.35; spec V-1, V-7: the close of the principal market; where the day has none, the day's bid.
// WHY   The day comes first: a bid of today says more than a close of yesterday. Among the prices of a day the kind
//       comes before the source, so that a second vendor's close is better than the first vendor's bid.
// EDGE  Without a rule every source is as good as another and the price that became known last is taken; an
//       evaluated price is as good as a close, and an ask is only compared with.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "money/date.h"

namespace openend::policy {

/// What a price is. Stored; never renumber.
enum class PriceKind : std::uint8_t { Close, Bid, Ask, Evaluated };
inline constexpr std::array<std::string_view, 4> kPriceKinds{"close", "bid", "ask", "evaluated"};

std::optional<PriceKind> parse_price_kind(std::string_view word);
inline std::string_view name_of(PriceKind kind) { return kPriceKinds[static_cast<std::size_t>(kind)]; }

/// The word that stands for every kind of instrument without a rule of its own.
inline constexpr std::string_view kAnyInstrument = "any";

/// A [[pricing]] entry of the trust's terms.
struct PricingRule {
  Date from;
  std::string instrument;            ///< a word of the list of instruments, or kAnyInstrument
  std::vector<std::string> sources;  ///< best first; empty: any
  std::vector<PriceKind> kinds;      ///< best first; empty: as without a rule
};
using Pricing = std::vector<PricingRule>;  ///< by date

/// More sources than this make no list of priorities.
inline constexpr std::size_t kMostPriceSources = 40;
/// The rank of a price that values nothing.
inline constexpr std::uint8_t kNotUsed = 255;

/// The entry in force for an instrument on a day, its own before that of any; none where the trust has no rule.
const PricingRule* pricing_rule(const Pricing& pricing, std::string_view instrument, Date date);
/// How good a kind of price is by a rule, 0 being best; kNotUsed: it values nothing.
std::uint8_t kind_rank(const PricingRule* rule, PriceKind kind);
/// How good a price is among those of its day, 0 being best; kNotUsed: it values nothing.
std::uint8_t price_rank(const PricingRule* rule, std::string_view source, PriceKind kind);

}  // namespace openend::policy
