// app/open_filing.h - floor 7
//
// `openend open-filing nport FILE`: a fund's public filing as a portfolio that the engine holds and strikes.
#pragma once

#include <optional>
#include <string>

#include "app/commands.h"
#include "filing/nport.h"

namespace openend::app {

struct FilingWords {
  std::string path;
  std::string shares;  ///< outstanding; empty: not known
};
/// Exit 1 where a figure of the filing disagrees with itself; the portfolio is open nonetheless.
Result<int> open_filing_command(const Common& common, const FilingWords& words);

/// The filing that a portfolio was opened from, as it was recorded; none where it was opened otherwise.
Result<std::optional<filing::nport::Filing>> recorded_filing(const store::Store& store, PortfolioId portfolio);

}  // namespace openend::app
