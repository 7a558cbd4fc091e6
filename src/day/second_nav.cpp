#include "day/second_nav.h"

#include <algorithm>
#include <map>

#include "day/second_action.h"
#include "day/second_contracts.h"
#include "day/second_holdings.h"
#include "day/second_loans.h"
#include "day/second_offers.h"

namespace openend::day {

using instrument::Quotation;

namespace {

/// Amounts of one currency that came in and went out.
using Flows = std::map<Currency, std::int64_t>;

class Roll {
 public:
  Roll(Yesterday& yesterday, const DayInputs& in, const book::Book& book, const value::Marks& marks)
      : y_(yesterday),
        in_(in),
        book_(book),
        marks_(marks),
        base_(in.portfolio->base),
        minor_(base_.minor_places()),
        security_(book.positions.security),
        held_before_(yesterday.quantity.size()),
        quantity_(yesterday.quantity),
        places_(yesterday.places),
        forwards_(yesterday.contracts),
        waits_(yesterday.unsettled),
        contracts_(yesterday, in),
        offers_(yesterday, in),
        loans_(yesterday) {
    quantity_.resize(security_.size());
    places_.resize(security_.size());
  }

  nav::SecondNav run() {
    deal();
    live();
    const std::int64_t accrued = interest();
    const std::int64_t held = second_holdings({in_, marks_, security_, quantity_, places_}), contracts = forwards();
    const std::int64_t gained = contracts_.gained(), abroad = money_abroad();
    nav::SecondNav second;
    second.rolled = true;
    second.steps = {{"net assets at the strike before", y_.prior.net_assets},
                    {"holdings: value less the value before", held - y_.holdings},
                    {"forward contracts: value less the value before", contracts - y_.forwards},
                    {"futures and written options: what they gained", gained},
                    {"trades: money received less paid", trades_},
                    {"coupons and redemptions", redeemed_},
                    {"interest accrued less accrued before", accrued},
                    {"dividends", dividends_},
                    {"entries of income and expense", entries_},
                    {"money in other currencies: worth less its worth before", abroad},
                    {"currency bought and sold", exchanged_},
                    {"advisory fee", -fee()},
                    {"shares sold less repurchased", dealt_}};
    if (loans_.any()) second.steps.push_back({"loans: interest earned less owed", loans_.earned(in_.value_through)});
    for (const auto& step : second.steps) second.net_assets += step.amount;
    second.shares = shares_;
    if (!shares_.is_zero()) second.nav = divide(Decimal::of(second.net_assets, minor_), shares_, 10, Rounding::HalfUp);
    second.bound = bound_ + contracts_.bound();
    return second;
  }

 private:
  Currency currency_of(std::uint32_t security) const { return in_.columns->currency[security]; }
  bool is_foreign(std::uint32_t security) const { return currency_of(security) != base_; }

  /// Money in or out: base money goes to its step, other money to the flows of its currency.
  void take(Currency currency, std::int64_t amount, std::int64_t& step) {
    if (!currency.exists() || currency == base_) {
      step += amount;
    } else {
      flows_[currency] += amount;
      ++bound_;
    }
  }

  std::int64_t minor(const Decimal& amount) const { return static_cast<std::int64_t>(amount.scaled_to(minor_)); }

  /// What was dealt at the strike before, at its value.
  void deal() {
    for (const auto& entry : y_.classes) shares_ = shares_ + entry.shares.decimal();
    std::vector<std::string_view> seeds;
    const Decimal price = y_.prior.nav.decimal();
    for (const event::Event& event : in_.events->events) {
      const auto* activity = std::get_if<event::ShareActivity>(&event.body);
      if (activity == nullptr || event.date != y_.prior.date) continue;
      const bool seeded = std::any_of(y_.classes.begin(), y_.classes.end(), [&](const auto& entry) {
        return entry.share_class == activity->share_class && entry.has_seed && entry.seeded == event.date;
      });
      if (seeded && std::find(seeds.begin(), seeds.end(), activity->share_class) == seeds.end()) {
        seeds.push_back(activity->share_class);
        continue;
      }
      const Decimal redeemed = activity->redemptions.decimal();
      Decimal paid = redeemed * price;
      if (in_.settings.redemption_two_steps) paid = paid.rounded(in_.settings.nav_places, Rounding::HalfUp);
      dealt_ += activity->subscriptions - minor(paid.rounded(minor_, Rounding::HalfUp));
      shares_ =
          shares_ +
          divide(Decimal::of(activity->subscriptions, minor_), price, in_.settings.share_places, Rounding::HalfUp) -
          redeemed;
    }
  }

