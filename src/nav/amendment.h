// nav/amendment.h - floor 3
//
// What a published net asset value was, and what late events made or would make of it.
//
// LAW   Spec N-7: an error of a cent a share or more that is also one half of one percent or more opens a correction;
//       both limits are settings.
// WHY   Whoever dealt at a wrong price took from the others, or gave to them; a small error costs more to undo than it
//       is worth.
// EDGE  READ AS: published values are compared, and the percent is of the amended value, which is the right one.
// CASE  10.00 sealed and 10.05 amended: 0.05 a share, 0.4975 percent: below. 10.06: 0.5964 percent: reached.
#pragma once

#include <optional>

#include "nav/package.h"

namespace openend::nav {

struct Amendment {
  Decimal per_share;               ///< amended less sealed, base currency
  std::optional<Decimal> percent;  ///< of the amended value, four places, half up; none of a value of nothing
  bool reaches_limits = false;     ///< exactly, before the percent is rounded
};

Amendment amendment(const NavPackage& sealed, const NavPackage& amended, const policy::Settings& settings);

}  // namespace openend::nav
