// app/walk_track.h - floor 7
//
// One portfolio on its way through a walk. For the walk's own files only.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/walk.h"
#include "event/event.h"

namespace openend::app {

/// Of so many last days of a strike snapshots are kept: a late price for the last day, and its explanation with that of
/// the day before, replay one day each.
inline constexpr int kLastDays = 3;

/// One portfolio on its way.
struct Walk::Track {
  const entity::Portfolio* portfolio = nullptr;
  book::Book book;
  Date first;      ///< the first day to close: after the snapshot, or the opening's
  Date opening;    ///< the day of its first event; where the walk begins at a snapshot, some day before that
  Date seal_from;  ///< days before it are replayed only
  Date until;
  Date keep_from;  ///< of its last days snapshots are kept
  std::optional<Date> dirty_from;
  std::optional<Date> last_sealed;
  bool failed = false;
  bool closed_today = false;

  // What depends on dated terms, kept while it is in force.
  policy::Settings settings;
  std::string terms_text;
  std::optional<Date> terms_until;
  bool terms_known = false;
  bool entered_same_day = false;  ///< how the day before took its trades

  // The day being closed.
  std::vector<store::Batch> batches;
  std::optional<Refusals> spoilt;
  std::optional<day::SealedDay> sealed;

  StruckPortfolio answer;

  bool closes(Date day) const { return !failed && day >= first && day <= until; }
  /// The day after which this strike's events lie: for the first of a book opened on a day without pricing, its
  /// opening.
  Date window_start(Date day, Date previous) const {
    return previous < opening ? std::min(opening, day - 1) : previous;
  }
  bool all_same_day() const { return settings.trades_enter_same_day && entered_same_day; }
  void know_terms(const entity::Trust& trust, Date day) {
    if (terms_known && (!terms_until || day < *terms_until)) return;
    settings = trust.settings_of(*portfolio, day);
    terms_text = day::terms_text(*portfolio, settings, day);
    terms_until = trust.next_change(*portfolio, day);
    terms_known = true;
  }
};

}  // namespace openend::app
