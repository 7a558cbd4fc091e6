#include "report/makers.h"
#include "report/priced_by.h"
#include "report/table.h"

namespace openend::report {

namespace {

/// Holdings that prices of a source value, as the marks have it.
std::size_t holdings_by(const Struck& struck, const std::string& source) {
  std::size_t count = 0;
  for (const Holding& holding : holdings_of(struck)) {
    const PricedBy by = priced_by(struck, holding);
    count += by.from_board && by.source == source;
  }
  return count;
}

}  // namespace

/// LAW   AR 1996 p.104; spec V-10: what the trustees have approved, and from when to when.
Report approvals(const Struck& struck) {
  Report report = begin(struck, "approvals", "Register of approvals");
  Table table{"approvals", "What the trustees have approved", {}, {}};
  table.columns = {text_column("subject", "Subject"),
                   text_column("name", "Name"),
                   text_column("from", "From"),
                   text_column("to", "Through"),
                   text_column("state", "State"),
                   number_column("holdings", "Holdings priced"),
                   text_column("resolution", "Resolution")};
  for (const entity::Approval& approval : struck.registry->approvals()) {
    const bool service = approval.subject == entity::ApprovalSubject::PricingService;
    const bool holds = approval.in_force(struck.date);
    table.rows.push_back(
        {Row::Kind::Item,
         0,
         {std::string(entity::kApprovalSubjects[static_cast<std::size_t>(approval.subject)]), approval.name,
          approval.from.text(), approval.to ? approval.to->text() : "",
          holds                         ? "in force"
          : approval.from > struck.date ? "not yet"
                                        : "ended",
          service && holds ? std::to_string(holdings_by(struck, approval.name)) : "", approval.resolution}});
  }
  if (table.rows.empty())
    report.notes.emplace_back("no approvals are registered: the sources of prices are not checked against them");
  report.tables.push_back(std::move(table));
  return finish(std::move(report), struck);
}

}  // namespace openend::report
