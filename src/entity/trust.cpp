#include "entity/trust.h"

#include <algorithm>
#include <map>

#include "entity/pricing_terms.h"
#include "entity/term_reader.h"

namespace openend::entity {

namespace {

struct SettingRule {
  const char* key;
  const char* expected;
  bool (*apply)(policy::Settings&, const std::string&);
};

template <class Field>
bool choose(Field& field, const std::string& value, std::initializer_list<std::pair<const char*, Field>> choices) {
  for (const auto& [word, choice] : choices) {
    if (value == word) {
      field = choice;
      return true;
    }
  }
  return false;
}

bool small_number(int& field, const std::string& value, int most) {
  const auto number = Decimal::parse(value);
  if (!number || number->places() != 0 || number->is_negative() || *number > Decimal(most)) return false;
  field = static_cast<int>(number->coefficient());
  return true;
}

bool not_negative(Decimal& field, const std::string& value, int most = 1000) {
  const auto number = Decimal::parse(value);
  if (!number || number->is_negative() || number->places() > 6 || *number > Decimal(most)) return false;
  field = *number;
  return true;
}

/// A time of day and a place's clock. Whether there is such a clock, the program's door asks.
bool is_deadline(std::string_view text) {
  if (text.size() < 9 || text[2] != ':' || text[5] != ' ') return false;
  for (const std::size_t i : {0, 1, 3, 4}) {
    if (text[i] < '0' || text[i] > '9') return false;
  }
  const int hour = (text[0] - '0') * 10 + text[1] - '0', minute = (text[3] - '0') * 10 + text[4] - '0';
  return hour < 24 && minute < 60 && text.find(' ', 6) == std::string_view::npos;
}

using policy::AmortisedCost;
using policy::EffectiveYield;
using policy::LotMethod;
using policy::Settings;

const SettingRule kSettings[] = {
    {"holding_value", "\"whole unit, half up\" or \"minor unit, half up\"",
     [](Settings& s, const std::string& v) {
       return choose(s.holding_to_whole_unit, v, {{"whole unit, half up", true}, {"minor unit, half up", false}});
     }},
    {"nav_places", "a whole number from 0 to 8",
     [](Settings& s, const std::string& v) { return small_number(s.nav_places, v, 8); }},
    {"share_places", "a whole number from 0 to 6",
     [](Settings& s, const std::string& v) { return small_number(s.share_places, v, 6); }},
    {"trades_enter", "\"next day\" or \"same day\"",
     [](Settings& s, const std::string& v) {
       return choose(s.trades_enter_same_day, v, {{"next day", false}, {"same day", true}});
     }},
    {"share_settlement_days", "a whole number from 0 to 7",
     [](Settings& s, const std::string& v) { return small_number(s.share_settlement_days, v, 7); }},
    {"redemption_money", "\"one step\" or \"two steps\"",
     [](Settings& s, const std::string& v) {
       return choose(s.redemption_two_steps, v, {{"one step", false}, {"two steps", true}});
     }},
    {"lot_method", "\"fifo\", \"lifo\", \"highest cost\", \"lowest tax\" or \"average\"",
     [](Settings& s, const std::string& v) {
       return choose(s.lot_method, v,
                     {{"fifo", LotMethod::Fifo},
                      {"lifo", LotMethod::Lifo},
                      {"highest cost", LotMethod::HighestCost},
                      {"lowest tax", LotMethod::LowestTax},
                      {"average", LotMethod::Average}});
     }},
    {"average_cost", "\"not allowed\" or \"allowed\"",
     [](Settings& s, const std::string& v) {
       return choose(s.average_cost_allowed, v, {{"not allowed", false}, {"allowed", true}});
     }},
    {"tax_short_pct", "a percent from 0 to 100",
     [](Settings& s, const std::string& v) { return not_negative(s.tax_short_pct, v, 100); }},
    {"tax_long_pct", "a percent from 0 to 100",
     [](Settings& s, const std::string& v) { return not_negative(s.tax_long_pct, v, 100); }},
    {"currency_part", "\"within\" or \"apart\"",
     [](Settings& s, const std::string& v) {
       return choose(s.currency_part_apart, v, {{"within", false}, {"apart", true}});
     }},
    {"fee_base", "\"prior net assets\" or \"prior net assets after dealing\"",
     [](Settings& s, const std::string& v) {
       return choose(s.fee_after_dealing, v, {{"prior net assets", false}, {"prior net assets after dealing", true}});
     }},
    {"fee_days", "\"calendar days\" or \"per strike\"",
     [](Settings& s, const std::string& v) {
       return choose(s.fee_per_strike, v, {{"calendar days", false}, {"per strike", true}});
     }},
    {"fee_year", "\"actual\", 365 or 360",
     [](Settings& s, const std::string& v) {
       return choose(s.fee_year, v, {{"actual", 0}, {"365", 365}, {"360", 360}});
     }},
    {"fee_rounding", "\"cumulative\" or \"each strike\"",
     [](Settings& s, const std::string& v) {
       return choose(s.fee_rounded_each_strike, v, {{"cumulative", false}, {"each strike", true}});
     }},
    {"fee_accrual", "\"by the terms\" or \"as recorded\"",
     [](Settings& s, const std::string& v) {
       return choose(s.fee_as_recorded, v, {{"by the terms", false}, {"as recorded", true}});
     }},
    {"return_of_capital", "\"of capital\" or \"of undistributed gains\"",
     [](Settings& s, const std::string& v) {
       return choose(s.capital_returned_from_gains, v, {{"of capital", false}, {"of undistributed gains", true}});
     }},
    {"cost_note", "a text",
     [](Settings& s, const std::string& v) {
       s.cost_note = v;
       return true;
     }},
    {"correction_per_share", "an amount of zero or more, such as \"0.01\"",
     [](Settings& s, const std::string& v) { return not_negative(s.correction_per_share, v); }},
    {"correction_pct", "a percent of zero or more, such as \"0.5\"",
     [](Settings& s, const std::string& v) { return not_negative(s.correction_pct, v); }},
    {"nav_move_limit_pct", "a percent of zero or more, such as \"5\"",
     [](Settings& s, const std::string& v) { return not_negative(s.nav_move_limit_pct, v); }},
    {"election_warning_days", "a whole number from 0 to 60",
     [](Settings& s, const std::string& v) { return small_number(s.election_warning_days, v, 60); }},
    {"collateral", "\"as told\" or \"daily\"",
     [](Settings& s, const std::string& v) {
       return choose(s.collateral_daily, v, {{"as told", false}, {"daily", true}});
     }},
    {"lending_collateral_pct", "a percent of zero or more, such as \"102\"",
     [](Settings& s, const std::string& v) { return not_negative(s.lending_collateral_pct, v); }},
    {"borrowing_limit_pct", "a percent of zero or more, such as \"25\"",
     [](Settings& s, const std::string& v) { return not_negative(s.borrowing_limit_pct, v); }},
    {"lending_limit_pct", "a percent of zero or more, such as \"25\"",
     [](Settings& s, const std::string& v) { return not_negative(s.lending_limit_pct, v); }},
    {"naked_short_pct", "a percent of zero or more, such as \"8\"",
     [](Settings& s, const std::string& v) { return not_negative(s.naked_short_pct, v); }},
    {"publication_deadline", "a time of the pricing day and its clock, such as \"17:55 America/New_York\"",
     [](Settings& s, const std::string& v) {
       s.publication_deadline = v;
       return is_deadline(v);
     }},
    {"amortised_cost", "\"terms only\", \"60 days\" or \"all\"",
     [](Settings& s, const std::string& v) {
       return choose(s.amortised_cost, v,
                     {{"terms only", AmortisedCost::TermsOnly},
                      {"60 days", AmortisedCost::SixtyDays},
                      {"all", AmortisedCost::All}});
     }},
    {"effective_yield", "\"none\", \"discount\" or \"discount and premium\"",
     [](Settings& s, const std::string& v) {
       return choose(s.effective_yield, v,
                     {{"none", EffectiveYield::None},
                      {"discount", EffectiveYield::Discount},
                      {"discount and premium", EffectiveYield::DiscountAndPremium}});
     }},
    {"shares_outstanding", "\"known\" or \"not known\"",
     [](Settings& s, const std::string& v) {
       return choose(s.shares_not_known, v, {{"known", false}, {"not known", true}});
     }},
};

std::vector<DatedSettings> read_settings(TermReader& reader) {
  std::vector<DatedSettings> all;
  reader.each("settings", [&](const std::string& path) {
    DatedSettings entry;
    entry.from = reader.date(path + ".from", true).value_or(Date{});
    for (const std::string& key : reader.keys_below(path)) {
      if (key == "from") continue;
      const auto* rule =
          std::find_if(std::begin(kSettings), std::end(kSettings), [&](const SettingRule& r) { return key == r.key; });
      if (rule == std::end(kSettings)) continue;  // refused as an unknown key
      const Term* term = reader.find(path + "." + key);
      policy::Settings scratch;
      if (!rule->apply(scratch, term->value)) {
        reader.fault(path + "." + key, term, rule->expected);
      } else {
        entry.values.emplace_back(key, term->value);
      }
    }
    all.push_back(std::move(entry));
  });
  std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.from < b.from; });
  return all;
}

