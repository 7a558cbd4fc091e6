// instrument/certificate_of_deposit/certificate_of_deposit.h - floor 2
#pragma once

#include "instrument/debt/coupon_bond.h"

namespace openend::instrument {

/// Certificates of deposit and deposit notes of banks that pay interest on days counted back from maturity.
struct CertificateOfDeposit : CouponBond {
  static constexpr std::string_view kWord = "certificate_of_deposit";
  static constexpr std::string_view kLabel = "Certificate of Deposit";
};

}  // namespace openend::instrument
