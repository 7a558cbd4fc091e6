// store/feeds/fixing_files.cpp - floor 6
//
// Levels of indices and fixings of rates, and the columns of securities that go by them.
#include <map>

#include "event/codec.h"
#include "instrument/list.h"
#include "store/feeds/readers.h"

namespace openend::store::feeds {

namespace {

void refuse_columns(CsvFile& csv, std::size_t first, std::size_t count, const char* whose) {
  for (std::size_t place = first; place < first + count; ++place) {
    if (csv.has(place))
      csv.fault(place, "E-SEC-008", std::string("only ") + whose + " have such terms", "an empty field",
                "leave it empty, or correct the kind");
  }
}

}  // namespace

std::optional<entity::InflationTerms> read_inflation_terms(CsvFile& csv, const entity::Security& security,
                                                           std::size_t first) {
  enum : std::size_t { kIndex, kBase, kAtLeastPar, kCount };
  if (!instrument::is_indexed(security)) {
    refuse_columns(csv, first, kCount, "inflation-indexed bonds");
    return std::nullopt;
  }
  if (!csv.has(first + kIndex) || !csv.has(first + kBase)) return std::nullopt;  // the kind's check says so
  entity::InflationTerms terms;
  terms.index = csv.text(first + kIndex);
  terms.base = csv.decimal(first + kBase).value_or(Decimal(1));
  if (terms.base <= Decimal(0) || terms.base >= Decimal(1'000'000))
    csv.fault(first + kBase, "E-SEC-011", "the reference index can not be", "above 0 and below 1000000",
              "write the reference index of the dated date");
  terms.at_least_par = !csv.has(first + kAtLeastPar) || csv.flag(first + kAtLeastPar).value_or(true);
  return terms;
}

std::optional<entity::ResetTerms> read_reset_terms(CsvFile& csv, const entity::Security& security, std::size_t first) {
  enum : std::size_t { kIndex, kMultiplier, kSpread, kCap, kFloor, kLookBack, kEvery, kCount };
  if (!csv.has(first + kIndex) || !instrument::pays_by_terms(security)) {
    refuse_columns(csv, first, kCount, "bonds with a reset_index");
    return std::nullopt;
  }
  const auto percent = [&](std::size_t place) -> std::optional<Decimal> {
    if (!csv.has(first + place)) return std::nullopt;
    const Decimal value = csv.decimal(first + place).value_or(Decimal{});
    if (abs(value) > Decimal(1000))
      csv.fault(first + place, "E-SEC-007", "the rate can not be", "a percentage of at most 1000", "correct it");
    return value;
  };
  entity::ResetTerms terms;
  terms.index = csv.text(first + kIndex);
  terms.multiplier = percent(kMultiplier).value_or(Decimal(1));
  terms.spread_pct = percent(kSpread).value_or(Decimal{});
  terms.cap_pct = percent(kCap);
  terms.floor_pct = percent(kFloor);
  if (terms.multiplier.is_zero())
    csv.fault(first + kMultiplier, "E-SEC-012", "the rate does not follow its index", "a multiplier other than 0",
              "leave reset_index empty for a fixed rate");
  if (terms.multiplier.is_negative() && !terms.floor_pct) terms.floor_pct = Decimal{};  // nobody pays the issuer
  if (terms.cap_pct && terms.floor_pct && *terms.cap_pct < *terms.floor_pct)
    csv.fault(first + kCap, "E-SEC-013", "the cap lies below the floor", "at least " + terms.floor_pct->text(),
              "correct one of them");
  if (csv.has(first + kLookBack)) terms.look_back_days = csv.whole(first + kLookBack, 120).value_or(0);
  if (csv.has(first + kEvery)) terms.every_days = csv.whole(first + kEvery, 366).value_or(0);
  return terms;
}

void read_debt_estimates(CsvFile& csv, entity::Security& security, std::size_t first) {
  enum : std::size_t { kIssuePrice, kPrepayment, kPutDate, kCount };
  if (!instrument::is_redeemable(security) && !instrument::pays_by_terms(security)) {
    refuse_columns(csv, first, kCount, "bonds and pools");
    return;
  }
  const auto within = [&](std::size_t place, const Decimal& most) -> std::optional<Decimal> {
    if (!csv.has(first + place)) return std::nullopt;
    const Decimal value = csv.decimal(first + place).value_or(Decimal(1));
    if (value.is_negative() || value > most)
      csv.fault(first + place, "E-SEC-014", "the figure can not be", "0 to " + most.text(), "correct it");
    return value;
  };
  security.issue_price = within(kIssuePrice, Decimal(1000));
  security.prepayment_pct = within(kPrepayment, Decimal(100));
  if (csv.has(first + kPutDate)) security.put_date = csv.date(first + kPutDate);
  if (security.put_date && security.maturity && *security.put_date > *security.maturity)
    csv.fault(first + kPutDate, "E-SEC-015", "it can be put after it has matured",
              "at most " + security.maturity->text(), "correct one of the dates");
}

Batches read_fixings(const Reading& in) {
  enum : std::size_t { kIndex, kDate, kLevel, kOf };
  static constexpr ColumnRule kColumns[] = {{"index"}, {"date"}, {"level"}, {"of", false}};
  TRY(CsvFile csv, CsvFile::open(in.file, kColumns, in.mapping));
  std::map<Date, std::vector<entity::Fixing>> by_effect;
  RepeatedRows repeated;
  while (csv.next()) {
    entity::Fixing fixing;
    repeated.check(csv, {kIndex, kDate});
    if (const auto index = csv.word(kIndex)) fixing.index = *index;
    const auto date = csv.date(kDate);
    const auto level = csv.number(kLevel, 9);
    if (level && abs(level->decimal()) >= Decimal(1'000'000))
      csv.fault(kLevel, "E-FIX-002", "the level can not be", "below 1000000", "correct it");
    fixing.of_month = csv.text(kOf) == "month";
    if (csv.has(kOf) && !fixing.of_month && csv.text(kOf) != "day")
      csv.fault(kOf, "E-FIX-003", "of what the level is, is not known", "day or month", "use one of these words");
    if (fixing.of_month && level && level->coefficient <= 0)
      csv.fault(kLevel, "E-FIX-002", "a price index is not above zero", "a level above zero", "correct it");
    if (fixing.of_month && date && date->day() != 1)
      csv.fault(kDate, "E-FIX-004", "the level is of a month and its date is not the month's first",
                Date::of(date->year(), date->month(), 1).text(), "write the first day of the month that it is of");
    if (!csv.ok()) continue;
    fixing.date = *date;
    fixing.level = level->decimal();
    // LAW  31 CFR 356 App. B I.B: the index of a month is first looked at on the first day of the second month after
    // it.
    by_effect[fixing.of_month ? add_months(*date, 2) : *date].push_back(fixing);
  }
  if (!csv.ok()) return csv.faults();
  std::vector<Batch> batches;
  for (const auto& [day, fixings] : by_effect) {
    in.registry.set_fixings(fixings);
    batches.push_back(make_batch(event::BatchKind::Fixings, {}, day, fixings.size(), event::encode(fixings)));
  }
  return std::pair{std::move(batches), csv.rows_read()};
}

}  // namespace openend::store::feeds
