// filing/nport.h - floor 2
//
// A public N-PORT filing as the fund filed it: totals, and every position with its terms. What is masked (XXXX) or not
// applicable (N/A) is absent here and never zero: an empty text, an optional without a value. Numbers keep all their
// filed decimals. Where the facts come from is store/feeds/nport.h; what they must say of each other is nport_checks.h.
//
// LAW   17 CFR 274.150; Form N-PORT Parts A, B and C: a registered fund reports each month what it holds.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/decimal.h"
#include "money/date.h"

namespace openend::filing::nport {

/// A code of the form and what it stands for.
struct Word {
  std::string_view code, label;
};
/// Part C.4.a, C.4.b and C.2.b.
std::span<const Word> asset_categories();
std::span<const Word> issuer_categories();
std::span<const Word> units();
/// The label of a code; the code itself where the list has none.
std::string_view label_of(std::span<const Word> words, std::string_view code);

struct Identifier {
  std::string kind;  ///< isin, ticker, cusip, or what the filing calls it
  std::string value;
};

struct Party {
  std::string name, lei;
};

struct Sum {
  std::optional<Decimal> amount;
  std::string currency;
};

/// What a convertible turns into.
struct Convertible {
  bool mandatory = false, contingent = false;
  std::vector<std::string> into;  ///< issuer and title
  std::vector<Sum> ratios;        ///< per 1,000 of the currency
  std::optional<Decimal> delta;
};

struct Debt {
  std::optional<Date> maturity;
  std::string coupon;  ///< Fixed, Floating, Variable or None
  std::optional<Decimal> rate_pct;
  bool in_default = false, in_arrears = false, paid_in_kind = false;
  std::optional<Convertible> convertible;
};

struct Collateral {
  Sum principal, value;
  std::string category;
};

struct Repurchase {
  bool reverse = false;
  std::string central_counterparty;  ///< empty: not cleared
  std::vector<Party> counterparties;
  bool tri_party = false;
  std::optional<Decimal> rate_pct;
  std::optional<Date> maturity;
  std::vector<Collateral> collateral;
};

struct Derivative;

/// What a derivative refers to: another derivative, an index or basket, or an instrument.
struct Reference {
  std::vector<Derivative> derivative;  ///< one or none
  std::string name, title;             ///< of the index, or issuer and issue
  std::vector<Identifier> identifiers;
  std::size_t components = 0;  ///< of a basket
  bool empty() const { return derivative.empty() && name.empty() && title.empty() && identifiers.empty(); }
};

/// One side of a swap.
struct Leg {
  std::string kind;  ///< Fixed, Floating or Other
  std::optional<Decimal> rate_pct;
  std::string index;
  std::optional<Decimal> spread;
  Sum amount;
  std::string tenors;  ///< "resets every 6 Month, tenor 6 Month"
  std::string text;    ///< of an Other
};

struct Derivative {
  std::string category;  ///< FWD, FUT, SWP, OPT, SWO, WAR, OTH
  std::string other;     ///< what an OTH is
  std::vector<Party> counterparties;
  Sum sold, bought;  ///< currency forwards and swaps of currencies
  std::optional<Date> settles;
  std::string payoff;
  Reference reference;
  std::optional<Date> ends;    ///< expiry or termination
  std::vector<Sum> notionals;  ///< one, but for an OTH
  Leg receives, pays;          ///< swaps
  Sum paid_upfront, received_upfront;
  std::optional<bool> custom;  ///< the form's custom swap flag
  std::string put_or_call, written_or_purchased;
  std::optional<Decimal> shares;
  Sum principal, exercise;
  std::optional<Decimal> delta;
  std::optional<Decimal> unrealised;

  bool exchanges_currencies() const { return !sold.currency.empty() || !bought.currency.empty(); }
};

struct Lending {
  std::optional<Decimal> cash_collateral, other_collateral, on_loan;
  bool any() const { return cash_collateral || other_collateral || on_loan; }
};

struct Position {
  long line = 0;  ///< of the file
  std::string name, lei, title, cusip;
  std::vector<Identifier> identifiers;
  std::optional<Decimal> balance;
  std::string units;  ///< NS, PA, NC or OU
  std::string other_units;
  std::string currency;
  std::optional<Decimal> exchange_rate;  ///< units of the currency per dollar
  std::optional<Decimal> value;          ///< dollars
  std::optional<Decimal> percent;
  std::string payoff;
  std::string category;  ///< a code of asset_categories(), or OTHER
  std::string other_category;
  std::string issuer;  ///< a code of issuer_categories(), or OTHER
  std::string other_issuer;
  std::string country;
  bool restricted = false;
  std::string level;  ///< 1, 2 or 3
  std::optional<Debt> debt;
  std::optional<Repurchase> repurchase;
  std::optional<Derivative> derivative;
  Lending lending;

  /// "Debt": the category in words.
  std::string kind() const;
  /// Name and title, once where they say the same.
  std::string full_name() const;
};

struct Filing {
  std::string submission;  ///< NPORT-P and the like
  std::string registrant, cik, file_number;
  std::string series_name, series_id;
  std::vector<std::string> class_ids;
  std::optional<Date> fiscal_year_end;
  Date date;  ///< the day that the filing is about
  bool is_final = false;
  Decimal total_assets, total_liabilities, net_assets;
  std::vector<Position> positions;
  std::map<std::string, int> masked;          ///< XXXX, by the name of the field
  std::map<std::string, int> not_applicable;  ///< N/A

  /// Sum of the values that are filed.
  Decimal sum_of_values() const;
};

}  // namespace openend::filing::nport
