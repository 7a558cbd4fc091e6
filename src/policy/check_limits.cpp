#include "policy/check_limits.h"

#include "policy/pricing.h"

namespace openend::policy {

CheckLimits check_limits(const std::vector<CheckEntry>& entries, std::string_view instrument, Date date) {
  CheckLimits limits = kDefaultLimits.front().limits;
  for (const DefaultLimits& line : kDefaultLimits) {
    if (line.instrument == instrument) limits = line.limits;
  }
  for (const std::string_view word : {kAnyInstrument, instrument}) {
    for (const CheckEntry& entry : entries) {
      if (entry.from > date) break;
      if (entry.instrument != word) continue;
      for (const auto& [field, value] : entry.stated) limits.*field = value;
    }
  }
  return limits;
}

}  // namespace openend::policy
