// app/certificate.cpp - floor 7
//
// A replay certificate: from these events, prices, terms and program came this package. Whoever has the store, or a
// copy of it, can run the day again and see.
//
// LAW   Spec N-15: digest of events, prices, policies and program version -> digest of the package.
// WHY   The day is made again as it was known when it was struck: what came later is not in it.
#include "app/certificate.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <limits>
#include <nlohmann/json.hpp>

#include "app/commands.h"
#include "app/flow.h"
#include "app/walk.h"

namespace openend::app {

namespace {

using event::BatchKind;
using nlohmann::ordered_json;

bool is_market(std::uint16_t kind) { return kind >= 10 && kind < 20; }

/// The store as it was when a batch had been recorded and nothing after it, with the digests of what is in it.
struct StoreThen {
  std::unique_ptr<store::Store> store = store::open_memory_store();
  Digest prices{}, policies{};
};

StoreThen store_through(const store::EventLog& log, std::uint64_t position) {
  auto batches = log.read({});
  std::erase_if(batches, [&](const auto& batch) { return batch.sequence > position; });
  std::sort(batches.begin(), batches.end(), [](const auto& a, const auto& b) { return a.sequence < b.sequence; });
  StoreThen then;
  Hasher prices, policies;  // of content: two stores that were told the same agree
  const auto add = [](Hasher& hasher, const store::Batch& batch) {
    hasher.add_number(batch.kind);
    hasher.add_number(batch.day.days);
    hasher.add_number(static_cast<std::int64_t>(batch.body.size()));
    hasher.add(batch.body);
  };
  store::Transaction transaction(*then.store);
  for (const auto& source : log.sources()) then.store->events().add_source(source.name, source.digest, source.rows);
  for (auto& batch : batches) {
    if (is_market(batch.kind)) add(prices, batch);
    if (batch.kind == static_cast<std::uint16_t>(BatchKind::Terms)) add(policies, batch);
    then.store->events().append(std::move(batch));
  }
  transaction.commit();
  then.prices = prices.finish();
  then.policies = policies.finish();
  return then;
}

ordered_json json_of(const Certificate& c) {
  return {{"certificate", "openend replay 1"},
          {"portfolio", c.portfolio},
          {"date", c.date.text()},
          {"version", c.version},
          {"program", c.program},
          {"digest_algorithm", kDigestAlgorithm},
          {"events_through", c.through},
          {"events", c.events},
          {"prices", c.prices},
          {"policies", c.policies},
          {"package", c.package},
          {"net_assets", c.net_assets},
          {"nav_per_share", c.nav}};
}

Refusals no_certificate(const std::string& path, std::string found) {
  Refusals faults =
      refuse("E-CERT-002", "the file is no replay certificate", "name a file of openend certificate --out");
  faults[0].place.file = path;
  faults[0].found = std::move(found);
  faults[0].expected = "a JSON object with the keys of a certificate";
  return faults;
}

/// The certificate that a store gives: the day made again, from the first event, as the store was then.
Result<Certificate> run_again(const Session& session, const std::string& portfolio, Date date, unsigned version,
                              std::uint64_t through) {
  StoreThen then = store_through(session.store().events(), through);
  Session past(std::move(then.store));
  Certificate c;
  c.portfolio = portfolio;
  c.date = date;
  c.version = version;
  c.through = past.store().events().last_sequence();
  c.program = nav::kCalculation;
  c.events = hex(past.store().events().head());
  c.prices = hex(then.prices);
  c.policies = hex(then.policies);
  Walk walk(past);
  TRY(const RebuiltDay day, walk.rebuild(past.registry().find_portfolio(portfolio), date));
  c.package = hex(day.sealed.package.digest);
  c.net_assets = Decimal::of(day.sealed.package.net_assets, 2).text();
  c.nav = day.sealed.package.nav_text();
  return c;
}

}  // namespace

std::string text_of(const Certificate& certificate) { return json_of(certificate).dump(2) + "\n"; }

Result<Certificate> read_certificate(const std::string& file, std::string_view text) {
  const auto json = ordered_json::parse(text, nullptr, false);
  if (json.is_discarded() || !json.is_object()) return no_certificate(file, "no JSON object");
  Certificate c;
  for (const auto& [key, field] : {std::pair{"portfolio", &c.portfolio},
                                   {"program", &c.program},
                                   {"events", &c.events},
                                   {"prices", &c.prices},
                                   {"policies", &c.policies},
                                   {"package", &c.package},
                                   {"net_assets", &c.net_assets},
                                   {"nav_per_share", &c.nav}}) {
    if (!json.contains(key) || !json[key].is_string()) return no_certificate(file, std::string("no ") + key);
    *field = json[key].get<std::string>();
  }
  const auto date =
      json.contains("date") && json["date"].is_string() ? Date::parse(json["date"].get<std::string>()) : std::nullopt;
  if (!date) return no_certificate(file, "no date");
  c.date = *date;
  for (const char* key : {"events_through", "version"}) {
    if (!json.contains(key) || !json[key].is_number_unsigned()) return no_certificate(file, std::string("no ") + key);
  }
  c.through = json["events_through"].get<std::uint64_t>();
  if (json["version"].get<std::uint64_t>() > std::numeric_limits<unsigned>::max())
    return no_certificate(file, "a version that no day can have");
  c.version = json["version"].get<unsigned>();
  return c;
}

Result<int> certificate_command(const Common& common, const std::string& subject, const std::string& out) {
  Session session(store::open_sqlite_store(common.store, true));
  TRY(const auto named, portfolio_and_day(session, subject));
  const auto seal = session.store().days().latest(named.first, named.second, false);
  if (!seal)
    return refuse("E-FLOW-002",
                  session.registry().portfolio_key(named.first) + " was not struck on " + named.second.text(),
                  "openend strike it first");
  const std::string portfolio = session.registry().portfolio_key(named.first);
  TRY(const Certificate c, run_again(session, portfolio, named.second, seal->version, seal->log_position));
  if (c.package != hex(seal->digest)) {
    Refusals faults = refuse("E-CERT-001", "the day can not be made again as it was known when it was struck",
                             "openend verify says where the store is not whole");
    faults[0].found = "digest " + c.package;
    faults[0].expected = "digest " + hex(seal->digest);
    return faults;
  }
  const std::string text = text_of(c);
  if (!out.empty()) {
    std::ofstream file(out);
    if (!(file << text) || !file.flush()) throw store::StoreFault("the file " + out + " can not be written");
  }
  if (common.json || out.empty())
    fmt::print("{}", text);
  else
    fmt::print("{}@{}, version {}: certificate in {}\n", c.portfolio, c.date.text(), c.version, out);
  return kDone;
}

Result<int> verify_certificate_command(const Common& common, const std::string& path) {
  std::ifstream in(path);
  if (!in) throw store::StoreFault("the file " + path + " can not be opened");
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  TRY(const Certificate said, read_certificate(path, text));
  Session session(store::open_sqlite_store(common.store, true));
  if (!session.registry().find_portfolio(said.portfolio).exists())
    return refuse("E-REF-001", "the portfolio " + said.portfolio + " of the certificate is not in this store",
                  "name a copy of the store that gave it");
  TRY(const Certificate now, run_again(session, said.portfolio, said.date, said.version, said.through));
  const ordered_json was = json_of(said), is = json_of(now);
  bool same = true;
  ordered_json lines = ordered_json::array();
  for (const char* key :
       {"program", "events_through", "events", "prices", "policies", "package", "net_assets", "nav_per_share"}) {
    same = same && was[key] == is[key];
    lines.push_back({{"of", key}, {"certificate", was[key]}, {"store", is[key]}, {"equal", was[key] == is[key]}});
  }
  if (common.json) {
    fmt::print(
        "{}\n",
        ordered_json{{"ok", same}, {"portfolio", said.portfolio}, {"date", said.date.text()}, {"lines", lines}}.dump(
            2));
  } else {
    for (const auto& line : lines)
      fmt::print("{:<16} {}\n", line["of"].get<std::string>(), line["equal"].get<bool>() ? "equal" : "DIFFERS");
    fmt::print("{}@{}: {}\n", said.portfolio, said.date.text(),
               same ? "the same package from the same inputs" : "NOT what the certificate says");
  }
  return same ? kDone : kFailed;
}

}  // namespace openend::app
