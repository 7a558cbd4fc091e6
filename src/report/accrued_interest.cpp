#include <algorithm>

#include "instrument/debt/dated_coupon.h"
#include "report/makers.h"
#include "report/table.h"

namespace openend::report {

namespace {

struct Totals {
  std::int64_t with_day = 0, without_day = 0;
  std::size_t assumed = 0, count = 0;
};

/// The rate of the coupon period, percent a year.
std::string coupon_of(const Accrued& line) {
  const entity::Security& security = *line.holding.security;
  if (!security.rate_pct || !line.last_coupon) return security.rate_pct ? security.rate_pct->text() : "";
  return instrument::rate_pct_of(security, *line.last_coupon).text();
}

Table bonds(const Struck& struck, Totals& totals) {
  Table table{"accrued", "Interest accrued and not yet paid", {}, {}};
  table.columns = {text_column("security", "Security"),        number_column("par", "Par"),
                   number_column("coupon", "Coupon %"),        text_column("day_count", "Day count"),
                   text_column("last_coupon", "Last coupon"),  number_column("with_day", "With the strike day"),
                   number_column("without_day", "Without it"), text_column("status", "Terms")};
  for (const Accrued& line : accrued_of(struck)) {
    const entity::Security& security = *line.holding.security;
    table.rows.push_back({Row::Kind::Item,
                          0,
                          {line.holding.name, line.holding.quantity.trimmed().text(), coupon_of(line),
                           security.day_count ? std::string(name_of(*security.day_count)) : "",
                           line.last_coupon ? line.last_coupon->text() : "", money(struck, line.with_day),
                           money(struck, line.without_day), security.status}});
    totals.with_day += line.with_day;
    totals.without_day += line.without_day;
    totals.assumed += security.status.find("assumed") != std::string::npos;
    ++totals.count;
  }
  if (totals.count != 0) {
    table.rows.push_back(
        {Row::Kind::Total,
         0,
         {"Total", "", "", "", "", money(struck, totals.with_day), money(struck, totals.without_day), ""}});
  }
  return table;
}

std::int64_t to_minor(const Struck& struck, const Decimal& amount) {
  const int places = minor_places(struck);
  return static_cast<std::int64_t>(amount.rounded(places, Rounding::HalfUp).scaled_to(places));
}

/// The printed receivable, if there is one, in minor units.
std::optional<std::int64_t> printed_receivable(const Struck& struck) {
  for (const entity::PrintedFigure* figure : printed_of(struck)) {
    if (figure->figure != "receivable_interest") continue;
    const Decimal unit = figure->unit == "thousands" ? Decimal(1000) : Decimal(1);
    return to_minor(struck, figure->value * unit);
  }
  return std::nullopt;
}

Table comparison(const Struck& struck, const Totals& totals, std::optional<std::int64_t> printed) {
  Table table{"comparison", "Beside the receivable", {}, {}};
  table.columns = {text_column("figure", "Figure"), number_column("amount", in_base(struck, "Amount")),
                   number_column("difference", "Less the printed"), text_column("agrees", "To the thousand")};
  const std::int64_t thousand = to_minor(struck, Decimal(1000));
  const auto add = [&](std::string name, std::int64_t amount) {
    Row row{Row::Kind::Item, 0, {std::move(name), money(struck, amount), "", ""}};
    if (printed) {
      row.cells[2] = money(struck, amount - *printed);
      const bool agrees = divide_rounded(amount, thousand, Rounding::HalfUp) * thousand == *printed;
      row.cells[3] = agrees ? "agrees" : "differs";
    }
    table.rows.push_back(std::move(row));
  };
  add("From the terms, with the strike day", totals.with_day);
  add("From the terms, without the strike day", totals.without_day);
  add("Receivable: interest, in the ledger",
      struck.package->balances[static_cast<std::size_t>(entity::Account::ReceivableInterest)]);
  if (printed) table.rows.push_back({Row::Kind::Item, 0, {"Printed, in thousands", money(struck, *printed), "", ""}});
  return table;
}

/// Names what lies between the computed interest and the printed one.
void tell_difference(Report& report, const Struck& struck, const Totals& totals, std::optional<std::int64_t> printed) {
  const std::string code(struck.portfolio->base.code());
  report.notes.push_back("the interest of " + struck.value_through.text() + " itself is " + code + " " +
                         money(struck, totals.with_day - totals.without_day));
  if (totals.assumed != 0) {
    report.notes.push_back(std::to_string(totals.assumed) + " of " + std::to_string(totals.count) +
                           " holdings rest on assumed terms (coupon dates, day count): see the column of terms");
  }
  if (!printed) return;
  const std::int64_t with = totals.with_day - *printed, without = totals.without_day - *printed;
  const std::int64_t half_thousand = to_minor(struck, Decimal(500));
  const auto size = [](std::int64_t amount) { return amount < 0 ? -amount : amount; };
  const std::string may =
      totals.assumed == 0 ? "" : "; assumed coupon dates, or bonds issued since the last of them, may explain it";
  if (size(with) < half_thousand && size(without) < half_thousand) {
    report.notes.emplace_back("both figures from the terms agree with the printed receivable to the thousand");
  } else if (std::min(size(with), size(without)) <= size(totals.with_day - totals.without_day)) {
    const bool nearer_with = size(with) <= size(without);
    report.notes.push_back("the printed receivable is nearer to the interest " +
                           std::string(nearer_with ? "with" : "without") + " the strike day: the difference is " +
                           code + " " + money(struck, nearer_with ? with : without) + may);
  } else {
    report.notes.push_back("the printed receivable differs by more than the strike day: " + code + " " +
                           money(struck, with) + " with it" + may);
  }
}

}  // namespace

Report accrued_interest(const Struck& struck) {
  Report report = begin(struck, "accrued-interest", "Accrued interest");
  Totals totals;
  report.tables.push_back(bonds(struck, totals));
  const auto printed = printed_receivable(struck);
  report.tables.push_back(comparison(struck, totals, printed));
  tell_difference(report, struck, totals, printed);
  if (struck.book->opened && struck.book->opening == struck.date) {
    report.notes.emplace_back(
        "the ledger took its receivable over at the opening on this day; it is not computed from the terms");
  }
  return finish(std::move(report), struck);
}

}  // namespace openend::report
