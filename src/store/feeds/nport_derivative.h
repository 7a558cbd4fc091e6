// store/feeds/nport_derivative.h - floor 6
//
// Part C.11 of an N-PORT filing: forwards, futures, swaps, options, swaptions, warrants and what they refer to.
#pragma once

#include "store/feeds/nport_element.h"

namespace openend::store::feeds {

/// The derivative in `holder`: derivativeInfo of a position, or nestedDerivInfo of another derivative.
std::optional<filing::nport::Derivative> read_derivative(NportFile& file, Element& holder, bool nested, int depth = 0);

/// The identifiers in an element, if it has any.
std::vector<filing::nport::Identifier> read_identifiers(Element& holder);

}  // namespace openend::store::feeds
