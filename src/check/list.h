// check/list.h - floor 3
//
// The one list of what a strike is checked for: id, what must hold, where that comes from, and the limit where no
// setting says another. A failed check never stops a strike: it waits for an override before the day can be approved.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace openend::check {

enum class CheckId : unsigned char {
  LedgerEqualsNetAssets,
  HoldingsEqualLots,
  NavMove,
  NetAssetsAboveZero,
  ChangeSums,
  ClosedDay,
  PriceStale,
  SecondNav,
  kCount,
};

struct Check {
  std::string_view id;
  std::string_view sentence;
  std::string_view source;
  std::string_view limit;  ///< the default
};

inline constexpr std::array<Check, static_cast<std::size_t>(CheckId::kCount)> kChecks{{
    {"ledger-equals-net-assets", "What the ledger owes its holders is its net assets, and investments stand at value.",
     "spec N-6; L-10", "equal to the minor unit"},
    {"holdings-equal-lots",
     "Every position is the sum of its lots, and all costs are the ledger's investments at cost.", "spec N-6; L-2",
     "equal to the last place"},
    {"nav-move", "The net asset value of a share moved no further since the strike before than the limit.", "spec N-6",
     "5 percent"},
    {"net-assets-above-zero", "Net assets are above zero.", "spec N-6", "above 0"},
    {"change-sums", "The causes of the change since the strike before add up to it.", "spec N-5",
     "equal to the minor unit"},
    {"closed-day", "No news took effect on a day whose net asset value was already published.", "spec N-4; N-6",
     "no published version before this one"},
    {"price-stale", "Every holding and contract has a price or rate of the day.", "spec V-6", "of the day"},
    {"second-nav", "Yesterday's value rolled forward by other code, without the ledger, gives the same net assets.",
     "spec N-11", "equal within its roundings"},
}};

constexpr const Check& check_of(CheckId id) { return kChecks[static_cast<std::size_t>(id)]; }

}  // namespace openend::check
