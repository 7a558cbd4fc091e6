// The stored shape of every kind of batch: damaged bytes are refused, whole ones are written again as they were read.
#include "base/assert.h"
#include "event/codec.h"
#include "event/flow.h"

namespace {

using namespace openend;

template <class T, class... Extra>
void read_list(ByteView bytes, Extra... extra) {
  std::vector<T> items;
  if (!event::decode(bytes, extra..., items)) return;
  std::vector<T> again;
  OE_ASSERT(event::decode(event::encode(items), extra..., again), "what was encoded can be decoded");
  OE_ASSERT(event::encode(again) == event::encode(items), "and is the same");
}

void read_events(ByteView bytes) {
  event::EventList list;
  if (!event::decode(bytes, Date{}, {}, list)) return;
  Bytes written;
  ByteWriter out(written);
  for (const event::Event& event : list.events) {
    event::encode(out, event, list.picks);
    if (const auto* trade = std::get_if<event::Trade>(&event.body))  // what is read can be reckoned with
      OE_ASSERT(trade->quantity.decimal().places() + trade->price.decimal().places() <= 36, "places are bounded");
  }
  event::EventList again;
  OE_ASSERT(event::decode(written, Date{}, {}, again), "what was encoded can be decoded");
  OE_ASSERT(again.events.size() == list.events.size(), "and is as many");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const ByteView bytes(data + 1, size - 1);
  switch (data[0] % 14) {
    case 0: read_events(bytes); break;
    case 1: {
      event::PriceSet set;
      if (event::decode(bytes, Date{}, set)) OE_ASSERT(!event::encode(set).empty(), "a price set has a shape");
      break;
    }
    case 2: read_list<event::ForwardRate>(bytes); break;
    case 3: read_list<event::Dividend>(bytes, Date{}); break;
    case 4: {
      std::vector<entity::Term> terms;
      (void)event::apply_terms(bytes, terms);
      break;
    }
    case 5: read_list<entity::Security>(bytes); break;
    case 6: read_list<entity::Classification>(bytes); break;
    case 7: read_list<entity::Remark>(bytes); break;
    case 8: read_list<event::SealedAnswer>(bytes); break;
    case 9: read_list<event::ExchangeRate>(bytes); break;
    case 10: read_list<event::FairValue>(bytes, Date{}); break;
    case 11: read_list<entity::Approval>(bytes); break;
    case 12: read_list<event::IndexLevel>(bytes); break;
    case 13: {
      event::Decision decision;
      if (event::decode(bytes, decision)) OE_ASSERT(!event::encode(decision).empty(), "a decision has a shape");
      break;
    }
    default: break;
  }
  return 0;
}
