// instrument/columns.h - floor 2
//
// What the hot loops ask of every security, in columns by security number: made once from the registry.
#pragma once

#include <cstdint>
#include <vector>

#include "instrument/list.h"

namespace openend::instrument {

struct SecurityColumns {
  std::vector<std::uint8_t> quotation;  ///< Quotation
  std::vector<std::uint8_t> special;    ///< accrues, amortises or ends
  std::vector<std::uint64_t> content_key;
  std::vector<Currency> currency;
  std::vector<std::uint8_t> by_yield;  ///< its lots may amortise by their yields: pays_by_terms()
  std::vector<std::uint8_t> indexed;   ///< its money follows a price index, or its rate another
  std::vector<std::uint8_t> kind;      ///< place in the list of instruments

  explicit SecurityColumns(const std::vector<Security>& securities) {
    for (const Security& security : securities) {
      quotation.push_back(static_cast<std::uint8_t>(instrument::quotation(security)));
      special.push_back(has_terms(security));
      content_key.push_back(security.content_key);
      currency.push_back(security.currency);
      by_yield.push_back(pays_by_terms(security));
      indexed.push_back(security.inflation || security.reset);
      kind.push_back(security.kind);
    }
  }
};

}  // namespace openend::instrument
