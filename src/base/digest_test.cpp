#include "base/digest.h"

#include <gtest/gtest.h>

#include <vector>

namespace openend {
namespace {

Digest of_text(std::string_view text) {
  return digest_of({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

// FIPS 180-4 example values of SHA-256.
TEST(Digest, equals_the_published_values) {
  EXPECT_EQ(hex(of_text("")), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(hex(of_text("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(hex(of_text(std::string(1'000'000, 'a'))),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
      << "a million times the letter a";
}

TEST(Digest, pieces_are_the_whole_and_a_hasher_starts_anew) {
  Hasher hasher;
  hasher.add("a", 1);
  hasher.add("bc", 2);
  EXPECT_EQ(hasher.finish(), of_text("abc"));
  hasher.add("abc", 3);
  EXPECT_EQ(hasher.finish(), of_text("abc")) << "finish forgets";
  hasher.add("x", 1);
  hasher.reset();
  EXPECT_EQ(hasher.finish(), of_text("")) << "reset forgets";
}

TEST(Digest, texts_carry_their_length) {
  Hasher hasher;
  hasher.add_text("ab");
  hasher.add_text("c");
  const Digest first = hasher.finish();
  hasher.add_text("a");
  hasher.add_text("bc");
  EXPECT_NE(hasher.finish(), first);
}

}  // namespace
}  // namespace openend