std::vector<policy::Tier> read_tiers(TermReader& reader, const std::string& path) {
  std::vector<policy::Tier> tiers;
  reader.each(path + ".tiers", [&](const std::string& at) {
    policy::Tier tier;
    const auto limit = reader.decimal(at + ".up_to", false);
    tier.has_limit = limit.has_value();
    tier.up_to = limit.value_or(Decimal{});
    tier.rate_pct = reader.decimal(at + ".rate_pct", true).value_or(Decimal{});
    if (tier.has_limit && !tiers.empty() && tiers.back().has_limit && tier.up_to <= tiers.back().up_to) {
      reader.fault(at + ".up_to", reader.find(at + ".up_to"), "more than the tier before it");
    }
    if (!tiers.empty() && !tiers.back().has_limit) {
      reader.fault(at, reader.find(at + ".rate_pct"), "no tier after the one without up_to");
    }
    tiers.push_back(tier);
  });
  if (tiers.empty()) reader.fault(path + ".tiers", nullptr, "at least one tier");
  return tiers;
}

std::vector<Named> read_named(TermReader& reader, const std::string& list, bool with_role) {
  std::vector<Named> all;
  reader.each(list, [&](const std::string& path) {
    Named entry;
    entry.name = reader.text(path + ".name", true);
    entry.from = reader.date(path + ".from", true).value_or(Date{});
    entry.to = reader.date(path + ".to", false);
    if (with_role) entry.role = reader.text(path + ".role", true);
    reader.ignore_below(path);  // contract, source and the like are for the reader
    all.push_back(std::move(entry));
  });
  return all;
}

