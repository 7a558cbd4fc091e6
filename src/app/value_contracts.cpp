// app/value_contracts.cpp - floor 7
//
// Prices by a model for the swaps, caps and floors that nobody quoted on a day, recorded as prices are: the file that
// tells them is made here, and taken by the door of all files. A strike finds prices, and runs no model.
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "app/commands.h"
#include "app/session.h"
#include "event/codec.h"
#include "instrument/list.h"
#include "model/rate_model.h"

namespace openend::app {

namespace {

constexpr std::string_view kSource = "model";

[[noreturn]] void damaged(const store::Batch& batch) {
  throw store::StoreFault("a batch of " + batch.day.text() + " can not be read: run openend verify");
}

template <class Take>
void each_of(const store::Store& store, event::BatchKind kind, Date date, Take&& take) {
  store::Query query;
  query.kind = static_cast<std::uint16_t>(kind);
  query.from = query.to = date;
  for (const store::Batch& batch : store.events().read(query)) take(batch);
}

/// Whether somebody else than the model priced a security on a day.
std::vector<bool> quoted(const Session& session, Date date) {
  std::vector<bool> has(session.registry().securities().size(), false);
  each_of(session.store(), event::BatchKind::Prices, date, [&](const store::Batch& batch) {
    event::PriceSet set;
    if (!event::decode(batch.body, batch.day, set)) damaged(batch);
    if (set.source == kSource) return;
    for (const std::uint32_t security : set.security) has[security] = true;
  });
  return has;
}

/// The day's curves by name; one that was sent again counts as it was sent last.
std::map<std::string, std::vector<event::CurvePoint>> curves_of(const Session& session, Date date) {
  std::map<std::string, std::vector<event::CurvePoint>> curves;
  each_of(session.store(), event::BatchKind::Curves, date, [&](const store::Batch& batch) {
    std::vector<event::CurvePoint> points;
    if (!event::decode(batch.body, points)) damaged(batch);
    std::map<std::string, std::vector<event::CurvePoint>> told;
    for (event::CurvePoint& point : points) told[point.curve].push_back(std::move(point));
    for (auto& entry : told) curves[entry.first] = std::move(entry.second);
  });
  return curves;
}

std::string csv_of(const entity::Security& security, Date date, const model::ModelPrice& priced) {
  return fmt::format("date,security,price,currency,source,status,kind\n{},{},{},{},{},{},evaluated\n", date.text(),
                     security.key, priced.price.text(), security.currency.code(), kSource, priced.inputs);
}

}  // namespace

Result<int> value_contracts_command(const Common& common, Date date) {
  Session session(store::open_sqlite_store(common.store, true));
  const auto curves = curves_of(session, date);
  const std::vector<bool> has_quote = quoted(session, date);
  std::vector<Session::Named> files;
  nlohmann::ordered_json all = nlohmann::ordered_json::array();
  Refusals faults;
  for (const entity::Security& security : session.registry().securities()) {
    if (!instrument::pays_rates(security) || has_quote[security.id.value]) continue;
    if (date < *security.issued || date >= *security.maturity) continue;
    const auto curve = curves.find(security.contract->underlying);
    const auto priced = model::price_rate_contract(
        security, date, curve == curves.end() ? std::vector<event::CurvePoint>{} : curve->second);
    if (!priced) {
      for (const Refusal& fault : priced.refusals()) faults.push_back(fault);
      continue;
    }
    files.push_back({"prices", store::feeds::TextFile::of("model-" + security.key + "-" + date.text() + ".csv",
                                                          csv_of(security, date, priced.value()))});
    all.push_back(
        {{"security", security.key}, {"price", priced.value().price.text()}, {"inputs", priced.value().inputs}});
    if (!common.json)
      fmt::print("{:<24} {:>14}  {}\n", security.key, priced.value().price.text(), priced.value().inputs);
  }
  if (!faults.empty()) return faults;
  if (!files.empty()) CHECK(session.import(files, {}, common.known_now(), false));
  if (common.json) {
    fmt::print("{}\n", nlohmann::ordered_json{{"prices", all}}.dump(2));
  } else {
    fmt::print("{}\n", files.empty() ? "Nothing to value: every contract has a quote." : "Recorded.");
  }
  return kDone;
}

}  // namespace openend::app
