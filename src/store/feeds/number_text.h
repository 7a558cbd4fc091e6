// store/feeds/number_text.h - floor 6
//
// Plain decimals as text. Most of a delivery's bytes are numbers, so up to sixteen characters are read at once: the
// point is taken out of the word and its digits are summed eight side by side.
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

using Word = unsigned __int128;
inline constexpr std::uint64_t kEach = 0x0101010101010101;

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
  using detail::Word;
  const std::size_t length = text.size();
  if (length == 0) return std::nullopt;
  std::uint64_t halves[2];
  std::memcpy(halves, text.data() + length - kWord, kWord);
  Word word = (static_cast<Word>(halves[1]) << 64 | halves[0]) >> (8 * (kWord - length));
  auto count = static_cast<unsigned>(length);
  const bool negative = static_cast<char>(word) == '-';
  if (negative) {
    word >>= 8;
    --count;
  }
  unsigned point = detail::place_of('.', static_cast<std::uint64_t>(word));
  if (point == 8) point += detail::place_of('.', static_cast<std::uint64_t>(word >> 64));
  unsigned places = 0;
  if (point < kWord) {
    if (point == 0 || point + 1 >= count) return std::nullopt;
    const Word whole = word & ((Word{1} << (8 * point)) - 1);
    word = (word >> (8 * point) >> 8) << (8 * point) | whole;
    --count;
    places = count - point;
  }
  if (count == 0) return std::nullopt;
  constexpr Word kZeros = static_cast<Word>(detail::kEach * 0x30) << 64 | detail::kEach * 0x30;
  if (count < kWord) word = word << (8 * (kWord - count)) | kZeros >> (8 * count);
  const auto high = static_cast<std::uint64_t>(word), low = static_cast<std::uint64_t>(word >> 64);
  if (!detail::are_digits(high) || !detail::are_digits(low)) return std::nullopt;
  const auto sum = static_cast<std::int64_t>(detail::sum_of(high) * 100'000'000 + detail::sum_of(low));
  return Fixed{negative ? -sum : sum, static_cast<std::uint8_t>(places)};
}

}  // namespace openend::store::feeds