Portfolio read_portfolio(TermReader& reader, const std::string& key) {
  Portfolio portfolio;
  portfolio.key = reader.text("portfolio.id", true);
  if (!portfolio.key.empty() && portfolio.key != key) {
    reader.fault("portfolio.id", reader.find("portfolio.id"), "the name of the file, " + key);
  }
  portfolio.key = key;
  portfolio.name = reader.text("portfolio.name", true);
  portfolio.inception = reader.date("portfolio.inception", true).value_or(Date{});
  portfolio.base = reader.currency("portfolio.base_currency").value_or(Currency{});
  portfolio.kind = reader.text("portfolio.kind", false);
  portfolio.classification = reader.text("portfolio.classification", false);
  portfolio.objective = reader.text("portfolio.objective", false);
  portfolio.benchmarks = reader.list("portfolio.benchmarks");
  portfolio.managers = read_named(reader, "manager", false);
  reader.each("class", [&](const std::string& path) {
    ShareClass entry;
    entry.id = reader.text(path + ".id", true);
    entry.name = reader.text(path + ".name", true);
    entry.from = reader.date(path + ".from", true).value_or(Date{});
    entry.initial_price = reader.decimal(path + ".initial_price", portfolio.kind != kFiledKind).value_or(Decimal{});
    entry.who_may_hold = reader.text(path + ".who_may_hold", false);
    entry.distribution_fee_pct = reader.decimal(path + ".distribution_fee_pct", false).value_or(Decimal{});
    if (portfolio.find_class(entry.id) != nullptr)
      reader.fault(path + ".id", reader.find(path + ".id"), "an id not used before");
    portfolio.classes.push_back(std::move(entry));
  });
  if (portfolio.classes.empty()) reader.fault("class", nullptr, "at least one [[class]]");
  reader.each("advisory_fee", [&](const std::string& path) {
    policy::AdvisoryFee fee;
    fee.from = reader.date(path + ".from", true).value_or(Date{});
    fee.tiers = read_tiers(reader, path);
    const auto cap = reader.decimal(path + ".cap_rate_pct", false);
    fee.has_cap = cap.has_value();
    fee.cap_rate_pct = cap.value_or(Decimal{});
    fee.source = reader.text(path + ".source", false);
    reader.ignore_below(path);
    portfolio.advisory_fees.push_back(std::move(fee));
  });
  std::stable_sort(portfolio.advisory_fees.begin(), portfolio.advisory_fees.end(),
                   [](const auto& a, const auto& b) { return a.from < b.from; });
  reader.each("expense_limit", [&](const std::string& path) {
    reader.date(path + ".from", true);
    read_tiers(reader, path);
    reader.ignore_below(path);  // recorded; applied with the fees
  });
  portfolio.cash_accounts.clear();
  reader.each("cash_account", [&](const std::string& path) {
    CashAccount account{reader.text(path + ".id", true), reader.text(path + ".custodian", false)};
    if (portfolio.find_cash_account(account.id) && !account.id.empty())
      reader.fault(path + ".id", reader.find(path + ".id"), "an id not used before");
    if (portfolio.cash_accounts.size() == 255) reader.fault(path, nullptr, "at most 255 cash accounts");
    portfolio.cash_accounts.push_back(std::move(account));
  });
  if (portfolio.cash_accounts.empty()) portfolio.cash_accounts.push_back({"main", {}});
  portfolio.settings = read_settings(reader);
  reader.refuse_unknown();
  return portfolio;
}

