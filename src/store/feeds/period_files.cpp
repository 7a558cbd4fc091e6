// store/feeds/period_files.cpp - floor 6
//
// The file of a period's totals: what happened in it, one row a line of the statements.
#include <map>

#include "store/feeds/event_groups.h"

namespace openend::store::feeds {

namespace {

enum : std::size_t { kPortfolioOf, kFrom, kTo, kLine, kAmount, kScale, kClass, kBasis };

constexpr int kMostShareDigits = 12;  // so that shares of any places fit 64 bits

const event::PeriodLine* line_at(CsvFile& csv) {
  const auto* line = event::find_period_line(csv.text(kLine));
  if (line == nullptr) {
    csv.fault(kLine, "E-PERIOD-001", "the line is not known",
              "a line of docs/reference/input-files.md, such as interest", "use one of its words");
  }
  return line;
}

/// The class whose shares a line counts; the portfolio's only one where none is named.
std::string_view class_at(CsvFile& csv, const entity::Portfolio& portfolio, Date date) {
  if (!csv.has(kClass) && portfolio.classes.size() == 1) return portfolio.classes.front().id;
  if (portfolio.find_class(csv.text(kClass)) == nullptr)
    csv.fault(kClass, "E-CLASS-002", "the class is not one of the portfolio", "a class of " + portfolio.key + ".toml",
              "correct it, or describe the class and run openend init");
  check_class_exists(csv, kClass, portfolio, date);
  return csv.text(kClass);
}

void check_figure(CsvFile& csv, const event::PeriodTotal& total, const entity::Portfolio& portfolio) {
  const event::PeriodUnit unit = total.of().unit;
  const bool counts = unit == event::PeriodUnit::Money || unit == event::PeriodUnit::Shares;
  if (!counts && total.in_thousands)
    csv.fault(kScale, "E-PERIOD-003", "a figure per share or a percent has no thousands", "1", "write 1");
  const Decimal most(kPowersOfTen[unit == event::PeriodUnit::Money ? kMostMoneyDigits : kMostShareDigits]);
  if (counts && abs(total.amount()) > most)
    csv.fault(kAmount, "E-CSV-016", "the figure is too large", "at most " + most.text(),
              "check the amount and its scale");
  if (unit != event::PeriodUnit::Money) return;
  const int places = portfolio.base.minor_places();
  if (total.amount().trimmed().places() > places)
    csv.fault(kAmount, "E-PERIOD-004", "the amount has parts of the minor unit",
              std::to_string(places) + " decimals once it is scaled", "round it");
}

/// What is reclassified goes from one component to another: nothing is gained by it.
class Reclassified {
 public:
  void add(CsvFile& csv, const std::string& period, const event::PeriodTotal& total) {
    const std::string_view word = total.of().word;
    if (!word.starts_with("reclassified_")) return;
    Sum& sum = sums_[period];
    sum.amount += total.amount();
    sum.row = csv.row();
  }
  void check(CsvFile& csv) const {
    for (const auto& [period, sum] : sums_) {
      if (!sum.amount.is_zero())
        csv.fault_of_row("E-PERIOD-005", "the reclassifications of the period do not sum to zero", sum.amount.text(),
                         "0", "correct the reclassified_ lines of " + period, sum.row);
    }
  }

 private:
  struct Sum {
    Decimal amount;
    std::uint32_t row = 0;
  };
  std::map<std::string, Sum> sums_;
};

}  // namespace

Batches read_period_totals(const Reading& in) {
  static constexpr ColumnRule kColumns[] = {{"portfolio"}, {"from"},  {"to"},           {"line"},
                                            {"amount"},    {"scale"}, {"class", false}, {"basis"}};
  TRY(CsvFile csv, CsvFile::open(in.file, kColumns, in.mapping));
  EventGroups groups;
  PortfolioColumn portfolios;
  RepeatedRows repeated;
  Reclassified reclassified;
  SharePlaces places;
  while (csv.next()) {
    const auto* portfolio = portfolios.read(csv, kPortfolioOf, in.registry);
    const auto from = csv.date(kFrom), to = csv.date(kTo);
    if (from && to && *from > *to)
      csv.fault(kTo, "E-PERIOD-002", "the period ends before it begins", "a day on or after " + from->text(),
                "correct the period");
    const auto* line = line_at(csv);
    event::PeriodTotal total;
    total.figure = csv.number(kAmount, kMostQuantityPlaces).value_or(Fixed{});
    if (csv.text(kScale) != "1" && csv.text(kScale) != "1000")
      csv.fault(kScale, "E-PERIOD-003", "the scale is not known", "1 or 1000", "say how the amount is written");
    total.in_thousands = csv.text(kScale) == "1000";
    total.basis = csv.text(kBasis);
    repeated.check(csv, {kPortfolioOf, kFrom, kTo, kLine, kClass});
    if (!csv.ok() || portfolio == nullptr || line == nullptr) continue;
    total.line = static_cast<std::uint8_t>(line - std::begin(event::kPeriodLines));
    total.from = *from;
    check_figure(csv, total, *portfolio);
    if (line->unit == event::PeriodUnit::Shares) {
      total.share_class = class_at(csv, *portfolio, *to);
      const auto shares = to_fixed(total.amount());
      if (shares) places.check(csv, kAmount, *portfolio, *to, *shares, in.registry);
    }
    const std::string period = from->text() + "/" + to->text();
    reclassified.add(csv, portfolio->key + " " + period, total);
    const std::string reference = period + " " + std::string(line->word);
    if (csv.ok()) groups.add(portfolio->id, make_event(csv, *to, {0, reference}, total));
  }
  reclassified.check(csv);
  return finish(csv, groups);
}

}  // namespace openend::store::feeds
