#include "app/check_terms.h"

#include "instrument/list.h"
#include "policy/pricing.h"

namespace openend::app {

Result<Done> check_instruments(const std::vector<entity::Term>& terms) {
  Refusals faults;
  for (const entity::Term& term : terms) {
    const bool names_one = term.path.starts_with("pricing[") || term.path.starts_with("checks[");
    if (term.file != "trust.toml" || !names_one || !term.path.ends_with("].kind")) continue;
    if (term.value == policy::kAnyInstrument || instrument::parse_kind(term.value)) continue;
    Refusal refusal;
    refusal.code = "E-TERM-002";
    refusal.message = "the key " + term.path + " can not be read";
    refusal.place = {term.file, term.line, 0, term.path};
    refusal.found = term.value;
    refusal.expected = std::string(policy::kAnyInstrument);
    for (const auto& word : instrument::List::kWords) refusal.expected += ", " + std::string(word);
    refusal.remedy = "correct " + term.file + " and run openend init again";
    faults.push_back(std::move(refusal));
  }
  if (!faults.empty()) return faults;
  return Done{};
}

}  // namespace openend::app
