#include <algorithm>

#include "book/contract_parts.h"

namespace openend::book {

using event::Event;
using policy::RuleId;

namespace {

/// An option being used: what it is on, and what it stands at in the books, debits positive: its cost or its premium.
class Exercise {
 public:
  Exercise(Book& book, Journal& journal, const Event& event, const event::OptionExercise& exercise,
           const Securities& securities, const instrument::SecurityColumns& columns, const PostingRules& rules)
      : book_(book),
        journal_(journal),
        event_(event),
        exercise_(exercise),
        securities_(securities),
        columns_(columns),
        rules_(rules),
        option_(securities[exercise.security.value]),
        terms_(*option_.contract) {}

  Result<Done> run() {
    CHECK(check_day());
    CHECK(take_option());
    if (instrument::settles_in_cash(terms_)) return settle_difference();
    const auto at = std::find_if(securities_.begin(), securities_.end(),
                                 [&](const entity::Security& s) { return s.key == terms_.underlying; });
    if (at == securities_.end() || at->currency != option_.currency) {
      return located(event_, "E-OPT-002",
                     "the strike of " + option_.key + " is in another currency than its underlying",
                     at == securities_.end() ? terms_.underlying + " is not known" : std::string(at->currency.code()),
                     std::string(option_.currency.code()), "correct underlying or currency in securities.csv");
    }
    return terms_.kind == entity::ContractTerms::Underlying::Future ? enter_future(*at) : deliver(*at);
  }

 private:
  /// A call that is held buys, and so does a put that was written.
  bool buys() const { return terms_.put == exercise_.assigned; }
  Account account() const { return exercise_.assigned ? Account::OptionsWritten : Account::InvestmentsAtCost; }

  Result<Done> check_day() const {
    const Date last = *option_.maturity;
    if (event_.date <= last && (!terms_.european || event_.date == last)) return Done{};
    return located(event_, "E-OPT-005", option_.key + " can not be used on that day", event_.date.text(),
                   (terms_.european ? "" : "at latest ") + last.text(), "correct the date");
  }

  Result<Done> take_option() {
    if (exercise_.assigned) {
      TRY(closed_, relieve(book_, event_, exercise_.security, true, exercise_.contracts, {}, option_, rules_));
      stood_ = -closed_.amount;
      carried_ = -closed_.carried;
      return Done{};
    }
    const auto units = to_fixed((terms_.multiplier * Decimal(exercise_.contracts)).trimmed());
    const std::uint32_t slot = book_.find(exercise_.security);
    if (!units || slot == kNone) {
      return located(event_, "E-LOT-013", option_.key + " is exercised and not held",
                     std::to_string(exercise_.contracts) + " contracts", "an option that is held",
                     "send the missing purchase with an earlier date");
    }
    const bool pooled = rules_.lot_method == policy::LotMethod::Average;
    auto taken = book_.relieve(slot, *units, pooled ? policy::LotMethod::Average : policy::LotMethod::Fifo);
    if (!taken) return located(std::move(taken).refusals(), event_);
    carried_ = taken.value().cost;
    stood_ = option_.currency == rules_.base ? carried_ : taken.value().local_cost;
    return Done{};
  }

  Result<Done> settle_difference() {
    const Decimal above = exercise_.settlement.decimal() - terms_.strike;
    const Decimal worth = terms_.put ? -above : above;
    std::int64_t paid = 0;
    if (!worth.is_negative()) {
      TRY(paid, traded_money(book_, event_, option_, worth, exercise_.contracts));
    }
    TRY(const std::int64_t in_base, worth_of(book_, rules_, option_.currency, paid, event_.date));
    if (exercise_.assigned) {
      CHECK(end_owed(book_, journal_, at_, ContractSort::WrittenOption, closed_, paid, rules_));
    } else {
      TRY(const std::int64_t by_security, worth_of(book_, rules_, option_.currency, paid - stood_, event_.date));
      const std::int64_t gain = in_base - carried_;
      note_realised(book_, option_, gain, by_security, rules_);
      LocalEntry entry = entry_of();
      entry.money(Account::ReceivableInvestmentsSold, paid, in_base);
      entry.other(Account::InvestmentsAtCost, -stood_, -carried_);
      entry.other(Account::RealisedOnInvestments, stood_ - paid, rules_.currency_part_apart ? -by_security : -gain);
    }
    await(book_, at_.origin, !exercise_.assigned, exercise_.settles, option_.currency, paid, in_base, rules_);
    return Done{};
  }

