// nav/second.h - floor 3
//
// The second net asset value of a day: yesterday's sealed value rolled forward without the ledger. What it is made of;
// day/second_nav.cpp makes it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/decimal.h"

namespace openend::nav {

struct SecondNav {
  bool rolled = false;  ///< false: there is no strike before to roll from
  struct Step {
    std::string_view what;
    std::int64_t amount = 0;  ///< minor units of the base currency
  };
  std::vector<Step> steps;  ///< from yesterday's net assets on; they sum to net_assets
  std::int64_t net_assets = 0;
  Decimal shares, nav;
  std::int64_t bound = 0;  ///< minor units by which roundings alone may make it differ from the struck value

  bool agrees(std::int64_t struck_net_assets, const Decimal& struck_shares) const {
    const std::int64_t off = net_assets - struck_net_assets;
    return !rolled || (off <= bound && off >= -bound && shares == struck_shares);
  }
};

}  // namespace openend::nav
