// event/codec_loan.h - floor 2
//
// Loans and their collateral as stored. For the codec's own files only.
#pragma once

#include "event/codec_parts.h"
#include "event/loan.h"

namespace openend::event {

inline void put(ByteWriter& out, const Loan& e) {
  out.put(e.kind);
  out.put(e.purpose);
  out.put(static_cast<std::uint8_t>((e.year365 ? 1 : 0) | (e.has_due ? 2 : 0)));
  for (const LoanRate rate : {e.rate, e.fee_rate, e.repo_rate, e.bank_rate}) out.put(rate);
  put(out, e.due);
  out.put(e.security.value);
  out.put(e.principal);
  out.put(e.worth);
  put(out, e.quantity);
  out.put_text(e.counterparty);
}
inline Loan get_loan(ByteReader& in) {
  Loan e;
  e.kind = in.get<LoanKind>();
  e.purpose = in.get<LoanPurpose>();
  const auto flags = in.get<std::uint8_t>();
  e.year365 = (flags & 1U) != 0;
  e.has_due = (flags & 2U) != 0;
  for (LoanRate* rate : {&e.rate, &e.fee_rate, &e.repo_rate, &e.bank_rate}) *rate = in.get<LoanRate>();
  e.due = get_date(in);
  e.security = SecurityId{in.get<std::uint32_t>()};
  e.principal = in.get<std::int64_t>();
  e.worth = in.get<std::int64_t>();
  e.quantity = get_fixed(in);
  e.counterparty = in.get_text();
  return e;
}

inline void put(ByteWriter& out, const LoanPayment& e) {
  out.put_text(e.loan);
  out.put(e.principal);
  out.put(static_cast<std::uint8_t>((e.has_rate ? 1 : 0) | (e.has_due ? 2 : 0) | (e.has_worth ? 4 : 0)));
  for (const LoanRate rate : {e.rate, e.repo_rate, e.bank_rate}) out.put(rate);
  put(out, e.due);
  out.put(e.worth);
  put(out, e.quantity);
}
inline LoanPayment get_loan_payment(ByteReader& in) {
  LoanPayment e;
  e.loan = in.get_text();
  e.principal = in.get<std::int64_t>();
  const auto flags = in.get<std::uint8_t>();
  e.has_rate = (flags & 1U) != 0;
  e.has_due = (flags & 2U) != 0;
  e.has_worth = (flags & 4U) != 0;
  for (LoanRate* rate : {&e.rate, &e.repo_rate, &e.bank_rate}) *rate = in.get<LoanRate>();
  e.due = get_date(in);
  e.worth = in.get<std::int64_t>();
  e.quantity = get_fixed(in);
  return e;
}

inline void put(ByteWriter& out, const CollateralValue& e) {
  out.put_text(e.deal);
  out.put(e.security.value);
  out.put(e.kind);
  out.put(e.value);
}
inline CollateralValue get_collateral(ByteReader& in) {
  CollateralValue e;
  e.deal = in.get_text();
  e.security = SecurityId{in.get<std::uint32_t>()};
  e.kind = in.get<CollateralKind>();
  e.value = in.get<std::int64_t>();
  return e;
}

}  // namespace openend::event