void apply(policy::Settings& settings, const std::vector<DatedSettings>& entries, Date date) {
  for (const DatedSettings& entry : entries) {
    if (entry.from > date) break;
    for (const auto& [key, value] : entry.values) {
      for (const SettingRule& rule : kSettings) {
        if (key == rule.key) rule.apply(settings, value);
      }
    }
  }
}

}  // namespace

const ShareClass* Portfolio::find_class(std::string_view class_id) const {
  for (const ShareClass& share_class : classes) {
    if (share_class.id == class_id) return &share_class;
  }
  return nullptr;
}

std::optional<std::uint8_t> Portfolio::find_cash_account(std::string_view account_id) const {
  if (account_id.empty()) return std::uint8_t{0};
  for (std::size_t i = 0; i < cash_accounts.size() && i < 255; ++i) {
    if (cash_accounts[i].id == account_id) return static_cast<std::uint8_t>(i);
  }
  return std::nullopt;
}

const policy::AdvisoryFee* Portfolio::advisory_fee(Date date) const {
  const policy::AdvisoryFee* in_force = nullptr;
  for (const auto& fee : advisory_fees) {
    if (fee.from <= date) in_force = &fee;
  }
  return in_force;
}

const Portfolio* Trust::find(std::string_view portfolio_key) const {
  for (const Portfolio& portfolio : portfolios) {
    if (portfolio.key == portfolio_key) return &portfolio;
  }
  return nullptr;
}

const Portfolio* Trust::find(PortfolioId id) const {
  for (const Portfolio& portfolio : portfolios) {
    if (portfolio.id == id) return &portfolio;
  }
  return nullptr;
}

policy::Settings Trust::settings_of(const Portfolio& portfolio, Date date) const {
  policy::Settings in_force;
  apply(in_force, settings, date);
  apply(in_force, portfolio.settings, date);
  return in_force;
}

std::optional<Date> Trust::next_change(const Portfolio& portfolio, Date date) const {
  std::optional<Date> next;
  const auto look = [&](Date from) {
    if (from > date && (!next || from < *next)) next = from;
  };
  for (const auto& entry : settings) look(entry.from);
  for (const auto& entry : portfolio.settings) look(entry.from);
  for (const auto& fee : portfolio.advisory_fees) look(fee.from);
  return next;
}

Result<Trust> build_trust(const std::vector<Term>& terms, PortfolioId (*id_of)(void*, const std::string&),
                          void* context) {
  Refusals faults;
  Trust trust;
  TermReader reader("trust.toml", terms, faults);
  trust.key = reader.text("trust.id", true);
  trust.name = reader.text("trust.name", true);
  trust.legal_form = reader.text("trust.legal_form", false);
  trust.organised = reader.date("trust.organised", false);
  trust.fiscal_year_end = reader.text("trust.fiscal_year_end", false);
  trust.base = reader.currency("trust.base_currency").value_or(Currency{});
  trust.par_value_per_share = reader.decimal("trust.par_value_per_share", false).value_or(Decimal{});
  trust.calendar = reader.text("trust.calendar", true);
  if (!trust.calendar.empty() && trust.calendar != "nyse" && trust.calendar != "weekdays") {
    reader.fault("trust.calendar", reader.find("trust.calendar"), "\"nyse\" or \"weekdays\"");
  }
  const auto keys = reader.list("trust.portfolios");
  if (keys.empty()) reader.fault("trust.portfolios", nullptr, "a list of portfolio ids");
  trust.settings = read_settings(reader);
  trust.parties = read_named(reader, "party", true);
  trust.pricing = read_pricing(reader);
  trust.checks = read_checks(reader);
  trust.withholding = read_withholding(reader);
  reader.refuse_unknown();
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (std::find(keys.begin(), keys.begin() + static_cast<std::ptrdiff_t>(i), keys[i]) !=
        keys.begin() + static_cast<std::ptrdiff_t>(i)) {
      reader.fault("trust.portfolios", reader.find("trust.portfolios[" + std::to_string(i) + "]"),
                   "each portfolio once");
      continue;
    }
    TermReader file(keys[i] + ".toml", terms, faults);
    if (!file.has_below("portfolio")) {
      file.fault("portfolio", nullptr, "a file " + keys[i] + ".toml with a [portfolio] table");
      continue;
    }
    Portfolio portfolio = read_portfolio(file, keys[i]);
    portfolio.id = id_of(context, keys[i]);
    trust.portfolios.push_back(std::move(portfolio));
  }
  if (!faults.empty()) return faults;
  return trust;
}

}  // namespace openend::entity
