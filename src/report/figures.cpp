#include "report/figures.h"

#include <algorithm>
#include <map>

#include "instrument/list.h"

namespace openend::report {

namespace {

Holding holding_at(const Struck& struck, std::uint32_t slot) {
  const book::Positions& positions = struck.book->positions;
  const entity::Security& security = struck.registry->security(SecurityId{positions.security[slot]});
  Holding holding;
  holding.slot = slot;
  holding.security = &security;
  holding.quantity = Decimal::of(positions.quantity[slot], positions.places[slot]);
  holding.value = struck.marks->value[slot];
  holding.cost = positions.cost[slot];
  holding.amortises = instrument::amortises(security);
  holding.classification = struck.registry->classification(struck.portfolio->id, security.id, struck.date);
  if (const entity::Classification* entry = holding.classification; entry != nullptr) {
    holding.asset_class = entry->asset_class;
    holding.industry = entry->industry;
    holding.name = entry->name;
    holding.country = entry->country;
  } else {
    holding.asset_class = instrument::List::kLabels[security.kind];
    holding.name = security.name;
    holding.country = security.country;
  }
  return holding;
}

/// The entry of that name, made at the end if need be.
template <class Named>
Named& named(std::vector<Named>& list, const std::string& name) {
  const auto at = std::find_if(list.begin(), list.end(), [&](const Named& entry) { return entry.name == name; });
  if (at != list.end()) return *at;
  list.emplace_back().name = name;
  return list.back();
}

}  // namespace

std::vector<Holding> holdings_of(const Struck& struck) {
  std::vector<Holding> list;
  for (std::uint32_t slot = 0; slot < struck.book->positions.size(); ++slot) {
    if (struck.book->positions.quantity[slot] != 0) list.push_back(holding_at(struck, slot));
  }
  std::stable_sort(list.begin(), list.end(), [](const Holding& a, const Holding& b) {
    const auto rank = [](const Holding& h) {
      return std::pair(h.classification == nullptr, h.classification == nullptr ? 0 : h.classification->line);
    };
    return rank(a) < rank(b);
  });
  return list;
}

std::vector<AssetClass> classes_of(const Struck& struck) {
  std::vector<AssetClass> classes;
  for (Holding& holding : holdings_of(struck)) {
    AssetClass& asset_class = named(classes, holding.asset_class);
    asset_class.value += holding.value;
    asset_class.cost += holding.cost;
    asset_class.amortised = asset_class.amortised && holding.amortises;
    Industry& industry = named(asset_class.industries, holding.industry);
    industry.value += holding.value;
    industry.holdings.push_back(std::move(holding));
  }
  return classes;
}

std::vector<CountryValue> countries_of(const Struck& struck) {
  std::vector<CountryValue> list;
  for (const Holding& holding : holdings_of(struck)) {
    CountryValue& country = named(list, holding.country);
    country.value += holding.value;
    if (holding.amortises) country.short_term += holding.value;
  }
  std::sort(list.begin(), list.end(), [](const CountryValue& a, const CountryValue& b) {
    return std::pair(a.name.empty(), a.name) < std::pair(b.name.empty(), b.name);
  });
  return list;
}

std::vector<Accrued> accrued_of(const Struck& struck) {
  std::vector<Accrued> list;
  const Date day = struck.value_through;
  for (Holding& holding : holdings_of(struck)) {
    const entity::Security& security = *holding.security;
    const bool coupons = instrument::quotation(security) == instrument::Quotation::PerHundred;
    const auto through = [&](Date date) {
      const Decimal exact = instrument::accrued(security, book::earning_par(*struck.book, holding.slot, date), date)
                                .rounded(minor_places(struck), Rounding::HalfUp);
      return static_cast<std::int64_t>(exact.scaled_to(minor_places(struck))) +
             book::unsettled_interest(*struck.book, holding.slot, date);
    };
    Accrued line;
    line.with_day = through(day);
    line.without_day = through(day - 1);
    if (!coupons && line.with_day == 0 && line.without_day == 0) continue;
    if (!coupons) line.last_coupon = security.issued;
    if (coupons && day < *security.maturity) {
      line.last_coupon = coupon_period(*security.maturity, security.coupons_per_year, day).start;
    }
    line.holding = std::move(holding);
    list.push_back(std::move(line));
  }
  return list;
}

std::vector<const entity::PrintedFigure*> printed_of(const Struck& struck) {
  std::vector<const entity::PrintedFigure*> list;
  for (const entity::PrintedFigure& figure : struck.registry->printed()) {
    if (figure.portfolio == struck.portfolio->id && figure.date == struck.date) list.push_back(&figure);
  }
  return list;
}

std::vector<const entity::Remark*> remarks_of(const Struck& struck, std::initializer_list<std::string_view> subjects) {
  std::vector<const entity::Remark*> list;
  for (const entity::Remark& remark : struck.registry->remarks()) {
    if (remark.portfolio.exists() && remark.portfolio != struck.portfolio->id) continue;
    if (remark.date > struck.date) continue;
    if (subjects.size() == 0 || std::find(subjects.begin(), subjects.end(), remark.subject) != subjects.end()) {
      list.push_back(&remark);
    }
  }
  return list;
}

std::string rate_text(const Struck& struck, Currency currency) {
  for (const auto& used : struck.marks->rates) {
    if (used.currency == currency) return used.quote.text();
  }
  return {};
}

int minor_places(const Struck& struck) { return struck.portfolio->base.minor_places(); }

std::optional<Decimal> percent_of(std::int64_t part, std::int64_t whole, int places) {
  if (whole == 0) return std::nullopt;
  return divide(Decimal(part) * Decimal(100), Decimal(whole), places, Rounding::HalfUp);
}

}  // namespace openend::report
