// check/list.h - floor 3
//
// The one list of what a strike is checked for: id, what must hold, where that comes from, and the limit where no
// setting says another. A failed check never stops a strike: it waits for an override before the day can be approved.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include "check/finding.h"

namespace openend::check {

enum class CheckId : unsigned char {
  LedgerEqualsNetAssets,
  HoldingsEqualLots,
  NavMove,
  NetAssetsAboveZero,
  ChangeSums,
  ClosedDay,
  RateStale,
  // Of prices, in the order of PriceCheck (check/price_checks.h).
  PriceMissing,
  PriceStale,
  PriceMove,
  PriceAgainstVendor,
  PriceAgainstIndex,
  PriceAgainstYield,
  PriceScale,
  PriceSourceApproved,
  FairValueExpired,
  PriceKind,
  SecondNav,
  ElectionDue,
  ElectionMissed,
  Collateral,
  BorrowingLimit,
  LendingLimit,
  ShortSales,
  TbaDelivery,
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
    {"rate-stale", "Every exchange rate and forward rate that was used is of the day.", "spec V-4; V-6", "of the day"},
    {"price-missing", "A holding has a price of the strike's day.", "spec V-6", "of the day"},
    {"price-stale", "A price is not too old and has not stood unchanged for too long.", "spec V-6",
     "by kind of instrument"},
    {"price-move", "A price has not moved too far from the one used before it.", "spec V-6", "by kind of instrument"},
    {"price-against-vendor", "Other sources of the day say nearly the same.", "spec V-6; V-7", "by kind of instrument"},
    {"price-against-index", "A price has moved nearly as its index has.", "spec V-6", "by kind of instrument"},
    {"price-against-yield", "A bond's price implies nearly the yield that the price before it implied.", "spec V-6",
     "by kind of instrument"},
    {"price-scale", "A price is not a hundred times, or a hundredth of, the one before it.", "spec V-6",
     "not near 100 or 1/100"},
    {"price-source-approved",
     "The trustees have approved what priced the holding; looked at once they approve anything.", "spec V-10",
     "in the register of approvals"},
    {"fair-value-expired", "A determination of fair value has not run out, and its review is not overdue.", "spec V-5",
     "in force"},
    {"price-kind", "For information: prices that are not of the kind that the trust takes first.", "spec V-1",
     "the first kind"},
    {"second-nav", "Yesterday's value rolled forward by other code, without the ledger, gives the same net assets.",
     "spec N-11", "equal within its roundings"},
    {"election-due", "Of every offer whose deadline is near, something was said for all that is held.", "spec L-7",
     "5 pricing days before"},
    {"election-missed", "No deadline of an offer has passed without an answer.", "spec L-7",
     "answered by the deadline"},
    {"collateral", "What covers a repurchase agreement or a security on loan is worth enough, by the custodian's word.",
     "spec G-1, G-3, G-10", "what is to come back"},
    {"borrowing-limit", "Money borrowed from banks and portfolios is within the limit.", "SAI 1999 p.3-4; spec G-6",
     "25 percent of assets less other liabilities"},
    {"lending-limit", "Securities on loan and money lent to portfolios are within the limit.",
     "SAI 1999 p.3-4; spec G-3", "25 percent of total assets"},
    {"short-sales", "What is sold short beyond what is held is within the limit.", "SAI 1999 p.6; spec G-7",
     "0 percent of net assets"},
    {"tba-delivery",
     "Nothing is held of a pool to be announced on its day of delivery: the pools are told, and bought.", "spec S-4",
     "none on the day of delivery"},
}};

constexpr const Check& check_of(CheckId id) { return kChecks[static_cast<std::size_t>(id)]; }

/// The place of an id in the list; kCount where there is no such check.
constexpr std::size_t place_of(std::string_view id) {
  std::size_t place = 0;
  while (place < kChecks.size() && kChecks[place].id != id) ++place;
  return place;
}

/// What a finding was held against.
inline std::string_view limit_of(const Finding& finding) {
  const std::size_t place = place_of(finding.check);
  return finding.limit.empty() && place < kChecks.size() ? kChecks[place].limit : std::string_view(finding.limit);
}

}  // namespace openend::check
