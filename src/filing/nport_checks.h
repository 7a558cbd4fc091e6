// filing/nport_checks.h - floor 2
//
// Whether a filing agrees with itself. A figure that disagrees is shown and changes nothing: what was filed stays as it
// was filed.
#pragma once

#include <string>
#include <vector>

#include "filing/nport.h"

namespace openend::filing::nport {

struct Verdict {
  std::string check;
  std::string subject;  ///< the position at fault; empty: the whole filing
  std::string found, expected;
  bool passed = true;
};

/// LAW   Form N-PORT B.1: net assets are total assets less total liabilities.
/// LAW   Form N-PORT C.2.d: a position's percent is its value to net assets; held here to ten decimals, half up.
/// CASE  100 x 12,467.33 / 361,898,455.93 = 0.0034449802 where 0.003444980158 is filed: they agree.
/// EDGE  A position without a filed value or percent has nothing to be checked; with net assets of zero none has.
/// Each position at fault is one verdict; then one for all of them.
std::vector<Verdict> checks(const Filing& filing);

/// What the books do not itemise: net assets less the filed values, with all their decimals.
Decimal not_itemised(const Filing& filing);

}  // namespace openend::filing::nport
