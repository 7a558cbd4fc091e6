// book/post_contract.h - floor 3
//
// What futures, swaps, written options and short sales do to a book, and the exercise of options. A refusal leaves a
// book that is thrown away.
//
// LAW   Annual report 1996, note 1; spec L-6: the day's move of a future is due in cash and unrealised; when it is
//       closed, closing less opening value is realised. Written options: the premium is a liability marked daily.
// CASE  Vector FUT-1: ten contracts of 500 a point from 640.0: 642.5, 639.0, 645.0 move 12,500, -17,500 and 30,000;
//       closed at 645.0 they realise 25,000.
// EDGE  Commission counts in the opening and closing amounts, so it is realised with the contract, and paid with the
//       variation margin of its day.
#pragma once

#include <span>

#include "book/post.h"

namespace openend::book {

/// The securities, for their terms.
using Securities = std::vector<entity::Security>;

/// Money of an open contract at a price, to the minor unit of its currency; none where it is beyond what books count.
std::optional<std::int64_t> money_of(const entity::Security& security, const Decimal& price, std::int64_t contracts,
                                     RoundingTally& tally);

/// What a leg pays whoever bought so many contracts, to the minor unit of its currency; none beyond what books count.
std::optional<std::int64_t> money_of_leg(const entity::Security& security, const instrument::RatePayment& leg,
                                         std::int64_t contracts, RoundingTally& tally);

/// Opens or closes a future, a written option, a swap, a cap or a floor, or a short sale. Refuses to close more than is
/// open, and to open what is open the other way round.
Result<Done> post_contract_trade(Book& book, Journal& journal, const event::Event& event,
                                 const event::ContractTrade& trade, const event::EventList& list,
                                 const Securities& securities, const PostingRules& rules);

/// Ends an open contract that has expired: a future at its last settlement price, the others for nothing.
/// `place` is where it stands in the book.
Result<Done> end_contract(Book& book, Journal& journal, std::size_t place, std::int64_t closing, Date date,
                          const Securities& securities, const PostingRules& rules);

/// Brings the accounts of contracts to what their marks say, in base currency.
struct ContractMarks {
  std::int64_t futures_gain = 0, written_value = 0, swap_value = 0, short_value = 0;
};
void post_contract_marks(Book& book, Journal& journal, const ContractMarks& marks);
/// The day's margin of futures in other currencies, from the values of all open contracts in their own; true where
/// there are any. Goes before post_contract_marks().
Result<bool> post_margin_abroad(Book& book, Journal& journal, std::span<const std::int64_t> values, Date day,
                                const Securities& securities, const PostingRules& rules);
/// Lets the day's variation margin settle on `due`.
void await_margin(Book& book, Date due, const PostingRules& rules);

/// LAW   Spec S-5: a swap, a cap or a floor pays each period's interest on its notional; what is open when the day of
///       payment begins pays or receives it, in cash. Refuses a period without its fixing (E-SWAP-001).
/// EDGE  Each leg of each open lot is rounded by itself. At maturity nothing is left, and the contract ends.
Result<Done> pay_swaps(Book& book, Journal& journal, Date date, const Securities& securities,
                       const PostingRules& rules);

/// LAW   Rules 3.6: the premium enters what the underlying costs or brings; where the difference is paid in cash, that
///       less the premium is realised. Refuses more than is held or open, and an underlying of another currency.
/// EDGE  READ AS: where both are in another currency than the books', the premium enters at the rate of the day; what
/// the
///       rate made of it since is realised currency gain.
Result<Done> post_exercise(Book& book, Journal& journal, const event::Event& event,
                           const event::OptionExercise& exercise, const Securities& securities,
                           const instrument::SecurityColumns& columns, const PostingRules& rules);

}  // namespace openend::book
