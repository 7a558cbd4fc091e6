// Days and moments: what is read is written again as the same.
#include "money/date.h"
#include "base/assert.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace openend;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto date = Date::parse(text)) OE_ASSERT(date->text() == text, "a day has one way of writing");
  if (const auto instant = Instant::parse(text)) {
    const auto again = Instant::parse(instant->text());
    OE_ASSERT(again && *again == *instant, "a moment written is read the same");
  }
  return 0;
}
