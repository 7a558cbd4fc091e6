// nav/bridge.h - floor 3
//
// From a day's dealing net asset value to that of its financial statement: every entry dated that day which the books
// take at the next strike, with what it does to net assets and to shares.
//
// LAW   AR 1996 p.105, spec L-2: a statement holds investments and shares on their trade dates; 17 CFR 270.2a-4(a)(2)
//       and (3) let a dealing value take both on the next business day.
// WHY   A shareholder compares the two values of a year's end: each cent between them must have a name.
// CASE  10 units bought for 100.00 that close at 10.10 each: money -100.00, value 101.00, net assets +1.00.
#pragma once

#include <string>
#include <vector>

#include "nav/package.h"

namespace openend::nav {

struct BridgeLine {
  enum class Kind : unsigned char { Purchase, Sale, Subscription, Redemption } kind = Kind::Purchase;
  book::Origin origin;
  std::string place;          ///< file and row; who knows the files' names fills it in
  SecurityId security;        ///< none for shares of the portfolio
  Fixed quantity;             ///< of the security
  std::int64_t money = 0;     ///< minor units: received, or negative when paid, whenever it settles
  std::int64_t value = 0;     ///< by which the holdings change at the day's closing marks
  std::int64_t interest = 0;  ///< by which the interest receivable changes
  Decimal shares;             ///< by which the shares outstanding change

  std::int64_t net_assets() const { return money + value + interest; }
};
std::string_view name_of(BridgeLine::Kind kind);

struct Bridge {
  std::vector<BridgeLine> lines;
  NavPackage statement;                ///< struck from the ledger with all of them posted; it is sealed nowhere
  std::vector<book::Pending> pending;  ///< what waits to settle then
};

/// Whether the lines lead from the dealing figures to the statement's, to the cent and to the last place of a share.
bool foots(const NavPackage& dealing, const Bridge& bridge);

}  // namespace openend::nav
