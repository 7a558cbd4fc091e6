#include "report/controls.h"

#include "check/list.h"

namespace openend::report {

std::vector<nav::DayVersion> versions_between(const Struck& struck, Date from, Date to) {
  std::vector<nav::DayVersion> versions;
  if (struck.versions_between) versions = struck.versions_between(from, to);
  if (versions.empty()) {  // an estimate
    versions.emplace_back();
    versions.back().package = *struck.package;
  }
  return versions;
}

Table findings_table(const std::vector<nav::DayVersion>& versions) {
  Table table{
      "findings",
      "What the checks found",
      {text_column("date", "Date"), number_column("version", "Version"), text_column("check", "Check"),
       text_column("subject", "Of"), text_column("found", "Found"), text_column("limit", "Limit"),
       text_column("result", "Result"), text_column("let_pass_by", "Let pass by"), text_column("reason", "Reason")},
      {}};
  for (const auto& version : versions) {
    for (const auto& finding : version.package.findings) {
      const auto* given = finding.passed ? nullptr : version.override_of(finding);
      table.rows.push_back(
          {Row::Kind::Item,
           0,
           {version.package.date.text(), std::to_string(version.version), std::string(finding.check), finding.subject,
            finding.found, std::string(check::limit_of(finding)),
            finding.passed     ? "passed"
            : given != nullptr ? "failed, let pass"
                               : "failed",
            given != nullptr ? given->decision.who : "", given != nullptr ? given->decision.reason : ""}});
    }
  }
  return table;
}

Table steps_table(const std::vector<nav::DayVersion>& versions) {
  Table table{
      "steps",
      "Who did what",
      {text_column("date", "Date"), number_column("version", "Version"), number_column("nav", "NAV"),
       text_column("state", "State"), text_column("prepared_by", "Prepared by"), text_column("prepared_at", "At (UTC)"),
       text_column("approved_by", "Approved by"), text_column("approved_at", "At (UTC)"),
       text_column("published_by", "Published by"), text_column("published_at", "At (UTC)")},
      {}};
  const auto who = [](const std::optional<nav::Signed>& given) { return given ? given->decision.who : std::string(); };
  const auto when = [](const std::optional<nav::Signed>& given) { return given ? given->at.text() : std::string(); };
  for (const auto& version : versions) {
    if (version.version == 0) continue;  // an estimate: nobody has signed it
    table.rows.push_back(
        {Row::Kind::Item,
         0,
         {version.package.date.text(), std::to_string(version.version), version.package.nav_text(),
          std::string(nav::name_of(version.state())), version.prepared_by, version.prepared.text(),
          who(version.approved), when(version.approved), who(version.published), when(version.published)}});
  }
  return table;
}

}  // namespace openend::report
