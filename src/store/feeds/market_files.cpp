// store/feeds/market_files.cpp - floor 6
//
// Prices, exchange rates, forward rates and dividends: one batch a day.
#include <algorithm>
#include <list>
#include <map>

#include "base/same_text.h"
#include "event/codec.h"
#include "instrument/list.h"
#include "store/feeds/readers.h"

namespace openend::store::feeds {

namespace {

/// The prices of one file that come from one source and are of one kind: a batch a day. Files repeat themselves, so the
/// last stream and the last day are at hand.
struct PriceStream {
  std::string source;
  policy::PriceKind kind{};
  std::map<Date, event::PriceSet> sets;
  event::PriceSet* set = nullptr;
  std::vector<std::int32_t> priced_on;  ///< finds a price given twice in a run of one day

  void turn_to(Date date, std::string_view status) {
    if (set != nullptr && set->date == date) return;
    const std::size_t expected = set == nullptr ? 0 : set->size();
    set = &sets[date];
    // Back on a day that was left: what it prices is looked up again.
    for (const std::uint32_t priced : set->security) priced_on[priced] = date.days;
    if (set->size() != 0) return;
    set->date = date;
    set->source = source;
    set->kind = kind;
    set->status = status;
    for (auto* column : {&set->security, &set->row}) column->reserve(expected);
    set->price.reserve(expected);
    set->places.reserve(expected);
  }
};

class PriceStreams {
 public:
  explicit PriceStreams(std::size_t securities) : securities_(securities) {}

  PriceStream& of(std::string_view source, policy::PriceKind kind) {
    if (last_ == nullptr || last_->kind != kind || !same_text(source, last_->source))
      last_ = &find_or_add(source, kind);
    return *last_;
  }

  /// By day; on one day, sources and kinds in the order in which the file first named them.
  std::vector<Batch> batches() {
    std::map<Date, std::vector<event::PriceSet*>> days;
    for (PriceStream& stream : streams_) {
      for (auto& [date, set] : stream.sets) days[date].push_back(&set);
    }
    std::vector<Batch> batches;
    for (auto& [date, sets] : days) {
      for (event::PriceSet* set : sets) {
        batches.push_back(make_batch(event::BatchKind::Prices, {}, date, set->size(), event::encode(*set)));
        *set = {};
      }
    }
    return batches;
  }

 private:
  PriceStream& find_or_add(std::string_view source, policy::PriceKind kind) {
    for (PriceStream& stream : streams_) {
      if (stream.kind == kind && stream.source == source) return stream;
    }
    PriceStream& stream = streams_.emplace_back();
    stream.source = source;
    stream.kind = kind;
    stream.priced_on.assign(securities_, INT32_MIN);
    return stream;
  }

