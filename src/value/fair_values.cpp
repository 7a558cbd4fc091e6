#include "value/fair_values.h"

#include <algorithm>

namespace openend::value {

void FairValueBoard::apply(std::vector<event::FairValue> values) {
  for (event::FairValue& value : values) {
    last_[{value.security, value.portfolio}] = all_.size();
    if (std::find(securities_.begin(), securities_.end(), value.security) == securities_.end())
      securities_.push_back(value.security);
    all_.push_back(std::move(value));
  }
}

const event::FairValue* FairValueBoard::last(PortfolioId portfolio, SecurityId security) const {
  for (const PortfolioId whose : {portfolio, PortfolioId{}}) {
    const auto at = last_.find({security, whose});
    if (at != last_.end() && !all_[at->second].ends()) return &all_[at->second];
  }
  return nullptr;
}

bool FairValueBoard::stands(const event::FairValue& value) const {
  const auto at = last_.find({value.security, value.portfolio});
  return at != last_.end() && &all_[at->second] == &value;
}

}  // namespace openend::value
