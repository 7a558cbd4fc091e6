// Every kind of CSV file. The first byte names the kind; what a reader makes of the rest can be read back.
#include "event/codec.h"
#include "files.h"
#include "store/feeds/delivery.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace openend;
  static const entity::Registry desk = fuzz::desk();
  if (size == 0) return 0;
  const auto kinds = store::feeds::file_kinds();
  const std::string_view kind = kinds[data[0] % kinds.size()];
  const std::string text(reinterpret_cast<const char*>(data) + 1, size - 1);
  entity::Registry registry = desk;
  const auto read = store::feeds::read_file(kind, store::feeds::TextFile::of("fuzz.csv", text), registry, {});
  if (!read) {
    for (const Refusal& refusal : read.refusals()) {
      OE_ASSERT(!refusal.code.empty() && !refusal.remedy.empty(), "a refusal has a code and a remedy");
    }
    return 0;
  }
  std::uint64_t events = 0;
  for (const store::Batch& batch : read.value().batches) {
    events += batch.count;
    if (batch.kind < static_cast<std::uint16_t>(event::BatchKind::Book)) continue;
    event::EventList list;
    OE_ASSERT(event::decode(batch.body, batch.day, {}, list), "what was encoded can be decoded");
    OE_ASSERT(list.events.size() == batch.count, "a batch counts its events");
  }
  OE_ASSERT(events == read.value().rows, "every row is in a batch");
  return 0;
}