  void add_quantity(std::uint32_t security, Fixed quantity, bool out) {
    const std::size_t at = book_.find(SecurityId{security});
    if (at == book::kNone) return;  // the books never heard of it: its money alone makes the two values differ
    for (; places_[at] < quantity.places; ++places_[at]) quantity_[at] *= 10;
    const std::int64_t amount = quantity.coefficient * kPowersOfTen[places_[at] - quantity.places];
    quantity_[at] += out ? -amount : amount;
  }

  void live() {
    const auto& events = in_.events->events;
    std::size_t next = 0, dividend = 0, action = 0;
    for (Date date = in_.previous; date <= in_.date; date = date + 1) {
      if (date > in_.previous) {
        redeem(date);
        contracts_.expire(date);
        for (; dividend < in_.dividends.size() && in_.dividends[dividend].dividend.ex_date <= date; ++dividend)
          pay(in_.dividends[dividend]);
        for (; action < in_.actions.size() && in_.actions[action].ex_date <= date; ++action) act(in_.actions[action]);
        pay_offers(date);
      }
      for (; next < events.size() && (events[next].date <= date || is_opening(events[next])); ++next)
        happen(events[next]);
      if (date > in_.previous) loans_.end(date);
    }
  }

  static bool is_opening(const event::Event& event) {
    return event.body.index() <= event::kBodyIndex<event::OpeningShares>;
  }

  void happen(const event::Event& event) {
    if (event::enters_as_trade(event)) {
      const bool entered_before = in_.trades_entered_same_day && event.date <= in_.previous;
      const bool enters_later = !in_.settings.trades_enter_same_day && event.date >= in_.date;
      if (entered_before || enters_later) return;
      if (const auto* trade = std::get_if<event::Trade>(&event.body)) {
        add_quantity(trade->security.value, trade->quantity, trade->sell);
        wait(trade->security, event.date, trade->settles, trade->quantity, trade->sell, trade->interest);
        take(currency_of(trade->security.value), trade->sell ? trade->net : -trade->net, trades_);
      } else {
        const auto* used = std::get_if<event::OptionExercise>(&event.body);
        for (const auto& moved : contracts_.take(event)) {
          add_quantity(moved.security.value, moved.units, moved.out);
          if (used != nullptr && moved.security != used->security)
            wait(moved.security, event.date, used->settles, moved.units, moved.out, used->interest);
        }
      }
    } else if (event.date > in_.previous) {
      loans_.take(event);
      if (const auto* entry = std::get_if<event::BookEntry>(&event.body)) {
        const auto& kind = event::kEntryKinds[entry->entry];
        take(entry->currency, effect_of(kind.debit, kind.credit, entry->amount), entries_);
      } else if (const auto* total = std::get_if<event::PeriodTotal>(&event.body)) {
        if (total->of().unit == event::PeriodUnit::Shares) shares_ = shares_ + total->amount();
        if (total->of().moves())
          take({}, effect_of(total->of().debit, total->of().credit, minor(total->amount())), entries_);
      } else if (const auto* election = std::get_if<event::Election>(&event.body)) {
        offers_.take(*election);
      } else if (const auto* deal = std::get_if<event::CurrencyDeal>(&event.body)) {
        take(deal->bought, deal->bought_amount, exchanged_);
        take(deal->sold, -deal->sold_amount, exchanged_);
      } else if (const auto* forward = std::get_if<event::ForwardDeal>(&event.body)) {
        promise(*forward);
      }
    }
  }

