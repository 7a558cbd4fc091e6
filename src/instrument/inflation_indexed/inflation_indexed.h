// instrument/inflation_indexed/inflation_indexed.h - floor 2
//
// LAW   31 CFR 356 App. B III, V; rules 2.1: price, accrued interest, coupons and principal of the dated date's money
//       are multiplied by the index ratio of the day; at maturity at least the par is paid, where the terms say so.
// WHY   What has accrued through the end of a day is what a buyer pays who settles on the next: so the ratio is that of
//       the next day, as the interest counts through it.
// EDGE  Its lots do not amortise by a yield: their costs move with the index alone.
// CASE  10,000 of a 3% bond whose index stood at 160.00000 and stands at 168.00000: the ratio is 1.05, a half-year's
//       coupon 157.50, the principal 10,500.
#pragma once

#include "instrument/debt/coupon_bond.h"

namespace openend::instrument {

struct InflationIndexed {
  static constexpr std::string_view kWord = "inflation_indexed";
  static constexpr std::string_view kLabel = "Inflation-Indexed Bond";

  static Quotation quotation(const Security&) { return Quotation::PerHundred; }
  static bool amortises(const Security&) { return false; }
  static Refusals check(const Security& security);
  static Fraction value_from_terms(const Security&, const Decimal&, Date) { return {}; }
  static Fraction accrued(const Security& security, const Decimal& par, Date through);
  static std::vector<LifeEvent> life(const Security& security, Date after, Date until);
  /// Of a day; none where a level that it needs is not known.
  static std::optional<Decimal> index_ratio(const Security& security, Date day);
};

}  // namespace openend::instrument
