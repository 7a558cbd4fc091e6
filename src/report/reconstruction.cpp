#include "report/makers.h"
#include "report/table.h"

namespace openend::report {

Report reconstruction(const Struck& struck) {
  Report report = begin(struck, "reconstruction", "What was reconstructed");
  Table table{"remarks", "Remarks on the figures", {}, {}};
  table.columns = {text_column("subject", "Subject"),   text_column("security", "Security"),
                   number_column("printed", "Printed"), number_column("printed_gives", "gives"),
                   number_column("used", "Used"),       number_column("used_gives", "gives"),
                   text_column("text", "Why")};
  // By subject in this order, so that what touches every figure comes first.
  for (const std::string_view subject :
       {"identity", "price", "cost", "share count", "fractional quantity", "country", "print"}) {
    for (const entity::Remark* remark : remarks_of(struck, {subject})) {
      table.rows.push_back(
          {Row::Kind::Item,
           0,
           {remark->subject, remark->security.exists() ? struck.registry->security(remark->security).key : "",
            remark->printed, remark->printed_gives, remark->used, remark->used_gives, remark->text}});
    }
  }
  if (table.rows.empty()) report.notes.emplace_back("nothing is recorded as reconstructed");
  report.tables.push_back(std::move(table));
  report.notes.emplace_back("rates of notes that were reconstructed are in the report `notes`");
  return finish(std::move(report), struck);
}

}  // namespace openend::report
