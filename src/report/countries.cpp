#include "report/makers.h"
#include "report/table.h"

namespace openend::report {

Report countries(const Struck& struck) {
  Report report = begin(struck, "countries", "Summary of investments by country");
  Table table{"countries", "Summary of investments by country", {}, {}};
  table.columns = {text_column("country", "Country"), number_column("value", in_base(struck, "Value")),
                   number_column("percent", "% of investment securities"),
                   number_column("percent_excluding_short_term", "% excluding short-term")};
  const std::int64_t total = struck.marks->total;
  Decimal sum;
  std::int64_t shown = 0;
  for (const CountryValue& country : countries_of(struck)) {
    const bool home = country.name == kHomeCountry;
    table.rows.push_back(
        {Row::Kind::Item,
         0,
         {country.name.empty() ? "country not given" : country.name, money(struck, country.value),
          percent(country.value, total), home ? percent(country.value - country.short_term, total) : ""}});
    sum += percent_of(country.value, total).value_or(Decimal{});
    shown += country.value;
  }
  table.rows.push_back({Row::Kind::Total, 0, {"Total", money(struck, shown), percent(shown, total), ""}});
  drop_cents(table, struck, {"value"});
  const bool any = table.rows.size() > 1;
  report.tables.push_back(std::move(table));
  report.notes.push_back(std::string(kHomeCountry) +
                         " includes short-term paper; the percent without it is of the same total");
  if (any && sum != Decimal(100)) {
    report.notes.push_back("percents are rounded half up one by one and add up to " + sum.text() +
                           "; none was adjusted to foot");
  }
  for (const entity::Remark* remark : remarks_of(struck, {"country"})) report.notes.push_back(remark->text);
  return finish(std::move(report), struck);
}

}  // namespace openend::report
