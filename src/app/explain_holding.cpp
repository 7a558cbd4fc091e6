// app/explain_holding.cpp - floor 7
//
// What a holding, a forward contract and the appreciation of both stand at: quantity, lots, price, terms, rate, and
// every rounding on the way.
#include <algorithm>

#include "app/explain_day.h"
#include "instrument/list.h"

namespace openend::app {

/// The price in use, and the row of the file that it came from.
Node price_of(const Explained& x, SecurityId security, const Decimal& price) {
  Node node = leaf("price", price.text());
  const value::PriceBoard::Mark& mark = x.prices().at(security.value);
  const value::PriceBoard::Quote& quote = x.prices().quote(mark);
  x.search_back(event::BatchKind::Prices, [&](const store::Batch& batch) {
    event::PriceSet set;
    if (batch.day.days > mark.day) return false;
    if (!event::decode(batch.body, batch.day, set) || set.source != quote.source || set.kind != quote.kind)
      return false;
    for (std::size_t i = set.size(); i-- > 0;) {
      if (set.security[i] != security.value) continue;
      node.detail = std::string(policy::name_of(quote.kind)) + " of " + batch.day.text();
      if (!set.source.empty()) node.detail += ", " + set.source;
      if (!set.status.empty()) node.detail += ", " + set.status;
      node.place = x.place(book::Origin{batch.source, set.row[i]});
      return true;
    }
    return false;
  });
  return node;
}

namespace {

/// What a determination of fair value says of itself.
Node determined(const Explained& x, const value::OwnValue& own, const Decimal& price) {
  const event::FairValue& told = x.fair_values().all()[own.determination];
  Node node = leaf("fair value", price.text(),
                   "determination " + told.id + " of " + told.date.text() + " by " + told.who + ": " + told.method +
                       "; " + told.reason);
  if (told.expires) node.detail += "; through " + told.expires->text();
  return node;
}

Node quantity_by_lots(const Explained& x, std::uint32_t slot) {
  const auto& p = x.day().book.positions;
  Node node = leaf("quantity", Decimal::of(p.quantity[slot], p.places[slot]).text());
  Date oldest = x.date();
  for (std::uint32_t at = p.first_lot[slot]; at != book::kNone; at = x.day().book.lots[at].next) {
    const book::Lot& lot = x.day().book.lots[at];
    oldest = std::min(oldest, Date{lot.acquired});
    auto [name, place] = x.lot_name(SecurityId{p.security[slot]}, lot);
    std::string detail = "cost " + x.money(lot.cost);
    if (lot.allocated != 0) detail += ", allocated";
    if (lot.acquired != 0) detail += ", acquired " + Date{lot.acquired}.text();
    node.parts.push_back(
        leaf("lot " + name, Decimal::of(lot.quantity, p.places[slot]).text(), std::move(detail), std::move(place)));
  }
  for (const auto& action : x.actions(SecurityId{p.security[slot]}, std::max(oldest, x.day().book.opening), x.date()))
    node.facts.push_back(describe(x, action));
  for (const auto& option : x.offers(SecurityId{p.security[slot]}, std::max(oldest, x.day().book.opening), x.date()))
    node.facts.push_back(describe(x, option));
  return node;
}

}  // namespace

std::string yield_of(const Explained& x, std::uint32_t slot, const book::Lot& lot) {
  if (lot.line == 0) return {};
  const book::YieldLine& line = x.day().book.yield_lines[lot.line - 1];
  const bool foreign = x.day().book.positions.foreign[slot] != 0;
  const entity::Security& security = x.session().registry().security(SecurityId{x.day().book.positions.security[slot]});
  const int minor = foreign ? security.currency.minor_places() : x.places();
  const std::string begins = money_text(line.cost, minor) + " from " + Date{line.bought}.text();
  if (line.stays != 0) return "does not amortise: at par, or a price that no yield gives; " + begins;
  if (!line.is_solved()) return "amortises by its yield: " + begins;
  const auto end = [&](std::int64_t scaled) {
    return Decimal::of(scaled, minor + book::kLinePlaces).rounded(minor, Rounding::HalfUp).text();
  };
  return "amortised at " + Decimal::of(line.yield, 10).text() + "% a year: " + begins + "; for all that was bought " +
         end(line.start) + " on " + Date{line.from}.text() + " to " + end(line.end) + " on " + Date{line.to}.text();
}

namespace {

Node cost_by_lots(const Explained& x, std::uint32_t slot) {
  const auto& p = x.day().book.positions;
  Node node = leaf("cost", x.money(p.cost[slot]));
  for (std::uint32_t at = p.first_lot[slot]; at != book::kNone; at = x.day().book.lots[at].next) {
    const book::Lot& lot = x.day().book.lots[at];
    auto [name, place] = x.lot_name(SecurityId{p.security[slot]}, lot);
    node.parts.push_back(leaf("lot " + name, x.money(lot.cost), yield_of(x, slot, lot), std::move(place)));
  }
  return node;
}

/// The value in the holding's own currency: price or terms, rounded.
Node own_value(const Explained& x, std::uint32_t slot, const Decimal& value) {
  const auto& p = x.day().book.positions;
  const auto& marks = x.day().sealed.marks;
  const entity::Security& security = x.session().registry().security(SecurityId{p.security[slot]});
  const Decimal quantity = Decimal::of(p.quantity[slot], p.places[slot]);
  const value::OwnValue* own = marks.own.at(slot);
  const auto quotation = own != nullptr ? own->quotation : instrument::quotation(security);
  if (own != nullptr && own->basis == value::Basis::AmortisedCost) {
    Node node = from_terms(x, "amortised cost", security, own->value, quantity, value, RoundingPlace::HoldingValue);
    node.detail += "straight to maturity; ASR 219";
    return node;
  }
  if (quotation == instrument::Quotation::FromTerms) {
    const auto exact = instrument::value_from_terms(security, quantity, x.day().value_through);
    Node node = from_terms(x, "value from terms", security, exact, quantity, value, RoundingPlace::HoldingValue);
    node.facts = terms_of(security, x.day().value_through);
    return node;
  }
  const Decimal price = Decimal::of(marks.price[slot], marks.places[slot]);
  const bool fair = own != nullptr && own->price.known && own->basis != value::Basis::Indexed;
  const bool is_indexed = own != nullptr && instrument::is_indexed(security);
  const Decimal quoted = is_indexed ? own->quoted : price;
  std::vector<Node> factors{quantity_by_lots(x, slot),
                            fair ? determined(x, *own, quoted) : price_of(x, security.id, quoted)};
  if (is_indexed)
    factors.push_back(leaf("index ratio", own->index_ratio.text(),
                           security.inflation->index + " of " + (x.day().value_through + 1).text() + " over " +
                               security.inflation->base.text()));
  if (quotation == instrument::Quotation::PerHundred) factors.push_back(leaf("per 100 of par", "0.01"));
  return rounded(leaf("quantity x price", value.text()), product("exact", std::move(factors)),
                 RoundingPlace::HoldingValue);
}

Node value_of(const Explained& x, std::uint32_t slot) {
  const auto& p = x.day().book.positions;
  const auto& marks = x.day().sealed.marks;
  const entity::Security& security = x.session().registry().security(SecurityId{p.security[slot]});
  const Decimal value = Decimal::of(marks.value[slot], x.places());
  if (p.foreign[slot] == 0) {
    Node node = own_value(x, slot, value);
    node.label = "value of " + security.key;
    return node;
  }
  const Currency currency = security.currency;
  const Decimal local = Decimal::of(marks.local_value[slot], currency.minor_places());
  return at_rate(x, leaf("value of " + security.key, value.text()), own_value(x, slot, local), currency, x.date());
}

}  // namespace

Result<Node> explain_holding(const Explained& x, const std::string& key) {
  const SecurityId id = x.session().registry().find_security(key);
  const std::uint32_t slot = id.exists() ? x.day().book.find(id) : book::kNone;
  if (slot == book::kNone || x.day().book.positions.quantity[slot] == 0)
    return refuse("E-EXPLAIN-002", "the portfolio does not hold " + key, "list the lines with openend explain P@D");
  Node node = value_of(x, slot);
  const std::int64_t value = x.day().sealed.marks.value[slot], cost = x.day().book.positions.cost[slot];
  node.unit = std::string(x.portfolio().base.code());
  node.rule = &policy::rule_of(policy::RuleId::Valuation);
  node.facts.push_back(cost_by_lots(x, slot));
  Node appreciation = leaf("unrealised appreciation", x.money(value - cost));
  appreciation.parts = {leaf("value", x.money(value)), leaf("less cost", x.money(-cost))};
  node.facts.push_back(std::move(appreciation));
  return node;
}

namespace {

/// What the contract's currency is worth at the forward rate, signed as the gain needs it.
Node forward_worth(const Explained& x, std::size_t place, std::int64_t sign) {
  const auto& contract = x.day().book.forwards[place];
  const auto& marks = x.day().sealed.marks;
  Node rate = leaf("forward rate", marks.forward_rate[place].decimal().trimmed().text(),
                   std::string(contract.currency.code()) + " to " + contract.settlement.text());
  bool quoted = false;
  x.search_back(event::BatchKind::ForwardRates, [&](const store::Batch& batch) {
    std::vector<event::ForwardRate> rates;
    if (!event::decode(batch.body, rates)) return false;
    for (std::size_t i = rates.size(); i-- > 0;) {
      if (rates[i].currency != contract.currency || rates[i].settlement != contract.settlement) continue;
      rate.detail += ", of " + batch.day.text();
      rate.place = x.place(book::Origin{batch.source, rates[i].row});
      quoted = rates[i].rate.decimal() == marks.forward_rate[place].decimal();
      return true;
    }
    return false;
  });
  if (!quoted) {
    rate.place.clear();
    rate.detail = std::string(contract.currency.code()) + " to " + contract.settlement.text() +
                  ", on a straight line between the dates quoted around it";
  }
  const Decimal units = contract.units.decimal();
  Node node = leaf(sign < 0 ? "less what it is worth" : "what it is worth", x.money(sign * marks.forward_value[place]));
  Node exact = product("units x forward rate", {leaf("units", (sign < 0 ? -units : units).text()), std::move(rate)});
  return rounded(std::move(node), std::move(exact), RoundingPlace::ForwardValue);
}

Node forward_gain(const Explained& x, std::size_t place) {
  const auto& contract = x.day().book.forwards[place];
  Node node = leaf("forward:" + contract.contract, x.money(x.day().sealed.marks.forward_gain[place]),
                   std::string(contract.sell ? "sells " : "buys ") + contract.units.decimal().trimmed().text() + " " +
                       std::string(contract.currency.code()) + " on " + contract.settlement.text());
  Node agreed = leaf(contract.sell ? "agreed amount" : "less the agreed amount",
                     x.money(contract.sell ? contract.amount : -contract.amount));
  for (const event::Event& event : x.opening().events) {
    const auto* opened = std::get_if<event::OpeningForward>(&event.body);
    if (opened != nullptr && event.reference.text == contract.contract) agreed.place = x.place(event);
  }
  for (const event::Event& event : x.on(contract.agreed).events) {
    const auto* deal = std::get_if<event::ForwardDeal>(&event.body);
    const std::string id = text_of(event.reference);
    if (deal == nullptr || (contract.contract != id && contract.contract != id + (contract.sell ? " sold" : " bought")))
      continue;
    agreed.place = x.place(event);
    agreed.detail = std::string(deal->counterparty);
  }
  node.parts = {std::move(agreed), forward_worth(x, place, contract.sell ? -1 : 1)};
  node.rule = &policy::rule_of(policy::RuleId::ForwardValuation);
  return node;
}

}  // namespace

Result<Node> explain_forward(const Explained& x, const std::string& contract) {
  for (std::size_t i = 0; i < x.day().book.forwards.size(); ++i) {
    if (x.day().book.forwards[i].contract == contract) return forward_gain(x, i);
  }
  return refuse("E-EXPLAIN-002", "the portfolio has no open forward contract " + contract,
                "list the lines with openend explain P@D");
}

Node appreciation_of_holdings(const Explained& x) {
  const auto& p = x.day().book.positions;
  std::int64_t total = 0;
  Node node = leaf("value less cost of the holdings", {});
  for (std::uint32_t slot = 0; slot < p.size(); ++slot) {
    const std::int64_t value = x.day().sealed.marks.value[slot];
    if (p.quantity[slot] == 0) continue;
    total += value - p.cost[slot];
    Node holding = leaf("holding:" + x.key_of(SecurityId{p.security[slot]}), x.money(value - p.cost[slot]));
    holding.parts = {leaf("value", x.money(value)), leaf("less cost", x.money(-p.cost[slot]))};
    node.parts.push_back(std::move(holding));
  }
  node.amount = x.money(total);
  return node;
}

Node appreciation_of_forwards(const Explained& x) {
  Node node = leaf("gains of the open forward contracts", x.money(x.day().sealed.marks.forward_total));
  for (std::size_t i = 0; i < x.day().book.forwards.size(); ++i) node.parts.push_back(forward_gain(x, i));
  return node;
}

Node appreciation_by_translation(const Explained& x) {
  std::int64_t total = 0;
  Node node = leaf("translation of money in other currencies", {});
  for (const auto& entry : x.day().book.sub_balances) {
    if (entry.translation == 0) continue;
    total += entry.translation;
    const std::string currency(entry.currency.code());
    Node part = leaf(std::string(entity::line_of(entry.account).word) + " in " + currency, x.money(entry.translation));
    Node worth = leaf("worth at the strike's rate", x.money(entry.cost + entry.translation));
    Node local = leaf("amount held", money_text(entry.local, entry.currency.minor_places()));
    part.parts = {at_rate(x, std::move(worth), std::move(local), entry.currency, x.date()),
                  leaf("less what it came in at", x.money(-entry.cost))};
    node.parts.push_back(std::move(part));
  }
  node.amount = x.money(total);
  return node;
}

}  // namespace openend::app
