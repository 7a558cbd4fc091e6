// app/walk_market.cpp - floor 7
//
// What a walk knows of the market as of a day: prices, rates, dividends, splits, fair values and index levels. Prices
// are many, so the board of prices is kept as snapshots beside the books'; all else is read from its beginning.
#include <algorithm>

#include "app/walk.h"
#include "event/codec.h"

namespace openend::app {

using event::BatchKind;
using store::Batch;
using store::Query;

namespace {

std::uint16_t kind_of(BatchKind kind) { return static_cast<std::uint16_t>(kind); }

}  // namespace

/// The prices as they stood before a day, from the latest snapshot that still says what the log says.
void Walk::begin_market(Date first) {
  market_through_.reset();
  prices_through_.reset();
  forwards_ = {};
  rates_ = {};
  fair_values_ = {};
  indexes_ = {};
  actions_.clear();
  offers_.clear();
  price_checks_.reset();
  const auto& archive = session_.store().days();
  auto snapshot = known_by ? std::nullopt : archive.snapshot(PortfolioId{}, first - 1, true);
  for (; snapshot; snapshot = archive.snapshot(PortfolioId{}, snapshot->day - 1, true)) {
    empty_prices();
    ByteReader in(snapshot->body.view());
    if (!prices_.read(in) || !in.at_end())
      throw store::StoreFault("a snapshot of the market can not be read: run openend verify");
    if (!still_holds(*snapshot)) continue;
    prices_.reserve(session_.registry().securities().size());
    prices_through_ = snapshot->day;
    return;
  }
  empty_prices();
}

void Walk::empty_prices() {
  prices_ = value::PriceBoard(session_.registry().trust().pricing, columns_.kind);
  prices_.reserve(session_.registry().securities().size());
}

/// Whether nothing that a snapshot includes has changed since it was taken: prices of its days, the rules by which they
/// rank, the kinds of the securities that have one.
bool Walk::still_holds(const store::Snapshot& snapshot) const {
  const auto& log = session_.store().events();
  Query query;
  query.after_sequence = ByteReader(snapshot.header).get<std::uint64_t>();
  query.kind = kind_of(BatchKind::Securities);
  for (const Batch& batch : log.read(query)) {
    std::vector<entity::Security> securities;
    if (!event::decode(batch.body, securities))
      throw store::StoreFault("securities can not be read: run openend verify");
    for (const auto& security : securities) {
      if (prices_.at(session_.registry().find_security(security.key).value).known) return false;
    }
  }
  query.with_bodies = false;
  query.kind = kind_of(BatchKind::Terms);
  if (!log.read(query).empty()) return false;
  query.kind = kind_of(BatchKind::Prices);
  query.to = snapshot.day;
  return log.read(query).empty();
}

void Walk::keep_market(Date day) {
  store::Snapshot snapshot{PortfolioId{}, day, {}, {}};
  ByteWriter(snapshot.header).put(known_through_);
  Bytes body;
  ByteWriter out(body);
  prices_.write(out);
  snapshot.body = std::move(body);
  session_.store().days().put_snapshot(std::move(snapshot));
}

void Walk::advance_market(Date previous, Date day) {
  const auto& log = session_.store().events();
  Query query;
  query.known_by = known_by;
  query.to = day;
  if (prices_through_) query.from = *prices_through_ + 1;
  query.kind = kind_of(BatchKind::Prices);
  for (const Batch& batch : log.read(query)) {
    if (!event::decode(batch.body, batch.day, price_set_))
      throw store::StoreFault("a price set of " + batch.day.text() + " can not be read: run openend verify");
    prices_.apply(price_set_);
  }
  prices_through_ = day;
  query.from = std::nullopt;
  if (market_through_) query.from = *market_through_ + 1;
  advance_valuation(query);
  query.kind = kind_of(BatchKind::ForwardRates);
  for (const Batch& batch : log.read(query)) {
    std::vector<event::ForwardRate> rates;
    if (!event::decode(batch.body, rates))
      throw store::StoreFault("forward rates of " + batch.day.text() + " can not be read: run openend verify");
    forwards_.apply(batch.day, rates);
  }
  query.kind = kind_of(BatchKind::ExchangeRates);
  for (const Batch& batch : log.read(query)) {
    std::vector<event::ExchangeRate> rates;
    if (!event::decode(batch.body, rates))
      throw store::StoreFault("exchange rates of " + batch.day.text() + " can not be read: run openend verify");
    rates_.apply(batch.day, rates, batch.source);
  }
  query.kind = kind_of(BatchKind::CorporateActions);
  for (const Batch& batch : log.read(query)) {
    if (!event::decode(batch.body, batch.day, batch.source, actions_))
      throw store::StoreFault("corporate actions of " + batch.day.text() + " can not be read: run openend verify");
  }
  event::put_in_order(actions_);
  query.kind = kind_of(BatchKind::Offers);
  for (const Batch& batch : log.read(query)) {
    if (!event::decode(batch.body, batch.day, batch.source, offers_))
      throw store::StoreFault("offers of " + batch.day.text() + " can not be read: run openend verify");
  }
  event::put_in_order(offers_);
  market_through_ = day;
  dividends_.clear();
  query.kind = kind_of(BatchKind::Dividends);
  query.from = previous + 1;
  for (const Batch& batch : log.read(query)) {
    std::vector<event::Dividend> dividends;
    if (!event::decode(batch.body, batch.day, dividends))
      throw store::StoreFault("dividends of " + batch.day.text() + " can not be read: run openend verify");
    const auto& registry = session_.registry();
    for (const auto& dividend : dividends) {
      const auto& country = registry.security(dividend.security).country;
      const auto stated = policy::tax_of(registry.trust().withholding, country, dividend.ex_date);
      dividends_.push_back({dividend, batch.source, dividend.tax.value_or(stated)});
    }
  }
  // In an order of their own: the same news in other files, or in other rows, makes the same books.
  std::stable_sort(dividends_.begin(), dividends_.end(), [&](const auto& one, const auto& other) {
    const event::Dividend &a = one.dividend, &b = other.dividend;
    if (a.ex_date != b.ex_date) return a.ex_date < b.ex_date;
    if (a.security != b.security)
      return session_.registry().security(a.security).key < session_.registry().security(b.security).key;
    if (a.pay_date != b.pay_date) return a.pay_date < b.pay_date;
    return a.rate.decimal() < b.rate.decimal();
  });
}

/// `query` names the days that are new; kind by kind they are read and applied.
void Walk::advance_valuation(Query query) {
  const auto& log = session_.store().events();
  query.kind = kind_of(BatchKind::FairValues);
  for (const Batch& batch : log.read(query)) {
    std::vector<event::FairValue> values;
    if (!event::decode(batch.body, batch.day, values))
      throw store::StoreFault("fair values of " + batch.day.text() + " can not be read: run openend verify");
    fair_values_.apply(std::move(values));
  }
  query.kind = kind_of(BatchKind::IndexLevels);
  for (const Batch& batch : log.read(query)) {
    std::vector<event::IndexLevel> levels;
    if (!event::decode(batch.body, levels))
      throw store::StoreFault("index levels of " + batch.day.text() + " can not be read: run openend verify");
    indexes_.apply(batch.day, levels);
  }
}

}  // namespace openend::app
