// event/corporate_action.h - floor 2
//
// What an issuer does to a security in every portfolio that holds it: new units for old ones, which are splits, reverse
// splits and stock dividends; capital paid back; a liquidation, which ends the holding for cash; par of a bond that is
// paid back before maturity: calls, puts, sinking funds, paydowns of pools. And the withdrawal of such an action, which
// was told wrongly.
//
// LAW   Spec L-7: mandatory actions process on their date; fractions in cash.
// EDGE  READ AS: the units of a whole holding are counted, as the issuer counts them, and not lot by lot. They are kept
//       to eight decimals, rounded down, and never to nothing; or the fraction of a unit is sold at the stated price.
// EDGE  READ AS: of par that is redeemed, `new` of `old` is left in every holding, half up, to the cent or the decimals
//       that it has. The rest is paid at a price per 100.
// CASE  101 units, 3 for 2: 151.5 units. With a fraction price of 20.00: 151 units, and 10.00 in cash.
// CASE  A pool's factor falls from 0.95 to 0.93: of par 95,000 are left 93,000, and 2,000.00 are paid.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/fixed.h"
#include "base/id.h"
#include "money/date.h"

namespace openend::event {

struct CorporateAction {
  /// Stored: new ones at the end.
  enum class Kind : std::uint8_t { Split, ReturnOfCapital, Liquidation, Withdrawal, Call, Put, SinkingFund, Paydown };

  std::string id;
  Kind kind = Kind::Split;
  SecurityId security;
  Date ex_date;
  Date pay_date;                        ///< of all that is paid
  Fixed new_units, old_units;           ///< of a split: so many for so many; of par redeemed: what is left of so much
  std::optional<Fixed> fraction_price;  ///< of a new unit, in the security's currency; none: fractions are kept
  Fixed cash;                           ///< in that currency: for a unit held; of par redeemed: for 100 of it
  std::uint32_t row = 0;
  SourceId source;  ///< of the batch that it was read from

  static constexpr int kMostPlaces = 6;           ///< of new and old units
  static constexpr int kFactorPlaces = 8;         ///< of par left, and of what it is left
  static constexpr std::int64_t kMost = 100'000;  ///< of new and old units
  static constexpr std::int64_t kHighestPrice = 1'000'000'000;
  static bool can_count(Fixed units) {
    return units.coefficient > 0 && units.places <= kMostPlaces && units.decimal() <= Decimal(kMost);
  }
  static bool can_pay(Fixed price) {
    return price.coefficient > 0 && price.places <= 18 && price.decimal() <= Decimal(kHighestPrice);
  }
  /// A liquidation may leave nothing to pay.
  static bool can_pay(Kind kind, Fixed cash) {
    return can_pay(cash) || (kind == Kind::Liquidation && cash.coefficient == 0 && cash.places <= 18);
  }
  /// Something is paid back, if not all of it.
  static bool can_leave(Fixed left, Fixed of) {
    const auto is_short = [](Fixed number) {
      return number.coefficient >= 0 && number.coefficient <= kMost * kPowersOfTen[kMostPlaces] &&
             number.places <= kFactorPlaces && number.decimal() <= Decimal(kMost);
    };
    return is_short(left) && is_short(of) && left.decimal() < of.decimal();
  }
  bool is_split() const { return kind == Kind::Split; }
  bool pays_cash() const { return kind == Kind::ReturnOfCapital || kind == Kind::Liquidation; }
  bool redeems() const { return kind >= Kind::Call && kind <= Kind::Paydown; }
  /// Takes back the action of its id, ex-date and security, and does nothing else.
  bool withdraws() const { return kind == Kind::Withdrawal; }
};
/// The word of a kind in files: "split", "return_of_capital", "liquidation", "withdrawal", "call", "put",
/// "sinking_fund", "paydown".
std::string_view word_of(CorporateAction::Kind kind);
std::optional<CorporateAction::Kind> parse_action_kind(std::string_view word);

/// Decimals that a split leaves at most, where the holding had no more before.
inline constexpr int kSplitPlaces = 8;
/// Decimals of the par that a redemption leaves, where the holding had no more before.
inline constexpr int kParPlaces = 2;

/// What so many units become: exactly, rounded down at kSplitPlaces or the places that they have, and at least the last
/// decimal's one. Nothing where 64 bits can not count them.
std::optional<Fixed> units_after(Fixed units, const CorporateAction& action);
/// The whole units of a number of them.
inline Fixed whole_units(Fixed units) {
  return {units.coefficient - units.coefficient % kPowersOfTen[units.places], units.places};
}

/// What a holding of so many units is after an action, where that can be counted: units_after() of a split, the whole
/// ones where fractions are paid; none of a liquidation; the same where capital is paid back; the par that is left.
std::optional<Fixed> left_after(Fixed units, const CorporateAction& action);
/// The cash of so many units, for what is redeemed of them without interest, rounded half up to minor units; nothing
/// where 64 bits can not count it.
std::optional<std::int64_t> cash_of(Fixed units, const CorporateAction& action, int minor_places);

/// By ex-date, then by id: the order in which they are processed, in whatever order they became known. What was
/// withdrawn is taken out; the withdrawals stay.
void put_in_order(std::vector<CorporateAction>& actions);

Bytes encode(const std::vector<CorporateAction>& actions);
/// Adds the actions of a batch. False on damaged bytes.
bool decode(ByteView bytes, Date ex_date, SourceId source, std::vector<CorporateAction>& actions);

}  // namespace openend::event
