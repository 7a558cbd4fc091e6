// app/walk_valuation.cpp - floor 7
//
// What a walk knows of the market beside the prices themselves: fair values and index levels.
#include "app/walk.h"
#include "event/codec.h"

namespace openend::app {

using event::BatchKind;
using store::Batch;

void Walk::forget_market() {
  market_through_.reset();
  prices_ = value::PriceBoard(session_.registry().trust().pricing, columns_.kind);
  prices_.reserve(session_.registry().securities().size());
  forwards_ = {};
  fair_values_ = {};
  indexes_ = {};
  price_checks_.reset();
}

/// `query` names the days that are new; kind by kind they are read and applied.
void Walk::advance_valuation(store::Query query) {
  const auto& log = session_.store().events();
  query.kind = static_cast<std::uint16_t>(BatchKind::FairValues);
  for (const Batch& batch : log.read(query)) {
    std::vector<event::FairValue> values;
    if (!event::decode(batch.body, batch.day, values))
      throw store::StoreFault("fair values of " + batch.day.text() + " can not be read: run openend verify");
    fair_values_.apply(std::move(values));
  }
  query.kind = static_cast<std::uint16_t>(BatchKind::IndexLevels);
  for (const Batch& batch : log.read(query)) {
    std::vector<event::IndexLevel> levels;
    if (!event::decode(batch.body, levels))
      throw store::StoreFault("index levels of " + batch.day.text() + " can not be read: run openend verify");
    indexes_.apply(batch.day, levels);
  }
}

}  // namespace openend::app
