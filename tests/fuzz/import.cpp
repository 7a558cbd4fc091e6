// Whole deliveries into a store, and the strike that follows: whatever is taken at the door can be struck or is
// refused. Files are separated by a line of their kind: "== trades".
#include "app/session.h"
#include "app/walk.h"
#include "files.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace openend;
  app::Session session(store::open_memory_store());
  fuzz::open(session);
  std::int64_t known = 10;
  for (auto& [kind, text] : fuzz::split(data, size)) {
    std::vector<app::Session::Named> files;
    files.push_back({kind, store::feeds::TextFile::of(kind + ".csv", text)});
    (void)session.import(files, {}, {++known}, false);
  }
  app::StrikeRequest request;
  request.date = *Date::parse("1997-01-10");
  request.known = {++known};
  const auto report = app::Walk(session).strike(request);
  OE_ASSERT(static_cast<bool>(report), "a pricing day can be struck");
  return 0;
}
