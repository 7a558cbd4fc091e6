// book/yield_line.h - floor 3
//
// A lot at amortised cost by its effective yield (debt/effective_yield.h): what is kept of it, and its bytes. The yield
// is solved once, on the first day that needs it; the line on which the lot's cost moves lasts until the next coupon,
// so that a day is one product and one division.
#pragma once

#include <vector>

#include "base/bytes.h"
#include "base/decimal.h"
#include "base/rounding.h"
#include "money/date.h"

namespace openend::book {

/// Ends of a line are kept to so many decimals of a minor unit.
inline constexpr int kLinePlaces = 6;

struct YieldLine {
  std::int64_t par = 0;    ///< bought, at the position's places
  std::int64_t cost = 0;   ///< of all of it, minor units of the security's currency
  std::int64_t yield = 0;  ///< a year, trillionths; solved where `from` is a day
  std::int64_t start = 0;  ///< of the line, for the lot as bought: 10^-6 minor units
  std::int64_t end = 0;    ///< likewise
  std::int32_t bought = 0;
  std::int32_t from = 0, to = 0;  ///< days of the line; both 0: none has been made
  std::uint32_t stays = 0;        ///< 1: bought at par, or no yield is possible: the cost stays

  bool is_solved() const { return to != 0; }

  /// What so much of the lot is carried at on a day of the line, in minor units, half up; and what the rounding
  /// changed, as a part of `*denominator`.
  std::int64_t at(std::int32_t day, std::int64_t quantity, Int128* off, Int128* denominator) const {
    Int128 exact = static_cast<Int128>(start) * (to - day) + static_cast<Int128>(end) * (day - from);
    Int128 parts = static_cast<Int128>(to - from) * kPowersOfTen[kLinePlaces];
    if (quantity != par) {  // some of it was sold
      const Int128 whole = exact;
      if (__builtin_mul_overflow(exact, static_cast<Int128>(quantity), &exact)) {
        exact = divide_rounded<Int128>(whole, parts, Rounding::HalfUp) * quantity;
        parts = 1;
      }
      parts *= par;
    }
    const bool is_small = exact <= INT64_MAX && parts <= INT64_MAX;
    const Int128 rounded = is_small ? divide_rounded<std::int64_t>(static_cast<std::int64_t>(exact),
                                                                   static_cast<std::int64_t>(parts), Rounding::HalfUp)
                                    : divide_rounded<Int128>(exact, parts, Rounding::HalfUp);
    *off = rounded * parts - exact;
    *denominator = parts;
    return static_cast<std::int64_t>(rounded);
  }
};

inline void put(ByteWriter& out, const YieldLine& line) {
  for (const std::int64_t number : {line.par, line.cost, line.yield, line.start, line.end}) out.put_small(number);
  for (const std::int32_t number : {line.bought, line.from, line.to}) out.put_small(number);
  out.put_small(line.stays);
}

/// False where the bytes are no line.
inline bool get(ByteReader& in, YieldLine& line) {
  for (std::int64_t* number : {&line.par, &line.cost, &line.yield, &line.start, &line.end}) *number = in.get_small();
  for (std::int32_t* number : {&line.bought, &line.from, &line.to}) {
    const std::int64_t day = in.get_small();
    if (day < INT32_MIN || day > INT32_MAX) return false;
    *number = static_cast<std::int32_t>(day);
  }
  line.stays = static_cast<std::uint32_t>(in.get_small());
  return line.par > 0 && line.start >= 0 && line.end >= 0 && (!line.is_solved() || line.from < line.to);
}

}  // namespace openend::book
