// app/bench_jobs.h - floor 7
//
// What an ordinary day asks of a store that holds a struck year: the next day, a late price, a trade of two months ago.
// Each is an import and a strike, measured apart.
#pragma once

#include <string>
#include <vector>

#include "app/session.h"
#include "app/walk.h"

namespace openend::app {

struct BenchJob {
  std::string name;
  std::int64_t import_us = 0, strike_us = 0;  ///< CPU of the process
  std::size_t sealed = 0;                     ///< days of portfolios that got a new seal
};

/// Microseconds of CPU that the process has used.
std::int64_t cpu_microseconds();

/// Late news for the last day of a struck year; prices and trades in the columns of `mapping`. A fault says where the
/// answer is not the one that a full strike gives.
Result<std::vector<BenchJob>> bench_late_news(Session& session, const store::feeds::FolderMapping& mapping, Date last,
                                              unsigned threads, const std::function<Instant()>& now,
                                              std::vector<std::string>& faults);

}  // namespace openend::app
