#include <map>

#include "entity/trust.h"

namespace openend::entity {

TermDifference difference(const std::vector<Term>& before, const std::vector<Term>& now) {
  std::map<std::pair<std::string, std::string>, const Term*> earlier;
  for (const Term& term : before) earlier[{term.file, term.path}] = &term;
  TermDifference result;
  for (const Term& term : now) {
    const auto at = earlier.find({term.file, term.path});
    if (at == earlier.end()) {
      result.set.push_back(term);
      continue;
    }
    if (at->second->value != term.value || at->second->type != term.type) {
      result.set.push_back(term);
      result.changed_from.push_back(*at->second);
    }
    earlier.erase(at);
  }
  for (const auto& entry : earlier) result.removed.push_back(*entry.second);
  return result;
}

}  // namespace openend::entity
