#include <algorithm>

#include "debt/average_life.h"
#include "debt/average_maturity.h"
#include "instrument/list.h"
#include "report/makers.h"
#include "report/table.h"

namespace openend::report {

namespace {

/// The days for which a debt holding counts, and by what.
struct Counted {
  int days = 0;
  std::string basis;
};

int months_until(Date from, Date until) {
  int months = 0;
  while (months < 600 && add_months(from, months) < until) ++months;
  return std::max(1, months);
}

/// LAW   SAI 1999 p.7: a pool by its estimated prepayments; 17 CFR 270.2a-7(i): what the holder can give back, until
/// then.
Counted counted(const entity::Security& security, Date date) {
  const Date end = *security.maturity;
  if (security.prepayment_pct && security.rate_pct && instrument::is_redeemable(security)) {
    const auto life = debt::average_life(*security.rate_pct * Decimal::of(1, 2), months_until(date, end),
                                         *security.prepayment_pct * Decimal::of(1, 2));
    if (life) {
      const Decimal days = life.value() * Decimal::of(304'375, 4);
      return {static_cast<int>(days.rounded(0, Rounding::HalfUp).scaled_to(0)),
              "average life at " + security.prepayment_pct->trimmed().text() + "% prepaid a year"};
    }
  }
  if (security.put_date && *security.put_date > date && *security.put_date < end)
    return {*security.put_date - date, "until it can be put"};
  return {std::max(0, end - date), "final maturity"};
}

}  // namespace

/// LAW   Spec S-3; 17 CFR 270.2a-7; rules 2.4: the average of the days to maturity, weighted by value.
Report maturity(const Struck& struck) {
  Report report = begin(struck, "maturity", "Maturity of debt");
  Table table{"maturities",
              "Days to maturity",
              {text_column("security", "Security"), text_column("name", "Name"),
               number_column("value", in_base(struck, "Value")), text_column("matures", "Matures"),
               number_column("days", "Days"), text_column("basis", "Counted by")},
              {}};
  std::vector<debt::MaturingValue> values;
  std::int64_t total = 0;
  for (const Holding& holding : holdings_of(struck)) {
    const entity::Security& security = *holding.security;
    if (instrument::quotation(security) == instrument::Quotation::PerUnit || !security.maturity) continue;
    const Counted own = counted(security, struck.date);
    values.push_back({Decimal(holding.value), own.days});
    total += holding.value;
    table.rows.push_back({Row::Kind::Item,
                          0,
                          {security.key, holding.name, money(struck, holding.value), security.maturity->text(),
                           std::to_string(own.days), own.basis}});
  }
  const auto average = debt::average_maturity(values);
  const std::string days = average ? average.value().rounded(2, Rounding::HalfUp).text() : "";
  table.rows.push_back({Row::Kind::Total, 0, {"", "average, weighted by value", money(struck, total), "", days, ""}});
  report.tables.push_back(std::move(table));
  return finish(std::move(report), struck);
}

}  // namespace openend::report
