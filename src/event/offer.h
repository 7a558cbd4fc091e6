// event/offer.h - floor 2
//
// What an issuer or a bidder offers to the holders of a security, who may choose: one row for each option of an offer,
// which waits for elections until its deadline and is paid on its pay date. A result announces what part of the units
// elected is taken. A withdrawal takes back an offer, or a result, that was told wrongly.
//
// LAW   Spec L-7: elective corporate actions wait for an instruction; fractions in cash.
// EDGE  READ AS: all of an offer happens on its pay date: units leave, money and units come. Until then they are held.
// EDGE  READ AS: whoever says nothing gets the option marked as the standard one, for all that is held on the pay date
//       and not elected otherwise; without such an option nothing happens to it. What a result leaves over is as if
//       nothing had been said of it.
// CASE  80 units are tendered, and 37.5 percent of them are taken: 30 units; 50 go back.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "event/corporate_action.h"
#include "event/event.h"

namespace openend::event {

struct Offer {
  enum class Kind : std::uint8_t {  // stored: new ones at the end
    Tender,                         ///< units for cash
    Exchange,                       ///< units for units of another security, with cash or without
    Conversion,                     ///< units or par for units, and the interest accrued as the row says
    Exercise,                       ///< rights and money for units
    Put,                            ///< par for cash
    StockDividend,                  ///< a dividend of dividends.csv taken in units, which are paid for with its cash
    Result,
    Withdrawal,
  };

  std::string id, option;  ///< of a result the option may be empty: it is of all
  Kind kind = Kind::Tender;
  SecurityId security;
  Date date;      ///< it opens; or the result is announced; of a withdrawal, of what it takes back
  Date deadline;  ///< the last day for elections
  Date pay_date;
  bool standard = false;       ///< the option of whoever says nothing
  bool pays_interest = false;  ///< of a conversion: else the interest accrued is forfeited
  Fixed new_units, old_units;  ///< so many units come for so many
  std::optional<Fixed> fraction_price;
  Fixed cash;                  ///< of a unit, in its currency: paid to the holder, or by the holder; of par, for 100
  SecurityId received;         ///< of the same currency
  std::optional<Fixed> worth;  ///< of a unit of that on the pay date
  Fixed accepted_pct;          ///< of a result
  std::uint32_t row = 0;
  SourceId source;

  static bool can_accept(Fixed pct) { return CorporateAction::can_move(pct); }
  bool is_option() const { return kind < Kind::Result; }
  /// The units or par elected leave the book.
  bool gives_up() const { return kind != Kind::StockDividend; }
  bool of_par() const { return kind == Kind::Put; }
  bool brings_units() const { return kind >= Kind::Exchange && kind <= Kind::StockDividend && !of_par(); }
  /// The holder pays for the units.
  bool is_paid_for() const { return kind == Kind::Exercise || kind == Kind::StockDividend; }
};
std::string_view word_of(Offer::Kind kind);
std::optional<Offer::Kind> parse_offer_kind(std::string_view word);

/// The option that an election may name in any offer: nothing is done, and we have said so.
inline constexpr std::string_view kDecline = "decline";

/// The option as the corporate action that it is for what was elected: how many units come, and what is paid.
CorporateAction action_of(const Offer& option);

/// Takes out what was withdrawn, and the withdrawals; the rest is put in order of pay date, offer and option. Rows come
/// in the order in which they became known.
void put_in_order(std::vector<Offer>& offers);

/// The options of the offer that stands, in their order; none where it does not stand.
std::vector<const Offer*> options_of(std::span<const Offer> offers, std::string_view id);
/// Calls `each` with the options of every offer.
template <class Each>
void each_offer(std::span<const Offer> offers, Each&& each) {
  for (std::size_t i = 0; i < offers.size(); ++i) {
    const bool first = i == 0 || offers[i - 1].id != offers[i].id;
    if (first && offers[i].is_option()) each(options_of(offers, offers[i].id));
  }
}

/// What was said of an offer: units by option.
using Answers = std::map<std::string, Fixed, std::less<>>;
using AnswersByOffer = std::map<std::string, Answers, std::less<>>;
/// Adds an election, or takes it back as far as there is one.
void answer(AnswersByOffer& answers, const Election& election);

/// The last result announced until a day of an option; none: all of what is elected is taken.
const Offer* result_of(std::span<const Offer> offers, const Offer& option, Date until);
/// What it takes of so many units elected for an option: rounded down to their places.
Fixed accepted(std::span<const Offer> offers, const Offer& option, Fixed elected, Date until);

/// Units for each option of an offer on its pay date, none left out; nothing where more was elected than is held.
std::optional<std::vector<Fixed>> units_by_option(std::span<const Offer> offers,
                                                  const std::vector<const Offer*>& options, const Answers& answers,
                                                  Fixed held);

Bytes encode(const std::vector<Offer>& offers);
/// Adds the rows of a batch. False on damaged bytes.
bool decode(ByteView bytes, Date date, SourceId source, std::vector<Offer>& offers);

}  // namespace openend::event
