// Whole deliveries and strikes: whatever is taken at the door can be struck or is refused, and what was struck is
// struck again as the same.
#include "play.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace openend;
  app::Session session(store::open_memory_store());
  fuzz::play(session, data, size, [](const std::string&, const Refusals&) {});
  const auto again = app::Walk(session).replay(1);
  OE_ASSERT(again && again.value().differing == 0, "what was struck is struck again as the same");
  return 0;
}
