// tests/fuzz/stored.h - for the fuzzers
//
// What is stored is read back, whatever its kind: damaged bytes are refused, whole ones are written as they were read.
#pragma once

#include <optional>

#include "event/codec.h"
#include "event/corporate_action.h"
#include "event/flow.h"
#include "event/offer.h"
#include "event/statement.h"

namespace openend::fuzz {

/// How many rows a batch holds; none where its bytes are refused.
using Rows = std::optional<std::size_t>;

/// The item that the bytes are, if they are one; written and read again it is the same.
template <class Item, class... Extra>
std::optional<Item> read_back(ByteView bytes, Extra... extra) {
  Item item;
  if (!event::decode(bytes, extra..., item)) return std::nullopt;
  Item again;
  OE_ASSERT(event::decode(event::encode(item), extra..., again), "what was encoded can be decoded");
  OE_ASSERT(event::encode(again) == event::encode(item), "and is the same");
  return item;
}

template <class T, class... Extra>
Rows read_list(ByteView bytes, Extra... extra) {
  const auto list = read_back<std::vector<T>>(bytes, extra...);
  return list ? Rows(list->size()) : Rows();
}

inline Rows read_prices(ByteView bytes) {
  const auto set = read_back<event::PriceSet>(bytes, Date{});
  return set ? Rows(set->size()) : Rows();
}

inline Rows read_decision(ByteView bytes) { return read_back<event::Decision>(bytes) ? Rows(1) : Rows(); }

inline Rows read_terms(ByteView bytes) {
  std::vector<entity::Term> terms;
  entity::Registry registry;
  if (!event::apply_terms(bytes, terms)) return std::nullopt;
  const std::size_t rows = terms.size();
  (void)registry.set_terms(std::move(terms));
  return rows;
}

inline Rows read_events(ByteView bytes) {
  event::EventList list;
  if (!event::decode(bytes, Date{}, {}, list)) return std::nullopt;
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
  return list.events.size();
}

/// One batch of any kind; none of those whose bytes are compared, or are a file that another target reads.
inline Rows read_batch(event::BatchKind kind, ByteView bytes) {
  using event::BatchKind;
  switch (kind) {
    case BatchKind::Terms: return read_terms(bytes);
    case BatchKind::Securities: return read_list<entity::Security>(bytes);
    case BatchKind::Coupons: return read_list<entity::DatedCoupon>(bytes);
    case BatchKind::Fixings: return read_list<entity::Fixing>(bytes);
    case BatchKind::Classifications: return read_list<entity::Classification>(bytes);
    case BatchKind::Remarks: return read_list<entity::Remark>(bytes);
    case BatchKind::Printed: return read_list<entity::PrintedFigure>(bytes);
    case BatchKind::Prices: return read_prices(bytes);
    case BatchKind::ForwardRates: return read_list<event::ForwardRate>(bytes);
    case BatchKind::Dividends: return read_list<event::Dividend>(bytes, Date{});
    case BatchKind::ExchangeRates: return read_list<event::ExchangeRate>(bytes);
    case BatchKind::FairValues: return read_list<event::FairValue>(bytes, Date{});
    case BatchKind::Approvals: return read_list<entity::Approval>(bytes);
    case BatchKind::IndexLevels: return read_list<event::IndexLevel>(bytes);
    case BatchKind::Curves: return read_list<event::CurvePoint>(bytes);
    case BatchKind::CustodianHoldings:
    case BatchKind::CustodianCash:
    case BatchKind::TransferAgentShares: return read_list<event::StatedBalance>(bytes);
    case BatchKind::Explanations: return read_list<event::Explanation>(bytes, Date{});
    case BatchKind::CorporateActions: return read_list<event::CorporateAction>(bytes, Date{}, SourceId{});
    case BatchKind::Offers: return read_list<event::Offer>(bytes, Date{}, SourceId{});
    case BatchKind::Book:
    case BatchKind::Shares: return read_events(bytes);
    case BatchKind::Strike: return read_list<event::SealedAnswer>(bytes);
    case BatchKind::Override:
    case BatchKind::Approval:
    case BatchKind::Publication: return read_decision(bytes);
    case BatchKind::Sources:
    case BatchKind::Filing: break;
  }
  return std::nullopt;
}

}  // namespace openend::fuzz