  /// What a move adds to net assets: nothing, where both of its accounts are assets or liabilities.
  static std::int64_t effect_of(entity::Account debit, entity::Account credit, std::int64_t amount) {
    const auto is_owned = [](entity::Account account) {
      const auto side = entity::line_of(account).account_class;
      return side == entity::AccountClass::Asset || side == entity::AccountClass::Liability;
    };
    return (is_owned(debit) ? amount : 0) - (is_owned(credit) ? amount : 0);
  }

  /// In hand, or to be had back: all but what stays withheld.
  void pay(const DeclaredDividend& declared) {
    const event::Dividend& dividend = declared.dividend;
    contracts_.owe(dividend);
    const std::size_t at = book_.find(dividend.security);
    if (at == book::kNone || quantity_[at] == 0) return;
    const Currency currency = currency_of(dividend.security.value);
    const int to = currency.minor_places();
    const Decimal gross =
        (Decimal::of(quantity_[at], places_[at]) * dividend.rate.decimal()).rounded(to, Rounding::HalfUp);
    const auto part = [&](Fixed pct) { return divide(gross * pct.decimal(), Decimal(100), to, Rounding::HalfUp); };
    const auto& tax = declared.tax;
    const Decimal ours = tax.exists() ? gross - part(tax.withheld_pct) + part(tax.reclaim_pct) : gross;
    take(currency, static_cast<std::int64_t>(ours.scaled_to(to)), dividends_);
    bound_ += tax.exists() && is_foreign(dividend.security.value);  // the claim is translated by itself
  }

  void act(const event::CorporateAction& action) {
    contracts_.act(action);
    const std::size_t at = book_.find(action.security);
    if (at == book::kNone || quantity_[at] <= 0) return;
    const Currency currency = currency_of(action.security.value);
    const int to = currency.minor_places();
    const Acted acted = act_on(Decimal::of(quantity_[at], places_[at]), places_[at], action, to);
    take(currency, static_cast<std::int64_t>(acted.money.scaled_to(to)), trades_);
    if (action.redeems()) {  // the interest of the days before, unless its coupon came on this one
      const entity::Security& bond = (*in_.securities)[action.security.value];
      const Decimal gone = Decimal::of(quantity_[at], places_[at]) - acted.units;
      if (instrument::life(bond, action.ex_date - 1, action.ex_date).empty())
        take(currency, rounded(instrument::accrued(bond, gone, action.ex_date - 1), to), redeemed_);
    }
    wait_no_more(at);
    quantity_[at] = static_cast<std::int64_t>(acted.units.coefficient());
    places_[at] = static_cast<std::uint8_t>(acted.units.places());
    if (const auto received = to_fixed(acted.received)) add_quantity(action.received.value, *received, false);
  }

  /// What was chosen of the offers that are paid on a day.
  void pay_offers(Date date) {
    for (const auto& [option, units] : offers_.paid(date, [&](SecurityId security) {
           const std::size_t at = book_.find(security);
           return at == book::kNone ? Decimal{} : Decimal::of(quantity_[at], places_[at]);
         })) {
      const entity::Security& security = (*in_.securities)[option->security.value];
      const int to = security.currency.minor_places();
      const Acted acted = choose(units, *option, to);
      take(security.currency, static_cast<std::int64_t>(acted.money.scaled_to(to)), trades_);
      if (pays_interest(*option) && instrument::life(security, date - 1, date).empty())
        take(security.currency, rounded(instrument::accrued(security, units, date - 1), to), redeemed_);
      wait_no_more(book_.find(option->security));
      if (option->gives_up()) add_quantity(option->security.value, to_fixed(units).value_or(Fixed{}), true);
      if (const auto received = to_fixed(acted.received)) add_quantity(option->received.value, *received, false);
    }
  }

  bool has_terms(std::size_t at) const { return in_.columns->special[security_[at]] != 0; }

  static std::int64_t rounded(const instrument::Fraction& exact, int places) {
    return static_cast<std::int64_t>(exact.rounded(places, Rounding::HalfUp).scaled_to(places));
  }

