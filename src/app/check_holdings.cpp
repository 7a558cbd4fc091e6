#include "app/check_holdings.h"

#include <algorithm>
#include <limits>
#include <set>

#include "app/check_elections.h"
#include "app/day_groups.h"
#include "app/held.h"
#include "instrument/list.h"

namespace openend::app {

namespace {

using store::Batch;
using store::feeds::FileDelivery;

constexpr auto kBook = static_cast<std::uint16_t>(event::BatchKind::Book);
constexpr auto kActions = static_cast<std::uint16_t>(event::BatchKind::CorporateActions);
constexpr auto kOffers = static_cast<std::uint16_t>(event::BatchKind::Offers);

class Holdings {
 public:
  /// `actions` in the order in which they are processed; those delivered have the place of their delivery as source.
  Holdings(const std::vector<FileDelivery>& deliveries, const entity::Registry& registry,
           const std::vector<event::CorporateAction>& actions, const std::vector<event::Offer>& offers)
      : deliveries_(deliveries),
        registry_(registry),
        actions_(actions),
        elections_(offers),
        met_(actions.size()),
        held_(registry.securities().size()) {}

  void walk(PortfolioId portfolio, const DayGroups& days) {
    for (const std::uint32_t security : used_) held_[security] = {};
    used_.clear();
    portfolio_ = portfolio;
    next_action_ = 0;
    elections_.begin();
    days.each([&](const event::EventList& list) { note_withdrawn(list); },
              [&](const event::EventList& list) {
                for (const event::Event& event : list.events) {
                  split_until(event.date);
                  take(event);
                }
              });
    if (!actions_.empty()) split_until(actions_.back().ex_date);
    if (elections_.last_pay_date()) split_until(*elections_.last_pay_date());
  }

  /// LAW   Issue 4: an action on a security that nobody held is refused.
  /// EDGE  READ AS: where the books of its ex-date are struck everywhere. Before that, it may still be bought in time.
  void report_idle_actions(Date struck) {
    for (std::size_t i = 0; i < actions_.size(); ++i) {
      const event::CorporateAction& action = actions_[i];
      if (met_[i] || action.withdraws() || !action.source.exists() || action.ex_date > struck) continue;
      report(Cause(action), "E-ACT-015", "a corporate action is of a security that nobody held",
             registry_.security(action.security).key + " on " + action.ex_date.text(),
             "a security that a portfolio holds",
             "correct the security or the date, or leave the row out; a purchase that is missing is sent before it");
    }
  }

  Refusals faults;

 private:
  Held& held_of(SecurityId security, Date date) {
    Held& held = held_[security.value];
    if (held.places < 0) {
      used_.push_back(security.value);
      held.places = 0;
      held.through = date;
    }
    return held;
  }

  void note_withdrawn(const event::EventList& list) {
    for (const event::Event& event : list.events) {
      const auto* cancel = std::get_if<event::Cancellation>(&event.body);
      if (cancel == nullptr || !event.source.exists()) continue;
      for (const event::Event& other : list.events) {
        if (other.body.index() != cancel->target) continue;
        const auto* dealt = std::get_if<event::ContractTrade>(&other.body);
        if (dealt != nullptr && other.reference == cancel->reference)
          held_of(dealt->security, event.date).touched = Cause(event);
        const auto* used = std::get_if<event::OptionExercise>(&other.body);
        if (used != nullptr && other.reference == cancel->reference) {
          const SecurityId under = registry_.find_security(registry_.security(used->security).contract->underlying);
          if (under.exists()) held_of(under, event.date).touched = Cause(event);
        }
        const auto* trade = std::get_if<event::Trade>(&other.body);
        if (trade == nullptr || trade->sell || !(other.reference == cancel->reference)) continue;
        held_of(trade->security, event.date).touched = Cause(event);
      }
    }
  }

