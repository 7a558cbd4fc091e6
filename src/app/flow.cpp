#include "app/flow.h"

#include <algorithm>

#include "app/walk.h"
#include "event/codec.h"

namespace openend::app {

using event::BatchKind;
using store::Batch;
using store::Query;

namespace {

std::uint16_t kind_of(BatchKind kind) { return static_cast<std::uint16_t>(kind); }

Query of_day(BatchKind kind, Date day) {
  Query query;
  query.kind = kind_of(kind);
  query.from = query.to = day;
  return query;
}

[[noreturn]] void damaged(const Batch& batch) {
  throw store::StoreFault("batch " + std::to_string(batch.sequence) +
                          " of the store can not be read: run openend verify");
}

nav::Signed signed_by(const Batch& batch) {
  nav::Signed given;
  if (!event::decode(batch.body, given.decision)) damaged(batch);
  given.at = batch.known;
  return given;
}

/// The decisions of one kind on a portfolio's day.
std::vector<nav::Signed> decisions_of(const store::EventLog& log, BatchKind kind, PortfolioId portfolio, Date day) {
  Query query = of_day(kind, day);
  query.portfolio = portfolio;
  std::vector<nav::Signed> all;
  for (const Batch& batch : log.read(query)) all.push_back(signed_by(batch));
  return all;
}

}  // namespace

std::vector<nav::DayVersion> versions_of(const store::Store& store, PortfolioId portfolio, Date day) {
  std::vector<nav::DayVersion> versions;
  for (std::uint16_t number = 1;; ++number) {
    const auto seal = store.days().version(portfolio, day, number, false);
    if (!seal) break;
    nav::DayVersion& version = versions.emplace_back();
    version.version = number;
    if (!nav::decode(seal->header, version.package))
      throw store::StoreFault("the day " + day.text() + " can not be read: run openend verify");
  }
  if (versions.empty()) return versions;
  const auto version_at = [&](unsigned number) -> nav::DayVersion* {
    return number == 0 || number > versions.size() ? nullptr : &versions[number - 1];
  };
  for (const Batch& batch : store.events().read(of_day(BatchKind::Strike, day))) {
    std::vector<event::SealedAnswer> answers;
    if (!event::decode(batch.body, answers)) damaged(batch);
    for (const auto& answer : answers) {
      nav::DayVersion* version = answer.portfolio == portfolio ? version_at(answer.version) : nullptr;
      if (version == nullptr) continue;
      version->prepared_by = answer.who;
      version->prepared = batch.known;
    }
  }
  for (auto& given : decisions_of(store.events(), BatchKind::Override, portfolio, day)) {
    if (auto* version = version_at(given.decision.version)) version->overrides.push_back(std::move(given));
  }
  for (auto& given : decisions_of(store.events(), BatchKind::Approval, portfolio, day)) {
    if (auto* version = version_at(given.decision.version)) version->approved = std::move(given);
  }
  for (auto& given : decisions_of(store.events(), BatchKind::Publication, portfolio, day)) {
    if (auto* version = version_at(given.decision.version)) version->published = std::move(given);
  }
  return versions;
}

std::vector<nav::DayVersion> versions_between(const store::Store& store, PortfolioId portfolio, Date from, Date to,
                                              const std::optional<Instant>& known_by) {
  std::vector<nav::DayVersion> all;
  const auto later = [&](Instant at) { return known_by && *known_by < at; };
  for (const auto& seal : store.days().days(portfolio, from)) {
    if (seal.day > to) break;
    for (nav::DayVersion& version : versions_of(store, portfolio, seal.day)) {
      if (later(version.prepared)) continue;
      std::erase_if(version.overrides, [&](const auto& given) { return later(given.at); });
      if (version.approved && later(version.approved->at)) version.approved.reset();
      if (version.published && later(version.published->at)) version.published.reset();
      all.push_back(std::move(version));
    }
  }
  return all;
}

bool same_answer(const store::Seal& seal, const nav::NavPackage& today) {
  if (seal.digest != today.digest) return false;
  nav::NavPackage sealed;
  if (!nav::decode(seal.header, sealed)) throw store::StoreFault("a sealed day can not be read: run openend verify");
  return nav::same_verdicts(sealed, today);
}

PublishedVersions published_versions(const store::EventLog& log, Date from, const std::optional<Instant>& known_by) {
  PublishedVersions published;
  Query query;
  query.kind = kind_of(BatchKind::Publication);
  query.from = from;
  query.known_by = known_by;
  for (const Batch& batch : log.read(query))
    published[{batch.portfolio, batch.day}].push_back(signed_by(batch).decision.version);
  for (auto& entry : published) std::sort(entry.second.begin(), entry.second.end());
  return published;
}

unsigned published_before(const PublishedVersions& published, PortfolioId portfolio, Date day, unsigned version) {
  const auto at = published.find({portfolio, day});
  if (at == published.end()) return 0;
  unsigned highest = 0;
  for (const unsigned number : at->second) {
    if (number < version) highest = number;
  }
  return highest;
}

namespace {

/// WHY   What a person signs must be what the events say today, and not what they said when it was struck.
Result<Done> still_holds(Session& session, PortfolioId portfolio, Date day, const nav::DayVersion& last) {
  Walk walk(session);
  TRY(const RebuiltDay again, walk.rebuild(portfolio, day));
  if (again.version == last.version && nav::same_verdicts(again.sealed.package, last.package)) return Done{};
  Refusals faults = refuse("E-FLOW-007", "what became known since changes this day", "strike it again first");
  faults[0].found = "net asset value " + again.sealed.package.nav.text() + ", digest " +
                    hex(again.sealed.package.digest).substr(0, 12);
  faults[0].expected = "version " + std::to_string(last.version) + ": " + last.package.nav.text() + ", digest " +
                       hex(last.package.digest).substr(0, 12);
  return faults;
}

}  // namespace

Result<Done> decide(Session& session, BatchKind kind, PortfolioId portfolio, Date day, event::Decision decision,
                    Instant known) {
  if (decision.who.find_first_not_of(" \t") == std::string::npos)
    return refuse("E-FLOW-001", "nobody is named who decides", "say who with --as NAME");
  auto& log = session.store().events();
  const std::uint64_t seen = log.last_sequence();
  const auto versions = versions_of(session.store(), portfolio, day);
  if (versions.empty())
    return refuse("E-FLOW-002", session.registry().portfolio_key(portfolio) + " was not struck on " + day.text(),
                  "openend strike it first");
  const nav::DayVersion& last = versions.back();
  switch (kind) {
    case BatchKind::Override: CHECK(nav::may_override(last, decision)); break;
    case BatchKind::Approval: CHECK(nav::may_approve(last, decision)); break;
    case BatchKind::Publication: CHECK(nav::may_publish(last, decision)); break;
    default: OE_ASSERT(false, "only the steps of the workflow are decided");
  }
  if (kind != BatchKind::Override) CHECK(still_holds(session, portfolio, day, last));
  decision.version = static_cast<std::uint16_t>(last.version);
  decision.digest = hex(last.package.digest);
  Batch batch;
  batch.kind = kind_of(kind);
  batch.portfolio = portfolio;
  batch.day = day;
  batch.known = known;
  batch.count = 1;
  batch.body = event::encode(decision);
  store::Transaction transaction(session.store());
  if (log.last_sequence() != seen)
    throw store::StoreFault("something else was recorded meanwhile; nothing of this command was. Run it again");
  CHECK(session.check_known(known));
  log.append(std::move(batch));
  transaction.commit();
  return Done{};
}

}  // namespace openend::app
