// instrument/preferred_stock/preferred_stock.h - floor 2
#pragma once

#include "instrument/equity/equity.h"

namespace openend::instrument {

/// Preferred shares: priced per share with the dividend in the price, so nothing accrues; the dividend rate is a
/// term for the schedule, and dividends book on their ex-date like any other [spec V-9].
struct PreferredStock : Equity {
  static constexpr std::string_view kWord = "preferred_stock";
  static constexpr std::string_view kLabel = "Preferred Stock";
};

}  // namespace openend::instrument
