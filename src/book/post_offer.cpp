// book/post_offer.cpp - floor 3
//
// What holders chose of an offer, on its pay date: tenders, exchanges, conversions, exercises of rights, puts,
// dividends taken in units.
//
// EDGE  READ AS: units leave by the portfolio's method. Where nothing is realised there is no tax to be low: first in,
//       first out then.
// EDGE  READ AS: a dividend that may be had in units is income by its row of dividends.csv, whatever is chosen; units
//       chosen are bought with its cash [26 USC 305(b)(1)].
// CASE  100 rights of cost 200.00, 1 unit for 2 rights and 20.00 a right: 50 units cost 2,200.00.
// CASE  Par 10,000 of cost 9,800.00 is converted, 40 units for 1,000: 400 units cost 9,800.00, and nothing is gained.
#include <algorithm>

#include "book/post_action.h"
#include "book/post_foreign.h"
#include "instrument/list.h"

namespace openend::book {

using event::Offer;
using policy::LotMethod;
using policy::RuleId;

namespace {

/// Takes units out without realising anything; gives what left of each lot. At average cost all lots are one.
Result<std::vector<Arriving>> take_lots(Book& book, std::uint32_t slot, Fixed units, LotMethod method) {
  const bool foreign = book.positions.foreign[slot] != 0;
  std::vector<std::uint32_t> places;
  std::vector<Arriving> lots;
  for (std::uint32_t lot = book.positions.first_lot[slot]; lot != kNone; lot = book.lots[lot].next) {
    places.push_back(lot);
    lots.push_back({0, book.lots[lot], foreign ? book.lot_local[lot] : 0});
  }
  const std::uint8_t places_before = book.positions.places[slot];
  TRY(const Relieved relieved, book.relieve(slot, units, method));
  const std::int64_t scale = kPowersOfTen[book.positions.places[slot] - places_before];
  for (Arriving& lot : lots) lot.from.quantity *= scale;
  if (method == LotMethod::Average) {
    lots.resize(1);
    lots[0].from.quantity = units.coefficient * kPowersOfTen[book.positions.places[slot] - units.places];
    lots[0].from.cost = relieved.cost;
    lots[0].local_cost = relieved.local_cost;
    return lots;
  }
  for (std::uint32_t lot = book.positions.first_lot[slot]; lot != kNone; lot = book.lots[lot].next) {
    const auto at = std::find(places.begin(), places.end(), lot) - places.begin();
    Arriving& left = lots[static_cast<std::size_t>(at)];
    left.from.quantity -= book.lots[lot].quantity;
    left.from.cost -= book.lots[lot].cost;
    if (foreign) left.local_cost -= book.lot_local[lot];
  }
  std::erase_if(lots, [](const Arriving& lot) { return lot.from.quantity == 0; });
  return lots;
}

struct Chosen {
  Book& book;
  Journal& journal;
  const Offer& option;
  Fixed units;
  std::uint32_t slot;
  const entity::Security& security;
  const instrument::SecurityColumns& columns;
  const PostingRules& rules;
  event::CorporateAction action = event::action_of(option);

  LotMethod untaxed_method() const {
    return rules.lot_method == LotMethod::LowestTax ? LotMethod::Fifo : rules.lot_method;
  }
  int minor_places() const {
    return book.positions.foreign[slot] != 0 ? security.currency.minor_places() : rules.minor_places;
  }
  Origin origin() const { return {option.source, option.row}; }

  Result<Done> post() {
    if (amortises_by_yield(security, rules) && option.gives_up())
      CHECK(amortise_lots(book, journal, slot, security, option.pay_date, option.pay_date, rules));
    if (option.is_paid_for()) return subscribe();
    return option.brings_units() ? exchange() : sell();
  }

