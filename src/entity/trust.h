// entity/trust.h - floor 2
//
// A trust, its portfolios and their share classes, built from the terms that its folder states
// (docs/reference/trust-files.md). Everything that changes in time is a list of dated entries: asking for a day gives
// what was in force on it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/result.h"
#include "money/date.h"
#include "money/money.h"
#include "policy/check_limits.h"
#include "policy/pricing.h"
#include "policy/settings.h"
#include "policy/withholding.h"

namespace openend::entity {

/// One statement of a trust's folder: file, path of the key, value as canonical text.
struct Term {
  std::string file;  ///< trust.toml, growth.toml
  std::string path;  ///< settings[0].nav_places
  std::string value;
  char type = 't';  ///< t text, d date, i integer, b boolean
  long line = 0;    ///< where it stood when it was read; not recorded

  bool same_place(const Term& other) const { return file == other.file && path == other.path; }
};

struct Named {
  std::string name;
  Date from;
  std::optional<Date> to;
  std::string role;  ///< parties only
};

struct ShareClass {
  std::string id;
  std::string name;
  Date from;
  Decimal initial_price;  ///< of the first subscription; base currency; zero: not stated
  std::string who_may_hold;
  Decimal distribution_fee_pct;
};

/// What a [[settings]] entry states; a key that is absent leaves the earlier or the trust's value.
struct DatedSettings {
  Date from;
  std::vector<std::pair<std::string, std::string>> values;
};

/// Where a portfolio's cash lies. The first is the main one; a portfolio that states none has one called main.
struct CashAccount {
  std::string id;
  std::string custodian;
};

/// The kind of a portfolio that was opened from a public filing, which says nothing of an initial price.
inline constexpr std::string_view kFiledKind = "N-PORT filing";

struct Portfolio {
  PortfolioId id;
  std::string key;
  std::string name;
  Date inception;
  Currency base;
  std::string kind, classification, objective;
  std::vector<std::string> benchmarks;
  std::vector<Named> managers;
  std::vector<ShareClass> classes;
  std::vector<policy::AdvisoryFee> advisory_fees;  ///< by date
  std::vector<DatedSettings> settings;
  std::vector<CashAccount> cash_accounts{
      {"main", {}}};  ///< at least one, at most 255; places are stored: new ones go at the end

  const ShareClass* find_class(std::string_view id) const;
  /// The place of a cash account; the main one where the id is empty.
  std::optional<std::uint8_t> find_cash_account(std::string_view id) const;
  /// The fee schedule in force; none before the first.
  const policy::AdvisoryFee* advisory_fee(Date date) const;
};

struct Trust {
  std::string key, name, legal_form;
  std::optional<Date> organised;
  std::string fiscal_year_end;
  Currency base;
  Decimal par_value_per_share;
  std::string calendar;               ///< nyse or weekdays
  std::vector<Portfolio> portfolios;  ///< in the order of the trust's list
  std::vector<DatedSettings> settings;
  std::vector<Named> parties;
  policy::Pricing pricing;                           ///< by date
  std::vector<policy::CheckEntry> checks;            ///< by date
  std::vector<policy::WithholdingRate> withholding;  ///< by date

  const Portfolio* find(std::string_view key) const;
  const Portfolio* find(PortfolioId id) const;
  /// The settings in force for a portfolio on a day: the defaults, the trust's, the portfolio's own, each by date.
  policy::Settings settings_of(const Portfolio& portfolio, Date date) const;
  /// The first day after `date` on which settings or fees of the portfolio may change; none when nothing more is dated.
  std::optional<Date> next_change(const Portfolio& portfolio, Date date) const;
};

/// Builds and checks a trust from all of its terms; every fault is returned, with file, line, key, value, expectation.
/// `id_of` gives a portfolio's permanent number by its key.
Result<Trust> build_trust(const std::vector<Term>& terms, PortfolioId (*id_of)(void*, const std::string&),
                          void* context);

/// What recording `now` would change of `before`: terms added or changed, and terms no longer stated.
struct TermDifference {
  std::vector<Term> set;
  std::vector<Term> changed_from;  ///< the earlier value of those in `set` that had one
  std::vector<Term> removed;
  bool empty() const { return set.empty() && removed.empty(); }
};
TermDifference difference(const std::vector<Term>& before, const std::vector<Term>& now);

}  // namespace openend::entity
