#include <gtest/gtest.h>

#include <algorithm>

#include "book/book.h"

namespace openend::book {
namespace {

TEST(BookSnapshot, is_not_read_with_a_lot_of_a_day_that_is_none) {
  const auto book_of = [](std::int32_t second_day) {
    Book book;
    const auto slot = book.find_or_add(SecurityId{0}, false);
    book.acquire(slot, {1, 0}, 1, 1, -40, false);
    book.acquire(slot, {1, 0}, 1, 2, second_day, false);
    return encode(book);
  };
  const Bytes near = book_of(-40), far = book_of(-39);
  const auto day = std::mismatch(near.begin(), near.end(), far.begin()).first;
  Bytes damaged(near.begin(), day);  // the days between the lots, as one byte: as many as 64 bits hold instead
  damaged.insert(damaged.end(), 9, 0xff);
  damaged.push_back(0x01);
  damaged.insert(damaged.end(), day + 1, near.end());
  Book read;
  ASSERT_TRUE(decode(near, read));
  Book other;
  EXPECT_FALSE(decode(damaged, other)) << "40 days before 1970 and 2^63 before that (found by a fuzzer)";
}

}  // namespace
}  // namespace openend::book
