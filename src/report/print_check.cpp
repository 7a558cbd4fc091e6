#include "report/print_check.h"

#include <algorithm>
#include <functional>

#include "instrument/list.h"

namespace openend::report {

namespace {

using Figure = entity::PrintedFigure;
using Kind = PrintDefect::Kind;
using Lines = std::vector<const Figure*>;

class PrintCheck {
 public:
  explicit PrintCheck(const Struck& struck) : struck_(struck), printed_(printed_of(struck)) {}

  std::vector<PrintDefect> make() {
    totals();
    percents_of_values();
    percents_foot();
    statement();
    net_asset_value();
    note_rates();
    return std::move(defects_);
  }

 private:
  const Figure* find(std::string_view name, std::string_view key = {}, std::string_view key2 = {}) const {
    for (const Figure* figure : printed_) {
      if (figure->figure == name && figure->key == key && figure->key2 == key2) return figure;
    }
    return nullptr;
  }
  Lines all(std::string_view name) const {
    Lines lines;
    for (const Figure* figure : printed_) {
      if (figure->figure == name) lines.push_back(figure);
    }
    return lines;
  }
  Lines of_class(std::string_view name, const std::string& asset_class) const {
    Lines lines = all(name);
    std::erase_if(lines, [&](const Figure* figure) { return figure->key != asset_class; });
    return lines;
  }
  static Decimal sum(const Lines& lines) {
    Decimal total;
    for (const Figure* figure : lines) total += figure->value;
    return total;
  }

  void add(Kind kind, std::string check, const Figure& figure, const Decimal& gives, Lines suspects) {
    suspects.push_back(&figure);
    defects_.push_back({kind, std::move(check), figure.figure, figure.key, figure.key2, figure.value.text(),
                        gives.trimmed().text(), figure.place, std::move(suspects)});
  }

  /// A total and its lines. `each` is what the rounding of one line may have changed.
  void foots(std::string check, const Figure* total, const Lines& lines, const Decimal& made, const Decimal& each) {
    if (total == nullptr || lines.empty() || made == total->value) return;
    const Decimal away = abs(made - total->value);
    const bool by_rounding = away <= each * Decimal(static_cast<std::int64_t>(lines.size()) + 1);
    add(by_rounding ? Kind::Rounding : Kind::Defect,
        check + (by_rounding ? ", within the rounding of its " + std::to_string(lines.size()) + " lines" : ""), *total,
        made, lines);
  }

  /// LAW  Decision 0002: holdings are rounded one by one, so dollars add up to the last digit.
  void totals() {
    const Decimal none;
    const auto lines_of = [&](std::string check, std::string_view total, std::string_view line) {
      const Lines lines = all(line);
      foots(std::move(check), find(total), lines, sum(lines), none);
    };
    lines_of("classes add up to total investments", "total_investments", "class_total");
    lines_of("costs of the classes add up to the total cost", "total_investments_cost", "class_cost");
    lines_of("countries add up to their total", "country_total", "country_value");
    lines_of("forward contracts add up to their total", "forward_total_value", "forward_value");
    lines_of("gains of forward contracts add up to their total", "forward_total_gain", "forward_gain");
    if (const Figure* investments = find("total_investments"), *other = find("other_assets_net");
        investments != nullptr && other != nullptr)
      foots("investments and other assets are net assets", find("net_assets"), {investments, other},
            investments->value + other->value, none);
    for (const Figure* total : all("class_total")) {
      const Lines industries = of_class("industry_total", total->key);
      // A print gives no total for an industry of one holding: only where all are given do they have to add up.
      if (industries.size() == of_class("industry_pct", total->key).size())
        foots("industries add up to their class", total, industries, sum(industries), none);
    }
    if (const Figure* total = find("country_total"); total != nullptr && find("total_investments") != nullptr)
      foots("the table of countries has the schedule's total", total, {find("total_investments")},
            find("total_investments")->value, none);
  }

