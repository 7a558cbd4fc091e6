// app/walk_keep.cpp - floor 7
//
// Which books and which market a walk keeps, so that the next one need not begin at the beginning.
//
// WHY   A replay begins at the nearest snapshot. Of the last days, where most news arrives, each is kept; of the past
//       the first pricing day of each quarter, so that no replay is longer than three months.
#include "app/news.h"
#include "app/walk_track.h"

namespace openend::app {

namespace {

Date quarter_of(Date day) { return Date::of(day.year(), (day.month() - 1) / 3 * 3 + 1, 1); }

}  // namespace

/// True where anything was kept or dropped.
bool Walk::keep_snapshots(const std::vector<Track*>& sealing, Date previous, Date day, const Calendar& calendar) {
  auto& archive = session_.store().days();
  const bool begins_quarter = quarter_of(previous) != quarter_of(day);
  // What was kept as one of the last days and is none any more lies between these, both included.
  Date oldest = day;
  for (int i = 1; i < kLastDays; ++i) oldest = calendar.previous_open(oldest).value_or(oldest - 1);
  const Date outdated_to = calendar.previous_open(oldest).value_or(oldest - 1);
  const Date outdated_from = calendar.add_open_days(quarter_of(outdated_to), 0).value_or(outdated_to) + 1;
  bool changed = false, keeps_market = false;
  for (const Track* track : sealing) {
    const PortfolioId id = track->portfolio->id;
    if (track->dirty_from && day == track->seal_from) {  // they follow from events that have changed
      archive.drop_snapshots(id, day, Date{INT32_MAX});
      changed = true;
    }
    if (!begins_quarter && day < track->keep_from) continue;
    archive.drop_snapshots(id, outdated_from, outdated_to);
    archive.put_snapshot(snapshot_of(track->book, day));
    keeps_market = true;
  }
  if (!keeps_market) return changed;
  archive.drop_snapshots(PortfolioId{}, outdated_from, outdated_to);
  keep_market(day);
  return true;
}

}  // namespace openend::app