  /// Until it settles, par earns for who sold it; the interest that goes with it is paid already.
  void wait(SecurityId security, Date day, Date settles, Fixed par, bool sold, std::int64_t interest) {
    const std::size_t at = book_.find(security);
    if (at == book::kNone || settles <= day || !has_terms(at)) return;
    waits_.push_back({static_cast<std::uint32_t>(at), settles, par, sold, interest});
  }
  void wait_no_more(std::size_t at) {
    std::erase_if(waits_, [&](const book::Unsettled& waiting) { return waiting.slot == at; });
  }
  /// What earns for us on a day, and the interest that was paid for what does not.
  std::pair<Decimal, std::int64_t> ours(std::size_t at, Date day) const {
    std::pair<Decimal, std::int64_t> answer{Decimal::of(quantity_[at], places_[at]), 0};
    for (const book::Unsettled& waiting : waits_) {
      if (waiting.slot != at || waiting.settles <= day) continue;
      answer.first = answer.first - Decimal(waiting.sold ? -1 : 1) * waiting.par.decimal();
      answer.second += waiting.sold ? -waiting.interest : waiting.interest;
    }
    return answer;
  }

  /// Coupons, maturities and expiries of a day.
  void redeem(Date date) {
    if (!any_terms()) return;
    for (std::size_t at = 0; at < security_.size(); ++at) {
      if (!has_terms(at) || (quantity_[at] == 0 && waits_.empty())) continue;
      const entity::Security& security = (*in_.securities)[security_[at]];
      const int to = security.currency.minor_places();
      for (const auto& life : instrument::life(security, date - 1, date)) {
        const instrument::Fraction due{ours(at, date - 1).first * life.interest.numerator, life.interest.denominator};
        const bool in_kind = life.what == instrument::LifeEvent::What::InKind;  // par to the cent, and no money
        if (in_kind) add_quantity(security_[at], {rounded(due, 2), 2}, false);
        if (!in_kind) take(security.currency, rounded(due, to), redeemed_);
        if (in_kind || life.what == instrument::LifeEvent::What::Coupon) continue;
        wait_no_more(at);
        const Decimal quantity = Decimal::of(quantity_[at], places_[at]);
        take(security.currency, rounded({quantity * life.redemption, 1}, to), redeemed_);
        quantity_[at] = 0;
      }
    }
  }

  bool any_terms() const {
    if (y_.any_special) return true;
    for (std::size_t at = held_before_; at < security_.size(); ++at) {
      if (has_terms(at)) return true;
    }
    return false;
  }

  /// Interest earned and not paid, less what it was: of base money the step, of other money a flow.
  std::int64_t interest() {
    std::int64_t step = 0;
    if (!any_terms()) return step;
    for (std::size_t at = 0; at < security_.size(); ++at) {
      if (!has_terms(at)) continue;
      const std::int64_t before = at < y_.accrued.size() ? y_.accrued[at] : 0;
      if (quantity_[at] == 0 && before == 0 && waits_.empty()) continue;
      const entity::Security& security = (*in_.securities)[security_[at]];
      const int to = security.currency.minor_places();
      const auto [earning, paid] = ours(at, in_.value_through);
      std::int64_t now = paid + rounded(instrument::accrued(security, earning, in_.value_through), to);
      if (in_.value_through != in_.date) {  // a coupon over the month's last weekend is earned and not paid
        for (const auto& life : instrument::life(security, in_.date, in_.value_through))
          now += rounded({ours(at, life.date - 1).first * life.interest.numerator, life.interest.denominator}, to);
      }
      take(security.currency, now - before, step);
    }
    return step;
  }

  /// Each foreign side by itself, against base money.
  void promise(const event::ForwardDeal& deal) {
    const auto side = [&](bool sell, Currency currency, std::int64_t units, Currency other, std::int64_t amount) {
      if (currency == base_) return;
      const Fixed exact{units, static_cast<std::uint8_t>(currency.minor_places())};
      forwards_.push_back(
          {"", sell, currency, exact, deal.settles, other == base_ ? amount : deal.base_amount, deal.delivered});
    };
    side(true, deal.sold, deal.sold_amount, deal.bought, deal.bought_amount);
    side(false, deal.bought, deal.bought_amount, deal.sold, deal.sold_amount);
  }

