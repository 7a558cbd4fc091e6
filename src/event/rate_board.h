// event/rate_board.h - floor 2
//
// What was quoted for a currency, by day, and money translated with it: exactly, and rounded once.
#pragma once

#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "base/id.h"
#include "base/result.h"
#include "event/market.h"
#include "money/date.h"
#include "money/money.h"
#include "money/rounding_manifest.h"

namespace openend::event {

/// A rate in force, with the row of the file that it came from.
struct RateQuote {
  Date day;
  Fixed rate;
  bool inverse = false;  ///< units of the currency per one of base
  SourceId source;
  std::uint32_t row = 0;

  /// "0.6502" or "1/1.5380": how the quote is read.
  std::string text() const { return (inverse ? "1/" : "") + rate.decimal().trimmed().text(); }
};

class RateBoard {
 public:
  /// Rates of a day; one known later takes the place of an earlier one of the same day.
  void apply(Date day, const std::vector<ExchangeRate>& rates, SourceId source);
  /// The last quote on or before a day; none before the first.
  const RateQuote* at(Currency currency, Currency base, Date day) const;

 private:
  std::map<std::pair<Currency, Currency>, std::vector<RateQuote>> quotes_;  ///< each by day
};

/// LAW   Spec V-4: local amount x exchange rate; a rate quoted the other way divides, once and exactly.
/// CASE  DEM 1,538.00 at 1.5380 DEM a dollar is USD 1,000.00; at 0.6502 dollars a DEM it is USD 1,000.01 (1,000.0076).
/// Minor units of one currency in those of another with `places` decimals, half up; none where 64 bits do not hold it.
std::optional<std::int64_t> translate(const RateQuote& quote, std::int64_t minor, int from_places, int places,
                                      RoundingTally& tally);

/// Refuses a currency for which nothing was quoted on or before a day.
Refusals no_rate(Currency currency, Currency base, Date day);

}  // namespace openend::event