  void take(const event::Event& event) {
    if (const auto* lot = std::get_if<event::OpeningLot>(&event.body)) {
      add(held_of(lot->security, event.date), lot->quantity, event);
    } else if (const auto* trade = std::get_if<event::Trade>(&event.body)) {
      Held& held = held_of(trade->security, event.date);
      end_at_maturity(held, registry_.security(trade->security), event.date);
      if (trade->sell) {
        sell(held, *trade, event);
      } else {
        add(held, trade->quantity, event);
      }
    } else if (const auto* dealt = std::get_if<event::ContractTrade>(&event.body)) {
      deal(dealt->security, dealt->sell ? -dealt->contracts : dealt->contracts, dealt->close, event);
    } else if (const auto* used = std::get_if<event::OptionExercise>(&event.body)) {
      exercise(*used, event);
    } else if (const auto* election = std::get_if<event::Election>(&event.body)) {
      elect(*election, event);
    }
  }

  /// EDGE  What was recorded in time stays an election, whatever became of the offer since.
  void elect(const event::Election& election, const event::Event& event) {
    const SecurityId security = elections_.security_of(election.offer);
    Decimal held;
    if (security.exists()) {
      Held& of = held_of(security, event.date);
      held = Decimal::of(of.quantity, kPlaces).trimmed();
      if (event.source.exists()) of.touched = Cause(event);
    }
    if (event.source.exists()) {
      if (auto wrong = elections_.wrong(election, event.date, held)) {
        report(Cause(event), wrong->code, registry_.portfolio_key(portfolio_) + ": " + wrong->message,
               std::move(wrong->found), std::move(wrong->expected), std::move(wrong->remedy));
        return;
      }
    }
    elections_.take(election);
  }

  /// As the books do it: what was elected leaves, and brings what the option says.
  void pay(const std::vector<const event::Offer*>& options) {
    const event::Offer& first = *options.front();
    Held& held = held_[first.security.value];
    const bool known = held.places >= 0;
    if (known) end_at_maturity(held, registry_.security(first.security), first.pay_date);
    const auto now = known && held.quantity > 0
                         ? to_fixed(Decimal::of(held.quantity / kPowersOfTen[kPlaces - held.places], held.places))
                         : Fixed{};
    const auto units = now ? elections_.units(options, *now) : std::nullopt;
    if (!units) {
      const Cause& cause = first.source.exists() ? Cause(first) : held.touched;
      if (cause.exists())
        report(cause, "E-ELE-017",
               registry_.portfolio_key(portfolio_) + " elected more of " + registry_.security(first.security).key +
                   " in the offer " + first.id + " than it would hold",
               elections_.said(first.id).trimmed().text() + " elected",
               "at most " + text_of_units(held.quantity) + " held on " + first.pay_date.text(),
               "withdraw the election first, or correct this row");
    }
    for (std::size_t i = 0; units && i < options.size(); ++i) {
      if ((*units)[i].coefficient == 0) continue;
      const auto action = event::action_of(*options[i]);
      if (options[i]->brings_units()) {
        const auto received = event::received_for((*units)[i], action);
        if (received) receive(*received, action);
        if (!received && action.source.exists()) too_large(Cause(*options[i]), held.quantity, event::kSplitPlaces);
      }
      check_cash((*units)[i], action);
      if (options[i]->gives_up()) held_[first.security.value].quantity -= units_of((*units)[i]);
    }
    if (first.source.exists() && known) held_[first.security.value].touched = Cause(first);
    elections_.pay();
  }

