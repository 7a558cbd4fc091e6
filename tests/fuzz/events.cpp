// The stored shape of every kind of batch. The first line is the kind's number, which never changes (event::BatchKind).
#include "files.h"
#include "stored.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace openend;
  const auto [kind, bytes] = fuzz::named(data, size);
  (void)fuzz::read_batch(static_cast<event::BatchKind>(std::atoi(std::string(kind).c_str())), bytes);
  return 0;
}
