// instrument/instrument.h - floor 2
//
// What every kind of security must say of itself. A kind is a struct of static functions in a folder of its own and
// one word in list.h; the concept makes the compiler ask for what is missing.
#pragma once

#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/decimal.h"
#include "base/result.h"
#include "entity/security.h"
#include "money/date.h"

namespace openend::instrument {

using entity::Security;

/// Where the value of a holding comes from.
enum class Quotation : unsigned char {
  PerUnit,     ///< price x units
  PerHundred,  ///< price x par / 100, clean of accrued interest
  FromTerms,   ///< computed from the security's terms; no price is asked for
};

/// An exact number that has not been rounded yet: numerator / denominator, denominator positive.
struct Fraction {
  Decimal numerator;
  std::int64_t denominator = 1;

  Decimal rounded(int places, Rounding rounding) const {
    return divide(numerator, Decimal(denominator), places, rounding);
  }
};

/// Something that the terms make happen on a date.
struct LifeEvent {
  enum class What : unsigned char { Coupon, InKind, Maturity, Expiry } what;
  Date date;
  Fraction interest;   ///< per 1 of par: coupon, in money or in kind, or interest due with the principal
  Decimal redemption;  ///< per 1 of par; zero for coupons and expiries
};

template <class I>
concept Instrument = requires(const Security& security, const Decimal& quantity, Date date) {
  { I::kWord } -> std::convertible_to<std::string_view>;
  { I::kLabel } -> std::convertible_to<std::string_view>;
  { I::quotation(security) } -> std::same_as<Quotation>;
  /// True where the schedule calls its cost "amortised cost" and daily value is income, not appreciation.
  { I::amortises(security) } -> std::same_as<bool>;
  /// Refuses terms that are missing or contradict each other.
  { I::check(security) } -> std::same_as<Refusals>;
  /// Value of `quantity` at the end of `date`, that day's interest included. Only for FromTerms.
  { I::value_from_terms(security, quantity, date) } -> std::same_as<Fraction>;
  /// Interest earned since the last coupon through the end of `date` and not yet paid.
  { I::accrued(security, quantity, date) } -> std::same_as<Fraction>;
  /// What happens after `date` and until the second date, both by the calendar; in order.
  { I::life(security, date, date) } -> std::same_as<std::vector<LifeEvent>>;
};

/// A fault in a security's terms.
inline Refusal term_fault(const Security& security, std::string what, std::string expected) {
  Refusal refusal;
  refusal.code = "E-SEC-001";
  refusal.message = "the terms of " + security.key + " can not be used: " + what;
  refusal.found = what;
  refusal.expected = std::move(expected);
  refusal.remedy = "complete the security's row in securities.csv";
  return refusal;
}

}  // namespace openend::instrument
