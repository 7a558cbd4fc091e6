// import.toml, and a file read through it.
#include "files.h"
#include "store/feeds/delivery.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace openend;
  static const entity::Registry desk = fuzz::desk();
  const auto files = fuzz::split(data, size);
  if (files.empty()) return 0;
  const auto mapping = store::feeds::read_mapping(store::feeds::TextFile::of("import.toml", files[0].second));
  if (!mapping) return 0;
  for (const auto& [kind, text] : files) {
    entity::Registry registry = desk;
    const auto at = mapping.value().kinds.find(kind);
    if (at == mapping.value().kinds.end()) continue;
    (void)store::feeds::read_file(kind, store::feeds::TextFile::of(kind, text), registry, at->second);
  }
  return 0;
}
