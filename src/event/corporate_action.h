// event/corporate_action.h - floor 2
//
// What an issuer does to a security in every portfolio that holds it: new units for old ones, which are splits, reverse
// splits and stock dividends; capital paid back; a liquidation, which ends the holding for cash; an exchange, which
// ends it for units of another security, with cash or without, and is taxed whole or not; a spin-off, which gives such
// units to whoever goes on holding; par of a bond that is paid back before maturity: calls, puts, sinking funds,
// paydowns of pools. And the withdrawal of such an action, which was told wrongly.
//
// LAW   Spec L-7: mandatory actions process on their date; fractions in cash.
// EDGE  READ AS: the units of a whole holding are counted, as the issuer counts them, and not lot by lot. They are kept
//       to eight decimals, rounded down, and never to nothing; or the fraction of a unit is sold at the stated price.
// EDGE  READ AS: of par that is redeemed, `new` of `old` is left in every holding, half up, to the cent or the decimals
//       that it has. The rest is paid at a price per 100.
// CASE  101 units, 3 for 2: 151.5 units. With a fraction price of 20.00: 151 units, and 10.00 in cash.
// CASE  101 units are exchanged 1 for 2, and 3.00 a unit: 50.5 units of the other security, and 303.00 in cash.
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
  enum class Kind : std::uint8_t {  // stored: new ones at the end
    Split,
    ReturnOfCapital,
    Liquidation,
    Withdrawal,
    Exchange,
    SpinOff,
    Call,
    Put,
    SinkingFund,
    Paydown,
    TaxedExchange,
  };

  std::string id;
  Kind kind = Kind::Split;
  SecurityId security;
  Date ex_date;
  Date pay_date;                        ///< of all that is paid
  Fixed new_units, old_units;           ///< so many for so many; of an exchange and a spin-off, of the other security;
                                        ///< of par redeemed: what is left of so much
  std::optional<Fixed> fraction_price;  ///< of a new unit, in the security's currency; none: fractions are kept
  Fixed cash;                           ///< in that currency: for a unit held; of par redeemed: for 100 of it
  SecurityId received;                  ///< of an exchange and a spin-off: the other security, of the same currency
  std::optional<Fixed> worth;           ///< of a unit of that on the ex-date; known where an exchange pays cash
  Fixed cost_pct;                       ///< of a spin-off: percent of the cost that goes over to what is received
  std::uint8_t sequence = 1;            ///< among the actions of its day: what it counts and what it makes is of then
  std::uint32_t row = 0;
  SourceId source;  ///< of the batch that it was read from

  static constexpr int kMostSequence = 9;
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
  /// A liquidation may leave nothing to pay, an exchange nothing but units.
  static bool can_pay(Kind kind, Fixed cash) {
    const bool may_be_nothing = kind == Kind::Liquidation || kind == Kind::Exchange || kind == Kind::TaxedExchange;
    return can_pay(cash) || (may_be_nothing && cash.coefficient == 0 && cash.places <= 18);
  }
  static bool can_move(Fixed cost_pct) {
    return cost_pct.coefficient >= 0 && cost_pct.places <= kMostPlaces && cost_pct.decimal() <= Decimal(100);
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
  bool pays_cash() const { return kind == Kind::ReturnOfCapital || ends_holding(); }
  bool redeems() const { return kind >= Kind::Call && kind <= Kind::Paydown; }
  bool ends_holding() const {
    return kind == Kind::Liquidation || kind == Kind::Exchange || kind == Kind::TaxedExchange;
  }
  /// Units of another security come.
  bool brings_units() const { return kind == Kind::Exchange || kind == Kind::SpinOff || kind == Kind::TaxedExchange; }
  /// Takes back the action of its id, ex-date and security, and does nothing else.
  bool withdraws() const { return kind == Kind::Withdrawal; }
};
/// The word of a kind in files, such as "return_of_capital".
std::string_view word_of(CorporateAction::Kind kind);
std::optional<CorporateAction::Kind> parse_action_kind(std::string_view word);

/// Decimals that a split leaves at most, where the holding had no more before.
inline constexpr int kSplitPlaces = 8;
/// Decimals of the par that a redemption leaves, where the holding had no more before.
inline constexpr int kParPlaces = 2;

/// What so many units become, or bring of the other security: exactly, rounded down at kSplitPlaces or the places that
/// they have, and at least the last decimal's one. Nothing where 64 bits can not count them.
std::optional<Fixed> units_after(Fixed units, const CorporateAction& action);
/// The whole units of a number of them.
inline Fixed whole_units(Fixed units) {
  return {units.coefficient - units.coefficient % kPowersOfTen[units.places], units.places};
}

/// What a holding of so many units is after an action, where that can be counted: units_after() of a split, the whole
/// ones where fractions are paid; the par that is left; none where the holding ends; else the same.
std::optional<Fixed> left_after(Fixed units, const CorporateAction& action);
/// Of the other security, what so many units bring that stays; likewise.
std::optional<Fixed> received_for(Fixed units, const CorporateAction& action);
/// The cash of so many units, for what is redeemed of them without interest, rounded half up to minor units; nothing
/// where 64 bits can not count it.
std::optional<std::int64_t> cash_of(Fixed units, const CorporateAction& action, int minor_places);

/// By ex-date, sequence, id: the order in which they are processed, in whatever order they became known. What was
/// withdrawn is taken out; the withdrawals stay.
void put_in_order(std::vector<CorporateAction>& actions);

Bytes encode(const std::vector<CorporateAction>& actions);
/// Adds the actions of a batch. False on damaged bytes.
bool decode(ByteView bytes, Date ex_date, SourceId source, std::vector<CorporateAction>& actions);

}  // namespace openend::event
