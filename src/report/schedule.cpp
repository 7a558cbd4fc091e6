#include "report/makers.h"
#include "report/table.h"

namespace openend::report {

namespace {

struct Marker {
  bool entity::Classification::*flag;
  std::string_view sign, legend;
};
constexpr Marker kMarkers[] = {
    {&entity::Classification::non_income, "*", "* does not produce income"},
    {&entity::Classification::segregated, "**",
     "** a part is segregated by the custodian for open forward currency contracts"},
    {&entity::Classification::repo, "***", "*** a repurchase agreement, fully collateralised"},
    {&entity::Classification::rule_144a, "+", "+ registered under Rule 144A; resale may be restricted"},
};

std::string marked_name(const Holding& holding) {
  std::string signs;
  for (const Marker& marker : kMarkers) {
    if (holding.classification == nullptr || !(holding.classification->*marker.flag)) continue;
    if (!signs.empty()) signs += ',';
    signs += marker.sign;
  }
  return holding.name + signs;
}

class Schedule {
 public:
  explicit Schedule(const Struck& struck) : struck_(struck), net_(struck.package->net_assets) {}

  Report make() {
    report_ = begin(struck_, "schedule", "Schedule of investments");
    table_ = {"schedule", "Schedule of investments", {}, {}};
    table_.columns = {text_column("name", "Security"),
                      number_column("quantity", "Shares or principal"),
                      number_column("value", in_base(struck_, "Value")),
                      number_column("percent", "% of net assets"),
                      number_column("cost", in_base(struck_, "Cost")),
                      text_column("cost_basis", "")};
    classes_ = classes_of(struck_);
    for (const AssetClass& asset_class : classes_) add(asset_class);
    closing();
    drop_cents(table_, struck_, {"value", "cost"});
    legends();
    report_.tables.push_back(std::move(table_));
    return finish(std::move(report_), struck_);
  }

 private:
  void row(Row::Kind kind, unsigned indent, std::string name, std::string quantity, std::int64_t value,
           std::string percent_cell) {
    table_.rows.push_back(
        {kind, indent, {std::move(name), std::move(quantity), money(struck_, value), std::move(percent_cell), "", ""}});
  }
  void heading(unsigned indent, const std::string& name, std::int64_t value) {
    table_.rows.push_back({Row::Kind::Heading, indent, {name, "", "", percent(value, net_), "", ""}});
  }
  void total(std::string name, std::int64_t value, std::int64_t cost, bool amortised) {
    row(Row::Kind::Total, 0, std::move(name), "", value, percent(value, net_));
    table_.rows.back().cells[4] = money(struck_, cost);
    table_.rows.back().cells[5] = amortised ? "amortised cost" : "cost";
  }

  void add(const AssetClass& asset_class) {
    heading(0, asset_class.name, asset_class.value);
    for (const Industry& industry : asset_class.industries) {
      const unsigned indent = industry.name.empty() ? 1 : 2;
      if (!industry.name.empty()) heading(1, industry.name, industry.value);
      for (const Holding& holding : industry.holdings) {
        row(Row::Kind::Item, indent, marked_name(holding), holding.quantity.trimmed().text(), holding.value, "");
      }
      if (industry.name.empty() || industry.holdings.size() == 1) continue;
      row(Row::Kind::Subtotal, 1, "Total " + industry.name, "", industry.value, percent(industry.value, net_));
    }
    total("Total " + asset_class.name, asset_class.value, asset_class.cost, asset_class.amortised);
  }

  /// Total investments, what balances them, and net assets; tells when the rounded percents do not foot.
  void closing() {
    std::int64_t value = 0, cost = 0;
    bool amortised = true;
    Decimal of_classes;
    for (const AssetClass& asset_class : classes_) {
      value += asset_class.value;
      cost += asset_class.cost;
      amortised = amortised && asset_class.amortised;
      of_classes += percent_of(asset_class.value, net_).value_or(Decimal{});
    }
    total("Total investments", value, cost, amortised);
    row(Row::Kind::Item, 0, "Cash, receivables and other assets, net of liabilities", "", net_ - value,
        percent(net_ - value, net_));
    row(Row::Kind::Total, 0, "Net assets", "", net_, percent(net_, net_));
    if (value != struck_.marks->total) {
      report_.notes.push_back("the holdings shown do not add up to the investments as valued: " +
                              money(struck_, struck_.marks->total));
      report_.differs = true;
    }
    const auto of_total = percent_of(value, net_);
    if (of_total && of_classes != *of_total) {
      report_.notes.push_back("percents are rounded half up one by one: those of the classes add up to " +
                              of_classes.text() + ", total investments are " + of_total->text() +
                              "; none was adjusted to foot");
    }
  }

  void legends() {
    const auto any = [&](const auto& test) {
      for (const AssetClass& asset_class : classes_) {
        for (const Industry& industry : asset_class.industries) {
          for (const Holding& holding : industry.holdings) {
            if (test(holding)) return true;
          }
        }
      }
      return false;
    };
    for (const Marker& marker : kMarkers) {
      if (any([&](const Holding& h) { return h.classification != nullptr && h.classification->*marker.flag; })) {
        report_.notes.emplace_back(marker.legend);
      }
    }
    const auto named = [&](std::string_view word) {
      return any([&](const Holding& h) { return h.name.find(word) != std::string::npos; });
    };
    if (named("(ADR)")) report_.notes.emplace_back("(ADR) American depositary receipt");
    if (named("(GDR)")) report_.notes.emplace_back("(GDR) global depositary receipt");
  }

  const Struck& struck_;
  std::int64_t net_;
  std::vector<AssetClass> classes_;
  Report report_;
  Table table_;
};

}  // namespace

Report schedule(const Struck& struck) { return Schedule(struck).make(); }

}  // namespace openend::report
