// app/check_terms.h - floor 7
//
// What of a trust's terms only the list of instruments can judge.
#pragma once

#include <vector>

#include "base/result.h"
#include "entity/trust.h"

namespace openend::app {

/// Refuses [[pricing]] and [[checks]] entries of a kind that is not in the list of instruments.
Result<Done> check_instruments(const std::vector<entity::Term>& terms);

}  // namespace openend::app