  /// Contracts opened or closed, sold ones below zero: no more is closed than is open, and one side is open at a time.
  void deal(SecurityId security, std::int64_t contracts, bool close, const event::Event& event) {
    Held& held = held_of(security, event.date);
    const entity::Security& terms = registry_.security(security);
    if (terms.contract && *terms.maturity < event.date) held.open = 0;
    if (event.source.exists()) held.touched = Cause(event);
    const std::int64_t other_side = contracts < 0 ? held.open : -held.open;
    const std::int64_t wanted = contracts < 0 ? -contracts : contracts;
    if (close ? wanted <= other_side : other_side <= 0) {
      held.open += contracts;
      return;
    }
    if (!held.touched.exists()) return;  // the strike refuses it
    const std::string portfolio = registry_.portfolio_key(portfolio_);
    report(held.touched, close ? "E-CON-005" : "E-CON-007",
           close ? portfolio + " would close more of " + terms.key + " than is open on " + event.date.text()
                 : portfolio + " would open " + terms.key + " while it is open the other way round on " +
                       event.date.text(),
           std::to_string(wanted) + " asked",
           close ? "at most " + std::to_string(std::max<std::int64_t>(other_side, 0)) + " open" : "a row that closes",
           close ? "correct the contracts, or send the trade that opened them with an earlier date"
                 : "close what is open first, or write close in the column effect");
  }

  /// The option that was held leaves; what it is on comes or goes.
  void exercise(const event::OptionExercise& used, const event::Event& event) {
    const entity::ContractTerms& terms = *registry_.security(used.security).contract;
    event::Trade moved;
    moved.security = used.security;
    moved.quantity = to_fixed((terms.multiplier * Decimal(used.contracts)).trimmed()).value_or(Fixed{});
    if (used.assigned) {
      deal(used.security, used.contracts, true, event);
    } else {
      sell(held_of(used.security, event.date), moved, event);
    }
    moved.security = registry_.find_security(terms.underlying);
    const bool buys = terms.put == used.assigned;
    if (terms.kind == entity::ContractTerms::Underlying::Future && moved.security.exists() &&
        instrument::is_future(registry_.security(moved.security)))
      deal(moved.security, buys ? used.contracts : -used.contracts, false, event);
    if (terms.kind != entity::ContractTerms::Underlying::Security || !moved.security.exists()) return;
    Held& held = held_of(moved.security, event.date);
    if (buys) {
      add(held, moved.quantity, event);
    } else {
      sell(held, moved, event);
    }
  }

  /// As the books do it: before the trades of its day.
  void split_until(Date date) {
    for (;;) {
      const bool acts = next_action_ < actions_.size() && actions_[next_action_].ex_date <= date;
      const auto* offer = elections_.due(acts ? actions_[next_action_].ex_date - 1 : date);
      if (offer != nullptr) {
        pay(*offer);
        continue;
      }
      if (!acts) return;
      const std::size_t at = next_action_++;
      const event::CorporateAction& action = actions_[at];
      Held& held = held_[action.security.value];
      if (held.places < 0) continue;
      end_at_maturity(held, registry_.security(action.security), action.ex_date);
      if (held.quantity > 0 || held.open < 0) met_[at] = true;
      if (held.open < 0) act_on_short(action);
      if (held_[action.security.value].quantity > 0) act(held_[action.security.value], action);
    }
  }
  void act_on_short(const event::CorporateAction& action) {
    const SecurityId security = action.security;
    const std::int64_t come = units_owed_after(-held_[security.value].open, action);
    if (action.is_split() || action.ends_holding()) held_[security.value].open = 0;
    if (come != 0) held_of(action.is_split() ? security : action.received, action.ex_date).open -= come;
    if (action.source.exists()) held_[security.value].touched = Cause(action);
  }
  void act(Held& held, const event::CorporateAction& action) {
    if (action.withdraws()) {
      if (action.source.exists()) held.touched = Cause(action);
      return;
    }
    const auto now = to_fixed(Decimal::of(held.quantity / kPowersOfTen[kPlaces - held.places], held.places));
    const auto received = now && action.brings_units() ? event::received_for(*now, action) : Fixed{};
    if (received && received->coefficient != 0) receive(*received, action);
    const auto after = now && received ? event::left_after(*now, action) : std::nullopt;
    if (!after) {
      const int places = action.redeems() ? event::kParPlaces : event::kSplitPlaces;
      if (action.source.exists()) too_large(Cause(action), held.quantity, std::max(held.places, places));
      return;
    }
    if (!action.is_split()) check_cash(*now, action);
    held.quantity = units_of(*after);
    held.places = after->places;
    if (action.source.exists()) held.touched = Cause(action);
  }

