// day/day_inputs.cpp - floor 5
//
// What a day is closed with, made ready: its events without what was withdrawn, the day through which it accrues, the
// text of the terms in force.
#include <algorithm>

#include "day/close_day.h"

namespace openend::day {

Date accrual_end(const Calendar& calendar, Date strike) {
  const auto next = calendar.next_open(strike);
  if (!next || next->month() == strike.month()) return strike;
  Date end = strike;
  while (!is_month_end(end)) end = end + 1;
  return end;
}

std::string terms_text(const entity::Portfolio& portfolio, const policy::Settings& settings, Date date) {
  std::string text = settings.canonical_text();
  if (const auto* fee = portfolio.advisory_fee(date)) {
    for (const auto& tier : fee->tiers) {
      text += "fee " + (tier.has_limit ? tier.up_to.trimmed().text() : std::string("rest")) + " " +
              tier.rate_pct.trimmed().text() + "\n";
    }
    if (fee->has_cap) text += "cap " + fee->cap_rate_pct.trimmed().text() + "\n";
  }
  return text;
}

Result<Done> resolve(event::EventList& list) {
  auto& events = list.events;
  const bool any = std::any_of(events.begin(), events.end(),
                               [](const auto& e) { return std::holds_alternative<event::Cancellation>(e.body); });
  if (any) {
    std::vector<event::Event> kept;
    for (const event::Event& event : events) {
      const auto* cancel = std::get_if<event::Cancellation>(&event.body);
      if (cancel == nullptr) {
        kept.push_back(event);
        continue;
      }
      const auto at = std::find_if(kept.begin(), kept.end(), [&](const event::Event& earlier) {
        return earlier.date == event.date && earlier.body.index() == cancel->target &&
               earlier.reference == cancel->reference;
      });
      if (at == kept.end()) {
        Refusals faults = refuse("E-CANCEL-001", "what is withdrawn was never recorded",
                                 "correct date, kind and reference of the withdrawal");
        faults[0].place.row = event.row;
        return faults;
      }
      kept.erase(at);
    }
    events = std::move(kept);
  }
  if (!std::is_sorted(events.begin(), events.end(), event::comes_before)) {
    std::stable_sort(events.begin(), events.end(), event::comes_before);
  }
  return Done{};
}

}  // namespace openend::day
