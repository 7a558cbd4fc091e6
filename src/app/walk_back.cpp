// app/walk_back.cpp - floor 7
//
// Looking back: a day rebuilt from the log for reports, and the whole past replayed for `verify`.
#include <map>

#include "app/walk_track.h"

namespace openend::app {

Result<RebuiltDay> Walk::rebuild(PortfolioId portfolio, Date date) {
  TRY(const Calendar calendar, session_.calendar());
  if (!calendar.is_open(date))
    return refuse("E-DAY-002", date.text() + " is no pricing day of the calendar " + calendar.name(),
                  "name a day on which it is open");
  StrikeRequest request;
  request.date = date;
  request.portfolios = {portfolio};
  request.record = false;
  StrikeReport report;
  forget_market();
  TRY(auto tracks, make_tracks(request, calendar, report, true));
  if (tracks.empty())
    return refuse("E-OPEN-003", "the portfolio has no opening on or before " + date.text(), "import its opening first");
  Track& track = tracks.front();
  track.until = date;
  if (const auto snapshot = session_.store().days().snapshot(portfolio, date - 1);
      snapshot && !track.dirty_from && !known_by) {
    book::Book book;
    if (book::decode(snapshot->book, book)) {
      track.book = std::move(book);
      track.first = calendar.next_open(snapshot->day).value_or(date);
    }
  }
  run(tracks, calendar, request, report);
  if (track.failed) return track.answer.refusals;
  RebuiltDay day;
  day.previous = calendar.previous_open(date).value_or(date - 1);
  day.value_through = day::accrual_end(calendar, date);
  day.settings = track.settings;
  day.sealed = std::move(*track.sealed);
  day.book = std::move(track.book);
  // The seal that it equals: as known now the latest, as known then perhaps an earlier version.
  for (std::uint16_t version = 1;; ++version) {
    const auto seal = session_.store().days().version(portfolio, date, version, false);
    if (!seal) break;
    if (seal->digest == day.sealed.package.digest) day.version = seal->version;
  }
  return day;
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
  forget_market();
  TRY(tracks_, make_tracks(request, calendar, report, true));
  for (Track& track : tracks_) {
    track.until = sealed[track.portfolio->id].rbegin()->first;
    // What became known after the last strike makes days differ rightly: the next strike restates them.
    if (track.dirty_from)
      verdict.notes.push_back(track.portfolio->key + " has news from " + track.dirty_from->text() +
                              " on that no strike has taken up");
  }
  std::map<PortfolioId, Date> news;
  for (const Track& track : tracks_) {
    if (track.dirty_from) news[track.portfolio->id] = *track.dirty_from;
  }
  on_closed = [&](const nav::NavPackage& package) {
    const auto told = news.find(package.portfolio);
    if (told != news.end() && package.date >= told->second) return;  // the next strike looks at these days again
    const auto& days = sealed[package.portfolio];
    const auto at = days.find(package.date);
    if (at == days.end()) return;
    ++verdict.days;
    if (at->second == package.digest) return;
    ++verdict.differing;
    verdict.faults.push_back(session_.registry().portfolio_key(package.portfolio) + "@" + package.date.text() +
                             ": sealed " + hex(at->second) + ", replayed " + hex(package.digest));
  };
  run(tracks_, calendar, request, report);
  on_closed = nullptr;
  for (const Track& track : tracks_) {
    const bool by_news = track.dirty_from.has_value();
    for (const auto& refusal : track.answer.refusals)
      (by_news ? verdict.notes : verdict.faults).push_back(refusal.message);
    if (track.failed && !by_news) ++verdict.differing;
  }
  return verdict;
}

}  // namespace openend::app
