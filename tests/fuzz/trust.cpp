// A trust's TOML, and what is built of it. Files are separated by a line of their name: "== alpha.toml".
#include <set>

#include "app/session.h"
#include "files.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace openend;
  std::vector<store::feeds::TextFile> files;
  std::set<std::string> names;  // a folder has each once
  for (auto& [name, text] : fuzz::split(data, size)) {
    if (!names.insert(name).second) return 0;
    files.push_back(store::feeds::TextFile::of(name, text));
  }
  auto terms = store::feeds::read_trust_texts(files);
  if (!terms) return 0;
  app::Session session(store::open_memory_store());
  const auto done = session.init(terms.value(), {1});
  if (done) OE_ASSERT(session.difference(terms.value()).empty(), "what was recorded is as it was said");
  return 0;
}
