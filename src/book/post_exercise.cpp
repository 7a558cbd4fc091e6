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
    if (at == securities_.end() || at->currency != option_.currency || option_.currency != rules_.base) {
      return located(event_, "E-OPT-002",
                     "the strike of " + option_.key + " is in another currency than its underlying",
                     at == securities_.end() ? terms_.underlying + " is not known" : std::string(at->currency.code()),
                     std::string(rules_.base.code()), "correct underlying or currency in securities.csv");
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
      TRY(const std::int64_t premium,
          relieve(book_, event_, exercise_.security, true, exercise_.contracts, {}, option_, rules_));
      carried_ = -premium;
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
    return Done{};
  }

  Result<Done> settle_difference() {
    const Decimal above = exercise_.settlement.decimal() - terms_.strike;
    const Decimal worth = terms_.put ? -above : above;
    std::int64_t paid = 0;
    if (!worth.is_negative()) {
      TRY(paid, traded_money(book_, event_, option_, worth, exercise_.contracts, rules_));
    }
    const Origin origin = origin_of(event_);
    if (exercise_.assigned) {
      end_owed(book_, journal_, origin, exercise_.security, ContractSort::WrittenOption, -carried_, paid);
    } else {
      book_.positions.realised[book_.find(exercise_.security)] += paid - carried_;
      journal_.begin(RuleId::OptionExercise, origin);
      journal_.post(Account::ReceivableInvestmentsSold, paid, exercise_.security.value);
      journal_.post(Account::InvestmentsAtCost, -carried_, exercise_.security.value);
      journal_.post(Account::RealisedOnInvestments, carried_ - paid, exercise_.security.value);
      journal_.end();
    }
    await(book_, origin, !exercise_.assigned, exercise_.settles, paid);
    return Done{};
  }

  /// The option leaves what it stands at to the account that the underlying was entered against.
  void hand_over(Account to) {
    journal_.begin(RuleId::OptionExercise, origin_of(event_));
    journal_.post(to, carried_, exercise_.security.value);
    journal_.post(account(), -carried_, exercise_.security.value);
    journal_.end();
  }

  Result<Done> enter_future(const entity::Security& future) {
    TRY(const std::int64_t strike, traded_money(book_, event_, future, terms_.strike, exercise_.contracts, rules_));
    CHECK(open_contract(book_, event_, future.id, !buys(), exercise_.contracts,
                        buys() ? strike + carried_ : strike - carried_, securities_));
    hand_over(Account::VariationMargin);
    return Done{};
  }

  /// A purchase or a sale at the strike with the premium in it; the premium was paid before, so only the strike is due.
  Result<Done> deliver(const entity::Security& underlying) {
    const bool per_hundred = instrument::quotation(underlying) == instrument::Quotation::PerHundred;
    const Decimal price = per_hundred ? terms_.strike * Decimal::of(1, 2) : terms_.strike;
    TRY(const std::int64_t strike, traded_money(book_, event_, option_, price, exercise_.contracts, rules_));
    event::Trade trade;
    trade.security = underlying.id;
    trade.sell = !buys();
    trade.quantity = to_fixed((terms_.multiplier * Decimal(exercise_.contracts)).trimmed()).value_or(Fixed{});
    trade.price = to_fixed(terms_.strike.trimmed()).value_or(Fixed{});
    trade.interest = exercise_.interest;
    trade.net = (buys() ? strike + carried_ : strike - carried_) + exercise_.interest;
    trade.settles = exercise_.settles;
    if (trade.net <= 0) {
      return located(event_, "E-OPT-006", "the premium of " + option_.key + " is more than what the strike pays",
                     Decimal::of(carried_, rules_.minor_places).text(), "less than the strike x units",
                     "correct the strike, or the trade that bought or wrote the option");
    }
    CHECK(post_trade(book_, journal_, event_, trade, {}, columns_, rules_));
    book_.pending.back().amount -= buys() ? carried_ : -carried_;
    book_.pending.back().trade = 0;
    hand_over(buys() ? Account::PayableInvestmentsPurchased : Account::ReceivableInvestmentsSold);
    return Done{};
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
  std::int64_t carried_ = 0;
};

}  // namespace

Result<Done> post_exercise(Book& book, Journal& journal, const Event& event, const event::OptionExercise& exercise,
                           const Securities& securities, const instrument::SecurityColumns& columns,
                           const PostingRules& rules) {
  return Exercise(book, journal, event, exercise, securities, columns, rules).run();
}

}  // namespace openend::book
