#include "nav/amendment.h"

namespace openend::nav {

Amendment amendment(const NavPackage& sealed, const NavPackage& amended, const policy::Settings& settings) {
  Amendment result;
  result.per_share = amended.nav - sealed.nav;
  const Decimal hundredfold = result.per_share * Decimal(100);
  if (!amended.nav.is_zero()) result.percent = divide(hundredfold, amended.nav, 4, Rounding::HalfUp);
  result.reaches_limits = !result.per_share.is_zero() && abs(result.per_share) >= settings.correction_per_share &&
                          abs(hundredfold) >= settings.correction_pct * abs(amended.nav);
  return result;
}

}  // namespace openend::nav
