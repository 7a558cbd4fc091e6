// nav/per_share.h - floor 3
//
// The arithmetic of a share's value, for numbers that come without a book.
#pragma once

#include <vector>

#include "base/decimal.h"
#include "base/result.h"

namespace openend::nav {

/// LAW   17 CFR 270.2a-4; SAI 1999 p.35: net assets over shares outstanding. To eighteen places. Refuses a fund
///       without shares (E-SHARE-001).
Result<Decimal> per_share(const Decimal& net_assets, const Decimal& shares);

struct NetAssets {
  Decimal assets, liabilities, net;
};
NetAssets net_assets(const std::vector<Decimal>& assets, const std::vector<Decimal>& liabilities);

/// LAW   Rules 1.3: published to the cent, half up.
Decimal published(const Decimal& unrounded, int decimals);

/// LAW   Rules 1.3: an order's shares are taken to three decimals, half up; what is left of the money stays in the
/// fund.
struct SharesDealt {
  Decimal shares;
  Decimal value;  ///< at the net asset value, to the cent half up
};
/// Refuses a net asset value that is not above zero (E-SHARE-001).
Result<SharesDealt> shares_for(const Decimal& dollars, const Decimal& nav, int decimals);

/// LAW   Rules 1.4: a published value is in error from a cent a share on, measured on the unrounded correct value, and
///       material where that is also half a percent of it or more.
struct PublishedError {
  Decimal difference;  ///< without its sign
  Decimal of_correct;  ///< the part of the correct value, 0.005 is half a percent
  bool is_error = false, is_material = false;
};
/// Refuses a correct value that is not above zero (E-SHARE-001).
Result<PublishedError> published_error(const Decimal& correct, const Decimal& was_published);

/// LAW   17 CFR 270.2a-4(b): what was not accrued may be left out where it is less than a cent a share, net.
struct LeftOut {
  Decimal per_share;
  bool allowed = false;
};
Result<LeftOut> may_be_left_out(const Decimal& net_items, const Decimal& shares);

}  // namespace openend::nav
