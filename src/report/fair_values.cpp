#include "report/makers.h"
#include "report/table.h"

namespace openend::report {

namespace {

std::string state_of(const Struck& struck, const event::FairValue& value) {
  if (!struck.fair_values->stands(value)) return "replaced";
  if (value.ends()) return "ended";
  return value.in_force(struck.date) ? "in force" : "expired";
}

std::string text_of(const std::optional<Date>& date) { return date ? date->text() : std::string(); }

/// What the portfolio's holding is worth by a determination that values it; empty where another does, or none.
std::string worth(const Struck& struck, const event::FairValue& value) {
  const std::uint32_t slot = struck.book->find(value.security);
  const value::OwnValue* own = slot == book::kNone ? nullptr : struck.marks->own.at(slot);
  if (own == nullptr || own->basis != value::Basis::FairValue) return {};
  if (&struck.fair_values->all()[own->determination] != &value) return {};
  return money(struck, struck.marks->value[slot]);
}

}  // namespace

/// LAW   Spec V-5: the trustees see every determination: who, when, how, from what, why, and until when.
Report fair_values(const Struck& struck) {
  Report report = begin(struck, "fair-values", "Determinations of fair value");
  Table table{"fair_values", "Determinations for this portfolio and for the trust", {}, {}};
  table.columns = {text_column("id", "Determination"),
                   text_column("date", "From"),
                   text_column("expires", "Through"),
                   text_column("state", "State"),
                   text_column("for", "For"),
                   text_column("security", "Security"),
                   number_column("value", "Value per unit"),
                   text_column("level", "Level"),
                   number_column("holding", in_base(struck, "Holding")),
                   text_column("method", "Method"),
                   text_column("inputs", "Inputs"),
                   text_column("reason", "Reason"),
                   text_column("who", "By"),
                   text_column("next_review", "Review by")};
  if (struck.fair_values != nullptr) {
    for (const event::FairValue& value : struck.fair_values->all()) {
      if (value.portfolio.exists() && value.portfolio != struck.portfolio->id) continue;
      const std::string level = value.level == 0 ? std::string() : std::to_string(int{value.level});
      const std::string price = value.value    ? value.value->decimal().trimmed().text()
                                : value.ends() ? "ordinary rules"
                                               : "market price";
      table.rows.push_back({Row::Kind::Item,
                            0,
                            {value.id, value.date.text(), text_of(value.expires), state_of(struck, value),
                             value.portfolio.exists() ? struck.portfolio->key : "trust",
                             struck.registry->security(value.security).key, price, level, worth(struck, value),
                             value.method, value.inputs, value.reason, value.who, text_of(value.next_review)}});
    }
  }
  if (table.rows.empty()) report.notes.emplace_back("nothing is determined by " + struck.date.text());
  drop_cents(table, struck, {"holding"});
  report.tables.push_back(std::move(table));
  return finish(std::move(report), struck);
}

}  // namespace openend::report
