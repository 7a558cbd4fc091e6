// instrument/repurchase_agreement/repurchase_agreement.h - floor 2
#pragma once

#include "instrument/instrument.h"

namespace openend::instrument {

/// Securities bought with the seller's promise to buy them back: a secured loan. It stands at cost; interest accrues
/// on actual/360 from the day it is dated. 1,500,000 at 7.00% for two days comes back as 1,500,583 [AR 1996 p.85].
struct RepurchaseAgreement {
  static constexpr std::string_view kWord = "repurchase_agreement";
  static constexpr std::string_view kLabel = "Repurchase Agreement";

  static Quotation quotation(const Security&) { return Quotation::FromTerms; }
  static bool amortises(const Security&) { return true; }
  static Refusals check(const Security& security) {
    Refusals faults;
    if (!security.rate_pct) faults.push_back(term_fault(security, "no rate", "a percentage in rate_pct"));
    if (!security.issued) faults.push_back(term_fault(security, "no date of agreement", "a date in issued"));
    if (!security.maturity) faults.push_back(term_fault(security, "no repurchase date", "a date in maturity"));
    if (security.issued && security.maturity && *security.issued >= *security.maturity) {
      faults.push_back(term_fault(security, "it is repurchased before it is dated", "maturity after issued"));
    }
    return faults;
  }
  static Fraction value_from_terms(const Security&, const Decimal& principal, Date) { return {principal, 1}; }
  static Fraction interest(const Security& security, const Decimal& principal, int days) {
    return {principal * *security.rate_pct * Decimal::of(1, 2) * Decimal(days), 360};
  }
  static Fraction accrued(const Security& security, const Decimal& principal, Date through) {
    if (through < *security.issued || through >= *security.maturity) return {};
    return interest(security, principal, through + 1 - *security.issued);
  }
  static std::vector<LifeEvent> life(const Security& security, Date after, Date until) {
    const Date end = *security.maturity;
    if (end <= after || end > until) return {};
    return {{LifeEvent::What::Maturity, end, interest(security, Decimal(1), end - *security.issued), Decimal(1)}};
  }
};

}  // namespace openend::instrument
