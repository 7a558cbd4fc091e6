// instrument/rate_contract/rate_contract.h - floor 2
//
// Swaps of fixed for floating interest, caps and floors: what they pay, period by period.
//
// LAW   Spec S-5; SAI 1999 p.19: each leg pays its rate on the notional for its part of a year; a cap pays its buyer
// what
//       the index is above the strike, a floor what it is below.
// CASE  10,000,000 at 6% fixed, half-yearly 30/360, against 5.5% for 184 days over 360: the payer of fixed pays
//       300,000.00 and receives 281,111.11.
// EDGE  The multiplier is a hundredth of the notional, so that a price in percent of it has so much money a point. A
//       period's index is the fixing of the security (a reset in coupons.csv) dated on its first day. Days of payment
//       are counted back from maturity and are not moved for holidays: money moves on the next pricing day's walk. The
//       first period may be short. The notional is never exchanged.
#pragma once

#include "base/result.h"
#include "instrument/contract.h"
#include "instrument/equity/equity.h"

namespace openend::instrument {

/// A leg's payment to who bought the contract: so much percent a year for a part of a year.
struct RatePayment {
  Date start;        ///< of its period
  Decimal rate_pct;  ///< below zero where the buyer pays
  YearFraction part;
};

/// Terms that swaps, caps and floors have in common.
Refusals check_rate_contract(const Security& security);

/// Whoever buys it pays the fixed rate and receives the floating one.
struct InterestRateSwap : Equity {
  static constexpr std::string_view kWord = "interest_rate_swap";
  static constexpr std::string_view kLabel = "Interest rate swap";
  static Refusals check(const Security& security) { return check_rate_contract(security); }
};

/// Pays its buyer what the index is above the strike, which is its rate.
struct InterestRateCap : Equity {
  static constexpr std::string_view kWord = "interest_rate_cap";
  static constexpr std::string_view kLabel = "Interest rate cap";
  static Refusals check(const Security& security) { return check_rate_contract(security); }
};

/// Pays its buyer what the index is below the strike, which is its rate.
struct InterestRateFloor : Equity {
  static constexpr std::string_view kWord = "interest_rate_floor";
  static constexpr std::string_view kLabel = "Interest rate floor";
  static Refusals check(const Security& security) { return check_rate_contract(security); }
};

/// A payment that can not be made.
Refusal no_fixing(const Security& security, Date date, std::string found);

/// What is paid on a day for the periods that end on it; refuses a period without its fixing (E-SWAP-001).
Result<std::vector<RatePayment>> rate_payments(const Security& security, Date date);

/// Payments a year and day count of the floating leg: those of the fixed leg where it has none of its own.
inline int floating_per_year(const Security& s) {
  return s.contract->floating_per_year != 0 ? s.contract->floating_per_year : s.coupons_per_year;
}
inline DayCount floating_day_count(const Security& s) {
  return s.contract->floating_day_count ? *s.contract->floating_day_count : *s.day_count;
}

}  // namespace openend::instrument
