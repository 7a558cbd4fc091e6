#include "day/close_day.h"

#include <algorithm>

#include "book/post.h"
#include "book/post_loan.h"
#include "day/check_day.h"
#include "day/contracts.h"
#include "day/deal.h"
#include "day/offers.h"
#include "fees/advisory_fee.h"
#include "value/amortise.h"

namespace openend::day {

using book::Account;
using book::Book;
using book::Journal;
using policy::RuleId;

book::PostingRules posting_rules(const DayInputs& in) {
  book::PostingRules rules;
  rules.lot_method = in.settings.lot_method;
  rules.minor_places = in.portfolio->base.minor_places();
  rules.base = in.portfolio->base;
  rules.rates = in.rates;
  rules.average_cost_allowed = in.settings.average_cost_allowed;
  rules.currency_part_apart = in.settings.currency_part_apart;
  rules.tax_short_pct = in.settings.tax_short_pct;
  rules.tax_long_pct = in.settings.tax_long_pct;
  rules.effective_yield = in.settings.effective_yield;
  return rules;
}

namespace {

bool is_opening(const event::Event& event) { return event.body.index() <= event::kBodyIndex<event::OpeningShares>; }

/// A book that begins with the totals of a period begins on the period's last day, with nothing.
Result<Done> open_by_totals(Walk& walk) {
  const auto& events = walk.in.events->events;
  const bool told = std::any_of(events.begin(), events.end(), [&](const event::Event& event) {
    return std::holds_alternative<event::PeriodTotal>(event.body) && event.date > walk.in.previous;
  });
  if (walk.book.opened || !told) return Done{};
  walk.book.opened = true;
  walk.book.opening = walk.in.date;
  return Done{};
}

/// LAW   Spec L-1; issue 2: the opening is the book after the close of its day, that day's accruals included.
Result<Done> open(Walk& walk) {
  const auto& events = walk.in.events->events;
  std::size_t last = 0;
  while (last < events.size() && is_opening(events[last])) ++last;
  if (last == 0) return open_by_totals(walk);
  // The next day's window still shows the events of the opening: they are in the book.
  if (walk.book.opened && walk.book.opening == events[0].date && walk.book.prior.struck) return Done{};
  if (walk.book.opened) {
    return refuse("E-OPEN-002", "the book is already open since " + walk.book.opening.text(),
                  "withdraw one of the two openings");
  }
  walk.book.opened = true;
  walk.book.opening = events[0].date;
  CHECK(book::post_opening(walk.book, walk.journal, *walk.in.events, 0, last, *walk.in.columns, walk.rules));
  book::take_accruals_as_given(walk.book, *walk.in.securities, walk.in.date, walk.in.value_through, walk.rules);
  return Done{};
}

/// What enters on its own day: entries, spot deals, forward contracts, notices of settlements, loans.
Result<Done> post_other(Walk& walk, const event::Event& event) {
  if (const auto* entry = std::get_if<event::BookEntry>(&event.body))
    return book::post_entry(walk.book, walk.journal, event, *entry, walk.rules);
  if (const auto* deal = std::get_if<event::CurrencyDeal>(&event.body))
    return book::post_spot_deal(walk.book, walk.journal, event, *deal, walk.rules);
  if (const auto* deal = std::get_if<event::ForwardDeal>(&event.body)) {
    book::take_forward(walk.book, event, *deal, walk.rules.base);
    return Done{};
  }
  if (const auto* notice = std::get_if<event::SettlementNotice>(&event.body))
    return book::take_notice(walk.book, event, *notice);
  if (const auto* total = std::get_if<event::PeriodTotal>(&event.body)) return post_period_total(walk, event, *total);
  if (const auto* loan = std::get_if<event::Loan>(&event.body))
    return book::open_loan(walk.book, walk.journal, event, *loan, *walk.in.columns);
  if (const auto* payment = std::get_if<event::LoanPayment>(&event.body))
    return book::pay_on_loan(walk.book, walk.journal, event, *payment, walk.rules);
  if (const auto* told = std::get_if<event::CollateralValue>(&event.body))
    book::take_collateral(walk.book, event, *told);
  if (const auto* election = std::get_if<event::Election>(&event.body)) event::answer(walk.book.answers, *election);
  return Done{};
}

/// What enters with the trades of its day; principal that follows an index has earned since it settled.
Result<Done> enter_trade(Walk& walk, const event::Event& event) {
  CHECK(post_traded(walk.book, walk.journal, event, walk.in, walk.rules));
  const auto* trade = std::get_if<event::Trade>(&event.body);
  if (trade == nullptr || walk.in.columns->indexed[trade->security.value] == 0) return Done{};
  const entity::Security& security = (*walk.in.securities)[trade->security.value];
  if (!instrument::is_indexed(security)) return Done{};
  return book::catch_up_with_inflation(walk.book, walk.journal, event, *trade, security, walk.in.date, walk.rules);
}

/// LAW   Spec S-2: terms that go by an index need its levels.
Result<Done> find_levels(const Walk& walk) {
  const auto& p = walk.book.positions;
  if (!p.any_special) return Done{};
  Refusals faults;
  for (std::size_t slot = 0; slot < p.size(); ++slot) {
    if (walk.in.columns->indexed[p.security[slot]] == 0 || p.quantity[slot] == 0) continue;
    const entity::Security& security = (*walk.in.securities)[p.security[slot]];
    const auto missing = instrument::missing_level(security, walk.in.value_through);
    if (!missing) continue;
    faults.push_back(refuse("E-FIX-001", security.key + " is held, and its terms need a level that is not known",
                            "import it in fixings.csv and strike again")[0]);
    faults.back().found = "nothing of " + *missing;
    faults.back().expected = "its level";
  }
  if (!faults.empty()) return faults;
  return Done{};
}

/// Day by day from the last strike: what a security does, then what was traded and recorded.
/// EDGE  READ AS: a dividend is of the units before a split of its own ex-date; a trade of that date is in new units.
Result<Done> post_events(Walk& walk) {
  const auto& in = walk.in;
  const auto& events = in.events->events;
  std::size_t at = 0, dividend = 0, action = 0;
  while (at < events.size() && is_opening(events[at])) ++at;
  for (const event::Event& event : events) {  // a day's trades touch lots far apart: ask for them all at once
    if (const auto* trade = std::get_if<event::Trade>(&event.body)) walk.book.prefetch(trade->security);
  }
  for (const DeclaredDividend& declared : in.dividends) walk.book.prefetch(declared.dividend.security);
  for (Date date = in.previous; date <= in.date; date = date + 1) {
    if (date > in.previous) {
      CHECK(book::post_life(walk.book, walk.journal, *in.securities, date - 1, date, walk.rules));
      CHECK(end_expired(walk, date));
      for (; dividend < in.dividends.size() && in.dividends[dividend].dividend.ex_date <= date; ++dividend) {
        const DeclaredDividend& declared = in.dividends[dividend];
        CHECK(book::post_dividend(walk.book, walk.journal, declared.dividend, declared.tax, declared.source,
                                  *in.columns, walk.rules));
        CHECK(book::owe_dividend(walk.book, walk.journal, declared.dividend, declared.source, *walk.in.columns,
                                 walk.rules));
      }
      for (; action < in.actions.size() && in.actions[action].ex_date <= date; ++action) {
        CHECK(book::post_action(walk.book, walk.journal, in.actions[action], *in.securities, *in.columns, walk.rules));
        CHECK(book::act_on_short(walk.book, walk.journal, in.actions[action], *in.securities, walk.rules));
      }
      CHECK(pay_offers(walk, date));
    }
    for (; at < events.size() && events[at].date <= date; ++at) {
      const event::Event& event = events[at];
      if (event::enters_as_trade(event)) {
        const bool not_before = !in.trades_entered_same_day || event.date > in.previous;
        const bool enters = not_before && (in.settings.trades_enter_same_day || event.date < in.date);
        if (enters) CHECK(enter_trade(walk, event));
      } else if (event.date > in.previous) {
        CHECK(post_other(walk, event));
      }
    }
    if (date > in.previous) CHECK(book::end_due_loans(walk.book, walk.journal, date, walk.rules));
  }
  return Done{};
}

FeeCharge charge(Walk& walk) {
  const auto& in = walk.in;
  const policy::AdvisoryFee* schedule = in.portfolio->advisory_fee(in.date);
  if (schedule == nullptr || !walk.book.prior.struck || in.settings.fee_as_recorded) return {};
  std::int64_t base = walk.book.prior.net_assets;
  if (in.settings.fee_after_dealing) base += walk.book.prior.dealt;
  const int days = in.settings.fee_per_strike ? 1 : in.value_through - accrual_end(*in.calendar, in.previous);
  const int year = in.settings.fee_year != 0 ? in.settings.fee_year : is_leap_year(in.date.year()) ? 366 : 365;
  const int minor = walk.rules.minor_places;
  const auto exact = fees::advisory_fee(*schedule, Decimal::of(base, minor), days, year);
  // What is carried on is counted in these parts, of which a day's fee is a whole decimal count: nothing is lost.
  const Decimal parts(fees::kCarryParts);
  OE_ASSERT(fees::kCarryParts % year == 0, "a year has 360, 365 or 366 days");
  const FeeCharge charged{true, base, days, year, exact, divide(walk.book.fee_carry, parts, 12, Rounding::HalfEven)};
  std::int64_t fee = 0;
  if (in.settings.fee_rounded_each_strike) {
    const Decimal posted = exact.rounded(minor, Rounding::HalfUp);
    walk.book.roundings.add_fraction(RoundingPlace::AdvisoryFee, exact.numerator, exact.denominator, posted);
    fee = static_cast<std::int64_t>(posted.scaled_to(minor));
  } else {
    const Decimal due = exact.numerator * Decimal(fees::kCarryParts / year) + walk.book.fee_carry;
    const Decimal posted = divide(due, parts, minor, Rounding::HalfUp);
    walk.book.fee_carry = (due - posted * parts).trimmed();
    walk.book.roundings.add_fraction(RoundingPlace::AdvisoryFee, due, fees::kCarryParts, posted);
    fee = static_cast<std::int64_t>(posted.scaled_to(minor));
  }
  walk.journal.move(RuleId::AdvisoryFee, {}, Account::AdvisoryFee, Account::PayableAdvisoryFee, fee);
  return charged;
}

/// Settles the forward contracts that are due, at the last forward rate for their settlement date.
Result<Done> settle_forwards(Walk& walk) {
  std::vector<std::int64_t> gains(walk.book.forwards.size());
  bool due = false;
  for (std::size_t i = 0; i < gains.size(); ++i) {
    const auto& contract = walk.book.forwards[i];
    if (contract.settlement > walk.in.date) continue;
    due = true;
    if (contract.delivered) continue;
    const auto mark = walk.in.forwards->at(contract.currency, contract.settlement);
    if (!mark) {
      return refuse("E-RATE-002", "the forward contract " + contract.contract + " settles and has no rate",
                    "import its rate in forward-rates.csv");
    }
    const Decimal worth = contract.value(mark->rate.decimal()).rounded(walk.rules.minor_places, Rounding::HalfUp);
    gains[i] = contract.unrealised(static_cast<std::int64_t>(worth.scaled_to(walk.rules.minor_places)));
  }
  if (!due) return Done{};
  return book::settle_forwards(walk.book, walk.journal, walk.in.date, gains, walk.rules);
}

/// Marks the book by market, terms, amortised cost and fair value; begins the lines of what becomes short-term.
Result<value::Marks> value_holdings(Walk& walk, value::Marks spent) {
  const auto& in = walk.in;
  const value::OwnValueInputs own{
      *in.prices,     in.fair_values,     *in.columns,
      *in.securities, in.portfolio->base, in.settings.amortised_cost,
      in.date,        in.value_through,   in.calendar->next_open(in.date).value_or(in.date + 1)};
  TRY(value::Marks marks,
      value::mark(walk.book, *in.prices, *in.forwards, *in.columns, *in.securities, in.date, in.value_through,
                  {in.settings.holding_to_whole_unit, walk.rules.minor_places, in.portfolio->base, in.rates},
                  value::own_values(walk.book, own), std::move(spent)));
  value::begin_lines(walk.book, marks, own);
  return marks;
}

/// Brings the two appreciation accounts to what the marks say.
void post_marks(Walk& walk, const value::Marks& marks) {
  const auto balance = [&](Account account) { return walk.book.balances[static_cast<std::size_t>(account)]; };
  const std::int64_t appreciation = marks.total - balance(Account::InvestmentsAtCost);
  walk.journal.move(RuleId::Valuation, {}, Account::UnrealisedOnInvestments, Account::UnrealisedAppreciation,
                    appreciation - balance(Account::UnrealisedOnInvestments));
  walk.journal.move(RuleId::ForwardValuation, {}, Account::UnrealisedOnForwards, Account::UnrealisedAppreciation,
                    marks.forward_total - balance(Account::UnrealisedOnForwards));
}

Result<value::Marks> mark_all(Walk& walk, value::Marks spent = {}) {
  CHECK(book::translate_balances(walk.book, walk.journal, walk.in.date, walk.rules));
  TRY(auto marks, value_holdings(walk, std::move(spent)));
  post_marks(walk, marks);
  TRY(const bool abroad, book::post_margin_abroad(walk.book, walk.journal, marks.contract_value, walk.in.date,
                                                  *walk.in.securities, walk.rules));
  if (abroad) CHECK(book::translate_balances(walk.book, walk.journal, walk.in.date, walk.rules));
  book::post_contract_marks(walk.book, walk.journal,
                            {marks.futures_gain, marks.written_value, marks.swap_value, marks.short_value});
  book::await_margin(walk.book, walk.in.calendar->next_open(walk.in.date).value_or(walk.in.date + 1), walk.rules);
  return marks;
}

/// The manifest of the strike: what the book rounded, the marks, and the net asset value itself.
void take_roundings(RoundingManifest& manifest, SealedDay& sealed) {
  manifest.at(RoundingPlace::HoldingValue) = sealed.marks.holding_roundings;
  manifest.at(RoundingPlace::ForwardValue) = sealed.marks.forward_roundings;
  const auto add = [&](RoundingPlace place, const RoundingTally& marked) {  // those of the postings are in it already
    RoundingTally& tally = manifest.at(place);
    tally.count += marked.count;
    tally.changed += marked.changed;
    tally.effect += marked.effect;
  };
  add(RoundingPlace::Translation, sealed.marks.translation_roundings);
  add(RoundingPlace::ContractValue, sealed.marks.contract_roundings);
  manifest.add(RoundingPlace::NetAssetValue, sealed.package.nav_unrounded, sealed.package.nav);
  sealed.package.roundings = manifest;
}

}  // namespace

Result<SealedDay> close_day(Book& book, const DayInputs& in, Scratch& scratch) {
  Walk walk(book, scratch.journal, in);
  Before before = before_day(book, walk.rules.minor_places, std::move(scratch.yesterday));
  const std::int64_t before_dealing = dealt_money(book);
  CHECK(open(walk));
  const bool opening_day = book.opened && book.opening == in.date && !book.prior.struck;
  if (!opening_day || !book.classes.empty() || !book.opened) CHECK(deal_shares(walk));
  if (!book.opened)
    return refuse("E-OPEN-003", "the portfolio has no opening on or before " + in.date.text(),
                  "import its opening first");
  book.prior.dealt = before_dealing - dealt_money(book);
  const bool taken_over = opening_day && !book.classes.empty() && !book.classes.front().has_seed;
  SealedDay sealed;
  sealed.dealings = std::move(walk.dealings);
  sealed.dealt_at = book.prior.nav;
  if (!taken_over) {  // an opening taken over at the close of this day holds all of it already
    CHECK(post_events(walk));
    CHECK(check_outstanding(walk));
    CHECK(find_levels(walk));
    CHECK(book::accrue(book, walk.journal, *in.securities, in.date, in.value_through, walk.rules,
                       in.settings.holding_to_whole_unit));
    CHECK(book::accrue_loans(book, walk.journal, in.value_through, walk.rules));
    book::forget_collateral(book, *in.securities, in.date);
    CHECK(settle_forwards(walk));
    sealed.fee = charge(walk);
  }
  CHECK(book::settle(book, walk.journal, in.date, walk.rules));
  TRY(sealed.marks, mark_all(walk, std::move(scratch.spent)));
  OE_ASSERT(book.ledger_sum() == 0, "the ledger sums to zero at every strike");
  TRY(sealed.package, nav::strike(book, sealed.marks, in.settings, in.date));
  take_roundings(book.roundings, sealed);
  sealed.package.entries = static_cast<std::int64_t>(walk.journal.entries());
  sealed.package.postings = static_cast<std::int64_t>(walk.journal.postings());
  check_day(before, book, walk.journal, in, sealed);
  scratch.yesterday = std::move(before.yesterday);
  book.seal_positions(scratch.hasher, in.columns->content_key);
  sealed.package.digest =
      nav::package_digest(scratch.hasher, sealed.package, book, sealed.marks, in.portfolio->key, in.terms_text);
  sealed.journal = walk.journal.encode();
  book.prior = {true,
                in.date,
                sealed.package.net_assets,
                fixed_at(sealed.package.nav, in.settings.nav_places),
                0,
                currency_part_of(sealed.marks)};
  return sealed;
}

Result<value::Marks> mark_book(Book& book, Journal& journal, const DayInputs& in) {
  Walk walk(book, journal, in);
  return mark_all(walk);
}

Result<std::vector<Dealing>> deal_struck(Book& book, Journal& journal, const DayInputs& struck) {
  event::EventList ordered;
  for (const event::Event& event : struck.events->events) {
    if (std::holds_alternative<event::ShareActivity>(event.body) && event.date == struck.date)
      ordered.events.push_back(event);
  }
  DayInputs next = struck;
  next.previous = struck.date;
  next.date = struck.date + 1;
  next.events = &ordered;
  Walk walk(book, journal, next);
  CHECK(deal_shares(walk));
  return std::move(walk.dealings);
}

}  // namespace openend::day
