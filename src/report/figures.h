// report/figures.h - floor 4
//
// The figures that more than one report shows, taken from the struck day once: holdings in the order of print, the
// schedule's classes and industries, countries, the statement's lines, accrued interest. All money is in minor units of
// the base currency. Nothing here is text for people.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "report/report.h"

namespace openend::report {

/// A position that is not empty, with what the schedule calls it.
struct Holding {
  std::uint32_t slot = 0;
  const entity::Security* security = nullptr;
  const entity::Classification* classification = nullptr;  ///< none: the security's own kind, name and country are used
  std::string asset_class, industry, name, country;
  Decimal quantity;
  std::int64_t value = 0, cost = 0;
  bool amortises = false;
};
/// In the order of the classifications' lines; what has none comes last, in the order of the book.
std::vector<Holding> holdings_of(const Struck& struck);

struct Industry {
  std::string name;  ///< empty: the class is not divided
  std::vector<Holding> holdings;
  std::int64_t value = 0;
};
struct AssetClass {
  std::string name;
  std::vector<Industry> industries;
  std::int64_t value = 0, cost = 0;
  bool amortised = true;  ///< every holding stands at amortised cost
};
/// Classes in the order of their first line, and so their industries.
std::vector<AssetClass> classes_of(const Struck& struck);

/// The country whose row takes what the other rows leave.
inline constexpr std::string_view kHomeCountry = "United States";

struct CountryValue {
  std::string name;  ///< empty: not given
  std::int64_t value = 0;
  std::int64_t short_term = 0;  ///< of it, at amortised cost
};
/// By name; the row without a country comes last.
std::vector<CountryValue> countries_of(const Struck& struck);

/// Cash of one account in one currency.
struct CashLine {
  std::uint8_t custody = 0;
  Currency currency;
  std::int64_t local = 0;            ///< minor units of the currency
  std::int64_t value = 0, cost = 0;  ///< base currency, at the strike's rate and at those of the days it came in
};
/// By cash account; the main account's base currency comes first.
std::vector<CashLine> cash_of(const Struck& struck);

/// What a payable or receivable moves when it settles.
struct Due {
  Currency currency;
  std::int64_t local = 0;   ///< minor units of the currency; negative: it is paid
  entity::Account account;  ///< the receivable or the payable
  std::string trade;        ///< its id, or its row; empty for what is no trade
};
Due due_of(const Struck& struck, const book::Pending& waiting);

/// The rate at which a currency was translated; empty for the base currency and for one that was not needed.
std::string rate_text(const Struck& struck, Currency currency);

struct StatementLine {
  enum class Section : unsigned char { Asset, Liability, Capital } section = Section::Asset;
  std::string key;  ///< the printed figure it is compared with: statement_cash
  std::string label;
  std::int64_t amount = 0;             ///< on the section's side
  std::vector<entity::Account> parts;  ///< the period's income and expense accounts inside it
};
struct Statement {
  std::vector<StatementLine> lines;
  std::int64_t investments_cost = 0, total_assets = 0, total_liabilities = 0, total_capital = 0;
  const StatementLine* find(std::string_view key) const;
};
/// From the package's balances. Cash overdrawn is due to the custodian.
Statement statement_of(const Struck& struck);

struct Accrued {
  Holding holding;
  std::optional<Date> last_coupon;  ///< or the date of a repurchase agreement
  std::int64_t with_day = 0;        ///< interest through the day's end, as the strike counts it
  std::int64_t without_day = 0;     ///< through the day before
};
/// Interest earned and not yet paid of the holdings whose terms let it accrue, each rounded to the minor unit, half up.
std::vector<Accrued> accrued_of(const Struck& struck);

/// The printed figures of the portfolio on the day, in their order.
std::vector<const entity::PrintedFigure*> printed_of(const Struck& struck);
/// The remarks of the portfolio made on or before the day, with one of the subjects (all, if none is named).
std::vector<const entity::Remark*> remarks_of(const Struck& struck, std::initializer_list<std::string_view> subjects);

/// Decimal places of the base currency.
int minor_places(const Struck& struck);
/// part / whole in percent, half up; none of nothing.
std::optional<Decimal> percent_of(std::int64_t part, std::int64_t whole, int places = 1);

}  // namespace openend::report
