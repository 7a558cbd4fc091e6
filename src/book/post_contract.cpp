#include "book/post_contract.h"

#include <algorithm>

#include "book/located.h"
#include "book/proportion.h"

namespace openend::book {

using event::Event;
using policy::RuleId;

std::optional<std::int64_t> money_of(const entity::ContractTerms& terms, const Decimal& price, std::int64_t contracts,
                                     int minor_places, RoundingTally& tally) {
  const Decimal exact = instrument::contract_money(terms, price, contracts);
  const Decimal rounded = exact.rounded(minor_places, Rounding::HalfUp);
  const Int128 minor = rounded.scaled_to(minor_places);
  if (minor > INT64_MAX || minor < -INT64_MAX) return std::nullopt;
  ++tally.count;
  const Decimal off = rounded - exact;
  tally.changed += !off.is_zero();
  tally.effect += off.rounded(18, Rounding::HalfEven).scaled_to(18);
  return static_cast<std::int64_t>(minor);
}

namespace {

std::int64_t count_open(const Book& book, SecurityId security, bool sold) {
  std::int64_t count = 0;
  for (const OpenContract& open : book.contracts)
    count += open.security == security && open.sold == sold ? open.contracts : 0;
  return count;
}

/// Takes contracts out of one place; gives the part of the opening amount that goes with them.
std::int64_t take(Book& book, OpenContract& open, std::int64_t contracts, const PostingRules& rules) {
  std::int64_t part = open.amount;
  if (contracts != open.contracts) {
    part = proportion(open.amount, contracts, open.contracts);
    const auto money = [&](std::int64_t minor) { return Decimal::of(minor, rules.minor_places); };
    book.roundings.add_fraction(RoundingPlace::RelievedCost, money(open.amount) * Decimal(contracts), open.contracts,
                                money(part));
  }
  open.amount -= part;
  open.contracts -= contracts;
  return part;
}

void drop_closed(Book& book) {
  std::erase_if(book.contracts, [](const OpenContract& open) { return open.contracts == 0; });
}

/// By name where lots are named, otherwise first in, first out; gives the opening amount of what went.
Result<std::int64_t> relieve(Book& book, const Event& event, SecurityId security, bool sold, std::int64_t contracts,
                             std::span<const event::LotPick> picks, const entity::Security& terms,
                             const PostingRules& rules) {
  const std::int64_t held = count_open(book, security, sold);
  if (held < contracts) {
    return located(event, "E-CON-005", "more of " + terms.key + " is closed than is open",
                   std::to_string(contracts) + " asked", "at most " + std::to_string(held) + " open",
                   "correct the contracts, or send the trade that opened them with an earlier date");
  }
  std::int64_t amount = 0, left = contracts;
  for (const event::LotPick& pick : picks) {
    const std::uint64_t name = lot_name(pick.lot);
    const auto open = std::find_if(book.contracts.begin(), book.contracts.end(), [&](const OpenContract& c) {
      return c.security == security && c.sold == sold && c.name == name;
    });
    const std::int64_t wanted = pick.quantity.coefficient;  // whole: the file's reader sees to it
    if (open == book.contracts.end() || open->contracts < wanted) {
      return located(event, "E-CON-006", "the lot " + std::string(pick.lot) + " can not be closed so",
                     std::to_string(wanted) + " asked",
                     "at most " + std::to_string(open == book.contracts.end() ? 0 : open->contracts) + " in that lot",
                     "name lots that are open, with at most their contracts");
    }
    amount += take(book, *open, wanted, rules);
    left -= wanted;
  }
  for (OpenContract& open : book.contracts) {
    if (left == 0) break;
    if (open.security != security || open.sold != sold) continue;
    const std::int64_t taken = std::min(left, open.contracts);
    amount += take(book, open, taken, rules);
    left -= taken;
  }
  drop_closed(book);
  return amount;
}

/// A book that knows a security is told when its price changes: what is open has a place among the positions.
std::uint32_t place_of(Book& book, SecurityId security, const Securities& securities) {
  return book.find_or_add(security, instrument::has_terms(securities[security.value]));
}

Result<Done> open_contract(Book& book, const Event& event, SecurityId security, bool sold, std::int64_t contracts,
                           std::int64_t amount, const Securities& securities) {
  const entity::Security& terms = securities[security.value];
  if (count_open(book, security, !sold) != 0) {
    return located(event, "E-CON-007", terms.key + " is opened while it is open the other way round",
                   sold ? "a sale" : "a purchase", sold ? "a sale that closes" : "a purchase that closes",
                   "close what is open first, or write close in the column effect");
  }
  place_of(book, security, securities);
  book.contracts.push_back({security, terms.content_key, lot_name(event.reference), event.date,
                            instrument::is_option(terms), sold, contracts, amount});
  return Done{};
}

void realise_future(Book& book, Journal& journal, Origin origin, SecurityId security, std::int64_t gain) {
  book.positions.realised[book.find(security)] += gain;
  journal.move(RuleId::FuturesClosing, origin, Account::VariationMargin, Account::RealisedOnFutures, gain,
               security.value);
}

/// The premium leaves what is owed; what is paid for that is owed until it settles.
void end_written(Book& book, Journal& journal, Origin origin, SecurityId security, std::int64_t premium,
                 std::int64_t paid) {
  book.positions.realised[book.find(security)] += premium - paid;
  journal.begin(RuleId::WrittenOptionEnd, origin);
  journal.post(Account::OptionsWritten, premium, security.value);
  journal.post(Account::PayableInvestmentsPurchased, -paid, security.value);
  journal.post(Account::RealisedOnWrittenOptions, paid - premium, security.value);
  journal.end();
}

void await(Book& book, Origin origin, bool receivable, Date settles, std::int64_t amount) {
  if (amount == 0) return;
  const auto [debit, credit] = receivable ? std::pair{Account::Cash, Account::ReceivableInvestmentsSold}
                                          : std::pair{Account::PayableInvestmentsPurchased, Account::Cash};
  book.pending.push_back({settles, debit, credit, amount, RuleId::Settlement, origin, 0, false, {}, 0, 0});
}

Result<std::int64_t> traded_money(Book& book, const Event& event, const entity::Security& security,
                                  const Decimal& price, std::int64_t contracts, const PostingRules& rules) {
  const auto money = money_of(*security.contract, price, contracts, rules.minor_places,
                              book.roundings.at(RoundingPlace::ContractValue));
  if (money) return *money;
  return located(event, "E-CON-008", "the contracts of " + security.key + " are worth more than a book can count",
                 price.text() + " x " + std::to_string(contracts), "less than 92 quadrillion",
                 "correct the price or the contracts");
}

Result<Done> trade_future(Book& book, Journal& journal, const Event& event, const event::ContractTrade& trade,
                          const event::EventList& list, const Securities& securities, const PostingRules& rules) {
  const entity::Security& security = securities[trade.security.value];
  TRY(const std::int64_t money, traded_money(book, event, security, trade.price.decimal(), trade.contracts, rules));
  const std::int64_t amount = trade.sell ? money - trade.commission : money + trade.commission;
  if (!trade.close) return open_contract(book, event, trade.security, trade.sell, trade.contracts, amount, securities);
  const std::span picks(list.picks.data() + trade.first_pick, trade.picks);
  TRY(const std::int64_t opened,
      relieve(book, event, trade.security, !trade.sell, trade.contracts, picks, security, rules));
  const std::int64_t gain = trade.sell ? amount - opened : opened - amount;
  realise_future(book, journal, origin_of(event), trade.security, gain);
  return Done{};
}

Result<Done> trade_written(Book& book, Journal& journal, const Event& event, const event::ContractTrade& trade,
                           const event::EventList& list, const Securities& securities, const PostingRules& rules) {
  const Origin origin = origin_of(event);
  if (!trade.close) {
    CHECK(open_contract(book, event, trade.security, true, trade.contracts, trade.net, securities));
    journal.move(RuleId::OptionWritten, origin, Account::ReceivableInvestmentsSold, Account::OptionsWritten, trade.net,
                 trade.security.value);
  } else {
    const std::span picks(list.picks.data() + trade.first_pick, trade.picks);
    TRY(const std::int64_t premium,
        relieve(book, event, trade.security, true, trade.contracts, picks, securities[trade.security.value], rules));
    end_written(book, journal, origin, trade.security, premium, trade.net);
  }
  await(book, origin, !trade.close, trade.settles, trade.net);
  return Done{};
}

}  // namespace

Result<Done> post_contract_trade(Book& book, Journal& journal, const Event& event, const event::ContractTrade& trade,
                                 const event::EventList& list, const Securities& securities,
                                 const PostingRules& rules) {
  const bool option = instrument::is_option(securities[trade.security.value]);
  return option ? trade_written(book, journal, event, trade, list, securities, rules)
                : trade_future(book, journal, event, trade, list, securities, rules);
}

void end_contract(Book& book, Journal& journal, std::size_t place, std::int64_t closing) {
  const OpenContract open = book.contracts[place];
  book.contracts.erase(book.contracts.begin() + static_cast<std::ptrdiff_t>(place));
  if (open.option) {
    end_written(book, journal, {}, open.security, open.amount, 0);
  } else {
    realise_future(book, journal, {}, open.security, open.gain(closing));
  }
}

void post_contract_marks(Book& book, Journal& journal, std::int64_t futures_gain, std::int64_t written_value,
                         Date due) {
  const auto balance = [&](Account account) { return book.balances[static_cast<std::size_t>(account)]; };
  journal.move(RuleId::VariationMargin, {}, Account::VariationMargin, Account::AppreciationOfFutures,
               futures_gain + balance(Account::AppreciationOfFutures));
  journal.move(RuleId::WrittenOptionValuation, {}, Account::OptionsWritten, Account::AppreciationOfWrittenOptions,
               -written_value - balance(Account::OptionsWritten));
  std::int64_t margin = balance(Account::VariationMargin);
  for (const Pending& waiting : book.pending) {
    if (waiting.rule == RuleId::VariationSettlement)
      margin -= waiting.debit == Account::Cash ? waiting.amount : -waiting.amount;
  }
  if (margin == 0) return;
  const bool ours = margin > 0;
  book.pending.push_back({due,
                          ours ? Account::Cash : Account::VariationMargin,
                          ours ? Account::VariationMargin : Account::Cash,
                          ours ? margin : -margin,
                          RuleId::VariationSettlement,
                          {},
                          0,
                          false,
                          {},
                          0,
                          0});
}

// -- exercise ---------------------------------------------------------------------------------------------------------

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
      end_written(book_, journal_, origin, exercise_.security, -carried_, paid);
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