  std::int64_t forwards() {
    std::int64_t total = 0;
    for (const auto& contract : forwards_) {
      if (contract.delivered && contract.settlement <= in_.date) {  // both kinds of money change hands
        const auto units =
            static_cast<std::int64_t>(contract.units.decimal().scaled_to(contract.currency.minor_places()));
        take(contract.currency, contract.sell ? -units : units, exchanged_);
        take({}, contract.sell ? contract.amount : -contract.amount, exchanged_);
        continue;
      }
      const auto mark = in_.forwards->at(contract.currency, contract.settlement);
      if (!mark) continue;
      const bool whole = in_.settings.holding_to_whole_unit && contract.settlement > in_.date;
      const Decimal worth = contract.value(mark->rate.decimal()).rounded(whole ? 0 : minor_, Rounding::HalfUp);
      total += contract.unrealised(minor(worth));
    }
    return total;
  }

  /// Money at hand, due and owed in other currencies: what it is worth now, less what it was.
  std::int64_t money_abroad() {
    std::int64_t before = 0;
    for (const auto& [currency, amount] : contracts_.abroad()) flows_[currency] += amount;
    for (const auto& entry : y_.money) {
      if (entry.currency == base_) continue;
      flows_[entry.currency] += entry.local;
      before += entry.cost + entry.translation;
      ++bound_;
    }
    std::int64_t now = 0;
    for (const auto& [currency, amount] : flows_)
      now += minor(translated_again(in_, currency, Decimal::of(amount, currency.minor_places()), minor_));
    return now - before;
  }

  /// LAW   Prospectus 2001 p.10: an annual rate by tiers on the prior strike's net assets.
  std::int64_t fee() {
    const auto* schedule = in_.settings.fee_as_recorded ? nullptr : in_.portfolio->advisory_fee(in_.date);
    if (schedule == nullptr) return 0;
    ++bound_;
    const auto& settings = in_.settings;
    const std::int64_t on = y_.prior.net_assets + (settings.fee_after_dealing ? dealt_ : 0);
    if (on <= 0) return 0;
    const Decimal net = Decimal::of(on, minor_);
    Decimal yearly, below;  // per hundred
    for (const auto& tier : schedule->tiers) {
      if (net <= below) break;
      const Decimal top = tier.has_limit && tier.up_to < net ? tier.up_to : net;
      yearly = yearly + (top - below) * tier.rate_pct;
      below = top;
    }
    if (schedule->has_cap && net * schedule->cap_rate_pct < yearly) yearly = net * schedule->cap_rate_pct;
    const int days = settings.fee_per_strike ? 1 : in_.value_through - accrual_end(*in_.calendar, in_.previous);
    const int year = settings.fee_year != 0 ? settings.fee_year : is_leap_year(in_.date.year()) ? 366 : 365;
    return minor(divide(yearly * Decimal(days), Decimal(std::int64_t{100} * year), minor_, Rounding::HalfUp));
  }

  const Yesterday& y_;
  const DayInputs& in_;
  const book::Book& book_;
  const value::Marks& marks_;
  Currency base_;
  int minor_;
  const std::vector<std::uint32_t>& security_;
  std::size_t held_before_;
  std::vector<std::int64_t>& quantity_;
  std::vector<std::uint8_t>& places_;
  std::vector<instrument::ForwardCurrency>& forwards_;
  std::vector<book::Unsettled>& waits_;
  SecondContracts contracts_;
  SecondOffers offers_;
  SecondLoans loans_;
  Flows flows_;
  Decimal shares_;
  std::int64_t dealt_ = 0, trades_ = 0, redeemed_ = 0, dividends_ = 0, entries_ = 0, exchanged_ = 0, bound_ = 0;
};

}  // namespace

nav::SecondNav second_nav(Yesterday& yesterday, const DayInputs& in, const book::Book& book,
                          const value::Marks& marks) {
  if (!yesterday.prior.struck) return {};
  return Roll(yesterday, in, book, marks).run();
}

}  // namespace openend::day
