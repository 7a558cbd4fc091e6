// Snapshots of books, sealed packages and journals as bytes.
#include "base/assert.h"
#include "book/book.h"
#include "nav/package.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace openend;
  if (size == 0) return 0;
  const ByteView bytes(data + 1, size - 1);
  switch (data[0] % 3) {
    case 0: {
      book::Book read;
      if (!book::decode(bytes, read)) break;
      book::Book again;
      OE_ASSERT(book::decode(book::encode(read), again), "a book written can be read");
      OE_ASSERT(book::encode(again) == book::encode(read), "and is the same");
      break;
    }
    case 1: {
      nav::NavPackage read;
      if (!nav::decode(bytes, read)) break;
      nav::NavPackage again;
      OE_ASSERT(nav::decode(nav::encode(read), again), "a package written can be read");
      OE_ASSERT(nav::encode(again) == nav::encode(read), "and is the same");
      break;
    }
    case 2: {
      book::JournalView journal;
      (void)book::decode(bytes, journal);
      break;
    }
    default: break;
  }
  return 0;
}
