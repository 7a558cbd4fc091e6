// app/explain_record.h - floor 7
//
// An event by its name: event:PORTFOLIO:KIND:REFERENCE, as event:growth:trades:17. What it says, when it became known,
// and the entries that the strikes made of it.
#pragma once

#include <optional>
#include <string>

#include "app/explain_tree.h"
#include "app/session.h"

namespace openend::app {

struct EventName {
  std::string portfolio, kind;
  std::string reference;     ///< the id of its row; of shares the class
  std::optional<Date> date;  ///< of shares, where several days have the class: CLASS@DATE

  /// None for what has another shape, or a kind that is not in the list.
  static std::optional<EventName> parse(const std::string& subject);
};

Result<Node> explain_event(Session& session, const std::optional<Instant>& known_by, PortfolioId portfolio,
                           const EventName& name);

}  // namespace openend::app
