// store/feeds/reference_files.cpp - floor 6
//
// Securities, classifications, remarks and printed figures.
#include "event/codec.h"
#include "instrument/list.h"
#include "store/feeds/readers.h"

namespace openend::store::feeds {

namespace {

/// One batch of everything a reference file states, and the rows it had.
template <class T>
Batches one_batch(const CsvFile& csv, event::BatchKind kind, Date day, const std::vector<T>& items) {
  if (!csv.ok()) return csv.faults();
  std::vector<Batch> batches;
  if (!items.empty()) batches.push_back(make_batch(kind, {}, day, items.size(), event::encode(items)));
  return std::pair{std::move(batches), csv.rows_read()};
}

std::string all_kinds() {
  std::string words;
  for (const auto& word : instrument::List::kWords) words += (words.empty() ? "" : ", ") + std::string(word);
  return words;
}

}  // namespace

Batches read_securities(const Reading& in) {
  enum : std::size_t {
    kSecurity,
    kName,
    kKind,
    kCurrency,
    kCountry,
    kMarket,
    kRate,
    kMaturity,
    kIssued,
    kRedemption,
    kDayCount,
    kCoupons,
    kDescription,
    kStatus,
    kIndex
  };
  static constexpr ColumnRule kColumns[] = {{"security"},
                                            {"name"},
                                            {"kind"},
                                            {"currency"},
                                            {"country", false},
                                            {"market", false},
                                            {"rate_pct", false},
                                            {"maturity", false},
                                            {"issued", false},
                                            {"redemption_amount", false},
                                            {"day_count", false},
                                            {"coupons_per_year", false},
                                            {"description", false},
                                            {"status", false},
                                            {"index", false}};
  TRY(CsvFile csv, CsvFile::open(in.file, kColumns, in.mapping));
  std::vector<entity::Security> securities;
  entity::NameMap<std::uint32_t> seen;
  while (csv.next()) {
    entity::Security s;
    if (const auto key = csv.word(kSecurity)) {
      s.key = *key;
      if (key->size() > 120 || key->find(',') != std::string_view::npos)
        csv.fault(kSecurity, "E-SEC-002", "the security's id can not be used", "at most 120 bytes without commas",
                  "choose another id");
      const auto first = seen.emplace(s.key, csv.row());
      if (!first.second)
        csv.fault(kSecurity, "E-SEC-003",
                  "the security stands twice, first in row " + std::to_string(first.first->second),
                  "each security once", "remove one of the rows");
    }
    if (const auto name = csv.word(kName)) s.name = *name;
    const auto kind = instrument::parse_kind(csv.text(kKind));
    if (!kind)
      csv.fault(kKind, "E-SEC-004", "the kind is not in the list of instruments", all_kinds(),
                "use one of these words");
    s.kind = kind.value_or(std::uint8_t{0});
    const auto currency = Currency::parse(csv.text(kCurrency));
    if (!currency)
      csv.fault(kCurrency, "E-SEC-005", "the currency is not known", "an ISO code such as USD", "correct the code");
    s.currency = currency.value_or(Currency{});
    s.country = csv.text(kCountry);
    s.market = csv.text(kMarket);
    if (csv.has(kRate)) s.rate_pct = csv.decimal(kRate);
    if (s.rate_pct && abs(*s.rate_pct) > Decimal(1000))
      csv.fault(kRate, "E-SEC-007", "the rate can not be", "a percentage of at most 1000", "correct it");
    if (csv.has(kMaturity)) s.maturity = csv.date(kMaturity);
    if (csv.has(kIssued)) s.issued = csv.date(kIssued);
    if (csv.has(kRedemption)) s.redemption_amount = csv.decimal(kRedemption);
    if (csv.has(kDayCount)) {
      s.day_count = parse_day_count(csv.text(kDayCount));
      if (!s.day_count)
        csv.fault(kDayCount, "E-SEC-006", "the day count is not known",
                  "30/360, actual/actual, actual/360 or actual/365", "use one of these words");
    }
    if (csv.has(kCoupons)) {
      s.coupons_per_year = csv.whole(kCoupons, 12).value_or(0);
    }
    s.description = csv.text(kDescription);
    s.status = csv.text(kStatus);
    s.index = csv.text(kIndex);
    if (!csv.ok()) continue;
    for (const Refusal& fault : instrument::check(s))
      csv.fault_of_row(fault.code.c_str(), fault.message, fault.found, fault.expected, fault.remedy);
    in.registry.set_security(s);
    securities.push_back(std::move(s));
  }
  return one_batch(csv, event::BatchKind::Securities, {}, securities);
}

Batches read_classifications(const Reading& in) {
  enum : std::size_t {
    kPortfolio,
    kSecurity,
    kFrom,
    kLine,
    kClass,
    kIndustry,
    kName,
    kCountry,
    kNonIncome,
    kSegregated,
    k144a,
    kRepo
  };
  static constexpr ColumnRule kColumns[] = {{"portfolio"},
                                            {"security"},
                                            {"from"},
                                            {"line"},
                                            {"asset_class"},
                                            {"industry", false},
                                            {"name"},
                                            {"country", false},
                                            {"non_income", false},
                                            {"segregated", false},
                                            {"rule_144a", false},
                                            {"repo", false}};
  TRY(CsvFile csv, CsvFile::open(in.file, kColumns, in.mapping));
  std::vector<entity::Classification> all;
  RepeatedRows repeated;
  PortfolioColumn portfolios;
  SecurityColumn securities;
  while (csv.next()) {
    entity::Classification c;
    if (const auto* portfolio = portfolios.read(csv, kPortfolio, in.registry)) c.portfolio = portfolio->id;
    c.security = securities.read(csv, kSecurity, in.registry);
    c.from = csv.date(kFrom).value_or(Date{});
    c.line = csv.whole(kLine, 999'999'999).value_or(0);
    if (const auto name = csv.word(kClass)) c.asset_class = *name;
    c.industry = csv.text(kIndustry);
    if (const auto name = csv.word(kName)) c.name = *name;
    c.country = csv.text(kCountry);
    c.non_income = csv.flag(kNonIncome).value_or(false);
    c.segregated = csv.flag(kSegregated).value_or(false);
    c.rule_144a = csv.flag(k144a).value_or(false);
    c.repo = csv.flag(kRepo).value_or(false);
    repeated.check(csv, {kPortfolio, kSecurity, kFrom});
    if (!csv.ok()) continue;
    in.registry.set_classification(c);
    all.push_back(std::move(c));
  }
  return one_batch(csv, event::BatchKind::Classifications, {}, all);
}

Batches read_remarks(const Reading& in) {
  enum : std::size_t { kPortfolio, kDate, kSecurity, kSubject, kPrinted, kPrintedGives, kUsed, kUsedGives, kText };
  static constexpr ColumnRule kColumns[] = {{"portfolio"},
                                            {"date"},
                                            {"security", false},
                                            {"subject"},
                                            {"printed", false},
                                            {"printed_gives", false},
                                            {"used", false},
                                            {"used_gives", false},
                                            {"text"}};
  TRY(CsvFile csv, CsvFile::open(in.file, kColumns, in.mapping));
  std::vector<entity::Remark> all;
  RepeatedRows repeated;
  PortfolioColumn portfolios;
  SecurityColumn securities;
  while (csv.next()) {
    entity::Remark r;
    if (const auto* portfolio = portfolios.read(csv, kPortfolio, in.registry)) r.portfolio = portfolio->id;
    r.date = csv.date(kDate).value_or(Date{});
    if (csv.has(kSecurity)) r.security = securities.read(csv, kSecurity, in.registry);
    if (const auto subject = csv.word(kSubject)) r.subject = *subject;
    r.printed = csv.text(kPrinted);
    r.printed_gives = csv.text(kPrintedGives);
    r.used = csv.text(kUsed);
    r.used_gives = csv.text(kUsedGives);
    if (const auto text = csv.word(kText)) r.text = *text;
    repeated.check(csv, {kPortfolio, kDate, kSecurity, kSubject, kText});
    if (!csv.ok()) continue;
    in.registry.add_remark(r);
    all.push_back(std::move(r));
  }
  return one_batch(csv, event::BatchKind::Remarks, {}, all);
}

Batches read_printed(const Reading& in) {
  enum : std::size_t { kPortfolio, kDate, kFigure, kKey, kKey2, kValue, kUnit, kPlace };
  static constexpr ColumnRule kColumns[] = {{"portfolio"},   {"date"},  {"figure"}, {"key", false},
                                            {"key2", false}, {"value"}, {"unit"},   {"place", false}};
  TRY(CsvFile csv, CsvFile::open(in.file, kColumns, in.mapping));
  std::vector<entity::PrintedFigure> all;
  RepeatedRows repeated;
  PortfolioColumn portfolios;
  while (csv.next()) {
    entity::PrintedFigure f;
    if (const auto* portfolio = portfolios.read(csv, kPortfolio, in.registry)) f.portfolio = portfolio->id;
    f.date = csv.date(kDate).value_or(Date{});
    if (const auto figure = csv.word(kFigure)) f.figure = *figure;
    f.key = csv.text(kKey);
    f.key2 = csv.text(kKey2);
    f.value = csv.decimal(kValue).value_or(Decimal{});
    if (const auto unit = csv.word(kUnit)) f.unit = *unit;
    f.place = csv.text(kPlace);
    repeated.check(csv, {kPortfolio, kDate, kFigure, kKey, kKey2});
    if (!csv.ok()) continue;
    in.registry.add_printed(f);
    all.push_back(std::move(f));
  }
  return one_batch(csv, event::BatchKind::Printed, {}, all);
}

}  // namespace openend::store::feeds
