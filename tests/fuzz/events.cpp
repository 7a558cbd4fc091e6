// The stored shape of every kind of batch: damaged bytes are refused, whole ones are written again as they were read.
// The first line is the kind's number, which never changes (event::BatchKind).
#include "event/codec.h"
#include "event/corporate_action.h"
#include "event/flow.h"
#include "event/offer.h"
#include "event/statement.h"
#include "files.h"

namespace {

using namespace openend;
using event::BatchKind;

template <class T, class... Extra>
void read_list(ByteView bytes, Extra... extra) {
  std::vector<T> items;
  if (!event::decode(bytes, extra..., items)) return;
  std::vector<T> again;
  OE_ASSERT(event::decode(event::encode(items), extra..., again), "what was encoded can be decoded");
  OE_ASSERT(event::encode(again) == event::encode(items), "and is the same");
}

template <class T, class... Extra>
void read_one(ByteView bytes, Extra... extra) {
  T item;
  if (!event::decode(bytes, extra..., item)) return;
  T again;
  OE_ASSERT(event::decode(event::encode(item), extra..., again), "what was encoded can be decoded");
  OE_ASSERT(event::encode(again) == event::encode(item), "and is the same");
}

void read_terms(ByteView bytes) {
  std::vector<entity::Term> terms;
  entity::Registry registry;
  if (event::apply_terms(bytes, terms)) (void)registry.set_terms(std::move(terms));
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
  const auto [kind, bytes] = fuzz::named(data, size);
  switch (static_cast<BatchKind>(std::atoi(std::string(kind).c_str()))) {
    case BatchKind::Terms: read_terms(bytes); break;
    case BatchKind::Securities: read_list<entity::Security>(bytes); break;
    case BatchKind::Coupons: read_list<entity::DatedCoupon>(bytes); break;
    case BatchKind::Fixings: read_list<entity::Fixing>(bytes); break;
    case BatchKind::Classifications: read_list<entity::Classification>(bytes); break;
    case BatchKind::Remarks: read_list<entity::Remark>(bytes); break;
    case BatchKind::Printed: read_list<entity::PrintedFigure>(bytes); break;
    case BatchKind::Sources:
    case BatchKind::Filing: break;  // compared, or a file that another target reads
    case BatchKind::Prices: read_one<event::PriceSet>(bytes, Date{}); break;
    case BatchKind::ForwardRates: read_list<event::ForwardRate>(bytes); break;
    case BatchKind::Dividends: read_list<event::Dividend>(bytes, Date{}); break;
    case BatchKind::ExchangeRates: read_list<event::ExchangeRate>(bytes); break;
    case BatchKind::FairValues: read_list<event::FairValue>(bytes, Date{}); break;
    case BatchKind::Approvals: read_list<entity::Approval>(bytes); break;
    case BatchKind::IndexLevels: read_list<event::IndexLevel>(bytes); break;
    case BatchKind::Curves: read_list<event::CurvePoint>(bytes); break;
    case BatchKind::CustodianHoldings:
    case BatchKind::CustodianCash:
    case BatchKind::TransferAgentShares: read_list<event::StatedBalance>(bytes); break;
    case BatchKind::Explanations: read_list<event::Explanation>(bytes, Date{}); break;
    case BatchKind::CorporateActions: read_list<event::CorporateAction>(bytes, Date{}, SourceId{}); break;
    case BatchKind::Offers: read_list<event::Offer>(bytes, Date{}, SourceId{}); break;
    case BatchKind::Book:
    case BatchKind::Shares: read_events(bytes); break;
    case BatchKind::Strike: read_list<event::SealedAnswer>(bytes); break;
    case BatchKind::Override:
    case BatchKind::Approval:
    case BatchKind::Publication: read_one<event::Decision>(bytes); break;
  }
  return 0;
}
