// report/controls.h - floor 4
//
// What was checked and who decided what, as tables: shared by the package of a day and the evidence of a month.
#pragma once

#include <vector>

#include "report/table.h"

namespace openend::report {

/// The struck versions between two days; the day itself as it is shown, where nobody can be asked.
std::vector<nav::DayVersion> versions_between(const Struck& struck, Date from, Date to);

/// Every finding of every version, with who let it pass and why.
Table findings_table(const std::vector<nav::DayVersion>& versions);
/// Who prepared, approved and published each version, and when.
Table steps_table(const std::vector<nav::DayVersion>& versions);

}  // namespace openend::report
