// book/loan.h - floor 3
//
// Loans of a portfolio while they are open, and what their collateral is worth. Interest is told from the last day on
// which all of it was paid, so an accrual is one product; principal and rate change only on such days.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "event/loan.h"
#include "instrument/instrument.h"

namespace openend::book {

struct OpenLoan {
  std::string id, counterparty;
  event::LoanKind kind{};
  event::LoanPurpose purpose{};
  bool year365 = false, has_due = false;
  event::LoanRate rate = 0, fee_rate = 0, repo_rate = 0, bank_rate = 0;
  Date opened, due;
  Date since;                    ///< interest counts from this day on
  std::int64_t principal = 0;    ///< outstanding, minor units of the base currency
  std::int64_t worth = 0;        ///< event::Loan::worth
  std::int64_t accrued = 0;      ///< interest posted since that day
  std::int64_t fee_accrued = 0;  ///< likewise, of the fee for a security lent
  SecurityId security;
  std::uint64_t content_key = 0;  ///< stands for the security in digests
  Fixed quantity;

  /// Days of interest through the end of a day: none before it began, none from its due day on.
  int days_through(Date through) const;
  /// Exact interest on the principal for so many days since `since`, in minor units: by days over the year; of a joint
  /// agreement the share of its interest, by days.
  instrument::Fraction interest(int days) const;
  /// Likewise of the fee on what the securities lent are worth.
  instrument::Fraction fee(int days) const;
};

struct Collateral {
  std::string deal;
  SecurityId security;  ///< the repurchase agreement; none: the deal is a loan
  event::CollateralKind kind{};
  Date told;
  std::int64_t value = 0;  ///< minor units of the base currency
};

void put(ByteWriter& out, const std::vector<OpenLoan>& loans);
void put(ByteWriter& out, const std::vector<Collateral>& collateral);
/// False where something is not what it says to be.
bool get(ByteReader& in, std::vector<OpenLoan>& loans);
bool get(ByteReader& in, std::vector<Collateral>& collateral);

}  // namespace openend::book
