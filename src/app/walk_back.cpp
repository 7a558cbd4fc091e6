// app/walk_back.cpp - floor 7
//
// Looking back: a day rebuilt from the log for reports, and the whole past replayed for `verify`.
#include <map>

#include "app/walk_track.h"
#include "check/strike_checks.h"
#include "day/statement_day.h"

namespace openend::app {

namespace {

/// The statement of a day as day/statement_day.h makes it, with the names of the files that its lines come from.
Result<nav::Bridge> bridge_of(const store::EventLog& log, const book::Book& book, const nav::NavPackage& dealing,
                              const day::DayInputs& in) {
  std::map<SourceId, std::string> files;
  for (const auto& source : log.sources()) files[source.id] = source.name;
  auto made = day::statement_day(book, dealing, in);
  if (!made) {
    Refusals refusals = std::move(made).refusals();
    for (Refusal& refusal : refusals) {
      refusal.message = in.portfolio->key + ", statement of " + in.date.text() + ": " + refusal.message;
      refusal.place.file = files[refusal.source];
    }
    return refusals;
  }
  for (nav::BridgeLine& line : made.value().lines)
    line.place = files[line.origin.source] + ":" + std::to_string(line.origin.row);
  return made;
}

}  // namespace

Result<RebuiltDay> Walk::rebuild(PortfolioId portfolio, Date date, bool with_bridge) {
  TRY(const Calendar calendar, session_.calendar());
  if (!calendar.is_open(date))
    return refuse("E-DAY-002", date.text() + " is no pricing day of the calendar " + calendar.name(),
                  "name a day on which it is open");
  StrikeRequest request;
  request.date = date;
  request.portfolios = {portfolio};
  request.record = false;
  StrikeReport report;
  TRY(auto tracks, make_tracks(request, calendar, report, known_by ? Begin::AtFirstEvent : Begin::AtDay));
  if (tracks.empty())
    return refuse("E-OPEN-003", "the portfolio has no opening on or before " + date.text(), "import its opening first");
  Track& track = tracks.front();
  track.until = date;
  run(tracks, calendar, request, report);
  if (track.failed) return track.answer.refusals;
  RebuiltDay day;
  day.previous = calendar.previous_open(date).value_or(date - 1);
  day.value_through = day::accrual_end(calendar, date);
  day.settings = track.settings;
  day.sealed = std::move(*track.sealed);
  if (with_bridge) {
    const Date opened_after = track.window_start(date, day.previous);
    TRY(day.bridge, bridge_of(session_.store().events(), track.book, day.sealed.package,
                              inputs_of(track, desks_.front().events, date, opened_after, calendar)));
  }
  day.book = std::move(track.book);
  // The seal that it equals: as known now the latest, as known then perhaps an earlier version.
  for (std::uint16_t version = 1;; ++version) {
    const auto seal = session_.store().days().version(portfolio, date, version, false);
    if (!seal) break;
    if (seal->digest == day.sealed.package.digest) day.version = seal->version;
  }
  if (day.version > 0)
    day.sealed.package.take(check::closed_day(day.version, published_before(published_, portfolio, date, day.version)));
  return day;
}

Result<WouldBe> Walk::would_be(const std::vector<PortfolioId>& portfolios, Date until, unsigned threads) {
  TRY(const Calendar calendar, session_.calendar());
  WouldBe answer;
  StrikeRequest request;
  request.record = false;
  request.threads = threads;
  request.portfolios = portfolios;
  request.date = Date{INT32_MIN / 2};
  const auto& archive = session_.store().days();
  for (const auto& portfolio : session_.registry().trust().portfolios) {
    if (const auto last = archive.last(portfolio.id)) request.date = std::max(request.date, last->day);
  }
  StrikeReport report;
  TRY(tracks_, make_tracks(request, calendar, report, Begin::AfterSeals));
  std::erase_if(tracks_, [&](const Track& track) { return !track.dirty_from || track.seal_from > until; });
  std::map<PortfolioId, Date> touched;
  for (Track& track : tracks_) {
    track.until = std::min(*track.last_sealed, until);
    touched[track.portfolio->id] = track.seal_from;
  }
  on_closed = [&](const nav::NavPackage& package) {
    if (package.date < touched[package.portfolio]) return;
    auto sealed = archive.latest(package.portfolio, package.date, false);
    if (sealed && sealed->digest != package.digest) answer.days.push_back({std::move(*sealed), package});
  };
  run(tracks_, calendar, request, report);
  on_closed = nullptr;
  for (Track& track : tracks_) {
    if (track.failed) answer.refused.push_back({track.portfolio->id, std::move(track.answer.refusals)});
  }
  return answer;
}

Result<VerifyReport> Walk::replay(unsigned threads) {
  TRY(const Calendar calendar, session_.calendar());
  VerifyReport verdict;
  std::map<PortfolioId, std::map<Date, Digest>> sealed;
  StrikeRequest request;
  request.record = false;
  request.threads = threads;
  for (const auto& portfolio : session_.registry().trust().portfolios) {
    for (const auto& seal : session_.store().days().days(portfolio.id, Date{INT32_MIN / 2})) {
      sealed[portfolio.id][seal.day] = seal.digest;
      request.date = std::max(request.date, seal.day);
    }
    if (sealed.count(portfolio.id) != 0) request.portfolios.push_back(portfolio.id);
  }
  if (sealed.empty()) return verdict;
  StrikeReport report;
  TRY(tracks_, make_tracks(request, calendar, report, Begin::AtFirstEvent));
  struct News {
    Date from;
    std::size_t changes = 0;  ///< sealed days that it would change
  };
  std::map<PortfolioId, News> news;
  for (Track& track : tracks_) {
    track.until = sealed[track.portfolio->id].rbegin()->first;
    if (track.dirty_from) news[track.portfolio->id].from = *track.dirty_from;
  }
  on_closed = [&](const nav::NavPackage& package) {
    const auto& days = sealed[package.portfolio];
    const auto at = days.find(package.date);
    if (at == days.end()) return;
    ++verdict.days;
    if (at->second == package.digest) return;
    // What became known after the last strike makes days differ rightly: the next strike restates them.
    const auto told = news.find(package.portfolio);
    if (told != news.end() && package.date >= told->second.from) {
      ++told->second.changes;
      return;
    }
    ++verdict.differing;
    verdict.faults.push_back(session_.registry().portfolio_key(package.portfolio) + "@" + package.date.text() +
                             ": sealed " + hex(at->second) + ", replayed " + hex(package.digest));
  };
  run(tracks_, calendar, request, report);
  on_closed = nullptr;
  for (const Track& track : tracks_) {
    const auto told = news.find(track.portfolio->id);
    const bool by_news = told != news.end();
    // News that leaves every sealed day as it is needs no strike, and is not named.
    if (by_news && (told->second.changes > 0 || track.failed)) {
      verdict.notes.push_back(track.portfolio->key + " has news from " + told->second.from.text() +
                              " on that no strike has taken up; sealed days that it would change: " +
                              std::to_string(told->second.changes) + " (openend amendments lists them)");
    }
    for (const auto& refusal : track.answer.refusals)
      (by_news ? verdict.notes : verdict.faults).push_back(refusal.message);
    if (track.failed && !by_news) ++verdict.differing;
  }
  return verdict;
}

}  // namespace openend::app
