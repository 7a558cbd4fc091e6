// app/walk_begin.cpp - floor 7
//
// Where each portfolio's walk begins: after its last seal, or at the first day that news touches, from the nearest
// snapshot before it.
#include <algorithm>

#include "app/log_survey.h"
#include "app/walk_track.h"
#include "event/codec.h"

namespace openend::app {

Result<std::vector<Walk::Track>> Walk::make_tracks(const StrikeRequest& request, const Calendar& calendar,
                                                   StrikeReport& report, bool from_first_event) {
  const auto& trust = session_.registry().trust();
  known_through_ = session_.store().events().last_sequence();
  published_ = published_versions(session_.store().events(), known_by);
  const LogSurvey log = survey(session_.store().events(), known_by);
  std::vector<Track> tracks;
  for (const entity::Portfolio& portfolio : trust.portfolios) {
    const auto& wanted = request.portfolios;
    if (!wanted.empty() && std::find(wanted.begin(), wanted.end(), portfolio.id) == wanted.end()) continue;
    const auto opened = log.openings.find(portfolio.id);
    if (opened == log.openings.end() || opened->second > request.date) {
      report.not_opened.push_back(portfolio.id);
      continue;
    }
    Track track;
    track.portfolio = &portfolio;
    track.book.portfolio = portfolio.id;
    track.opening = opened->second;
    const auto first_day = calendar.add_open_days(opened->second, 0);
    if (!first_day || *first_day > request.date) {
      report.not_opened.push_back(portfolio.id);
      continue;
    }
    track.first = track.seal_from = *first_day;
    track.until = request.date;
    const auto last = session_.store().days().last(portfolio.id);
    if (last) {
      track.last_sealed = last->day;
      track.dirty_from = first_touched(log, portfolio.id, track.opening, last->day, last->log_position);
      const auto next = calendar.next_open(last->day);
      track.seal_from = track.dirty_from ? calendar.add_open_days(*track.dirty_from, 0).value_or(last->day)
                                         : next.value_or(last->day + 1);
      if (track.dirty_from && last->day > track.until) track.until = last->day;
    }
    if (from_first_event) track.seal_from = track.until + 1;
    if (!from_first_event && track.seal_from > track.first) {
      if (const auto snapshot = session_.store().days().snapshot(portfolio.id, track.seal_from - 1)) {
        book::Book book;
        if (!book::decode(snapshot->book, book))
          throw store::StoreFault("a snapshot of " + portfolio.key + " can not be read: run openend verify");
        track.book = std::move(book);
        track.first = calendar.next_open(snapshot->day).value_or(snapshot->day + 1);
      }
    }
    tracks.push_back(std::move(track));
  }
  return tracks;
}

}  // namespace openend::app
