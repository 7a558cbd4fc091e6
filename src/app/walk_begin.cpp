// app/walk_begin.cpp - floor 7
//
// Where each portfolio's walk begins: after its last seal, at the first day that news touches, or on the day that is
// asked for; from the nearest snapshot before it, else from its first event.
#include <algorithm>

#include "app/news.h"
#include "app/walk_track.h"

namespace openend::app {

Result<std::vector<Walk::Track>> Walk::make_tracks(const StrikeRequest& request, const Calendar& calendar,
                                                   StrikeReport& report, Begin begin) {
  const auto& store = session_.store();
  known_through_ = store.events().last_sequence();
  std::vector<Track> tracks;
  std::vector<std::optional<store::Seal>> seals;
  std::uint64_t struck_through = known_through_;
  for (const entity::Portfolio& portfolio : session_.registry().trust().portfolios) {
    const auto& wanted = request.portfolios;
    if (!wanted.empty() && std::find(wanted.begin(), wanted.end(), portfolio.id) == wanted.end()) continue;
    tracks.emplace_back().portfolio = &portfolio;
    seals.push_back(store.days().last(portfolio.id));
    if (seals.back()) struck_through = std::min(struck_through, seals.back()->log_position);
  }
  News news(store, session_.registry(), struck_through);
  std::size_t at = 0;
  Date earliest = request.date;
  std::erase_if(tracks, [&](Track& track) {
    const auto& last = seals[at++];
    if (last) {
      track.last_sealed = last->day;
      track.dirty_from = news.first_touched(*last);
    }
    if (!begin_track(track, request.date, calendar, begin)) {
      report.not_opened.push_back(track.portfolio->id);
      return true;
    }
    earliest = std::min(earliest, track.seal_from);
    return false;
  });
  published_ = published_versions(store.events(), earliest, known_by);
  return tracks;
}

/// False: the portfolio has not begun on the day that is asked for.
bool Walk::begin_track(Track& track, Date wanted, const Calendar& calendar, Begin begin) const {
  const auto& store = session_.store();
  const PortfolioId id = track.portfolio->id;
  const auto& last = track.last_sealed;
  track.book.portfolio = id;
  track.until = last && track.dirty_from ? std::max(wanted, *last) : wanted;
  const auto knows_opening = [&] {
    const auto opening = first_event(store.events(), id, known_by);
    const auto first = opening ? calendar.add_open_days(*opening, 0) : std::nullopt;
    if (!first || *opening > wanted || *first > wanted) return false;
    track.opening = *opening;
    track.first = *first;
    if (track.dirty_from) track.dirty_from = std::max(*track.dirty_from, *opening);
    return true;
  };
  const bool has_begun = last && *last <= wanted && track.dirty_from != News::kBeginning;
  if (!has_begun && !knows_opening()) return false;
  // The first day that must be closed anew.
  std::optional<Date> from;
  if (begin == Begin::AtDay) from = track.dirty_from ? std::min(wanted, *track.dirty_from) : wanted;
  if (begin == Begin::AfterSeals && last)
    from = track.dirty_from ? calendar.add_open_days(*track.dirty_from, 0).value_or(*last)
                            : calendar.next_open(*last).value_or(*last + 1);
  track.seal_from = begin == Begin::AfterSeals ? from.value_or(track.first) : track.until + 1;
  if (from && *from > track.until) {  // none
    track.first = *from;
    return true;
  }
  const auto snapshot = from ? store.days().snapshot(id, *from - 1, true) : std::nullopt;
  if (!snapshot) {
    if (has_begun && !knows_opening()) return false;
    if (begin == Begin::AfterSeals) track.seal_from = std::max(track.seal_from, track.first);
    return true;
  }
  if (!book::decode(snapshot->body.view(), track.book))
    throw store::StoreFault("a snapshot of " + track.portfolio->key + " can not be read: run openend verify");
  track.opening = std::min(track.book.opening, snapshot->day);
  track.first = calendar.next_open(snapshot->day).value_or(snapshot->day + 1);
  return true;
}

}  // namespace openend::app
