#include "base/digest.h"

#include <openssl/evp.h>

#include "base/assert.h"

namespace openend {

struct Hasher::Context {
  EVP_MD_CTX* handle = EVP_MD_CTX_new();
  EVP_MD* algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);  // looked up once, not at every start
  ~Context() {
    EVP_MD_CTX_free(handle);
    EVP_MD_free(algorithm);
  }
};

Hasher::Hasher() : context_(std::make_unique<Context>()) { reset(); }
Hasher::~Hasher() = default;

void Hasher::reset() {
  OE_ASSERT(EVP_DigestInit_ex(context_->handle, context_->algorithm, nullptr) == 1, "the hash starts");
}

void Hasher::add(const void* bytes, std::size_t size) {
  OE_ASSERT(EVP_DigestUpdate(context_->handle, bytes, size) == 1, "the hash takes bytes");
}

void Hasher::add_text(std::string_view text) {
  add_number(static_cast<std::int64_t>(text.size()));
  add(text.data(), text.size());
}

Digest Hasher::finish() {
  Digest digest{};
  unsigned int size = 0;
  OE_ASSERT(EVP_DigestFinal_ex(context_->handle, digest.data(), &size) == 1 && size == digest.size(),
            "the hash ends with 32 bytes");
  reset();
  return digest;
}

Digest digest_of(std::span<const std::uint8_t> bytes) {
  thread_local Hasher hasher;  // a scratch context, not state: every use begins and ends here
  hasher.add(bytes);
  return hasher.finish();
}

std::string hex(const Digest& digest) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  text.reserve(2 * digest.size());
  for (const std::uint8_t byte : digest) {
    text.push_back(kDigits[byte >> 4]);
    text.push_back(kDigits[byte & 15]);
  }
  return text;
}

}  // namespace openend
