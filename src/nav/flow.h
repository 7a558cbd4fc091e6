// nav/flow.h - floor 3
//
// The workflow of a strike: calculated -> checks failed, passed or overridden -> approved by another person ->
// published. A restated day is a new version and begins anew; a version once published stays so for ever.
//
// LAW   Spec N-4: every change of state has who and when; a second person approves; what is published is immutable.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "event/flow.h"
#include "money/date.h"
#include "nav/package.h"

namespace openend::nav {

enum class FlowState : unsigned char {
  NotOpened,       ///< the portfolio does not exist yet
  Open,            ///< nothing of the day's market is known
  IncompleteData,  ///< something the strike needs, or a price of the day, is missing
  DataComplete,    ///< it can be struck
  Calculated,      ///< struck, and not checked: by a program without checks
  ChecksFailed,
  ChecksPassed,
  ChecksOverridden,  ///< every check that failed was let pass by somebody, with a reason
  Approved,
  Published,
};
std::string_view name_of(FlowState state);

/// A decision with its moment.
struct Signed {
  event::Decision decision;
  Instant at;
};

/// One version of one struck day, and what people decided about it.
struct DayVersion {
  unsigned version = 0;
  NavPackage package;
  std::string prepared_by;
  Instant prepared;
  std::vector<Signed> overrides;
  std::optional<Signed> approved, published;

  /// The override that lets a failed finding pass; none.
  const Signed* override_of(const check::Finding& finding) const;
  /// Failed findings that nobody has let pass.
  std::vector<const check::Finding*> open_findings() const;
  FlowState state() const;
};

/// Whether two names are one person's: blanks around and capitals do not make another.
bool same_person(std::string_view one, std::string_view other);

/// Whether the same checks failed of the same subjects. The closed-day check is left out: it is about the version.
bool same_verdicts(const NavPackage& one, const NavPackage& other);

/// Each refuses what the workflow forbids on a version; `decision` is complete but for version and digest.
Result<Done> may_override(const DayVersion& version, const event::Decision& decision);
Result<Done> may_approve(const DayVersion& version, const event::Decision& decision);
Result<Done> may_publish(const DayVersion& version, const event::Decision& decision);

}  // namespace openend::nav
