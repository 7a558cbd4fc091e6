// event/loan.h - floor 2
//
// Money lent and borrowed, securities lent, and the collateral of both, as a portfolio's own facts. What is held under
// a repurchase agreement of its own is a security (instrument/repurchase_agreement); here are the rest.
//
// LAW   Spec G-1 to G-6; SAI 1999 p.4-6, 9-10, 24.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "base/fixed.h"
#include "base/id.h"
#include "money/date.h"

namespace openend::event {

/// Stored; never renumber.
enum class LoanKind : std::uint8_t {
  BankBorrowing,
  InterfundBorrowing,
  InterfundLending,
  ReverseRepurchase,    ///< a security given for money, to be bought back
  JointRepurchase,      ///< a share in a repurchase agreement that several portfolios made together
  SecuritiesLoan,       ///< a security lent, against collateral
  SecuritiesBorrowing,  ///< a security borrowed for a short sale, against a deposit of money
  kCount,
};

inline constexpr std::array<std::string_view, static_cast<std::size_t>(LoanKind::kCount)> kLoanKinds{
    "bank_borrowing",   "interfund_borrowing", "interfund_lending",   "reverse_repurchase",
    "joint_repurchase", "securities_loan",     "securities_borrowing"};

constexpr std::string_view word_of(LoanKind kind) { return kLoanKinds[static_cast<std::size_t>(kind)]; }

/// Whether its money was lent by the portfolio; else it owes it.
constexpr bool is_lent(LoanKind kind) {
  return kind == LoanKind::InterfundLending || kind == LoanKind::JointRepurchase ||
         kind == LoanKind::SecuritiesBorrowing;
}
constexpr bool is_interfund(LoanKind kind) {
  return kind == LoanKind::InterfundLending || kind == LoanKind::InterfundBorrowing;
}
/// Whether a security of the portfolio went with it, and is to come back.
constexpr bool gives_security(LoanKind kind) {
  return kind == LoanKind::ReverseRepurchase || kind == LoanKind::SecuritiesLoan;
}

/// Whether a security was lent or borrowed for a fee, with money beside it on which a rebate is paid.
constexpr bool lends_security(LoanKind kind) {
  return kind == LoanKind::SecuritiesLoan || kind == LoanKind::SecuritiesBorrowing;
}
/// Which way the fee for securities goes: to who lent them.
constexpr std::int64_t fee_sign(LoanKind kind) { return kind == LoanKind::SecuritiesBorrowing ? -1 : 1; }
/// Whether its row names a security.
constexpr bool names_security(LoanKind kind) { return gives_security(kind) || lends_security(kind); }

/// Why it was borrowed. Stored; never renumber.
enum class LoanPurpose : std::uint8_t { None, Temporary, Emergency, Redemptions, AdditionalIncome, kCount };
inline constexpr std::array<std::string_view, static_cast<std::size_t>(LoanPurpose::kCount)> kLoanPurposes{
    "", "temporary", "emergency", "redemptions", "additional_income"};

/// A rate in millionths of a percent a year.
using LoanRate = std::int32_t;
inline constexpr int kLoanRatePlaces = 6;

/// Begins on the day of its event.
struct Loan {
  LoanKind kind{};
  LoanPurpose purpose{};
  bool year365 = false;                   ///< interest by actual/365, else actual/360
  bool has_due = false;                   ///< else on demand
  LoanRate rate = 0;                      ///< on the principal; where securities are lent, the rebate on the money
  LoanRate fee_rate = 0;                  ///< where securities are lent, what the borrower pays on `worth`
  LoanRate repo_rate = 0, bank_rate = 0;  ///< of an interfund loan: the rates that bound its own on that day
  Date due;
  SecurityId security;         ///< that went with it
  std::int64_t principal = 0;  ///< minor units of the base currency; where securities are lent, their cash collateral
  /// Minor units: of a share in a joint agreement, its share of all the interest; of a securities loan, what the
  /// securities were worth when they were lent, on which the fee accrues.
  std::int64_t worth = 0;
  Fixed quantity;  ///< of the security
  std::string_view counterparty;
};

/// What changes a loan: paid back or taken in addition, securities given back, other terms from that day on.
struct LoanPayment {
  std::string_view loan;
  std::int64_t principal = 0;  ///< above zero paid back, below zero taken in addition; minor units
  bool has_rate = false, has_due = false, has_worth = false;
  LoanRate rate = 0, repo_rate = 0, bank_rate = 0;
  Date due;
  std::int64_t worth = 0;  ///< of a securities loan, marked anew
  Fixed quantity;          ///< of its security, given back
};

enum class CollateralKind : std::uint8_t { Government, Cash, LetterOfCredit, Other, kCount };
inline constexpr std::array<std::string_view, static_cast<std::size_t>(CollateralKind::kCount)> kCollateralKinds{
    "government", "cash", "letter_of_credit", "other"};

/// What the collateral of a deal is worth on a day, by the custodian's word: it stands until the next word.
struct CollateralValue {
  std::string_view deal;  ///< the id of a loan, or of the security that a repurchase agreement is
  SecurityId security;    ///< that one; none of a loan
  CollateralKind kind{};
  std::int64_t value = 0;  ///< minor units of the base currency, interest accrued on it counted
};

}  // namespace openend::event
