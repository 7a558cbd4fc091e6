#include "report/engine.h"

#include <algorithm>
#include <set>

namespace openend::report {

Engine::Engine(const Struck& struck) : struck_(struck), printed_(printed_of(struck)), statement_(statement_of(struck)) {
  for (const AssetClass& asset_class : classes_of(struck)) {
    classes_[asset_class.name] = {asset_class.value, asset_class.cost};
    total_ += asset_class.value;
    total_cost_ += asset_class.cost;
    for (const Industry& industry : asset_class.industries) {
      industries_[{asset_class.name, industry.name}] = industry.value;
    }
  }
  net_ = struck.package->net_assets;
  for (const CountryValue& country : countries_of(struck)) countries_[country.name] = country;
  for (const Accrued& line : accrued_of(struck)) accrued_ += line.with_day;
  for (const entity::PrintedFigure* figure : printed_) {
    if (figure->figure != "country_value" || figure->key == kHomeCountry) continue;
    const Decimal abroad = figure->value.rounded(minor_places(struck), Rounding::HalfUp);
    printed_abroad_ += static_cast<std::int64_t>(abroad.scaled_to(minor_places(struck)));
  }
  count_forwards();
}

void Engine::count_forwards() {
  for (std::size_t i = 0; i < struck_.book->forwards.size(); ++i) {
    const instrument::ForwardCurrency& contract = struck_.book->forwards[i];
    Value& at = forwards_[{std::string(contract.currency.code()), contract.settlement.text()}];
    at.value += struck_.marks->forward_value[i];
    at.cost += struck_.marks->forward_gain[i];
    forward_value_ += struck_.marks->forward_value[i];
    forward_gain_ += struck_.marks->forward_gain[i];
  }
}

std::optional<std::int64_t> Engine::amount(const entity::PrintedFigure& figure) const {
  const std::string& name = figure.figure;
  if (name == "class_total" || name == "class_cost") {
    const auto at = classes_.find(figure.key);
    if (at == classes_.end()) return std::nullopt;
    return name == "class_total" ? at->second.value : at->second.cost;
  }
  if (name == "industry_total") {
    const auto at = industries_.find({figure.key, figure.key2});
    if (at == industries_.end()) return std::nullopt;
    return at->second;
  }
  if (name == "forward_value" || name == "forward_gain") {
    const auto at = forwards_.find({figure.key, figure.key2});
    if (at == forwards_.end()) return std::nullopt;
    return name == "forward_value" ? at->second.value : at->second.cost;
  }
  if (name == "total_investments" || name == "country_total") return total_;
  if (name == "total_investments_cost") return total_cost_;
  if (name == "other_assets_net") return net_ - total_;
  if (name == "net_assets" || name == "statement_net_assets") return net_;
  if (name == "forward_total_value") return forward_value_;
  if (name == "forward_total_gain") return forward_gain_;
  if (name == "total_assets") return statement_.total_assets;
  if (name == "total_liabilities") return statement_.total_liabilities;
  if (name == "statement_investments_cost") return statement_.investments_cost;
  const StatementLine* line = statement_.find(name);
  if (line == nullptr) return std::nullopt;
  return line->amount;
}

std::optional<Share> Engine::share(const entity::PrintedFigure& figure) const {
  const std::string& name = figure.figure;
  if (name == "class_pct") {
    const auto at = classes_.find(figure.key);
    if (at == classes_.end()) return std::nullopt;
    return Share{at->second.value, net_};
  }
  if (name == "industry_pct") {
    const auto at = industries_.find({figure.key, figure.key2});
    if (at == industries_.end()) return std::nullopt;
    return Share{at->second, net_};
  }
  if (name == "total_investments_pct") return Share{total_, net_};
  if (name == "other_assets_net_pct") return Share{net_ - total_, net_};
  if (name == "country_pct") return Share{figure.key == kHomeCountry ? home_by_balance() : country(figure.key), total_};
  if (name == "country_pct_excluding_short_term") {
    const auto at = countries_.find(figure.key);
    if (at == countries_.end()) return std::nullopt;
    const std::int64_t all = figure.key == kHomeCountry ? home_by_balance() : at->second.value;
    return Share{all - at->second.short_term, total_};
  }
  return std::nullopt;
}

std::int64_t Engine::country(const std::string& name) const {
  const auto at = countries_.find(name);
  return at == countries_.end() ? 0 : at->second.value;
}

Decimal Engine::printed(std::string_view figure) const {
  for (const entity::PrintedFigure* entry : printed_) {
    if (entry->figure == figure) return entry->value;
  }
  return {};
}

bool Engine::print_foots(std::string_view total, int& lines) const {
  if (total == "statement_net_assets") {
    lines = 2;
    return printed("total_assets") - printed("total_liabilities") == printed(total);
  }
  const bool assets = total == "total_assets";
  if (!assets && total != "total_liabilities") return false;
  lines = 0;
  Decimal sum = assets ? printed("receivable_interest") : Decimal{};
  for (const StatementLine& line : statement_.lines) {
    if (line.section != (assets ? StatementLine::Section::Asset : StatementLine::Section::Liability)) continue;
    sum += printed(line.key);
    ++lines;
  }
  return sum == printed(total);
}

bool Engine::percents_foot(const entity::PrintedFigure& figure) const {
  const std::string& name = figure.figure;
  Decimal sum;
  Decimal whole = Decimal(100);
  if (name == "total_investments_pct" || name == "other_assets_net_pct") {
    return printed("total_investments_pct") + printed("other_assets_net_pct") == whole;
  }
  if (name == "class_pct") whole = printed("total_investments_pct");
  for (const entity::PrintedFigure* entry : printed_) {
    if (name == "industry_pct" && entry->figure == "class_pct" && entry->key == figure.key) whole = entry->value;
    if (entry->figure == name && (name != "industry_pct" || entry->key == figure.key)) sum += entry->value;
  }
  return sum == whole;
}

std::int64_t Engine::rounding_and_translation() const {
  return statement_.find("statement_rounding_and_translation")->amount;
}

std::vector<std::pair<entity::PrintedFigure, std::int64_t>> Engine::not_printed() const {
  std::set<std::string> sorts;  // the figures that the print gives at all, for industries with their class
  std::set<std::vector<std::string>> named;
  for (const entity::PrintedFigure* figure : printed_) {
    sorts.insert(figure->figure);
    if (figure->figure == "industry_pct") sorts.insert(figure->figure + "/" + figure->key);
    named.insert({figure->figure, figure->key, figure->key2});
  }
  std::vector<std::pair<entity::PrintedFigure, std::int64_t>> list;
  const auto look = [&](const std::string& sort, const std::string& figure, const std::string& key,
                        const std::string& key2, std::int64_t value) {
    if (!sorts.contains(sort) || named.contains({figure, key, key2})) return;
    entity::PrintedFigure missing;
    missing.figure = figure;
    missing.key = key;
    missing.key2 = key2;
    missing.unit = "dollars";
    list.emplace_back(std::move(missing), value);
  };
  for (const auto& [name, value] : classes_) look("class_total", "class_total", name, "", value.value);
  for (const auto& [keys, value] : industries_) {
    if (!keys.second.empty()) look("industry_pct/" + keys.first, "industry_pct", keys.first, keys.second, value);
  }
  for (const auto& [keys, value] : forwards_)
    look("forward_value", "forward_value", keys.first, keys.second, value.value);
  for (const auto& [name, country] : countries_) look("country_value", "country_value", name, "", country.value);
  return list;
}

}  // namespace openend::report