  void receive(Fixed units, const event::CorporateAction& action) {
    Held& other = held_of(action.received, action.ex_date);
    end_at_maturity(other, registry_.security(action.received), action.ex_date);
    other.quantity += units_of(units);
    other.places = std::max<int>(other.places, units.places);
    if (!action.source.exists()) return;
    other.touched = Cause(action);
    const Int128 most =
        static_cast<Int128>(std::numeric_limits<std::int64_t>::max()) * kPowersOfTen[kPlaces - other.places];
    if (other.quantity > most) too_large(Cause(action), other.quantity, other.places);
  }

  void check_cash(Fixed held, const event::CorporateAction& action) {
    constexpr int kMostMinor = 4;
    if (!action.source.exists() || event::cash_of(held, action, kMostMinor)) return;
    report(Cause(action), "E-ACT-009", "the action pays more than a book can count",
           held.decimal().text() + " held, " + action.cash.decimal().text() +
               (action.redeems() ? " for 100" : " for each"),
           "money of at most 14 digits", "correct the cash of a unit");
  }

  /// EDGE  A position is counted in 64 bits at the most decimals that any of its lots has.
  void add(Held& held, Fixed quantity, const event::Event& event) {
    held.quantity += units_of(quantity);
    held.places = std::max<int>(held.places, quantity.places);
    const Int128 most =
        static_cast<Int128>(std::numeric_limits<std::int64_t>::max()) * kPowersOfTen[kPlaces - held.places];
    if (held.quantity <= most || !event.source.exists()) return;
    too_large(Cause(event), held.quantity, held.places);
    held.quantity -= units_of(quantity);
  }
  void too_large(const Cause& cause, Int128 units, int places) {
    report(cause, "E-LOT-018", "the position would be larger than a book can count", text_of_units(units) + " held",
           "at most " + Decimal::of(std::numeric_limits<std::int64_t>::max(), places).text(), "correct the quantity");
  }

  /// LAW   Issue 3: a sale of more than is held is refused at the door, not at the strike.
  void sell(Held& held, const event::Trade& trade, const event::Event& event) {
    const Int128 asked = units_of(trade.quantity);
    held.places = std::max<int>(held.places, trade.quantity.places);
    const bool ours = event.source.exists();
    if (ours) held.touched = Cause(event);
    if (asked <= held.quantity) {
      if (is_free(held, trade, event)) held.quantity -= asked;
      return;
    }
    if (!held.touched.exists()) return;  // taken by an earlier version: the strike refuses it, no row of ours caused it
    const std::string& security = registry_.security(trade.security).key;
    const std::string& portfolio = registry_.portfolio_key(portfolio_);
    const bool none = held.quantity == 0;
    report(held.touched, none && ours ? "E-LOT-013" : "E-LOT-014",
           !ours ? "the recorded sale of " + security + " by " + portfolio + " of " + event.date.text() +
                       " would be of more than is held"
           : none ? portfolio + " sells " + security + ", which it does not hold"
                  : portfolio + " sells more " + security + " than it holds",
           text_of_units(asked) + " asked", "at most " + text_of_units(held.quantity) + " held",
           ours ? "correct the quantity, or send the missing purchase with an earlier date"
                : "withdraw that sale first, or correct this row");
  }

  /// LAW   Spec L-7: what was elected can not be sold any more.
  bool is_free(const Held& held, const event::Trade& trade, const event::Event& event) {
    const Decimal bound = elections_.bound(trade.security, event.date);
    const Decimal free = Decimal::of(held.quantity, kPlaces) - bound;
    if (bound.is_zero() || !held.touched.exists() || trade.quantity.decimal() <= free) return true;
    const bool ours = event.source.exists();
    report(
        held.touched, "E-ELE-016",
        registry_.portfolio_key(portfolio_) + (ours ? " sells" : "'s recorded sale would be of") + " units of " +
            registry_.security(trade.security).key + " that it has elected in an offer",
        trade.quantity.decimal().text() + " asked",
        "at most " + std::max(free, Decimal{}).trimmed().text() + " free of " + text_of_units(held.quantity) + " held",
        "correct the quantity, or take back the election before its deadline");
    return false;
  }

