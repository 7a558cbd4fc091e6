#include "base/decimal.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>

namespace openend {

namespace {

constexpr std::array<Int128, 39> make_powers() {
  std::array<Int128, 39> powers{};
  powers[0] = 1;
  for (std::size_t i = 1; i < powers.size(); ++i) powers[i] = powers[i - 1] * 10;
  return powers;
}
constexpr auto kPowers = make_powers();
constexpr Int128 kLeast = std::numeric_limits<Int128>::min();

Int128 checked_multiply(Int128 a, Int128 b) {
  Int128 product = 0;
  OE_ASSERT(!__builtin_mul_overflow(a, b, &product), "a decimal product fits 38 digits");
  return product;
}

/// Brings two coefficients to the larger number of places.
struct Aligned {
  Int128 a, b;
  int places;
};

Aligned align(const Decimal& a, const Decimal& b) {
  const int places = std::max(a.places(), b.places());
  return {checked_multiply(a.coefficient(), kPowers[static_cast<std::size_t>(places - a.places())]),
          checked_multiply(b.coefficient(), kPowers[static_cast<std::size_t>(places - b.places())]), places};
}

}  // namespace

std::string_view name_of(Rounding rounding) {
  switch (rounding) {
    case Rounding::HalfUp: return "half up";
    case Rounding::HalfEven: return "half even";
    case Rounding::Down: return "down";
    case Rounding::Up: return "up";
    case Rounding::Floor: return "floor";
    case Rounding::Ceiling: return "ceiling";
  }
  return "";
}

Int128 power_of_ten(int exponent) {
  OE_ASSERT(exponent >= 0 && exponent <= 38, "a power of ten lies between 0 and 38");
  return kPowers[static_cast<std::size_t>(exponent)];
}

Decimal Decimal::of(Int128 coefficient, int places) {
  OE_ASSERT(places >= 0 && places <= kMaxPlaces, "a decimal has 0 to 30 places");
  OE_ASSERT(coefficient != kLeast, "a decimal's coefficient has a negative");
  Decimal result;
  result.coefficient_ = coefficient;
  result.places_ = places;
  return result;
}

std::optional<Decimal> Decimal::parse(std::string_view text) {
  std::size_t at = 0;
  const bool negative = !text.empty() && text[0] == '-';
  if (negative) ++at;
  Int128 coefficient = 0;
  int digits = 0, places = 0;
  bool point = false;
  if (at == text.size() || text[at] == '.') return std::nullopt;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '.') {
      if (point || at + 1 == text.size()) return std::nullopt;
      point = true;
    } else if (c >= '0' && c <= '9') {
      coefficient = coefficient * 10 + (c - '0');
      if (point) ++places;
      if (coefficient != 0) ++digits;  // zeros in front say nothing
      if (digits > kMaxDigits || places > kMaxPlaces) return std::nullopt;
    } else {
      return std::nullopt;
    }
  }
  return of(negative ? -coefficient : coefficient, places);
}

Decimal Decimal::from(std::string_view text) {
  const auto value = parse(text);
  OE_ASSERT(value.has_value(), "a decimal constant is well formed");
  return *value;
}

namespace {

/// As many digits as 128 bits have, a sign and a point.
struct Digits {
  std::array<char, 48> text;
  char* begin = text.data() + text.size();

  std::string_view view() const { return {begin, static_cast<std::size_t>(text.data() + text.size() - begin)}; }

  /// Writes the value before what is there; at least so many digits.
  void prepend(unsigned __int128 value, int least) {
    constexpr std::uint64_t kEighteen = 1'000'000'000'000'000'000ULL;
    while (value > UINT64_MAX) {  // a division in 128 bits gives eighteen digits at once
      auto low = static_cast<std::uint64_t>(value % kEighteen);
      value /= kEighteen;
      for (int i = 0; i < 18; ++i, low /= 10, --least) *--begin = static_cast<char>('0' + low % 10);
    }
    for (auto left = static_cast<std::uint64_t>(value); left != 0 || least > 0; left /= 10, --least)
      *--begin = static_cast<char>('0' + left % 10);
  }
};

unsigned __int128 size_of(Int128 value) {
  const auto bits = static_cast<unsigned __int128>(value);
  return value < 0 ? -bits : bits;
}

}  // namespace

