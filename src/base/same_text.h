// base/same_text.h - floor 0
//
// Comparing and hashing the short texts of files (dates, identifiers, currencies) without a call for each: up to eight
// bytes become one word by overlapping loads.
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

namespace openend {

/// Up to eight bytes as a word; texts of the same length give the same word exactly when they are equal.
inline std::uint64_t short_word(const char* bytes, std::size_t count) {
  const auto load = [](const char* from, auto word) {
    std::memcpy(&word, from, sizeof word);
    return static_cast<std::uint64_t>(word);
  };
  if (count >= 8) return load(bytes, std::uint64_t{});
  if (count >= 4) return load(bytes, std::uint32_t{}) << 32 | load(bytes + count - 4, std::uint32_t{});
  if (count >= 2) return load(bytes, std::uint16_t{}) << 16 | load(bytes + count - 2, std::uint16_t{});
  return count == 1 ? static_cast<unsigned char>(*bytes) : 0;
}

inline bool same_text(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  if (a.size() <= 8) return short_word(a.data(), a.size()) == short_word(b.data(), b.size());
  if (a.size() <= 16) {
    const std::size_t last = a.size() - 8;
    return short_word(a.data(), 8) == short_word(b.data(), 8) &&
           short_word(a.data() + last, 8) == short_word(b.data() + last, 8);
  }
  return std::memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace openend
