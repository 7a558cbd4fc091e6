// event/market.h - floor 2
//
// What happened in the market on a day, for every portfolio at once: prices, exchange rates, forward rates, dividends.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/fixed.h"
#include "base/id.h"
#include "money/date.h"
#include "money/money.h"
#include "policy/pricing.h"
#include "policy/withholding.h"

namespace openend::event {

/// Prices of one day, in columns: row i is one security's price.
struct PriceSet {
  Date date;
  std::vector<std::uint32_t> security;
  std::vector<std::int64_t> price;
  std::vector<std::uint8_t> places;
  std::vector<std::uint32_t> row;  ///< of the source file
  std::string source;              ///< vendor, where the whole set has one
  std::string status;              ///< e.g. reconstructed from print
  policy::PriceKind kind = policy::PriceKind::Close;
  std::size_t size() const { return security.size(); }
};

struct ForwardRate {
  Currency currency;
  Date settlement;
  Fixed rate;  ///< base currency per unit
  std::uint32_t row = 0;
};

/// What one unit of a currency is worth in another, as quoted on a day.
struct ExchangeRate {
  Currency currency;     ///< the foreign one
  Currency base;         ///< of the books that translate with it
  Fixed rate;            ///< base per unit; with `inverse`, units per one of base
  bool inverse = false;  ///< quoted the other way round: amounts are divided by it, once and exactly
  std::uint32_t row = 0;
};

struct Dividend {
  SecurityId security;
  Date ex_date;
  Date pay_date;
  Fixed rate;  ///< per share
  std::uint32_t row = 0;
  std::optional<policy::TaxAtSource> tax = {};  ///< none: as the trust states for the security's country
};

/// A determination of what a security is worth where the market does not say it [spec V-5]. Without a value but with
/// a last day: it stands at its market price and not at amortised cost. With neither: the ordinary rules hold again.
struct FairValue {
  std::string id;
  Date date;              ///< the first day it is in force
  PortfolioId portfolio;  ///< none: for every portfolio
  SecurityId security;
  std::optional<Fixed> value;  ///< as its price is quoted: per unit, or per 100 of par
  std::uint8_t level = 0;      ///< of inputs, 1 to 3
  std::string method, inputs, reason, who;
  std::optional<Date> next_review;
  std::optional<Date> expires;  ///< the last day it is in force
  std::uint32_t row = 0;

  bool ends() const { return !value && !expires; }
  bool in_force(Date day) const { return date <= day && expires && day <= *expires; }
};

struct IndexLevel {
  std::string index;
  Fixed level;
  std::uint32_t row = 0;
};

}  // namespace openend::event
