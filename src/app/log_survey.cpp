#include "app/log_survey.h"

#include "event/event.h"

namespace openend::app {

using event::BatchKind;
using store::Batch;
using store::Query;

namespace {

std::uint16_t kind_of(BatchKind kind) { return static_cast<std::uint16_t>(kind); }

/// Terms and securities have no day of their own: they may touch everything.
bool is_timeless(std::uint16_t kind) {
  return kind == kind_of(BatchKind::Terms) || kind == kind_of(BatchKind::Securities);
}

}  // namespace

bool moves_values(std::uint16_t kind) {
  switch (static_cast<BatchKind>(kind)) {
    case BatchKind::Terms:
    case BatchKind::Securities:
    case BatchKind::Prices:
    case BatchKind::ForwardRates:
    case BatchKind::ExchangeRates:
    case BatchKind::Dividends:
    case BatchKind::FairValues:
    case BatchKind::Book:
    case BatchKind::Shares: return true;
    default: return false;
  }
}

LogSurvey survey(const store::EventLog& log, const std::optional<Instant>& known_by) {
  LogSurvey result;
  Query query;
  query.with_bodies = false;
  query.known_by = known_by;
  for (Batch& batch : log.read(query)) {
    if (!moves_values(batch.kind)) continue;
    if (batch.portfolio.exists()) {
      const auto at = result.openings.try_emplace(batch.portfolio, batch.day);
      if (batch.day < at.first->second) at.first->second = batch.day;
    }
    result.headers.push_back(std::move(batch));
  }
  return result;
}

/// The earliest day sealed by `position` of which something new is known.
std::optional<Date> first_touched(const LogSurvey& log, PortfolioId portfolio, Date opening, Date last,
                                  std::uint64_t position) {
  std::optional<Date> first;
  for (const Batch& batch : log.headers) {
    if (batch.sequence <= position) continue;
    if (batch.portfolio.exists() && batch.portfolio != portfolio) continue;
    const Date day = is_timeless(batch.kind) || batch.day < opening ? opening : batch.day;
    if (day <= last && (!first || day < *first)) first = day;
  }
  return first;
}

}  // namespace openend::app
