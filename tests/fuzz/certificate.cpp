// Replay certificates: what is read is written again as the same.
#include "app/certificate.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace openend;
  const auto read = app::read_certificate("fuzz.json", {reinterpret_cast<const char*>(data), size});
  if (!read) return 0;
  const std::string text = app::text_of(read.value());
  const auto again = app::read_certificate("fuzz.json", text);
  OE_ASSERT(again && app::text_of(again.value()) == text, "a certificate written is read the same");
  return 0;
}
