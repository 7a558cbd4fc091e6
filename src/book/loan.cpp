#include "book/loan.h"

#include <algorithm>

namespace openend::book {

namespace {

/// Minor units of principal x a rate in millionths of a percent x days, over a year of percents.
instrument::Fraction simple(std::int64_t principal, event::LoanRate rate, int days, bool year365) {
  return {Decimal(principal) * Decimal::of(rate, event::kLoanRatePlaces) * Decimal(days), year365 ? 36'500 : 36'000};
}

}  // namespace

int OpenLoan::days_through(Date through) const {
  const Date end = has_due && due <= through ? due : through + 1;
  return std::max(0, end - since);
}

instrument::Fraction OpenLoan::interest(int days) const {
  if (kind != event::LoanKind::JointRepurchase) return simple(principal, rate, days, year365);
  return {Decimal(worth) * Decimal(days), std::max(1, due - opened)};
}

instrument::Fraction OpenLoan::fee(int days) const {
  if (!event::lends_security(kind)) return {Decimal{}, 1};
  return simple(worth, fee_rate, days, year365);
}

void put(ByteWriter& out, const std::vector<OpenLoan>& loans) {
  out.put(static_cast<std::uint32_t>(loans.size()));
  for (const OpenLoan& loan : loans) {
    out.put_text(loan.id);
    out.put_text(loan.counterparty);
    out.put(loan.kind);
    out.put(loan.purpose);
    out.put(static_cast<std::uint8_t>((loan.year365 ? 1 : 0) | (loan.has_due ? 2 : 0)));
    for (const event::LoanRate rate : {loan.rate, loan.fee_rate, loan.repo_rate, loan.bank_rate}) out.put(rate);
    for (const Date date : {loan.opened, loan.due, loan.since}) out.put(date.days);
    for (const std::int64_t amount : {loan.principal, loan.worth, loan.accrued, loan.fee_accrued}) out.put(amount);
    out.put(loan.security.value);
    out.put(loan.content_key);
    out.put(loan.quantity.coefficient);
    out.put(loan.quantity.places);
  }
}

bool get(ByteReader& in, std::vector<OpenLoan>& loans) {
  for (auto left = in.get<std::uint32_t>(); left > 0 && in.ok(); --left) {
    OpenLoan& loan = loans.emplace_back();
    loan.id = std::string(in.get_text());
    loan.counterparty = std::string(in.get_text());
    loan.kind = in.get<event::LoanKind>();
    loan.purpose = in.get<event::LoanPurpose>();
    const auto flags = in.get<std::uint8_t>();
    loan.year365 = (flags & 1U) != 0;
    loan.has_due = (flags & 2U) != 0;
    for (event::LoanRate* rate : {&loan.rate, &loan.fee_rate, &loan.repo_rate, &loan.bank_rate})
      *rate = in.get<event::LoanRate>();
    for (Date* date : {&loan.opened, &loan.due, &loan.since}) date->days = in.get<std::int32_t>();
    for (std::int64_t* amount : {&loan.principal, &loan.worth, &loan.accrued, &loan.fee_accrued})
      *amount = in.get<std::int64_t>();
    loan.security.value = in.get<std::uint32_t>();
    loan.content_key = in.get<std::uint64_t>();
    loan.quantity.coefficient = in.get<std::int64_t>();
    loan.quantity.places = in.get<std::uint8_t>();
    if (loan.kind >= event::LoanKind::kCount || loan.purpose >= event::LoanPurpose::kCount || loan.quantity.places > 18)
      return false;
  }
  return in.ok();
}

void put(ByteWriter& out, const std::vector<Collateral>& collateral) {
  out.put(static_cast<std::uint32_t>(collateral.size()));
  for (const Collateral& c : collateral) {
    out.put_text(c.deal);
    out.put(c.security.value);
    out.put(c.kind);
    out.put(c.told.days);
    out.put(c.value);
  }
}

bool get(ByteReader& in, std::vector<Collateral>& collateral) {
  for (auto left = in.get<std::uint32_t>(); left > 0 && in.ok(); --left) {
    Collateral& c = collateral.emplace_back();
    c.deal = std::string(in.get_text());
    c.security.value = in.get<std::uint32_t>();
    c.kind = in.get<event::CollateralKind>();
    c.told.days = in.get<std::int32_t>();
    c.value = in.get<std::int64_t>();
    if (c.kind >= event::CollateralKind::kCount) return false;
  }
  return in.ok();
}

}  // namespace openend::book
