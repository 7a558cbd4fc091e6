// Every kind of CSV file, alone or several in one delivery. Files are separated by a line of their kind: "== trades".
// What a reader makes of them can be read back.
#include "files.h"
#include "store/feeds/delivery.h"
#include "stored.h"

namespace {

using namespace openend;

void check_batches(const store::feeds::FileDelivery& read) {
  std::uint64_t rows = 0;
  for (const store::Batch& batch : read.batches) {
    rows += batch.count;
    const auto kind = static_cast<event::BatchKind>(batch.kind);
    OE_ASSERT(fuzz::read_batch(kind, batch.body) == batch.count, "a batch counts what it holds");
  }
  OE_ASSERT(rows == read.rows, "every row is in a batch");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const entity::Registry desk = fuzz::desk();
  entity::Registry registry = desk;
  for (const auto& [kind, text] : fuzz::split(data, size)) {
    const auto read = store::feeds::read_file(kind, store::feeds::TextFile::of("fuzz.csv", text), registry, {});
    if (read) check_batches(read.value());
    for (const Refusal& refusal : read ? Refusals{} : read.refusals())
      OE_ASSERT(!refusal.code.empty() && !refusal.remedy.empty(), "a refusal has a code and a remedy");
  }
  return 0;
}
