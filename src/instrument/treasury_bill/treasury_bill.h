// instrument/treasury_bill/treasury_bill.h - floor 2
#pragma once

#include "instrument/debt/discount_paper.h"

namespace openend::instrument {

/// Bills of the United States Treasury: bought at a discount rate on a year of 360 days, paid back at par.
struct TreasuryBill : DiscountPaper {
  static constexpr std::string_view kWord = "treasury_bill";
  static constexpr std::string_view kLabel = "U.S. Treasury Bill";
};

}  // namespace openend::instrument
