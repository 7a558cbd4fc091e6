// book/located.h - floor 3
//
// Where a refusal, or an entry, comes from: the row of the event. For the files that post.
#pragma once

#include <string>

#include "base/result.h"
#include "book/journal.h"
#include "event/event.h"

namespace openend::book {

inline Origin origin_of(const event::Event& event) { return {event.source, event.row}; }

/// The store knows the name of the source.
inline Refusals located(Refusals faults, const event::Event& event) {
  for (Refusal& fault : faults) {
    fault.place.row = event.row;
    fault.source = event.source;
  }
  return faults;
}

inline Refusals located(const event::Event& event, const char* code, std::string message, std::string found,
                        std::string expected, std::string remedy) {
  Refusals faults = refuse(code, std::move(message), std::move(remedy));
  faults[0].found = std::move(found);
  faults[0].expected = std::move(expected);
  return located(std::move(faults), event);
}

}  // namespace openend::book
