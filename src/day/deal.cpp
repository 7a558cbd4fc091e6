#include "day/deal.h"

#include <algorithm>

namespace openend::day {

using book::Account;
using book::Book;
using policy::RuleId;

namespace {

book::ClassShares& shares_of(Book& book, std::string_view share_class) {
  for (auto& entry : book.classes) {
    if (entry.share_class == share_class) return entry;
  }
  return book.classes.emplace_back(book::ClassShares{std::string(share_class), {}, {}, false, {}});
}

}  // namespace

Fixed fixed_at(const Decimal& value, int places) {
  return {static_cast<std::int64_t>(value.scaled_to(places)), static_cast<std::uint8_t>(places)};
}

namespace {

/// Adds to a count of shares, at the places of the finer of the two. Refuses what 64 bits do not count.
Result<Done> add_shares(const event::Event& event, Fixed& to, const Decimal& shares, int places = 0) {
  const int finest = std::max({places, int{to.places}, shares.trimmed().places()});
  const auto sum = to_fixed((to.decimal() + shares).rounded(finest, Rounding::HalfEven));
  if (!sum) {
    Refusals faults = refuse("E-SHARE-008", "there are more shares than a book can count",
                             "withdraw the row, or correct the price it was dealt at");
    faults[0].place.row = event.row;
    faults[0].source = event.source;
    faults[0].found = (to.decimal() + shares).text();
    return faults;
  }
  to = *sum;
  return Done{};
}

}  // namespace

std::int64_t dealt_money(const Book& book) {
  std::int64_t sum = 0;
  for (const Account account : {Account::Capital, Account::SharesSold, Account::SharesRepurchased})
    sum += book.balances[static_cast<std::size_t>(account)];
  return sum;
}

namespace {

/// Money / price is no decimal: what rounding it to shares changed is taken to 18 places.
void note_shares(Walk& walk, const Decimal& money, const Decimal& price, const Decimal& shares) {
  if (price.is_zero()) return;
  RoundingTally& tally = walk.book.roundings.at(RoundingPlace::SharesIssued);
  ++tally.count;
  const Decimal off = shares * price - money;
  tally.changed += !off.is_zero();
  tally.effect += divide(off, price, 18, Rounding::HalfEven).coefficient();
}

/// The first subscription of a class: at the class's initial price, in the book of its own day.
Result<Done> seed(Walk& walk, const event::Event& event, const event::ShareActivity& activity) {
  const auto* share_class = walk.in.portfolio->find_class(activity.share_class);
  if (share_class == nullptr)
    return refuse("E-CLASS-002", "the class " + std::string(activity.share_class) + " is not one of the portfolio",
                  "name a class of its file");
  if (activity.redemptions.coefficient != 0)
    return refuse("E-SHARE-002", "shares are redeemed before any were sold", "correct the row in shares.csv");
  if (share_class->initial_price.is_zero())
    return refuse("E-CLASS-004", "the class " + share_class->id + " has no price for a first subscription",
                  "state initial_price of the class and run openend init");
  auto& entry = shares_of(walk.book, activity.share_class);
  const Decimal money = Decimal::of(activity.subscriptions, walk.rules.minor_places);
  const int places = walk.in.settings.share_places;
  const Decimal bought = divide(money, share_class->initial_price, places, Rounding::HalfUp);
  note_shares(walk, money, share_class->initial_price, bought);
  entry.shares = {};
  CHECK(add_shares(event, entry.shares, bought, places));
  entry.seeded = walk.in.date;
  entry.has_seed = true;
  CHECK(add_shares(event, entry.roll.sold, bought));
  walk.journal.move(RuleId::ShareActivity, {event.source, event.row}, Account::Cash, Account::SharesSold,
                    activity.subscriptions);
  return Done{};
}

/// LAW   17 CFR 270.2a-4(a)(3): the prior strike's share activity enters now, priced at that strike.
/// EDGE  READ AS: redemption money is rounded once to the minor unit, unless the setting names two steps.
Result<Done> deal(Walk& walk, const event::Event& event, const event::ShareActivity& activity) {
  const auto& settings = walk.in.settings;
  const Decimal nav = walk.book.prior.nav.decimal();
  if (nav <= Decimal{}) {
    Refusals faults = refuse("E-SHARE-009", "the net asset value to be dealt at is not above zero",
                             "correct the books of the day before, or withdraw the share activity");
    faults[0].place.row = event.row;
    faults[0].source = event.source;
    faults[0].found = nav.text() + " on " + walk.book.prior.date.text();
    return faults;
  }
  auto& entry = shares_of(walk.book, activity.share_class);
  const Decimal money = Decimal::of(activity.subscriptions, walk.rules.minor_places);
  const Decimal bought = divide(money, nav, settings.share_places, Rounding::HalfUp);
  note_shares(walk, money, nav, bought);
  const Decimal redeemed = activity.redemptions.decimal();
  Decimal paid = redeemed * nav;
  if (settings.redemption_two_steps) paid = paid.rounded(settings.nav_places, Rounding::HalfUp);
  paid = paid.rounded(walk.rules.minor_places, Rounding::HalfUp);
  walk.book.roundings.add(RoundingPlace::RedemptionMoney, redeemed * nav, paid);
  const Decimal left = entry.shares.decimal() + bought - redeemed;
  if (left.is_negative()) {
    Refusals faults =
        refuse("E-SHARE-003", "more shares are redeemed than are outstanding", "correct the row in shares.csv");
    faults[0].place.row = event.row;
    faults[0].found = redeemed.text();
    faults[0].expected = "at most " + (entry.shares.decimal() + bought).text();
    return faults;
  }
  CHECK(add_shares(event, entry.shares, bought - redeemed, settings.share_places));
  CHECK(add_shares(event, entry.roll.sold, bought));
  CHECK(add_shares(event, entry.roll.repurchased, redeemed));
  const auto out = static_cast<std::int64_t>(paid.scaled_to(walk.rules.minor_places));
  const book::Origin origin{event.source, event.row};
  walk.dealings.push_back({origin, activity.subscriptions, out, bought, redeemed});
  const bool at_once = settings.share_settlement_days == 0;
  walk.journal.begin(RuleId::ShareActivity, origin);
  walk.journal.post(at_once ? Account::Cash : Account::ReceivableSharesSold, activity.subscriptions);
  walk.journal.post(at_once ? Account::Cash : Account::PayableSharesRepurchased, -out);
  walk.journal.post(Account::SharesSold, -activity.subscriptions);
  walk.journal.post(Account::SharesRepurchased, out);
  walk.journal.end();
  if (!at_once) {
    const Date due =
        walk.in.calendar->add_open_days(walk.in.previous, settings.share_settlement_days).value_or(walk.in.date);
    walk.book.pending.push_back(
        {due, Account::Cash, Account::ReceivableSharesSold, activity.subscriptions, RuleId::ShareSettlement, origin});
    walk.book.pending.push_back(
        {due, Account::PayableSharesRepurchased, Account::Cash, out, RuleId::ShareSettlement, origin});
  }
  return Done{};
}

}  // namespace

Result<Done> deal_shares(Walk& walk) {
  std::vector<std::string_view> seeds;  // classes whose first subscription has been passed over
  for (const event::Event& event : walk.in.events->events) {
    const auto* activity = std::get_if<event::ShareActivity>(&event.body);
    if (activity == nullptr) continue;
    if (walk.in.settings.shares_not_known)
      return refuse("E-SHARE-007", "shares are dealt of a portfolio whose shares outstanding are not known",
                    "state them: open the filing with --shares into a new store");
    const auto& entry = shares_of(walk.book, activity->share_class);
    if (event.date == walk.in.date && entry.shares.coefficient == 0 && !entry.has_seed) {
      if (!walk.book.opened) {
        walk.book.opened = true;
        walk.book.opening = walk.in.date;
      }
      CHECK(seed(walk, event, *activity));
    } else if (event.date < walk.in.date) {
      const bool on_its_day = entry.has_seed && entry.seeded == event.date;
      if (on_its_day && std::find(seeds.begin(), seeds.end(), activity->share_class) == seeds.end()) {
        seeds.push_back(activity->share_class);  // the first row of its day was the seed; the others are dealt
        continue;
      }
      if (!walk.book.prior.struck || event.date != walk.book.prior.date) {
        return refuse("E-SHARE-004",
                      "share activity of " + event.date.text() + " has no net asset value to be dealt at",
                      "give it the date of a pricing day on which the portfolio was open");
      }
      CHECK(deal(walk, event, *activity));
    }
  }
  return Done{};
}

Result<Done> post_period_total(Walk& walk, const event::Event& event, const event::PeriodTotal& total) {
  const event::PeriodLine& line = total.of();
  if (line.moves()) {
    const auto amount = static_cast<std::int64_t>(total.amount().scaled_to(walk.rules.minor_places));
    walk.journal.move(RuleId::PeriodTotal, {event.source, event.row}, line.debit, line.credit, amount);
  }
  if (line.unit != event::PeriodUnit::Shares) return Done{};
  auto& entry = shares_of(walk.book, total.share_class);
  const Decimal shares = total.amount();
  CHECK(add_shares(event, entry.shares, shares));
  if (line.word == "shares_sold") CHECK(add_shares(event, entry.roll.sold, shares));
  if (line.word == "shares_reinvested") CHECK(add_shares(event, entry.roll.reinvested, shares));
  if (line.word == "shares_repurchased") CHECK(add_shares(event, entry.roll.repurchased, -shares));
  return Done{};
}

Result<Done> check_outstanding(const Walk& walk) {
  for (const auto& entry : walk.book.classes) {
    if (entry.shares.coefficient >= 0) continue;
    Refusals faults = refuse("E-SHARE-003", "more shares are redeemed than are outstanding",
                             "correct the shares in period-totals.csv");
    faults[0].found = entry.shares.decimal().text() + " of class " + entry.share_class;
    faults[0].expected = "zero or more";
    return faults;
  }
  return Done{};
}

}  // namespace openend::day
