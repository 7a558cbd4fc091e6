// instrument/common_stock/common_stock.h - floor 2
#pragma once

#include "instrument/equity/equity.h"

namespace openend::instrument {

/// Ordinary shares. Valued at the closing price of the principal market [SAI 1999 p.35].
struct CommonStock : Equity {
  static constexpr std::string_view kWord = "common_stock";
  static constexpr std::string_view kLabel = "Common Stock";
};

}  // namespace openend::instrument
