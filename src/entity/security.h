// entity/security.h - floor 2
//
// A security's master data and terms. Its kind is a place in the list of instruments (instrument/list.h), which alone
// knows what the terms mean; here they are only facts with their status.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/decimal.h"
#include "base/id.h"
#include "entity/fixings.h"
#include "money/date.h"
#include "money/day_count.h"
#include "money/money.h"

namespace openend::entity {

/// What a bond pays from a day on, where that is not one rate for all its life.
struct DatedCoupon {
  enum class Kind : std::uint8_t {
    Fixed,   ///< by its terms: a step
    Reset,   ///< fixed for the periods to come, by an index: floating or inverse floating
    Flat,    ///< nothing: in default, or traded flat
    InKind,  ///< by its terms, paid in more of the bond
  };
  SecurityId security;
  Date from;
  Kind kind = Kind::Fixed;
  Decimal rate_pct;  ///< percent a year; zero where flat
};

/// What a future, an option, a swap, a cap or a floor promises.
struct ContractTerms {
  enum class Underlying : std::uint8_t { Security, Index, Bond, Currency, MoneyMarket, Future };
  Underlying kind = Underlying::Index;
  std::string underlying;       ///< the id of a security or a future; otherwise what people call it
  Decimal multiplier;           ///< the money of one point of its price, for one contract; of options the units too
  std::optional<Decimal> tick;  ///< the smallest step of its price
  bool put = false;             ///< of an option; the others are calls
  bool european = false;        ///< exercised on its last day only
  Decimal strike;               ///< of an option, for one unit of the underlying as that is quoted
  // Of the floating leg of a swap, a cap or a floor; its index is `underlying`, its fixings are the security's coupons.
  int floating_per_year = 0;
  std::optional<DayCount> floating_day_count;
  Decimal spread_pct;  ///< percent a year that the floating leg pays above its index
};
inline constexpr std::string_view kUnderlyingWords[] = {"security", "index",        "bond",
                                                        "currency", "money_market", "future"};

/// Of a bond whose money follows a price index of months.
struct InflationTerms {
  std::string index;
  Decimal base;              ///< the reference index of its dated date
  bool at_least_par = true;  ///< paid back at maturity
};

/// A rate that follows an index: multiplier x fixing + spread, between floor and cap.
struct ResetTerms {
  std::string index;
  Decimal multiplier = Decimal(1);  ///< below zero: an inverse floater
  Decimal spread_pct;
  std::optional<Decimal> cap_pct, floor_pct;
  int look_back_days = 0;  ///< calendar days before a period begins, of which day the fixing is
  int every_days = 0;      ///< anew after so many days within a coupon period; 0: once for all of it
};

struct Security {
  SecurityId id;
  std::string key;                ///< the permanent id that people and files use
  std::uint64_t content_key = 0;  ///< first 8 bytes of SHA-256(key): stands for the security in digests
  std::string name;
  std::uint8_t kind = 0;  ///< place in the list of instruments
  Currency currency;      ///< of its price
  std::string country;    ///< of risk; empty: not given
  std::string market;
  std::optional<Decimal> rate_pct;  ///< coupon, dividend or discount rate, percent a year
  std::optional<Date> maturity;     ///< or expiry
  std::optional<Date> issued;
  std::optional<Decimal> redemption_amount;
  std::optional<DayCount> day_count;
  int coupons_per_year = 0;
  std::string description;
  std::string status;                     ///< where the facts come from: given, assigned, assumed
  std::vector<DatedCoupon> coupons;       ///< by day; rate_pct counts until the first
  std::string index;                      ///< whose moves its price is compared with; empty: none
  std::optional<ContractTerms> contract;  ///< of futures, options, swaps, caps, floors
  std::optional<InflationTerms> inflation;
  std::optional<ResetTerms> reset;
  std::optional<Decimal> issue_price;      ///< per 100, at which a bond was first sold
  std::optional<Decimal> prepayment_pct;   ///< of a pool: percent a year that is estimated to be prepaid
  std::optional<Date> put_date;            ///< the next day on which its holder can give it back
  std::shared_ptr<const Fixings> fixings;  ///< of the index of either; none: nothing is known of it
};

/// Where one portfolio's schedule of investments shows a security.
struct Classification {
  PortfolioId portfolio;
  SecurityId security;
  Date from;
  int line = 0;
  std::string asset_class;
  std::string industry;
  std::string name;
  std::string country;
  bool non_income = false;
  bool segregated = false;
  bool rule_144a = false;
  bool repo = false;
};

/// Something a reader of the reports must be told about a figure.
struct Remark {
  PortfolioId portfolio;
  Date date;
  SecurityId security;
  std::string subject, printed, printed_gives, used, used_gives, text;
};

/// A figure printed elsewhere, to be compared with ours.
struct PrintedFigure {
  PortfolioId portfolio;
  Date date;
  std::string figure, key, key2;
  Decimal value;
  std::string unit, place;
};

}  // namespace openend::entity
