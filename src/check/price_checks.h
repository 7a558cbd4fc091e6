// check/price_checks.h - floor 3
//
// Holds the prices of a strike against what is known beside them: the day before, other sources, an index, a yield, the
// trustees' approvals. A check that fails does not stop the strike; people decide what it means.
//
// LAW   Spec V-6, V-7, V-10; AR 1996 p.104: prices are looked at before they are used, and come from approved services.
// WHY   One walk over what is held: a look costs less than the valuation itself. Only failures are listed, and for each
//       check how much it looked at.
// EDGE  A holding at fair value, at amortised cost or at its terms has no market price to look at.
#pragma once

#include <algorithm>
#include <array>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "book/book.h"
#include "check/finding.h"
#include "check/index_board.h"
#include "check/list.h"
#include "entity/registry.h"
#include "event/corporate_action.h"
#include "instrument/columns.h"
#include "money/calendar.h"
#include "policy/check_limits.h"
#include "value/fair_values.h"
#include "value/mark.h"

namespace openend::check {

enum class PriceCheck : unsigned char {
  Missing,
  Stale,
  Move,
  AgainstVendor,
  AgainstIndex,
  AgainstYield,
  Scale,
  SourceApproved,
  FairValueExpired,
  Kind,
  kCount,
};

inline constexpr std::size_t kPriceCheckCount = static_cast<std::size_t>(PriceCheck::kCount);
/// The check's place in the list of all.
constexpr const Check& check_of(PriceCheck check) {
  return check_of(
      static_cast<CheckId>(static_cast<unsigned char>(CheckId::PriceMissing) + static_cast<unsigned char>(check)));
}

/// What the prices of one day are held against; made once a day, for all portfolios. Everything is kept by reference.
class PriceCheckDay {
 public:
  PriceCheckDay(Date date, const entity::Registry& registry, const instrument::SecurityColumns& columns,
                const Calendar& calendar, const value::PriceBoard& prices, const value::FairValueBoard& determinations,
                const IndexBoard& indexes, std::span<const event::CorporateAction> actions = {});

  Date date;
  const std::vector<entity::Security>& securities;
  const instrument::SecurityColumns& columns;
  const value::PriceBoard& prices;
  const value::FairValueBoard& determinations;
  const IndexBoard& indexes;

  template <class Value>
  using ByKind = std::array<Value, instrument::List::kCount>;
  ByKind<policy::CheckLimits> limits{};
  ByKind<std::int32_t> stale_before{};       ///< a price of an earlier day is stale
  ByKind<std::int32_t> unchanged_through{};  ///< a price that has stood since such a day or an earlier one is stale
  bool has_approvals = false;
  bool fair_values_approved = false;
  std::vector<std::uint8_t> approved;       ///< by quote of the board
  std::vector<ByKind<bool>> second_choice;  ///< by quote: not of the kind that is taken first

  /// Most prices are of the day and moved by less than any limit. They are found once for all portfolios, and are only
  /// counted where they are held: by quote, kind of instrument and whether there was a price before.
  struct Group {
    std::size_t quote, kind;
    bool has_past;
  };
  static constexpr std::uint16_t kLook = 0xffff;  ///< a price to be looked at
  static constexpr std::uint16_t kNone = 0xfffe;  ///< a value from terms
  std::uint16_t group_of(std::uint32_t security) const { return groups_[security]; }
  /// The price before a security's, in units of the day: x old / new of what was split since.
  struct PastPrice {
    Decimal price;
    bool split;
  };
  PastPrice past_price(std::uint32_t security) const;
  std::size_t groups() const { return std::min<std::size_t>(approved.size() * 2 * instrument::List::kCount, kNone); }
  static Group group_at(std::size_t group) {
    return {group / 2 / instrument::List::kCount, group / 2 % instrument::List::kCount, group % 2 == 1};
  }

 private:
  bool is_plain(std::uint32_t security) const;
  void note_splits(std::span<const event::CorporateAction> actions);

  std::vector<std::pair<std::uint32_t, Decimal>> split_since_;  ///< few: securities, and their past prices in new units
  std::vector<std::uint16_t> groups_;                           ///< by security
};

struct PriceCheckInputs {
  const PriceCheckDay& day;
  const book::Book& book;
  const value::Marks& marks;
};

/// Failures in the order of the positions, then one line for each check that looked at anything, with how much; what a
/// check is stands in the list of all.
std::vector<Finding> price_checks(const PriceCheckInputs& in);

}  // namespace openend::check
