// app/log_survey.h - floor 7
//
// What the log's headers tell before a strike: when each portfolio begins, and which news came after its last seal.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "store/ports.h"

namespace openend::app {

/// First event's day of every portfolio, and the batches that came after its last strike.
struct LogSurvey {
  std::map<PortfolioId, Date> openings;
  std::vector<store::Batch> headers;  ///< of all that moves values, without bodies
};

/// Whether news of this kind may change days already sealed.
bool moves_values(std::uint16_t kind);

LogSurvey survey(const store::EventLog& log, const std::optional<Instant>& known_by);

/// The earliest day sealed by `position` of which something new is known.
std::optional<Date> first_touched(const LogSurvey& log, PortfolioId portfolio, Date opening, Date last,
                                  std::uint64_t position);

}  // namespace openend::app
