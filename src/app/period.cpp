#include "app/period.h"

#include <algorithm>
#include <map>

#include "event/codec.h"

namespace openend::app {

namespace {

/// Half a unit of what an opening says was printed in thousands, in the money or the shares themselves.
const Decimal kHalfThousand(500);

bool in_thousands(std::string_view basis) { return basis == "printed in thousands"; }

/// Reads the portfolio's recorded events up to a day; what was withdrawn is left out. Gives the day of its opening.
std::optional<Date> read_events(const Session& session, PortfolioId portfolio, Date to,
                                const std::optional<Instant>& known_by, report::Period& period) {
  store::Query query;
  query.portfolio = portfolio;
  query.kind = static_cast<std::uint16_t>(event::BatchKind::Book);
  query.to = to;
  query.known_by = known_by;
  std::optional<Date> opening;
  std::map<std::string, report::GivenTotal> totals;
  for (const store::Batch& batch : session.store().events().read(query)) {
    event::EventList list;
    if (!event::decode(batch.body, batch.day, batch.source, list))
      throw store::StoreFault("batch " + std::to_string(batch.sequence) + " can not be read: run openend verify");
    for (const event::Event& event : list.events) {
      if (event.body.index() <= event::kBodyIndex<event::OpeningShares>) opening = event.date;
      if (const auto* total = std::get_if<event::PeriodTotal>(&event.body))
        totals[std::string(event.reference.text)] = {&total->of(),    total->from,        event.date,
                                                     total->amount(), total->half_unit(), std::string(total->basis)};
      if (const auto* cancel = std::get_if<event::Cancellation>(&event.body);
          cancel != nullptr && cancel->target == event::kBodyIndex<event::PeriodTotal>)
        totals.erase(std::string(cancel->reference.text));
      if (const auto* balance = std::get_if<event::OpeningBalance>(&event.body);
          balance != nullptr && in_thousands(balance->basis))
        period.opening.push_back({balance->account, kHalfThousand});
      if (const auto* shares = std::get_if<event::OpeningShares>(&event.body);
          shares != nullptr && in_thousands(shares->basis))
        period.opening_shares_half = kHalfThousand;
    }
  }
  for (auto& [reference, total] : totals) period.totals.push_back(std::move(total));
  return opening;
}

/// LAW   Rules 7.5: the average of the days' net assets; a day without a strike has those of the last before it.
std::optional<Decimal> average_of(const Session& session, PortfolioId portfolio, Date from, Date to, int places) {
  const auto& archive = session.store().days();
  const auto seals = archive.days(portfolio, Date{});
  Decimal sum;
  int days = 0;
  for (std::size_t i = 0; i < seals.size() && seals[i].day <= to; ++i) {
    const Date first = std::max(seals[i].day, from);
    const Date last = i + 1 < seals.size() ? std::min(seals[i + 1].day - 1, to) : to;
    if (last < first) continue;
    const auto sealed = archive.latest(portfolio, seals[i].day, false);
    nav::NavPackage package;
    if (!sealed || !nav::decode(sealed->header, package))
      throw store::StoreFault("a sealed day can not be read: run openend verify");
    sum += Decimal::of(package.net_assets, places) * Decimal(last - first + 1);
    days += last - first + 1;
  }
  if (days == 0) return std::nullopt;
  return divide(sum, Decimal(days), places, Rounding::HalfUp);
}

}  // namespace

Date fiscal_year_start(const entity::Trust& trust, Date day) {
  for (const int year : {day.year(), day.year() - 1}) {
    const auto end =
        Date::parse(std::to_string(year) + "-" + (trust.fiscal_year_end.empty() ? "12-31" : trust.fiscal_year_end));
    if (end && *end < day) return *end + 1;
  }
  return Date::of(day.year(), 1, 1);
}

Result<report::Period> period_of(Session& session, PortfolioId portfolio, Date from, Date to,
                                 const std::optional<Instant>& known_by) {
  if (from > to) {
    Refusals faults = refuse("E-PERIOD-006", "the period ends before it begins", "give --from a day before --date");
    faults[0].found = from.text() + " to " + to.text();
    return faults;
  }
  report::Period period;
  period.from = from;
  period.to = to;
  const auto opening = read_events(session, portfolio, to, known_by, period);
  std::optional<Date> before;  // the last struck day before the period
  std::optional<Date> first;
  for (const store::Seal& seal : session.store().days().days(portfolio, Date{})) {
    if (!first) first = seal.day;
    if (seal.day < from) before = seal.day;
  }
  const auto rebuilt = [&](Date day) -> Result<Done> {
    Walk walk(session);
    walk.known_by = known_by;
    TRY(RebuiltDay made, walk.rebuild(portfolio, day));
    period.begin = std::move(made.sealed.package);
    return Done{};
  };
  if (before) {
    CHECK(rebuilt(*before));
  } else if (first && opening && *opening >= from) {
    CHECK(rebuilt(*first));
    period.opened_within = true;
  }
  const int places = session.registry().trust().find(portfolio)->base.minor_places();
  period.average = average_of(session, portfolio, from, to, places);
  return period;
}

}  // namespace openend::app
