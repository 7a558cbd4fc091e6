// app/value_contracts.cpp - floor 7
//
// Prices by a model for the swaps, caps, floors and options that nobody quoted on a day, recorded as prices are: the
// file that tells them is made here, and taken by the door of all files. A strike finds prices, and runs no model.
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "app/commands.h"
#include "app/session.h"
#include "event/codec.h"
#include "instrument/list.h"
#include "model/option_model.h"
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

/// What somebody else than the model said of each security on a day; of several, what was told last, a bid or an ask
/// only where there is nothing else.
std::vector<std::optional<Decimal>> quoted(const Session& session, Date date) {
  std::vector<std::optional<Decimal>> has(session.registry().securities().size());
  each_of(session.store(), event::BatchKind::Prices, date, [&](const store::Batch& batch) {
    event::PriceSet set;
    if (!event::decode(batch.body, batch.day, set)) damaged(batch);
    if (set.source == kSource) return;
    const bool side = set.kind == policy::PriceKind::Bid || set.kind == policy::PriceKind::Ask;
    for (std::size_t i = 0; i < set.size(); ++i) {
      auto& price = has[set.security[i]];
      if (!side || !price) price = Decimal::of(set.price[i], set.places[i]);
    }
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

/// Whether the model looks at a security: a swap, a cap or a floor in its life; an option on a security that is quoted
/// by the unit, where a curve is named as that.
bool is_modelled(const entity::Registry& registry, const entity::Security& security, Date date, bool has_curve) {
  if (instrument::pays_rates(security)) return date >= *security.issued && date < *security.maturity;
  if (!has_curve || !instrument::is_option(security) || date > *security.maturity) return false;
  const SecurityId under = registry.find_security(security.contract->underlying);
  return security.contract->kind == entity::ContractTerms::Underlying::Security && under.exists() &&
         instrument::quotation(registry.security(under)) == instrument::Quotation::PerUnit;
}

}  // namespace

Result<int> value_contracts_command(const Common& common, Date date) {
  Session session(store::open_sqlite_store(common.store, true));
  const auto curves = curves_of(session, date);
  const auto quotes = quoted(session, date);
  std::vector<Session::Named> files;
  nlohmann::ordered_json all = nlohmann::ordered_json::array();
  Refusals faults;
  for (const entity::Security& security : session.registry().securities()) {
    if (quotes[security.id.value] || !security.contract) continue;
    const auto known = curves.find(security.contract->underlying);
    if (!is_modelled(session.registry(), security, date, known != curves.end())) continue;
    const auto curve = known == curves.end() ? std::vector<event::CurvePoint>{} : known->second;
    const auto price = [&]() -> Result<model::ModelPrice> {
      if (instrument::pays_rates(security)) return model::price_rate_contract(security, date, curve);
      const auto& spot = quotes[session.registry().find_security(security.contract->underlying).value];
      if (!spot)
        return refuse("E-MODEL-001",
                      security.key + " can not be valued by the model on " + date.text() +
                          ": its underlying has no price of the day",
                      "send the price of " + security.contract->underlying);
      return model::price_option(security, date, *spot, curve);
    };
    const auto priced = price();
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
