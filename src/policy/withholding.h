// policy/withholding.h - floor 2
//
// Tax that the issuer's country keeps back from a dividend, and the part of it that a treaty gives back on a claim.
//
// LAW   Spec F-1: dividends book gross on the ex-date with withholding tax by country and treaty; reclaims are
//       receivables. AR 1996 p.88 shows "foreign tax withheld" as a line of its own.
// EDGE  READ AS: both amounts are taken of the gross dividend of a holding, in its currency, each rounded once to the
//       minor unit, half up. What is withheld and not given back lowers income on the ex-date.
// CASE  A German dividend of DEM 1,000.00, 25 percent withheld, 10 given back: DEM 750.00 is due on the pay date,
//       DEM 100.00 is claimed, DEM 150.00 is foreign tax withheld.
#pragma once

#include <string>
#include <vector>

#include "base/fixed.h"
#include "money/date.h"
#include "money/rounding_manifest.h"

namespace openend::policy {

/// Percent of the gross dividend. None is withheld where both are zero.
struct TaxAtSource {
  Fixed withheld_pct, reclaim_pct;  ///< what is given back is never more than what was withheld
  bool exists() const { return withheld_pct.coefficient != 0; }
  /// Two percentages, the second not above the first, of at most kMostPlaces decimals.
  bool is_sound() const {
    const auto is_percent = [](Fixed pct) {
      return pct.places <= kMostPlaces && pct.coefficient >= 0 && pct.coefficient <= 100 * kPowersOfTen[pct.places];
    };
    return is_percent(withheld_pct) && is_percent(reclaim_pct) && reclaim_pct.decimal() <= withheld_pct.decimal();
  }
  static constexpr int kMostPlaces = 6;
};

/// A country's rates from a day on, as the trust states them with their source.
struct WithholdingRate {
  std::string country;  ///< as in the facts of securities
  Date from;
  TaxAtSource tax;
};

/// The rates in force; nothing is withheld where the trust states none. `rates` are in order of date.
inline TaxAtSource tax_of(const std::vector<WithholdingRate>& rates, const std::string& country, Date ex_date) {
  TaxAtSource found;
  for (const WithholdingRate& rate : rates) {
    if (rate.from > ex_date) break;
    if (rate.country == country) found = rate.tax;
  }
  return found;
}

/// A percent of an amount in minor units, to the minor unit, half up; counted among the roundings of its place.
inline std::int64_t percent_of(std::int64_t amount, Fixed pct, int minor_places, RoundingManifest& roundings) {
  const Decimal exact = Decimal::of(amount, minor_places) * pct.decimal() * Decimal::of(1, 2);
  const Decimal rounded = exact.rounded(minor_places, Rounding::HalfUp);
  roundings.add(RoundingPlace::TaxWithheld, exact, rounded);
  return static_cast<std::int64_t>(rounded.scaled_to(minor_places));
}

}  // namespace openend::policy