std::string text_of(Int128 value) {
  Digits digits;
  digits.prepend(size_of(value), 1);
  if (value < 0) *--digits.begin = '-';
  return std::string(digits.view());
}

std::string Decimal::text() const {
  Digits digits;
  digits.prepend(size_of(coefficient_), places_ + 1);
  if (places_ > 0) {  // the whole part moves one to the left for the point
    const auto whole = digits.view().size() - static_cast<std::size_t>(places_);
    std::memmove(digits.begin - 1, digits.begin, whole);
    --digits.begin;
    digits.begin[whole] = '.';
  }
  if (coefficient_ < 0) *--digits.begin = '-';
  return std::string(digits.view());
}

Decimal Decimal::trimmed() const {
  Decimal result = *this;
  while (result.places_ > 0 && result.coefficient_ % 10 == 0) {
    result.coefficient_ /= 10;
    --result.places_;
  }
  return result;
}

Decimal Decimal::rounded(int places, Rounding rounding) const {
  if (places >= places_) return of(checked_multiply(coefficient_, power_of_ten(places - places_)), places);
  return of(divide_rounded<Int128>(coefficient_, power_of_ten(places_ - places), rounding), places);
}

Int128 Decimal::scaled_to(int places) const {
  if (places >= places_) return checked_multiply(coefficient_, power_of_ten(places - places_));
  const Int128 unit = power_of_ten(places_ - places);
  OE_ASSERT(coefficient_ % unit == 0, "a decimal is scaled without losing digits");
  return coefficient_ / unit;
}

Decimal operator+(const Decimal& a, const Decimal& b) {
  const Aligned x = align(a, b);
  Int128 sum = 0;
  OE_ASSERT(!__builtin_add_overflow(x.a, x.b, &sum), "a decimal sum fits 38 digits");
  return Decimal::of(sum, x.places);
}

Decimal operator-(const Decimal& a, const Decimal& b) { return a + (-b); }

Decimal operator*(const Decimal& a, const Decimal& b) {
  return Decimal::of(checked_multiply(a.coefficient_, b.coefficient_), a.places_ + b.places_);
}

std::strong_ordering operator<=>(const Decimal& a, const Decimal& b) {
  if (a.places_ == b.places_) return a.coefficient_ <=> b.coefficient_;
  // Whole parts first, then fractions at 30 places: any two decimals can be compared, also where a sum would not fit.
  const Int128 unit_a = power_of_ten(a.places_), unit_b = power_of_ten(b.places_);
  const auto whole = a.coefficient_ / unit_a <=> b.coefficient_ / unit_b;
  if (whole != 0) return whole;
  return a.coefficient_ % unit_a * power_of_ten(Decimal::kMaxPlaces - a.places_) <=>
         b.coefficient_ % unit_b * power_of_ten(Decimal::kMaxPlaces - b.places_);
}

Decimal divide(const Decimal& a, const Decimal& b, int places, Rounding rounding) {
  OE_ASSERT(!b.is_zero(), "a decimal is divided by something");
  // a/b x 10^places = (ca x 10^(places + pb - pa)) / cb, all in integers.
  Int128 numerator = a.coefficient(), denominator = b.coefficient();
  const int shift = places + b.places() - a.places();
  if (shift >= 0) {
    numerator = checked_multiply(numerator, power_of_ten(shift));
  } else {
    denominator = checked_multiply(denominator, power_of_ten(-shift));
  }
  if (denominator < 0) {
    denominator = -denominator;
    numerator = -numerator;
  }
  return Decimal::of(divide_rounded<Int128>(numerator, denominator, rounding), places);
}

Decimal abs(const Decimal& a) { return a.is_negative() ? -a : a; }

}  // namespace openend