  /// For cash: a sale, of par with the interest accrued.
  Result<Done> sell() {
    TRY(const std::int64_t money, action_money(book, units, action, columns, rules));
    event::Trade sale;
    sale.security = option.security;
    sale.sell = true;
    sale.quantity = units;
    if (option.of_par()) sale.interest = interest_of(book, units.decimal(), option.pay_date, security, minor_places());
    sale.net = money + sale.interest;
    sale.settles = option.pay_date;
    TRY(const Relieved relieved, relieve_lots(book, slot, option.pay_date, sale, {}, security.currency, rules));
    return post_proceeds(book, journal, origin(), option.pay_date, sale, 0, security.currency, slot, relieved, rules,
                         option.of_par() ? RuleId::Redemption : RuleId::Tender);
  }

  /// For units of another security, that carry cost and day on.
  Result<Done> exchange() {
    const bool converts = option.kind == Offer::Kind::Conversion;
    TRY(const Fixed brought, action_units(book, units, action));
    TRY(const std::int64_t money, action_money(book, units, action, columns, rules));
    if (option.pays_interest) CHECK(pay_interest());
    TRY(std::vector<Arriving> lots, take_lots(book, slot, units, untaxed_method()));
    share_units(lots, brought);
    const bool foreign = book.positions.foreign[slot] != 0;
    const Relieved taken = take_cash(book, lots, foreign, money, brought, action, minor_places());
    if (money != 0)
      CHECK(post_action_money(book, journal, slot, action, money, taken, RuleId::Exchange, columns, rules));
    return bring(book, journal, slot, std::move(lots), brought, action,
                 converts ? RuleId::Conversion : RuleId::Exchange, columns, rules);
  }

  Result<Done> pay_interest() {
    event::Trade paid;  // money comes as of a sale of nothing
    paid.security = option.security;
    paid.sell = true;
    paid.interest = interest_of(book, units.decimal(), option.pay_date, security, minor_places());
    paid.net = paid.interest;
    paid.settles = option.pay_date;
    if (paid.net == 0) return Done{};
    return post_proceeds(book, journal, origin(), option.pay_date, paid, 0, security.currency, slot, {}, rules,
                         RuleId::Conversion);
  }

  /// For money and, of rights, what they cost: a purchase.
  Result<Done> subscribe() {
    TRY(const Fixed brought, action_units(book, units, action));
    TRY(const std::int64_t money, action_money(book, units, action, columns, rules));
    Relieved rights;
    if (option.gives_up()) {
      TRY(rights, book.relieve(slot, units, untaxed_method()));
    }
    event::Trade bought;
    bought.security = option.received;
    bought.quantity = to_fixed(brought.decimal().trimmed()).value_or(brought);
    bought.net = money;
    bought.settles = option.pay_date;
    event::Event event;
    event.reference.text = option.id;
    event.row = option.row;
    event.source = option.source;
    event.date = option.pay_date;
    CHECK(post_trade(book, journal, event, bought, {}, columns, rules));
    book.pending.back().trade = 0;  // no trade: a notice about a trade of the same name is not about it
    if (rights.cost != 0 || rights.local_cost != 0) {
      const std::uint32_t to = book.find(option.received);
      book.add_cost_of(to, book.positions.last_lot[to], rights.cost, rights.local_cost);
      journal.begin(RuleId::RightsExercise, origin());
      journal.post(Account::InvestmentsAtCost, rights.cost, option.received.value);
      journal.post(Account::InvestmentsAtCost, -rights.cost, option.security.value);
      journal.end();
    }
    if (!option.fraction_price) return Done{};
    const Fixed fraction{brought.coefficient % kPowersOfTen[brought.places], brought.places};
    return sell_fraction(book, journal, option.received, fraction, action, columns, rules);
  }
};

}  // namespace

Result<Done> post_option(Book& book, Journal& journal, const Offer& option, Fixed units,
                         const std::vector<entity::Security>& securities, const instrument::SecurityColumns& columns,
                         const PostingRules& rules) {
  const std::uint32_t slot = book.find(option.security);
  if (units.coefficient == 0) return Done{};
  OE_ASSERT(slot != kNone, "what is given up is held");
  take_as_settled(book, slot);
  return Chosen{book, journal, option, units, slot, securities[option.security.value], columns, rules}.post();
}

}  // namespace openend::book
