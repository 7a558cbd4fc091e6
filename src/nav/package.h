// nav/package.h - floor 3
//
// The sealed answer of a portfolio's day. Its digest covers content only: the conventions and rules in force, the
// program's calculations, balances, positions, the prices they were valued at; no clock and no row numbers.
#pragma once

#include <string>
#include <vector>

#include "book/book.h"
#include "check/finding.h"
#include "nav/change.h"
#include "value/mark.h"

namespace openend::nav {

/// Changes whenever the same inputs may give other figures; part of every package digest.
inline constexpr std::string_view kCalculation = "openend 0.12";

struct NavPackage {
  PortfolioId portfolio;
  std::string share_class;
  Date date;
  std::int64_t net_assets = 0;  ///< minor units
  Fixed shares;
  book::ShareRoll roll;   ///< since the opening; not in the digest: the events make it
  Decimal nav;            ///< published; zero where no shares are known
  Decimal nav_unrounded;  ///< ten decimals
  std::int64_t investments = 0, forwards = 0;
  std::int64_t postings = 0, entries = 0;
  book::Balances balances{};
  std::vector<std::string> exceptions;  ///< what the failed findings say, for people
  RoundingManifest roundings;           ///< not in the digest: it follows from the rest
  Digest digest{};
  std::vector<check::Finding> findings;  ///< of the checks; not in the digest: limits are no content
  Change change;                         ///< since the strike before; not in the digest: it follows from both

  bool has_shares() const { return shares.coefficient != 0; }
  /// The published value per share, or that none is known.
  std::string nav_text() const { return has_shares() ? nav.text() : "not known"; }
  /// Keeps what a check found; a failure is an exception of the strike.
  void take(check::Finding finding);
};

/// LAW   SAI 1999 p.35: the net asset value of a share is assets less liabilities, divided by the shares outstanding.
/// CASE  325,789,045 / 21,003,000 = 15.5115481122..., published 15.51.
/// Refuses a portfolio without shares, unless its settings say that they are not known.
Result<NavPackage> strike(const book::Book& book, const value::Marks& marks, const policy::Settings& settings,
                          Date date);

/// `terms_text` is the canonical text of settings and fee schedule in force.
Digest package_digest(Hasher& hasher, const NavPackage& package, const book::Book& book, const value::Marks& marks,
                      std::string_view portfolio_key, std::string_view terms_text);

Bytes encode(const NavPackage& package);
bool decode(ByteView bytes, NavPackage& package);

}  // namespace openend::nav
