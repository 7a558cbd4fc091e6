// app/practice.h - floor 7
//
// Practice mode: the steps of a simulated complex done as the commands import and strike do them, and what the engine
// answered to each, as rows that an auditor can hold against the deliveries.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "app/session.h"
#include "nav/package.h"
#include "sim/mail.h"

namespace openend::app {

/// Counts of a practice, and its last day.
struct PracticeCount {
  std::size_t days = 0;  ///< struck
  std::size_t navs = 0;  ///< sealed, restated ones included
  std::size_t restated = 0, refused = 0, repeated = 0;
};

class Practice {
 public:
  Practice(std::unique_ptr<store::Store> store, unsigned threads);

  Result<Done> describe(const sim::Files& trust, Instant known);
  /// Refuses where something came out otherwise than the step expects; `go_on`: records the outcome and goes on.
  Result<Done> take(const sim::Step& step, bool go_on);

  /// Each of them a CSV file by its name, all of them named simulated.
  std::map<std::string, std::string> results() const;
  const PracticeCount& count() const { return count_; }
  const std::vector<nav::NavPackage>& last() const { return last_; }
  const Session& session() const { return session_; }

 private:
  std::string import(const sim::Step& step, Refusals& why);
  std::string strike(const sim::Step& step, Refusals& why);
  void note_day(const nav::NavPackage& package);
  std::string sums() const;

  Session session_;
  unsigned threads_;
  PracticeCount count_;
  std::size_t step_ = 0;
  std::vector<nav::NavPackage> last_;
  std::map<std::pair<std::uint32_t, std::int32_t>, Digest> seen_;  ///< portfolio and day: as told last
  std::string steps_, days_, holdings_, money_;
};

}  // namespace openend::app
