// store/feeds/nport.h - floor 6
//
// Reads a public N-PORT filing (XML of the SEC's schema eis_NPORT_Filer) into the shape of filing/nport.h. The XML
// library checks no schema, so the reader does: elements that must be there, that stand once, numbers, dates and codes;
// within a position nothing is passed over. Every fault is one refusal with line, path of the element, what was found
// and what was expected.
#pragma once

#include "base/result.h"
#include "filing/nport.h"
#include "store/feeds/csv.h"

namespace openend::store::feeds {

Result<filing::nport::Filing> read_nport(const TextFile& file);

}  // namespace openend::store::feeds
