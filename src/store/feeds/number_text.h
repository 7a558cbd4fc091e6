// store/feeds/number_text.h - floor 6
//
// Plain decimals as text. Most of a delivery's bytes are numbers, so up to sixteen characters are read at once: what
// stands before them becomes zeros, the point is taken out, and the digits are summed eight side by side.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>

#include "base/fixed.h"

namespace openend::store::feeds {

/// A plain decimal that fits 64 bits; empty for anything else.
std::optional<Fixed> parse_fixed(std::string_view text);

inline constexpr std::size_t kWord = 16;  ///< characters that are read at once

namespace detail {

inline constexpr std::uint64_t kEach = 0x0101010101010101;
inline constexpr std::uint64_t kZeros = kEach * 0x30;

inline std::uint64_t eight_at(const char* text) {
  std::uint64_t eight = 0;
  std::memcpy(&eight, text, sizeof eight);
  return eight;
}

/// The last `count` (1 to 8) of eight characters, behind zeros.
inline std::uint64_t last_of(std::uint64_t eight, std::size_t count) {
  const std::uint64_t kept = ~std::uint64_t{0} << (64 - 8 * count);
  return kZeros ^ ((eight ^ kZeros) & kept);
}

/// Eight characters without the one at `place`: those before it move up behind `first`.
inline std::uint64_t without(unsigned place, std::uint64_t eight, std::uint64_t first) {
  const std::uint64_t before = (std::uint64_t{1} << (8 * place)) - 1;
  return (eight & ~(before << 8 | 0xff)) | (eight & before) << 8 | first;
}

/// Where a character first stands in eight, or 8.
inline unsigned place_of(char wanted, std::uint64_t eight) {
  const std::uint64_t zero_where_it_stands = eight ^ (kEach * static_cast<unsigned char>(wanted));
  const std::uint64_t found = (zero_where_it_stands - kEach) & ~zero_where_it_stands & (kEach * 0x80);
  return static_cast<unsigned>(std::countr_zero(found)) / 8;
}

inline bool are_digits(std::uint64_t eight) {
  return (((eight + kEach * 0x46) | (eight - kEach * 0x30)) & (kEach * 0x80)) == 0;
}

/// The number that eight digits write, the first character being the lowest byte.
inline std::uint64_t sum_of(std::uint64_t digits) {
  digits -= kEach * 0x30;
  digits = digits * 10 + (digits >> 8);  // pairs, in every second byte
  constexpr std::uint64_t kFirst = 0x000000ff000000ff;
  return ((digits & kFirst) * 0x000f424000000064 + ((digits >> 16) & kFirst) * 0x0000271000000001) >> 32;
}

}  // namespace detail

/// The same for a text of at most kWord characters, of which the kWord bytes up to its end can be read.
inline std::optional<Fixed> parse_short_fixed(std::string_view text) {
  if (text.empty()) return std::nullopt;
  const bool negative = text.front() == '-';
  const std::size_t length = text.size() - negative;
  if (length == 0) return std::nullopt;
  const char* const end = text.data() + text.size();
  const bool is_long = length > 8;
  std::uint64_t low = detail::eight_at(end - 8), high = detail::kZeros;
  if (is_long) {
    high = detail::last_of(detail::eight_at(end - 16), length - 8);
  } else {
    low = detail::last_of(low, length);
  }
  unsigned places = 0;
  if (const unsigned point = detail::place_of('.', low); point < 8) {
    places = 7 - point;
    low = detail::without(point, low, high >> 56);
    high = high << 8 | '0';
  } else if (is_long) {
    if (const unsigned early = detail::place_of('.', high); early < 8) {
      places = 15 - early;
      high = detail::without(early, high, '0');
    }
  }
  if (end[-1] == '.' || (places != 0 && places + 1 >= length)) return std::nullopt;  // digits on both sides
  if (!detail::are_digits(low) || (is_long && !detail::are_digits(high))) return std::nullopt;
  auto sum = static_cast<std::int64_t>(detail::sum_of(low));
  if (is_long) sum += static_cast<std::int64_t>(detail::sum_of(high) * 100'000'000);
  return Fixed{negative ? -sum : sum, static_cast<std::uint8_t>(places)};
}

}  // namespace openend::store::feeds
