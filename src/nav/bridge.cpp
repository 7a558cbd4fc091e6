#include "nav/bridge.h"

namespace openend::nav {

std::string_view name_of(BridgeLine::Kind kind) {
  switch (kind) {
    case BridgeLine::Kind::Purchase: return "Purchase";
    case BridgeLine::Kind::Sale: return "Sale";
    case BridgeLine::Kind::Subscription: return "Subscription";
    case BridgeLine::Kind::Redemption: return "Redemption";
  }
  return "";
}

bool foots(const NavPackage& dealing, const Bridge& bridge) {
  std::int64_t net_assets = dealing.net_assets;
  Decimal shares = dealing.shares.decimal();
  for (const BridgeLine& line : bridge.lines) {
    net_assets += line.net_assets();
    shares += line.shares;
  }
  return net_assets == bridge.statement.net_assets && shares == bridge.statement.shares.decimal();
}

}  // namespace openend::nav
