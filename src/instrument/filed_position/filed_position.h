// instrument/filed_position/filed_position.h - floor 2
#pragma once

#include "instrument/equity/equity.h"

namespace openend::instrument {

/// A position as a public filing states it: bond, share, pool, swap or whatever else. It stands at the value that was
/// filed; what its terms are is told by the filing (filing/nport.h). Nothing accrues or ends by them, since a filing
/// does not say enough to go on from its day.
struct FiledPosition : Equity {
  static constexpr std::string_view kWord = "filed_position";
  static constexpr std::string_view kLabel = "Position of a filing";
};

}  // namespace openend::instrument
