// report/filing_text.h - floor 4
//
// The parts of a filing as cells of a table; empty where nothing is told.
#pragma once

#include <string>
#include <vector>

#include "filing/nport.h"

namespace openend::report {

std::string text_of(const std::optional<Decimal>& number);
std::string text_of(const std::optional<Date>& date);
std::string text_of(const filing::nport::Sum& sum);
std::string text_of(const std::vector<filing::nport::Sum>& sums);
std::string text_of(const std::vector<filing::nport::Identifier>& identifiers);
std::string text_of(const std::vector<filing::nport::Party>& parties);
std::string text_of(const std::vector<filing::nport::Collateral>& collateral);
std::string text_of(const filing::nport::Convertible& convertible);
std::string text_of(const filing::nport::Reference& reference);
std::string text_of(const filing::nport::Leg& leg);
std::string text_of(const filing::nport::Lending& lending);

}  // namespace openend::report
