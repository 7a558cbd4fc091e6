// instrument/depositary_receipt/depositary_receipt.h - floor 2
#pragma once

#include "instrument/equity/equity.h"

namespace openend::instrument {

/// American, global and European depositary receipts for foreign shares, ordinary or preferred. Priced in the
/// receipt's own currency and market; the country of risk is the issuer's.
struct DepositaryReceipt : Equity {
  static constexpr std::string_view kWord = "depositary_receipt";
  static constexpr std::string_view kLabel = "Depositary Receipt";
};

}  // namespace openend::instrument