  std::size_t securities_;
  std::list<PriceStream> streams_;
  PriceStream* last_ = nullptr;
};

std::optional<policy::PriceKind> read_price_kind(CsvFile& csv, std::size_t place) {
  if (!csv.has(place)) return policy::PriceKind::Close;
  const auto kind = policy::parse_price_kind(csv.text(place));
  if (!kind)
    csv.fault(place, "E-PRICE-007", "the kind of price is not known", "close, bid, ask or evaluated",
              "use one of these words, or leave it empty for a close");
  return kind;
}

}  // namespace

Batches read_prices(const Reading& in) {
  enum : std::size_t { kDate, kSecurity, kPrice, kCurrency, kSource, kStatus, kKind };
  static constexpr ColumnRule kColumns[] = {{"date"},          {"security"},      {"price"},      {"currency"},
                                            {"source", false}, {"status", false}, {"kind", false}};
  TRY(CsvFile csv, CsvFile::open(in.file, kColumns, in.mapping));
  PriceStreams streams(in.registry.securities().size());
  SecurityColumn securities;
  std::vector<Currency> quoted_in;
  for (const auto& security : in.registry.securities()) quoted_in.push_back(security.currency);
  std::string currency_text;
  Currency currency;
  while (csv.next()) {
    const auto date = csv.date(kDate);
    const SecurityId security = securities.read(csv, kSecurity, in.registry);
    const auto price = csv.number(kPrice, kMostPlaces);
    const bool may_owe = security.exists() && instrument::pays_rates(in.registry.security(security));
    if (price && price->coefficient <= 0 && !may_owe)
      csv.fault(kPrice, "E-PRICE-002", "a price is not more than zero", "a price above zero",
                "correct the price; what is worthless is expired or written off by an event");
    if (!same_text(csv.text(kCurrency), currency_text)) {
      const auto parsed = Currency::parse(csv.text(kCurrency));
      if (!parsed)
        csv.fault(kCurrency, "E-PRICE-003", "the currency is not known", "an ISO code such as USD", "correct the code");
      currency_text = csv.text(kCurrency);
      currency = parsed.value_or(Currency{});
    }
    const auto kind = read_price_kind(csv, kKind);
    if (!csv.ok()) continue;
    if (quoted_in[security.value] != currency) {
      csv.fault(kCurrency, "E-PRICE-004", "the price is in another currency than the security is quoted in",
                std::string(in.registry.security(security).currency.code()),
                "correct the currency of the price or of the security");
      continue;
    }
    PriceStream& stream = streams.of(csv.text(kSource), *kind);
    stream.turn_to(*date, csv.text(kStatus));
    if (stream.priced_on[security.value] == date->days) {
      csv.fault(kSecurity, "E-PRICE-005", "the security is priced twice on " + date->text(),
                "one price a day of each source and kind", "remove one of the rows");
      continue;
    }
    stream.priced_on[security.value] = date->days;
    stream.set->security.push_back(security.value);
    stream.set->price.push_back(price->coefficient);
    stream.set->places.push_back(price->places);
    stream.set->row.push_back(csv.row());
  }
  if (!csv.ok()) return csv.faults();
  return std::pair{streams.batches(), csv.rows_read()};
}

Batches read_forward_rates(const Reading& in) {
  enum : std::size_t { kDate, kCurrency, kSettlement, kRate, kSource, kStatus };
  static constexpr ColumnRule kColumns[] = {{"date"}, {"currency"},      {"settlement_date"},
                                            {"rate"}, {"source", false}, {"status", false}};
  TRY(CsvFile csv, CsvFile::open(in.file, kColumns, in.mapping));
  std::map<Date, std::vector<event::ForwardRate>> days;
  RepeatedRows repeated;
  while (csv.next()) {
    const auto date = csv.date(kDate);
    const auto currency = Currency::parse(csv.text(kCurrency));
    if (!currency)
      csv.fault(kCurrency, "E-RATE-003", "the currency is not known", "an ISO code such as DEM", "correct the code");
    const auto settlement = csv.date(kSettlement);
    const auto rate = csv.number(kRate, kMostPlaces);
    if (rate && rate->coefficient <= 0)
      csv.fault(kRate, "E-RATE-004", "a rate is not more than zero", "base currency per unit, above zero",
                "correct the rate");
    if (date && settlement && *settlement < *date)
      csv.fault(kSettlement, "E-RATE-005", "the settlement date is before the day of the rate", "a later date",
                "correct one of the dates");
    repeated.check(csv, {kDate, kCurrency, kSettlement});
    if (!csv.ok()) continue;
    days[*date].push_back({*currency, *settlement, *rate, csv.row()});
  }
  if (!csv.ok()) return csv.faults();
  std::vector<Batch> batches;
  for (const auto& [date, rates] : days)
    batches.push_back(make_batch(event::BatchKind::ForwardRates, {}, date, rates.size(), event::encode(rates)));
  return std::pair{std::move(batches), csv.rows_read()};
}

Batches read_exchange_rates(const Reading& in) {
  enum : std::size_t { kDate, kCurrency, kBase, kRate, kQuoted, kSource };
  static constexpr ColumnRule kColumns[] = {{"date"}, {"currency"},      {"base"},
                                            {"rate"}, {"quoted", false}, {"source", false}};
  TRY(CsvFile csv, CsvFile::open(in.file, kColumns, in.mapping));
  std::map<Date, std::vector<event::ExchangeRate>> days;
  while (csv.next()) {
    const auto date = csv.date(kDate);
    const auto currency = Currency::parse(csv.text(kCurrency));
    if (!currency)
      csv.fault(kCurrency, "E-RATE-003", "the currency is not known", "an ISO code such as DEM", "correct the code");
    const auto base = Currency::parse(csv.text(kBase));
    if (!base || base == currency)
      csv.fault(kBase, "E-RATE-008", "the base currency can not be used", "an ISO code other than the currency's",
                "write the currency of the books");
    const auto rate = csv.number(kRate);
    // Ten decimals and six digits before them: a translated amount always fits its 128 bits.
    if (rate && (rate->coefficient <= 0 || rate->places > 10 || rate->decimal() >= Decimal(1'000'000)))
      csv.fault(kRate, "E-RATE-009", "the rate can not be used", "above zero, below a million, at most ten decimals",
                "correct the rate");
    const std::string_view quoted = csv.text(kQuoted);
    if (!quoted.empty() && quoted != "base per unit" && quoted != "units per base")
      csv.fault(kQuoted, "E-RATE-010", "the way of quoting is not known", "base per unit or units per base",
                "use one of these, or leave the field empty for base per unit");
    if (!csv.ok()) continue;
    auto& rates = days[*date];
    const bool twice = std::any_of(rates.begin(), rates.end(),
                                   [&](const auto& r) { return r.currency == *currency && r.base == *base; });
    if (twice) {
      csv.fault(kCurrency, "E-RATE-011", "the currency is quoted twice on " + date->text(), "one rate a day",
                "remove one of the rows");
      continue;
    }
    rates.push_back({*currency, *base, *rate, quoted == "units per base", csv.row()});
  }
  if (!csv.ok()) return csv.faults();
  std::vector<Batch> batches;
  for (const auto& [date, rates] : days)
    batches.push_back(make_batch(event::BatchKind::ExchangeRates, {}, date, rates.size(), event::encode(rates)));
  return std::pair{std::move(batches), csv.rows_read()};
}

/// What the row itself says of tax; none where both of its cells are empty.
static std::optional<policy::TaxAtSource> tax_at_source(CsvFile& csv, std::size_t withheld, std::size_t reclaim) {
  if (!csv.has(withheld) && !csv.has(reclaim)) return std::nullopt;
  policy::TaxAtSource tax;
  for (const auto& [place, pct] : {std::pair(withheld, &tax.withheld_pct), std::pair(reclaim, &tax.reclaim_pct)}) {
    if (!csv.has(place)) continue;
    const auto stated = csv.number(place, policy::TaxAtSource::kMostPlaces);
    if (!stated) return std::nullopt;
    *pct = *stated;
  }
  if (tax.is_sound()) return tax;
  csv.fault(csv.has(reclaim) ? reclaim : withheld, "E-DIV-003", "the tax withheld from a dividend makes no sense",
            "percentages from 0 to 100, reclaim_pct not above withheld_pct", "correct them, or leave both empty");
  return std::nullopt;
}

Batches read_dividends(const Reading& in) {
  enum : std::size_t { kExDate, kSecurity, kRate, kPayDate, kWithheld, kReclaim };
  static constexpr ColumnRule kColumns[] = {
      {"ex_date"}, {"security"}, {"rate"}, {"pay_date", false}, {"withheld_pct", false}, {"reclaim_pct", false}};
  TRY(CsvFile csv, CsvFile::open(in.file, kColumns, in.mapping));
  std::map<Date, std::vector<event::Dividend>> days;
  SecurityColumn securities;
  RepeatedRows repeated;
  while (csv.next()) {
    const auto date = csv.date(kExDate);
    const SecurityId security = securities.read(csv, kSecurity, in.registry);
    const auto rate = csv.number(kRate, kMostPlaces);
    if (rate && rate->coefficient <= 0)
      csv.fault(kRate, "E-DIV-001", "a dividend is not more than zero", "an amount per share above zero",
                "correct the rate");
    const auto pay = csv.has(kPayDate) ? csv.date(kPayDate) : date;
    if (date && pay && *pay < *date)
      csv.fault(kPayDate, "E-DIV-002", "the dividend is paid before its ex-date", "the ex-date or later",
                "correct one of the dates");
    const auto tax = tax_at_source(csv, kWithheld, kReclaim);
    repeated.check(csv, {kExDate, kSecurity, kRate, kPayDate});
    if (!csv.ok()) continue;
    days[*date].push_back({security, *date, *pay, *rate, csv.row(), tax});
  }
  if (!csv.ok()) return csv.faults();
  std::vector<Batch> batches;
  for (const auto& [date, dividends] : days)
    batches.push_back(make_batch(event::BatchKind::Dividends, {}, date, dividends.size(), event::encode(dividends)));
  return std::pair{std::move(batches), csv.rows_read()};
}

}  // namespace openend::store::feeds