  LocalEntry entry_of() {
    return {book_, journal_, RuleId::OptionExercise, at_.origin, option_.currency, option_.id.value, rules_.base};
  }

  /// The option leaves what it stands at to the account that the underlying was entered against.
  Result<Done> hand_over(Account to) {
    TRY(const std::int64_t worth, worth_of(book_, rules_, option_.currency, stood_, event_.date));
    LocalEntry entry = entry_of();
    if (to == Account::VariationMargin)
      entry.money(to, stood_, worth);
    else
      entry.exactly(to, stood_, worth);  // as what waits for the strike leaves
    entry.other(account(), -stood_, -carried_);
    return Done{};
  }

  Result<Done> enter_future(const entity::Security& future) {
    TRY(const std::int64_t strike, traded_money(book_, event_, future, terms_.strike, exercise_.contracts));
    CHECK(open_contract(book_, event_, future.id, !buys(), exercise_.contracts,
                        buys() ? strike + stood_ : strike - stood_, 0, securities_, rules_));
    return hand_over(Account::VariationMargin);
  }

  /// A purchase or a sale at the strike with the premium in it; the premium was paid before, so only the strike is due.
  Result<Done> deliver(const entity::Security& underlying) {
    const bool per_hundred = instrument::quotation(underlying) == instrument::Quotation::PerHundred;
    const Decimal price = per_hundred ? terms_.strike * Decimal::of(1, 2) : terms_.strike;
    TRY(const std::int64_t strike, traded_money(book_, event_, option_, price, exercise_.contracts));
    event::Trade trade;
    trade.security = underlying.id;
    trade.sell = !buys();
    trade.quantity = to_fixed((terms_.multiplier * Decimal(exercise_.contracts)).trimmed()).value_or(Fixed{});
    trade.price = to_fixed(terms_.strike.trimmed()).value_or(Fixed{});
    trade.interest = exercise_.interest;
    trade.net = (buys() ? strike + stood_ : strike - stood_) + exercise_.interest;
    trade.settles = exercise_.settles;
    if (trade.net <= 0) {
      return located(event_, "E-OPT-006", "the premium of " + option_.key + " is more than what the strike pays",
                     Decimal::of(stood_, option_.currency.minor_places()).text(), "less than the strike x units",
                     "correct the strike, or the trade that bought or wrote the option");
    }
    CHECK(post_trade(book_, journal_, event_, trade, {}, columns_, rules_));
    TRY(const std::int64_t worth, worth_of(book_, rules_, option_.currency, stood_, event_.date));
    Pending& due = book_.pending.back();
    const std::int64_t sign = buys() ? 1 : -1;
    due.amount -= sign * worth;
    if (due.currency.exists()) due.local -= sign * stood_;
    due.trade = 0;
    return hand_over(buys() ? Account::PayableInvestmentsPurchased : Account::ReceivableInvestmentsSold);
  }

  Book& book_;
  Journal& journal_;
  const Event& event_;
  const event::OptionExercise& exercise_;
  const Securities& securities_;
  const instrument::SecurityColumns& columns_;
  const PostingRules& rules_;
  const entity::Security& option_;
  const entity::ContractTerms& terms_;
  ContractEvent at_{origin_of(event_), event_.date, option_};
  Closed closed_;  ///< where it is assigned
  // What the option stands at in its currency, and what the books carry that at.
  std::int64_t stood_ = 0, carried_ = 0;
};

}  // namespace

Result<Done> post_exercise(Book& book, Journal& journal, const Event& event, const event::OptionExercise& exercise,
                           const Securities& securities, const instrument::SecurityColumns& columns,
                           const PostingRules& rules) {
  return Exercise(book, journal, event, exercise, securities, columns, rules).run();
}

}  // namespace openend::book
