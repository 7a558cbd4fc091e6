// base/digest.h - floor 0
//
// SHA-256 of bytes, by OpenSSL, with a context kept for reuse. The algorithm's name is stored beside every digest.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace openend {

inline constexpr std::string_view kDigestAlgorithm = "sha256";

using Digest = std::array<std::uint8_t, 32>;

class Hasher {
 public:
  Hasher();
  ~Hasher();
  Hasher(const Hasher&) = delete;
  Hasher& operator=(const Hasher&) = delete;

  /// Forgets all that was added.
  void reset();
  void add(const void* bytes, std::size_t size);
  void add(std::span<const std::uint8_t> bytes) { add(bytes.data(), bytes.size()); }
  /// Length first, so that ("ab","c") and ("a","bc") differ.
  void add_text(std::string_view text);
  void add_number(std::int64_t value) { add(&value, sizeof value); }
  Digest finish();

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};

Digest digest_of(std::span<const std::uint8_t> bytes);
std::string hex(const Digest& digest);

}  // namespace openend
