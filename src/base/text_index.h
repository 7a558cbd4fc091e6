// base/text_index.h - floor 0
//
// Finds the number of a short text: open addressing over 64-bit hashes, texts of up to 22 bytes kept in the table
// itself, so that a look-up of a security or portfolio is one cache line. Texts are added, never removed.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "base/same_text.h"

namespace openend {

class TextIndex {
 public:
  static constexpr std::uint32_t kNone = 0xffffffffU;

  /// The number given with a text, or kNone.
  std::uint32_t find(std::string_view text) const {
    if (table_.empty()) return kNone;
    const std::uint64_t hash = hash_of(text);
    for (std::size_t at = hash & mask_;; at = (at + 1) & mask_) {
      const Entry& entry = table_[at];
      if (entry.number == kNone) return kNone;
      if (entry.hash == static_cast<std::uint32_t>(hash >> 32) && is(entry, text)) return entry.number;
    }
  }

  /// Adds a text that is not there yet.
  void add(std::string_view text, std::uint32_t number) {
    if (2 * (count_ + 1) > table_.size()) grow();
    Entry entry;
    entry.number = number;
    if (text.size() <= kInline) {
      entry.size = static_cast<std::uint8_t>(text.size());
      std::memcpy(entry.text, text.data(), text.size());
    } else {
      entry.size = kLong;
      const auto place = static_cast<std::uint32_t>(long_texts_.size());
      long_texts_.emplace_back(text);
      std::memcpy(entry.text, &place, sizeof place);
    }
    insert(entry, hash_of(text));
    ++count_;
  }

 private:
  static constexpr std::size_t kInline = 22;
  static constexpr std::uint8_t kLong = 255;
  struct Entry {
    std::uint32_t number = kNone;
    std::uint32_t hash = 0;  ///< upper half
    std::uint8_t size = 0;
    char text[kInline + 1] = {};
  };
  static_assert(sizeof(Entry) == 32);

  static std::uint64_t hash_of(std::string_view text) {
    std::uint64_t hash = 0x9e3779b97f4a7c15ULL ^ text.size();
    std::size_t at = 0;
    for (; at + 8 < text.size(); at += 8) hash = mix(hash, short_word(text.data() + at, 8));
    hash = mix(hash, short_word(text.data() + at, text.size() - at));
    return hash ^ (hash >> 29);
  }
  static std::uint64_t mix(std::uint64_t hash, std::uint64_t word) {
    const auto product = static_cast<unsigned __int128>(hash ^ word) * 0xd6e8feb86659fd93ULL;
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
  }
  bool is(const Entry& entry, std::string_view text) const {
    if (entry.size != kLong) return same_text({entry.text, entry.size}, text);
    return text.size() > kInline && long_texts_[long_place(entry)] == text;
  }
  static std::uint32_t long_place(const Entry& entry) {
    std::uint32_t place = 0;
    std::memcpy(&place, entry.text, sizeof place);
    return place;
  }
  std::string_view text_of(const Entry& entry) const {
    return entry.size == kLong ? std::string_view(long_texts_[long_place(entry)])
                               : std::string_view(entry.text, entry.size);
  }
  void insert(Entry entry, std::uint64_t hash) {
    entry.hash = static_cast<std::uint32_t>(hash >> 32);
    std::size_t at = hash & mask_;
    while (table_[at].number != kNone) at = (at + 1) & mask_;
    table_[at] = entry;
  }
  void grow() {
    std::vector<Entry> old(table_.empty() ? 64 : 2 * table_.size());
    old.swap(table_);
    mask_ = table_.size() - 1;
    for (const Entry& entry : old) {
      if (entry.number != kNone) insert(entry, hash_of(text_of(entry)));
    }
  }

  std::vector<Entry> table_;
  std::vector<std::string> long_texts_;
  std::size_t mask_ = 0, count_ = 0;
};

}  // namespace openend
