// app/flow.h - floor 7
//
// The workflow of struck days, read from the store and written to it.
#pragma once

#include <map>
#include <utility>
#include <vector>

#include "app/session.h"
#include "event/event.h"
#include "nav/flow.h"

namespace openend::app {

/// Every version of a struck day, with the decisions on it, oldest first. Empty: it was never struck.
std::vector<nav::DayVersion> versions_of(const store::Store& store, PortfolioId portfolio, Date day);

/// The same for all days between two. What became known later than `known_by` is left out.
std::vector<nav::DayVersion> versions_between(const store::Store& store, PortfolioId portfolio, Date from, Date to,
                                              const std::optional<Instant>& known_by);

/// Whether a day that was struck again came out as it was sealed: the same digest, and the same checks failed.
bool same_answer(const store::Seal& seal, const nav::NavPackage& today);

/// The versions published of each portfolio's days from one on, lowest first.
using PublishedVersions = std::map<std::pair<PortfolioId, Date>, std::vector<unsigned>>;
PublishedVersions published_versions(const store::EventLog& log, Date from, const std::optional<Instant>& known_by);
/// The highest version of that day published before `version`; zero: none.
unsigned published_before(const PublishedVersions& published, PortfolioId portfolio, Date day, unsigned version);

/// Records a decision on the last version of a day. Refuses what the workflow forbids, and a figure that the log would
/// no longer give: the day is calculated again before it is approved or published.
Result<Done> decide(Session& session, event::BatchKind kind, PortfolioId portfolio, Date day, event::Decision decision,
                    Instant known);

}  // namespace openend::app
