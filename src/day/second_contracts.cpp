#include "day/second_contracts.h"

#include "day/second_holdings.h"

namespace openend::day {

SecondContracts::SecondContracts(const Yesterday& yesterday, const DayInputs& in)
    : in_(in),
      before_(yesterday.contracts_worth),
      lots_(static_cast<std::int64_t>(yesterday.open.size())),
      bound_(lots_) {
  for (const book::OpenContract& open : yesterday.open) {
    count_[open.security.value] += open.sold ? -open.contracts : open.contracts;
    if (open.sort != book::ContractSort::Future) continue;
    // What it cost, were it a holding; and what it has gained by then, where that is not among the base money.
    const entity::Security& of = security(open.security);
    const std::int64_t cost = open.sold ? -open.amount : open.amount;
    if (is_abroad(of)) {
      before_ -= open.carried;
      abroad_[of.currency] -= cost + open.margined;
    } else {
      before_ += cost;
    }
  }
}

void SecondContracts::flow(const entity::Security& of, std::int64_t amount) {
  if (is_abroad(of)) {
    abroad_[of.currency] += amount;
    ++bound_;
  } else {
    flow_ += amount;
  }
}

std::int64_t SecondContracts::worth(const entity::Security& of, std::int64_t amount) {
  if (!is_abroad(of)) return amount;
  bound_ += 1 + lots_;
  const int minor = in_.portfolio->base.minor_places();
  const Decimal local = Decimal::of(amount, of.currency.minor_places());
  return static_cast<std::int64_t>(translated_again(in_, of.currency, local, minor).scaled_to(minor));
}

std::int64_t SecondContracts::money(const entity::Security& of, const Decimal& price, std::int64_t contracts) const {
  const int minor = of.currency.minor_places();
  const Decimal exact = price * instrument::multiplier(of) * Decimal(contracts);
  return static_cast<std::int64_t>(exact.rounded(minor, Rounding::HalfUp).scaled_to(minor));
}

std::int64_t SecondContracts::at_price(std::uint32_t of, std::int64_t contracts) const {
  const value::PriceBoard::Mark& price = in_.prices->at(of);
  return money(security(SecurityId{of}), Decimal::of(price.price, price.places), contracts);
}

std::vector<SecondContracts::Moved> SecondContracts::take(const event::Event& event) {
  ++bound_;
  ++lots_;
  if (const auto* trade = std::get_if<event::ContractTrade>(&event.body)) {
    const entity::Security& of = security(trade->security);
    count_[trade->security.value] += trade->sell ? -trade->contracts : trade->contracts;
    if (instrument::is_option(of) || !of.contract) {
      flow(of, trade->sell ? trade->net : -trade->net);
    } else {
      const std::int64_t paid = money(of, trade->price.decimal(), trade->contracts);
      flow(of, (trade->sell ? paid : -paid) - trade->commission);
    }
    return {};
  }
  const auto& used = std::get<event::OptionExercise>(event.body);
  const entity::Security& option = security(used.security);
  const entity::ContractTerms& terms = *option.contract;
  const Fixed units = to_fixed((terms.multiplier * Decimal(used.contracts)).trimmed()).value_or(Fixed{});
  std::vector<Moved> moved;
  if (used.assigned) {
    count_[used.security.value] += used.contracts;
  } else {
    moved.push_back({used.security, units, true});
  }
  const bool buys = terms.put == used.assigned;
  if (instrument::settles_in_cash(terms)) {
    const Decimal difference =
        terms.put ? terms.strike - used.settlement.decimal() : used.settlement.decimal() - terms.strike;
    const std::int64_t paid = difference.is_negative() ? 0 : money(option, difference, used.contracts);
    flow(option, used.assigned ? -paid : paid);
    return moved;
  }
  for (const entity::Security& under : *in_.securities) {
    if (under.key != terms.underlying) continue;
    const bool future = terms.kind == entity::ContractTerms::Underlying::Future;
    const bool per_hundred = instrument::quotation(under) == instrument::Quotation::PerHundred;
    const Decimal price = per_hundred ? terms.strike * Decimal::of(1, 2) : terms.strike;
    const std::int64_t strike = money(future ? under : option, price, used.contracts) + used.interest;
    flow(option, buys ? -strike : strike);
    if (future) {
      count_[under.id.value] += buys ? used.contracts : -used.contracts;
    } else {
      moved.push_back({under.id, units, !buys});
    }
  }
  return moved;
}

/// The posted book has refused what has no fixing.
void SecondContracts::pay(const entity::Security& of, std::int64_t contracts, Date date) {
  const auto legs = instrument::rate_payments(of, date);
  if (!legs) return;
  const int minor = of.currency.minor_places();
  for (const instrument::RatePayment& leg : legs.value()) {
    const Decimal year = instrument::contract_money(of, leg.rate_pct, contracts);
    const Decimal paid =
        divide(year * Decimal(leg.part.numerator), Decimal(leg.part.denominator), minor, Rounding::HalfUp);
    flow(of, static_cast<std::int64_t>(paid.scaled_to(minor)));
    bound_ += 1 + lots_;
  }
}

void SecondContracts::expire(Date date) {
  for (auto at = count_.begin(); at != count_.end();) {
    const entity::Security& of = security(SecurityId{at->first});
    const bool swap = instrument::pays_rates(of);
    if (swap) pay(of, at->second, date);
    if (!of.contract || (swap ? *of.maturity > date : *of.maturity >= date)) {
      ++at;
      continue;
    }
    if (!instrument::is_option(of) && !swap) flow(of, at_price(at->first, at->second));
    at = count_.erase(at);
  }
}

void SecondContracts::owe(const event::Dividend& dividend) {
  const auto owed = count_.find(dividend.security.value);
  if (owed == count_.end()) return;
  const entity::Security& of = security(dividend.security);
  const int minor = of.currency.minor_places();
  const Decimal paid = (Decimal(owed->second) * dividend.rate.decimal()).rounded(minor, Rounding::HalfUp);
  flow(of, static_cast<std::int64_t>(paid.scaled_to(minor)));
}

void SecondContracts::act(const event::CorporateAction& action) {
  const auto owed = count_.find(action.security.value);
  if (owed == count_.end() || owed->second == 0 || action.withdraws() || action.redeems()) return;
  const Decimal units(-owed->second);
  const auto come = [&] {
    const Decimal exact = units * action.new_units.decimal();
    return static_cast<std::int64_t>(divide(exact, action.old_units.decimal(), 0, Rounding::HalfUp).scaled_to(0));
  };
  if (action.pays_cash()) {
    const entity::Security& of = security(action.security);
    const int minor = of.currency.minor_places();
    const Decimal paid = (units * action.cash.decimal()).rounded(minor, Rounding::HalfUp);
    flow(of, -static_cast<std::int64_t>(paid.scaled_to(minor)));
  }
  if (action.brings_units()) count_[action.received.value] -= come();
  if (action.is_split()) owed->second = -come();
  if (action.ends_holding()) count_.erase(action.security.value);
}

std::int64_t SecondContracts::gained() {
  std::int64_t now = 0;
  for (const auto& [id, contracts] : count_) {
    if (contracts == 0) continue;
    const entity::Security& of = security(SecurityId{id});
    const std::int64_t value = at_price(id, contracts);
    if (instrument::is_future(of) && is_abroad(of))
      abroad_[of.currency] += value;
    else
      now += worth(of, value);
  }
  return now - before_ + flow_;
}

}  // namespace openend::day
