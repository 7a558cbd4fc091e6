#include "entity/pricing_terms.h"

#include <algorithm>

namespace openend::entity {

namespace {

/// The words of kinds of instruments are the business of a higher floor, which looks at them in app/check_terms.h.
std::string instrument_of(TermReader& reader, const std::string& path) {
  const std::string word = reader.text(path + ".kind", false);
  return word.empty() ? std::string(policy::kAnyInstrument) : word;
}

template <class Entry>
void sort_by_date(std::vector<Entry>& entries) {
  std::stable_sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.from < b.from; });
}

}  // namespace

policy::Pricing read_pricing(TermReader& reader) {
  policy::Pricing pricing;
  reader.each("pricing", [&](const std::string& path) {
    policy::PricingRule rule;
    rule.from = reader.date(path + ".from", true).value_or(Date{});
    rule.instrument = instrument_of(reader, path);
    rule.sources = reader.list(path + ".sources");
    if (rule.sources.size() > policy::kMostPriceSources)
      reader.fault(path + ".sources", reader.find(path + ".sources[0]"),
                   "at most " + std::to_string(policy::kMostPriceSources) + " sources");
    const auto words = reader.list(path + ".price");
    for (std::size_t i = 0; i < words.size(); ++i) {
      const auto kind = policy::parse_price_kind(words[i]);
      if (!kind || std::find(rule.kinds.begin(), rule.kinds.end(), *kind) != rule.kinds.end()) {
        const std::string at = path + ".price[" + std::to_string(i) + "]";
        reader.fault(at, reader.find(at), "close, bid, ask or evaluated, each once");
      } else {
        rule.kinds.push_back(*kind);
      }
    }
    pricing.push_back(std::move(rule));
  });
  sort_by_date(pricing);
  return pricing;
}

std::vector<policy::CheckEntry> read_checks(TermReader& reader) {
  std::vector<policy::CheckEntry> entries;
  reader.each("checks", [&](const std::string& path) {
    policy::CheckEntry entry;
    entry.from = reader.date(path + ".from", true).value_or(Date{});
    entry.instrument = instrument_of(reader, path);
    for (const policy::LimitKey& key : policy::kLimitKeys) {
      const std::string at = path + "." + std::string(key.key);
      const auto stated = reader.decimal(at, false);
      if (!stated) continue;
      const int places = key.percent ? 2 : 0;
      if (stated->trimmed().places() > places || *stated > Decimal(100'000)) {
        reader.fault(at, reader.find(at), key.percent ? "a percent with at most two decimals" : "a whole number");
        continue;
      }
      entry.stated.emplace_back(key.field, static_cast<int>(stated->trimmed().scaled_to(places)));
    }
    entries.push_back(std::move(entry));
  });
  sort_by_date(entries);
  return entries;
}

std::vector<policy::WithholdingRate> read_withholding(TermReader& reader) {
  std::vector<policy::WithholdingRate> rates;
  reader.each("withholding", [&](const std::string& path) {
    policy::WithholdingRate rate;
    rate.country = reader.text(path + ".country", true);
    rate.from = reader.date(path + ".from", true).value_or(Date{});
    const auto percent = [&](const std::string& at, bool required) {
      const auto stated = reader.decimal(at, required);
      if (!stated) return Fixed{};
      const Decimal value = stated->trimmed();
      if (value.places() <= policy::TaxAtSource::kMostPlaces && value <= Decimal(100)) return *to_fixed(value);
      reader.fault(at, reader.find(at), "a percent of at most 100, with at most six decimals");
      return Fixed{};
    };
    rate.tax.withheld_pct = percent(path + ".withheld_pct", true);
    rate.tax.reclaim_pct = percent(path + ".reclaim_pct", false);
    if (!rate.tax.is_sound())
      reader.fault(path + ".reclaim_pct", reader.find(path + ".reclaim_pct"), "not more than withheld_pct");
    reader.text(path + ".source", false);  // for the reader
    rates.push_back(std::move(rate));
  });
  sort_by_date(rates);
  return rates;
}

}  // namespace openend::entity
