#include "base/digest.h"

#include <openssl/evp.h>

#include <cstring>

#include "base/assert.h"

namespace openend {

struct Hasher::Context {
  EVP_MD_CTX* handle = EVP_MD_CTX_new();
  EVP_MD* algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);  // looked up once, not at every start
  // Numbers come one by one: they are handed to the library together, as a call of it costs more than their hash.
  std::array<std::uint8_t, 1024> waiting{};
  std::size_t waits = 0;

  ~Context() {
    EVP_MD_CTX_free(handle);
    EVP_MD_free(algorithm);
  }
  void hash(const void* bytes, std::size_t size) {
    OE_ASSERT(EVP_DigestUpdate(handle, bytes, size) == 1, "the hash takes bytes");
  }
  void hash_waiting() {
    if (waits != 0) hash(waiting.data(), waits);
    waits = 0;
  }
};

Hasher::Hasher() : context_(std::make_unique<Context>()) { reset(); }
Hasher::~Hasher() = default;

void Hasher::reset() {
  context_->waits = 0;
  OE_ASSERT(EVP_DigestInit_ex(context_->handle, context_->algorithm, nullptr) == 1, "the hash starts");
}

void Hasher::add(const void* bytes, std::size_t size) {
  Context& context = *context_;
  if (size > context.waiting.size() - context.waits) context.hash_waiting();
  if (size > context.waiting.size() / 2) return context.hash(bytes, size);
  if (size == 0) return;
  std::memcpy(context.waiting.data() + context.waits, bytes, size);
  context.waits += size;
}

void Hasher::add_text(std::string_view text) {
  add_number(static_cast<std::int64_t>(text.size()));
  add(text.data(), text.size());
}

Digest Hasher::finish() {
  Digest digest{};
  unsigned int size = 0;
  context_->hash_waiting();
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
