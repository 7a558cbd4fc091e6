// money/money.h - floor 1
//
// Money is an exact count of a currency's minor units: USD 12.34 is 1234, JPY 12 is 12. The only thing a posting can
// hold, so an unrounded number cannot reach the ledger: an Amount becomes Money only by naming a Rounding. There is
// no operator/; to share Money out use split(), which loses nothing.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/decimal.h"

namespace openend {

/// An ISO 4217 code, present or past (USD, DEM). Three capital letters; codes without a minor unit (XAU, XXX) and codes
/// that ISO never gave are not taken.
class Currency {
 public:
  static std::optional<Currency> parse(std::string_view code);
  static Currency from(std::string_view code);  ///< for constants in the program

  std::string_view code() const { return {code_.data(), code_.size()}; }
  bool exists() const { return code_[0] != 0; }  ///< false: none was given
  /// Decimal places of the minor unit: 2 for USD, 0 for JPY and ITL, 3 for KWD.
  int minor_places() const;
  auto operator<=>(const Currency&) const = default;
  /// Letter by letter: holdings are compared by the million, and an array's own comparison is a call.
  bool operator==(const Currency& other) const {
    return code_[0] == other.code_[0] && code_[1] == other.code_[1] && code_[2] == other.code_[2];
  }

 private:
  std::array<char, 3> code_{};
};

struct Money {
  std::int64_t minor = 0;
  Currency currency;

  /// The decimal with the currency's places: "12.34", "-0.05", "12" for yen.
  Decimal decimal() const { return Decimal::of(minor, currency.minor_places()); }
  std::string text() const { return decimal().text(); }

  friend Money operator+(Money a, Money b);
  friend Money operator-(Money a, Money b);
  Money operator-() const;  ///< all three stop on a result that 64 bits do not hold, the two above on two currencies
  bool operator==(const Money&) const = default;
};

/// Unrounded money in flight. It cannot be posted.
struct Amount {
  Decimal value;
  Currency currency;
};

/// Units held or dealt: shares, par, contracts.
struct Quantity {
  Decimal value;
  auto operator<=>(const Quantity&) const = default;
};

/// Currency units per share, or per 100 of par: which, the instrument says.
struct Price {
  Decimal value;
  Currency currency;
};

/// A pure number a year or per unit: 0.0528 is 5.28%.
struct Rate {
  Decimal value;
  static Rate percent(const Decimal& percent) { return {percent * Decimal::of(1, 2)}; }
};

inline Amount operator*(const Quantity& quantity, const Price& price) {
  return {quantity.value * price.value, price.currency};
}

/// Stops if the result does not fit 64 bits of minor units (92 quadrillion dollars).
Money round(const Amount& amount, Rounding rounding);
/// Rounded to a whole currency unit, for trusts that value each holding to the dollar.
Money round_to_whole_unit(const Amount& amount, Rounding rounding);

}  // namespace openend