  void report(const Cause& cause, const char* code, std::string message, std::string found, std::string expected,
              std::string remedy) {
    if (faults.size() >= store::feeds::kMostFaults) return;
    Refusal& told = faults.emplace_back(cause.refusal(deliveries_, code, std::move(message), std::move(remedy)));
    told.found = std::move(found);
    told.expected = std::move(expected);
  }

  const std::vector<FileDelivery>& deliveries_;
  const entity::Registry& registry_;
  const std::vector<event::CorporateAction>& actions_;
  ElectionBook elections_;
  std::size_t next_action_ = 0;  ///< of the portfolio being walked
  std::vector<bool> met_;        ///< by action: whether some portfolio held, or owed, its security
  PortfolioId portfolio_;
  std::vector<Held> held_;  ///< by security, of the portfolio being walked
  std::vector<std::uint32_t> used_;
};

/// Whether a batch can leave a sale without its securities, or make a position too large.
bool moves_holdings(const Batch& batch) {
  event::EventList list;
  decode_or_fault(batch, {}, list);
  return std::any_of(list.events.begin(), list.events.end(), [](const event::Event& event) {
    const auto* cancel = std::get_if<event::Cancellation>(&event.body);
    return std::holds_alternative<event::Trade>(event.body) || std::holds_alternative<event::OpeningLot>(event.body) ||
           std::holds_alternative<event::OptionExercise>(event.body) ||
           std::holds_alternative<event::ContractTrade>(event.body) ||
           std::holds_alternative<event::Election>(event.body) ||
           (cancel != nullptr && (cancel->target == event::kBodyIndex<event::Trade> ||
                                  cancel->target == event::kBodyIndex<event::ContractTrade> ||
                                  cancel->target == event::kBodyIndex<event::Election> ||
                                  cancel->target == event::kBodyIndex<event::OptionExercise>));
  });
}

}  // namespace

Refusals check_holdings(RecordedBooks& recorded, const std::vector<FileDelivery>& deliveries,
                        const entity::Registry& registry, const std::optional<Date>& struck) {
  std::map<PortfolioId, std::vector<BatchPart>> delivered;
  std::set<PortfolioId> moved;
  auto actions = recorded.actions();
  auto offers = recorded.offers();
  const std::size_t known = actions.size() + offers.size();
  for (std::size_t at = 0; at < deliveries.size(); ++at) {
    for (const Batch& batch : deliveries[at].batches) {
      if (batch.kind == kActions) decode_or_fault(batch, SourceId{static_cast<std::uint32_t>(at)}, actions);
      if (batch.kind == kOffers) decode_or_fault(batch, SourceId{static_cast<std::uint32_t>(at)}, offers);
      if (batch.kind != kBook) continue;
      delivered[batch.portfolio].push_back({&batch, SourceId{static_cast<std::uint32_t>(at)}});
      if (moved.count(batch.portfolio) == 0 && moves_holdings(batch)) moved.insert(batch.portfolio);
    }
  }
  if (actions.size() + offers.size() != known) {  // a split touches whoever holds the security
    for (const auto& portfolio : registry.trust().portfolios) moved.insert(portfolio.id);
  }
  event::put_in_order(actions);
  event::put_in_order(offers);
  Holdings holdings(deliveries, registry, actions, offers);
  for (const PortfolioId portfolio : moved) {
    DayGroups days;
    for (const Batch& batch : recorded.of(portfolio)) days.add({&batch, {}});
    for (const BatchPart& part : delivered[portfolio]) days.add(part);
    holdings.walk(portfolio, days);
  }
  if (struck) holdings.report_idle_actions(*struck);
  return std::move(holdings.faults);
}

}  // namespace openend::app
