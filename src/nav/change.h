// nav/change.h - floor 3
//
// Why net assets moved since the strike before: market, currency, income, expenses, capital, distributions. Every entry
// of the day goes to one cause, by its accounts and its rule, so that the causes sum exactly to the change.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "book/book.h"
#include "book/journal.h"

namespace openend::nav {

enum class Cause : std::uint8_t { Market, Currency, Income, Expenses, Capital, Distributions, kCount };

inline constexpr std::size_t kCauses = static_cast<std::size_t>(Cause::kCount);

struct CauseLine {
  std::string_view word, label;
};
inline constexpr std::array<CauseLine, kCauses> kCauseLines{{
    {"market", "Market: gains and losses on investments"},
    {"currency", "Currency: gains and losses on foreign currency"},
    {"income", "Income: dividends, interest and other"},
    {"expenses", "Expenses"},
    {"capital", "Capital: shares sold and repurchased"},
    {"distributions", "Distributions to holders"},
}};

/// The change from one strike to the next. Amounts in minor units; positive raises net assets.
struct Change {
  bool from_strike = false;  ///< false: the first strike; all of it came with the opening
  Date since;                ///< the strike before
  std::int64_t before = 0;   ///< its net assets
  Decimal nav_before;        ///< its net asset value, ten decimals; zero where it had none or several classes
  std::array<std::int64_t, kCauses> by_cause{};

  std::int64_t sum() const;
};

/// Where the change begins: the book as the strike before left it, before anything of the day is posted.
Change change_from(const book::Book& book, int minor_places);

/// The cause of what a rule posts to an account that is neither an asset nor a liability.
Cause cause_of(policy::RuleId rule, entity::Account account);

/// Sorts the day's entries into the change.
void explain(Change& change, const book::Journal& journal);

}  // namespace openend::nav