  /// A percent is part / whole to a tenth; one tenth off is an adjustment where the group's percents foot.
  void follows(const Figure* percent, const Figure* part, const Figure* whole, bool group_foots) {
    if (percent == nullptr || part == nullptr || whole == nullptr || whole->value.is_zero()) return;
    const Decimal exact = divide(part->value * Decimal(100), whole->value, 4, Rounding::HalfUp);
    const Decimal shown = divide(part->value * Decimal(100), whole->value, 1, Rounding::HalfUp);
    if (shown == percent->value) return;
    const bool adjusted = group_foots && abs(shown - percent->value) == Decimal::of(1, 1);
    add(adjusted ? Kind::Rounding : Kind::Defect,
        adjusted ? "percent adjusted by 0.1 so that percents foot" : "percent does not follow from its value", *percent,
        exact, {part, whole});
  }

  bool adds_up(std::string_view name, const Decimal& to) const { return sum(all(name)) == to; }

  void percents_of_values() {
    const Figure* net = find("net_assets");
    const Figure* investments = find("total_investments");
    const Figure* total_pct = find("total_investments_pct");
    const Figure* other_pct = find("other_assets_net_pct");
    const bool ends_foot =
        total_pct != nullptr && other_pct != nullptr && total_pct->value + other_pct->value == Decimal(100);
    follows(total_pct, investments, net, ends_foot);
    follows(other_pct, find("other_assets_net"), net, ends_foot);
    const bool classes_foot = total_pct != nullptr && adds_up("class_pct", total_pct->value);
    for (const Figure* percent : all("class_pct")) {
      follows(percent, find("class_total", percent->key), net, classes_foot);
      const Lines industries = of_class("industry_pct", percent->key);
      const bool foot = sum(industries) == percent->value;
      for (const Figure* industry : industries)
        follows(industry, find("industry_total", industry->key, industry->key2), net, foot);
    }
    const bool countries_foot = adds_up("country_pct", Decimal(100));
    for (const Figure* percent : all("country_pct"))
      follows(percent, find("country_value", percent->key), find("country_total"), countries_foot);
    for (const Figure* percent : all("country_pct_excluding_short_term")) without_short_term(*percent);
  }

  /// The country's value less the classes that stand at cost: value and cost printed alike.
  void without_short_term(const Figure& percent) {
    const Figure* country = find("country_value", percent.key);
    const Figure* total = find("country_total");
    if (country == nullptr || total == nullptr || total->value.is_zero()) return;
    Decimal rest = country->value;
    Lines lines{country, total};
    for (const Figure* asset_class : all("class_total")) {
      const Figure* cost = find("class_cost", asset_class->key);
      if (cost == nullptr || cost->value != asset_class->value) continue;
      rest -= asset_class->value;
      lines.push_back(asset_class);
    }
    const Decimal shown = divide(rest * Decimal(100), total->value, 1, Rounding::HalfUp);
    if (abs(shown - percent.value) <= Decimal::of(1, 1)) return;
    std::string check = "percent does not follow from the country's value less short-term paper";
    const Figure* net = find("net_assets");
    if (net != nullptr && !net->value.is_zero() &&
        divide(rest * Decimal(100), net->value, 1, Rounding::HalfUp) == percent.value)
      check += ": it is the percent of net assets";
    add(Kind::Defect, std::move(check), percent, divide(rest * Decimal(100), total->value, 4, Rounding::HalfUp),
        std::move(lines));
  }

  void percents_foot() {
    const Decimal tenth = Decimal::of(5, 2);
    for (const Figure* percent : all("class_pct")) {
      const Lines industries = of_class("industry_pct", percent->key);
      foots("percents of industries add up to their class", percent, industries, sum(industries), tenth);
    }
    const Lines classes = all("class_pct");
    foots("percents of classes add up to that of investments", find("total_investments_pct"), classes, sum(classes),
          tenth);
  }

