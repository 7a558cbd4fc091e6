// entity/pricing_terms.h - floor 2
//
// Reads the [[pricing]], [[checks]] and [[withholding]] entries of a trust's terms.
#pragma once

#include "entity/term_reader.h"

namespace openend::entity {

policy::Pricing read_pricing(TermReader& reader);
std::vector<policy::CheckEntry> read_checks(TermReader& reader);
std::vector<policy::WithholdingRate> read_withholding(TermReader& reader);

}  // namespace openend::entity
