#include "nav/flow.h"

#include <algorithm>

#include "check/list.h"

namespace openend::nav {

std::string_view name_of(FlowState state) {
  switch (state) {
    case FlowState::NotOpened: return "not opened";
    case FlowState::Open: return "open";
    case FlowState::IncompleteData: return "incomplete data";
    case FlowState::DataComplete: return "data complete";
    case FlowState::Calculated: return "calculated";
    case FlowState::ChecksFailed: return "checks failed";
    case FlowState::ChecksPassed: return "checks passed";
    case FlowState::ChecksOverridden: return "checks overridden";
    case FlowState::Approved: return "approved";
    case FlowState::Published: return "published";
  }
  return "";
}

const Signed* DayVersion::override_of(const check::Finding& finding) const {
  for (const Signed& given : overrides) {
    const auto& d = given.decision;
    if (d.check == finding.check && (d.subject.empty() || d.subject == finding.subject)) return &given;
  }
  return nullptr;
}

std::vector<const check::Finding*> DayVersion::open_findings() const {
  std::vector<const check::Finding*> open;
  for (const auto& finding : package.findings) {
    if (!finding.passed && override_of(finding) == nullptr) open.push_back(&finding);
  }
  return open;
}

FlowState DayVersion::state() const {
  if (published) return FlowState::Published;
  if (approved) return FlowState::Approved;
  if (package.findings.empty()) return FlowState::Calculated;
  if (!open_findings().empty()) return FlowState::ChecksFailed;
  return package.exceptions.empty() ? FlowState::ChecksPassed : FlowState::ChecksOverridden;
}

bool same_person(std::string_view one, std::string_view other) {
  const auto plain = [](std::string_view name) {
    std::string text;
    for (const char c : name) text += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    const std::size_t first = text.find_first_not_of(" \t");
    return first == std::string::npos ? std::string() : text.substr(first, text.find_last_not_of(" \t") + 1 - first);
  };
  return plain(one) == plain(other);
}

bool same_verdicts(const NavPackage& one, const NavPackage& other) {
  const auto failed = [](const NavPackage& package) {
    std::vector<std::pair<std::string_view, std::string_view>> all;
    for (const auto& f : package.findings) {
      if (!f.passed && f.check != check::check_of(check::CheckId::ClosedDay).id) all.emplace_back(f.check, f.subject);
    }
    std::sort(all.begin(), all.end());
    return all;
  };
  return failed(one) == failed(other);
}

namespace {

std::string list_of(const std::vector<const check::Finding*>& findings) {
  std::string text;
  for (const auto* f : findings)
    text += (text.empty() ? "" : ", ") + std::string(f->check) + (f->subject.empty() ? "" : ":" + f->subject);
  return text;
}

/// A state that the step needs is not the one that is there.
Refusals wrong_state(const DayVersion& version, std::string message, std::string remedy) {
  Refusals faults = refuse("E-FLOW-009", std::move(message), std::move(remedy));
  faults[0].found = "version " + std::to_string(version.version) + " is " + std::string(name_of(version.state()));
  return faults;
}

/// LAW   Spec N-4: a second person approves.
/// EDGE  READ AS: who let a check pass has judged the day already, and is no second person either.
Result<Done> is_second_person(const DayVersion& version, const std::string& who) {
  const auto refused = [&](const std::string& did) {
    Refusals faults = refuse("E-FLOW-006", "who approves must be another person than who " + did,
                             "let another person approve; names are taken on trust");
    faults[0].found = who;
    return faults;
  };
  if (same_person(who, version.prepared_by)) return refused("struck the day");
  for (const Signed& given : version.overrides) {
    if (same_person(who, given.decision.who)) return refused("let its check " + given.decision.check + " pass");
  }
  return Done{};
}

}  // namespace

Result<Done> may_override(const DayVersion& version, const event::Decision& decision) {
  if (version.approved || version.published)
    return wrong_state(version, "nothing is left to be let pass",
                       "an override comes before the approval; a new version begins anew");
  if (decision.reason.find_first_not_of(" \t") == std::string::npos)
    return refuse("E-FLOW-004", "a failed check passes only for a reason", "say it with --reason");
  const auto open = version.open_findings();
  const bool any = std::any_of(open.begin(), open.end(), [&](const auto* f) {
    return f->check == decision.check && (decision.subject.empty() || f->subject == decision.subject);
  });
  if (any) return Done{};
  Refusals faults = refuse("E-FLOW-003", "no such check waits for an override", "name one of openend status");
  faults[0].found = decision.check + (decision.subject.empty() ? "" : ":" + decision.subject);
  faults[0].expected = open.empty() ? "nothing: no failed check is open" : list_of(open);
  return faults;
}

Result<Done> may_approve(const DayVersion& version, const event::Decision& decision) {
  if (version.approved || version.published)
    return wrong_state(version, "it is approved already", "nothing is to be done");
  if (const auto open = version.open_findings(); !open.empty()) {
    Refusals faults = refuse("E-FLOW-005", "checks failed and nobody let them pass",
                             "correct what they found and strike again, or openend override each with a reason");
    faults[0].found = list_of(open);
    faults[0].expected = "every check passed or overridden";
    return faults;
  }
  return is_second_person(version, decision.who);
}

Result<Done> may_publish(const DayVersion& version, const event::Decision&) {
  if (version.published) return wrong_state(version, "it is published already", "nothing is to be done");
  if (version.approved) return Done{};
  Refusals faults = refuse("E-FLOW-008", "only what is approved is published", "openend approve it first");
  faults[0].found = "version " + std::to_string(version.version) + " is " + std::string(name_of(version.state()));
  faults[0].expected = "approved";
  return faults;
}

}  // namespace openend::nav