  /// The statement in thousands: lines, totals, and the schedule's dollars.
  void statement() {
    const Decimal half = Decimal::of(5, 1);
    const Statement ours = statement_of(struck_);
    const auto section = [&](StatementLine::Section wanted, std::string_view total, std::string check) {
      Lines lines;
      for (const StatementLine& line : ours.lines) {
        if (line.section != wanted) continue;
        if (const Figure* figure = find(line.key)) lines.push_back(figure);
      }
      if (wanted == StatementLine::Section::Asset && find("receivable_interest") != nullptr)
        lines.push_back(find("receivable_interest"));
      foots(std::move(check), find(total), lines, sum(lines), half);
    };
    section(StatementLine::Section::Asset, "total_assets", "asset lines add up to total assets");
    section(StatementLine::Section::Liability, "total_liabilities", "liability lines add up to total liabilities");
    section(StatementLine::Section::Capital, "statement_net_assets", "capital lines add up to net assets");
    if (const Figure* assets = find("total_assets"), *liabilities = find("total_liabilities");
        assets != nullptr && liabilities != nullptr)
      foots("assets less liabilities are net assets", find("statement_net_assets"), {assets, liabilities},
            assets->value - liabilities->value, half);
    thousands_of("statement_net_assets", "net_assets");
    thousands_of("statement_investments_value", "total_investments");
    thousands_of("statement_investments_cost", "total_investments_cost");
  }

  void thousands_of(std::string_view in_thousands, std::string_view in_dollars) {
    const Figure *shown = find(in_thousands), *exact = find(in_dollars);
    if (shown == nullptr || exact == nullptr) return;
    const Decimal thousands = exact->value * Decimal::of(1, 3);
    if (thousands.rounded(0, Rounding::HalfUp) == shown->value) return;
    // A statement may round its parts and let its totals follow from them.
    const bool near = abs(thousands - shown->value) <= Decimal(1);
    add(near ? Kind::Rounding : Kind::Defect, "the statement's thousands are the schedule's dollars", *shown, thousands,
        {exact});
  }

  /// EDGE  Shares are printed in thousands: the value must lie between those of half a thousand more and less.
  void net_asset_value() {
    const Figure *nav = find("nav"), *net = find("net_assets"), *shares = find("shares");
    if (nav == nullptr || net == nullptr || shares == nullptr || shares->value <= Decimal(1)) return;
    const auto value_at = [&](const Decimal& thousands) {
      return divide(net->value, thousands * Decimal(1000), nav->value.places(), Rounding::HalfUp);
    };
    if (nav->value <= value_at(shares->value - Decimal::of(5, 1)) &&
        nav->value >= value_at(shares->value + Decimal::of(5, 1)))
      return;
    add(Kind::Defect, "net assets / shares is the net asset value", *nav, value_at(shares->value), {net, shares});
  }

  void note_rates();

  const Struck& struck_;
  Lines printed_;
  std::vector<PrintDefect> defects_;
};

/// The rate in a name as printed, "CSC Enterprises, 5.50%, 1/14/97"; none where there is none.
std::optional<Decimal> rate_in(std::string_view name) {
  const std::size_t sign = name.rfind('%');
  if (sign == std::string_view::npos) return std::nullopt;
  std::size_t first = sign;
  while (first > 0 && (name[first - 1] == '.' || (name[first - 1] >= '0' && name[first - 1] <= '9'))) --first;
  return Decimal::parse(name.substr(first, sign - first));
}

/// Discount paper that is called by its rate: the value at that rate, and the value it stands at.
void PrintCheck::note_rates() {
  for (const Holding& holding : holdings_of(struck_)) {
    const auto printed = rate_in(holding.name);
    if (!printed || !holding.amortises || holding.security->issued || !holding.security->rate_pct) continue;
    entity::Security as_printed = *holding.security;
    as_printed.rate_pct = printed;
    const int places = struck_.settings.holding_to_whole_unit ? 0 : minor_places(struck_);
    const Decimal gives = instrument::value_from_terms(as_printed, holding.quantity, struck_.value_through)
                              .rounded(places, Rounding::HalfUp);
    const Decimal stands = Decimal::of(holding.value, minor_places(struck_));
    if (gives == stands) continue;
    defects_.push_back({Kind::Defect,
                        "the printed rate " + printed->text() + "% does not give the value",
                        "note",
                        holding.name,
                        {},
                        stands.trimmed().text(),
                        gives.text(),
                        {},
                        {}});
  }
}

}  // namespace

std::vector<PrintDefect> print_defects(const Struck& struck) { return PrintCheck(struck).make(); }

}  // namespace openend::report
