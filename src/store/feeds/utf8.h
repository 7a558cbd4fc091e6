// store/feeds/utf8.h - floor 6
//
// Whether bytes are UTF-8 as RFC 3629 has it: no overlong forms, no surrogates, nothing above U+10FFFF.
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

namespace openend::store::feeds {

/// The length of the character that begins here; 0 where none does.
inline std::size_t utf8_length(std::string_view text) {
  const auto at = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned lead = at(0);
  if (lead < 0x80) return 1;
  const std::size_t length = lead >= 0xc2 && lead < 0xe0 ? 2 : lead >= 0xe0 && lead < 0xf0 ? 3 : 4;
  if (lead < 0xc2 || lead > 0xf4 || text.size() < length) return 0;
  const unsigned least = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
  const unsigned most = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
  if (at(1) < least || at(1) > most) return 0;
  for (std::size_t i = 2; i < length; ++i) {
    if ((at(i) & 0xc0U) != 0x80) return 0;
  }
  return length;
}

/// Most text is plain: sixty-four bytes at a time, then eight.
/// How far the text is UTF-8: its size where all of it is.
inline std::size_t utf8_end(std::string_view text) {
  const std::size_t size = text.size();
  constexpr std::uint64_t kHighBits = 0x8080808080808080ULL;
  std::uint64_t words[8];
  while (!text.empty()) {
    std::size_t plain = 0;
    if (text.size() >= sizeof words) {
      std::memcpy(words, text.data(), sizeof words);
      std::uint64_t any = 0;
      for (const std::uint64_t word : words) any |= word;
      plain = (any & kHighBits) == 0 ? sizeof words : 0;
    }
    if (plain == 0 && text.size() >= sizeof words[0]) {
      std::memcpy(words, text.data(), sizeof words[0]);
      plain = (words[0] & kHighBits) == 0 ? sizeof words[0] : 0;
    }
    const std::size_t length = plain != 0 ? plain : utf8_length(text);
    if (length == 0) return size - text.size();
    text.remove_prefix(length);
  }
  return size;
}

}  // namespace openend::store::feeds
