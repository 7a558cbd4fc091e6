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

TEST(BookSnapshot, keeps_what_was_said_of_offers) {
  Book book;
  book.answers["T1"]["cash"] = {80'5, 1};
  book.answers["T1"]["decline"] = {20, 0};
  Book read;
  ASSERT_TRUE(decode(encode(book), read));
  EXPECT_EQ(read.answers, book.answers);
  book.answers["T1"]["cash"] = {0, 0};
  Book other;
  EXPECT_FALSE(decode(encode(book), other)) << "nothing is no answer";
}

}  // namespace
}  // namespace openend::book
