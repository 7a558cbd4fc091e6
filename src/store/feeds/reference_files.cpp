// store/feeds/reference_files.cpp - floor 6
//
// Securities, classifications, remarks and printed figures.
#include <algorithm>
#include <span>

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

/// The terms of a future, an option, a swap, a cap or a floor, from ten columns that stand together; other kinds have
/// none.
std::optional<entity::ContractTerms> read_contract_terms(CsvFile& csv, const entity::Security& security,
                                                         std::size_t first) {
  enum : std::size_t {
    kMultiplier,
    kUnderlyingKind,
    kUnderlying,
    kTick,
    kRight,
    kStrike,
    kStyle,
    kFloatingPerYear,
    kFloatingDays,
    kSpread,
    kCount
  };
  const bool option = instrument::is_option(security);
  const bool rates = instrument::pays_rates(security);
  if (!option && !rates && !instrument::is_future(security)) {
    for (std::size_t place = first; place < first + kCount; ++place) {
      if (csv.has(place))
        csv.fault(place, "E-SEC-008", "only futures, options, swaps, caps and floors have such terms", "an empty field",
                  "leave it empty, or correct the kind");
    }
    return std::nullopt;
  }
  entity::ContractTerms terms;
  if (csv.has(first + kMultiplier)) terms.multiplier = csv.decimal(first + kMultiplier).value_or(Decimal{});
  if (csv.has(first + kTick)) terms.tick = csv.decimal(first + kTick);
  if (csv.has(first + kStrike)) terms.strike = csv.decimal(first + kStrike).value_or(Decimal{});
  terms.underlying = csv.text(first + kUnderlying);
  const auto word_of = [&](std::size_t place, std::span<const std::string_view> words, const char* expected) {
    const auto at = std::find(words.begin(), words.end(), csv.text(first + place));
    if (at == words.end())
      csv.fault(first + place, "E-SEC-009", "the word is not known", expected, "use one of these words");
    return static_cast<std::size_t>(at - words.begin()) % words.size();
  };
  static constexpr std::string_view kRights[] = {"call", "put"}, kStyles[] = {"american", "european"};
  terms.kind = static_cast<entity::ContractTerms::Underlying>(
      word_of(kUnderlyingKind, entity::kUnderlyingWords, "security, index, bond, currency, money_market or future"));
  for (std::size_t place = first + kRight; place < first + kCount; ++place) {
    if (csv.has(place) && (place >= first + kFloatingPerYear) != rates)
      csv.fault(place, "E-SEC-008",
                rates ? "a swap, a cap or a floor has no such term" : "only swaps, caps and floors float",
                "an empty field", "leave it empty, or correct the kind");
  }
  if (rates) {
    if (csv.has(first + kFloatingPerYear))
      terms.floating_per_year = csv.whole(first + kFloatingPerYear, 12).value_or(0);
    if (csv.has(first + kFloatingDays)) {
      terms.floating_day_count = parse_day_count(csv.text(first + kFloatingDays));
      if (!terms.floating_day_count)
        csv.fault(first + kFloatingDays, "E-SEC-006", "the day count is not known",
                  "30/360, actual/actual, actual/360 or actual/365", "use one of these words");
    }
    if (csv.has(first + kSpread)) terms.spread_pct = csv.decimal(first + kSpread).value_or(Decimal{});
    return terms;
  }
  if (option || csv.has(first + kRight)) terms.put = word_of(kRight, kRights, "call or put") == 1;
  if (csv.has(first + kStyle)) terms.european = word_of(kStyle, kStyles, "american or european") == 1;
  return terms;
}

/// What is open is counted by its terms: a contract stays one, of the same multiplier.
void check_stays_contract(CsvFile& csv, std::size_t kind, const entity::Security& security,
                          const entity::Registry& registry) {
  const SecurityId known = registry.find_security(security.key);
  if (!known.exists()) return;
  const entity::Security& before = registry.security(known);
  const bool same = before.contract.has_value() == security.contract.has_value() &&
                    (!before.contract ||
                     (before.kind == security.kind && before.contract->multiplier == security.contract->multiplier));
  if (!same)
    csv.fault(kind, "E-SEC-010", "the security was described with other terms of a contract",
              "the kind and the multiplier of before", "give the changed contract an id of its own");
}

/// LAW   Rules 3.6: what is delivered is paid for with the strike, in one currency. An underlying that is not known yet
///       is looked at when the option is used.
void check_underlying(CsvFile& csv, std::size_t currency, const entity::Security& security,
                      const entity::Registry& registry) {
  using Underlying = entity::ContractTerms::Underlying;
  const bool delivers = security.contract && (security.contract->kind == Underlying::Security ||
                                              security.contract->kind == Underlying::Future);
  const SecurityId known = delivers ? registry.find_security(security.contract->underlying) : SecurityId{};
  if (!known.exists() || registry.security(known).currency == security.currency) return;
  csv.fault(currency, "E-SEC-016", "the contract is in another currency than its underlying",
            std::string(registry.security(known).currency.code()), "correct the currency or the underlying");
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
    kIndex,
    kMultiplier,
    kUnderlyingKind,
    kUnderlying,
    kTick,
    kRight,
    kStrike,
    kStyle,
    kFloatingPerYear,
    kFloatingDays,
    kSpread,
    kInflationIndex,
    kBaseIndex,
    kAtLeastPar,
    kResetIndex,
    kResetMultiplier,
    kResetSpread,
    kCap,
    kFloor,
    kLookBack,
    kEvery,
    kIssuePrice,
    kPrepayment,
    kPutDate
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
                                            {"index", false},
                                            {"multiplier", false},
                                            {"underlying_kind", false},
                                            {"underlying", false},
                                            {"tick", false},
                                            {"right", false},
                                            {"strike", false},
                                            {"style", false},
                                            {"floating_per_year", false},
                                            {"floating_day_count", false},
                                            {"spread_pct", false},
                                            {"inflation_index", false},
                                            {"base_index", false},
                                            {"at_least_par", false},
                                            {"reset_index", false},
                                            {"reset_multiplier", false},
                                            {"reset_spread_pct", false},
                                            {"cap_pct", false},
                                            {"floor_pct", false},
                                            {"look_back_days", false},
                                            {"reset_days", false},
                                            {"issue_price", false},
                                            {"prepayment_pct", false},
                                            {"put_date", false}};
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
    s.contract = read_contract_terms(csv, s, kMultiplier);
    s.inflation = read_inflation_terms(csv, s, kInflationIndex);
    s.reset = read_reset_terms(csv, s, kResetIndex);
    read_debt_estimates(csv, s, kIssuePrice);
    check_stays_contract(csv, kKind, s, in.registry);
    check_underlying(csv, kCurrency, s, in.registry);
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
