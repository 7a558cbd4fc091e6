// value/fair_values.h - floor 3
//
// The determinations of fair value as of a day, and which of them values a holding.
//
// LAW   SAI 1999 p.35; spec V-5: where the market does not say what a security is worth the trustees' procedures do.
// WHY   A determination is kept with who made it, how and why, and ends by itself: nobody forgets one in force.
// EDGE  READ AS: a portfolio's own determination goes before one for the trust. A later date replaces an earlier one;
//       the same date again is a correction.
#pragma once

#include <map>
#include <utility>
#include <vector>

#include "event/market.h"

namespace openend::value {

class FairValueBoard {
 public:
  /// Determinations are applied in order of date, then of becoming known.
  void apply(std::vector<event::FairValue> values);

  bool empty() const { return all_.empty(); }
  /// Everything determined so far, as it became known.
  const std::vector<event::FairValue>& all() const { return all_; }
  /// The last word on a security for a portfolio, in force or not; none where there is none or it says that the
  /// ordinary rules hold.
  const event::FairValue* last(PortfolioId portfolio, SecurityId security) const;
  /// Securities on which something was determined, each once.
  const std::vector<SecurityId>& securities() const { return securities_; }
  /// Whether a determination is still the last of its portfolio (or trust) and security.
  bool stands(const event::FairValue& value) const;

 private:
  std::vector<event::FairValue> all_;
  std::map<std::pair<SecurityId, PortfolioId>, std::size_t> last_;
  std::vector<SecurityId> securities_;
};

}  // namespace openend::value
