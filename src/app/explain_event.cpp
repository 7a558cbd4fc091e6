// app/explain_event.cpp - floor 7
//
// What an event says, and the row that said it.
#include "app/explain_day.h"

namespace openend::app {

namespace {

/// One kind of body after the other; each gives the label and adds its facts.
struct Described {
  const Session& session;
  const entity::Portfolio& portfolio;
  const event::EventList& list;
  const event::Event& event;
  Node& node;

  std::string money(std::int64_t minor, Currency currency) const {
    const Currency known = currency.exists() ? currency : portfolio.base;
    return money_text(minor, known.minor_places()) + " " + std::string(known.code());
  }
  std::string key_of(SecurityId security) const { return session.registry().security(security).key; }
  void add(std::string label, std::string text) { node.facts.push_back(fact(std::move(label), std::move(text))); }

  void operator()(const event::OpeningLot& lot) {
    node.label = "lot " + text_of(event.reference) + " of " + key_of(lot.security);
    add("quantity", lot.quantity.decimal().text());
    add("cost", money(lot.cost, {}) + (lot.allocated ? ", allocated" : ""));
    if (lot.has_acquired) add("acquired", lot.acquired.text());
    if (lot.local_cost != 0)
      add("cost in its own currency", money(lot.local_cost, session.registry().security(lot.security).currency));
  }
  void operator()(const event::OpeningBalance& balance) {
    node.label = "opening balance of " + std::string(entity::line_of(balance.account).word);
    node.detail = std::string(balance.basis);
    if (balance.currency.exists()) add("in its own currency", money(balance.local, balance.currency));
  }
  void operator()(const event::OpeningForward& forward) {
    node.label = "opening contract " + text_of(event.reference);
    add(forward.sell ? "sells" : "buys", forward.units.decimal().text() + " " + std::string(forward.currency.code()) +
                                             " on " + forward.settlement.text());
    add("agreed amount", money(forward.amount, {}));
  }
  void operator()(const event::OpeningShares& shares) {
    node.label = "opening shares of " + std::string(shares.share_class);
    node.detail = std::string(shares.basis);
    add("shares", shares.shares.decimal().text());
  }
  void operator()(const event::Trade& trade) {
    const Currency currency = session.registry().security(trade.security).currency;
    node.label =
        std::string(trade.sell ? "sale " : "purchase ") + text_of(event.reference) + " of " + key_of(trade.security);
    add("quantity", trade.quantity.decimal().text());
    add("price", trade.price.decimal().text());
    add("net amount", money(trade.net, currency));
    if (trade.commission != 0) add("commission", money(trade.commission, currency));
    if (trade.interest != 0) add("accrued interest", money(trade.interest, currency));
    add("settles", trade.settles.text());
    for (std::uint32_t i = 0; i < trade.picks; ++i) {
      const auto& pick = list.picks[trade.first_pick + i];
      add("relieves", pick.quantity.decimal().text() + " of lot " + std::string(pick.lot));
    }
  }
  void operator()(const event::ContractTrade& trade) {
    node.label = std::string(trade.sell ? "sale " : "purchase ") + text_of(event.reference) + " that " +
                 (trade.close ? "closes " : "opens ") + key_of(trade.security);
    add("contracts", std::to_string(trade.contracts));
    add("price", trade.price.decimal().text());
    if (trade.net != 0) add("net amount", money(trade.net, {}));
    if (trade.commission != 0) add("commission", money(trade.commission, {}));
    if (trade.settles != Date{}) add("settles", trade.settles.text());
  }
  void operator()(const event::OptionExercise& used) {
    node.label = std::string(used.assigned ? "assignment " : "exercise ") + text_of(event.reference) + " of " +
                 key_of(used.security);
    add("contracts", std::to_string(used.contracts));
    if (used.settlement.coefficient != 0) add("settlement price", used.settlement.decimal().text());
    if (used.interest != 0) add("accrued interest", money(used.interest, {}));
    add("settles", used.settles.text());
  }
  void operator()(const event::Election& election) {
    node.label = std::string(election.withdraws ? "withdrawal of an election " : "election ") +
                 text_of(event.reference) + " of the offer " + std::string(election.offer);
    add("option", std::string(election.option));
    add("quantity", election.quantity.decimal().text());
  }
  void operator()(const event::BookEntry& entry) {
    node.label = std::string(event::kEntryKinds[entry.entry].word) + " " + text_of(event.reference);
    node.detail = std::string(entry.text);
    add("amount", money(entry.amount, entry.currency));
  }
  void operator()(const event::ShareActivity& activity) {
    node.label = "share activity of " + std::string(activity.share_class);
    add("subscriptions", money(activity.subscriptions, {}));
    add("redemptions", activity.redemptions.decimal().text() + " shares");
  }
  void operator()(const event::Cancellation&) { node.label = "withdrawal of " + text_of(event.reference); }
  void operator()(const event::CurrencyDeal& deal) {
    node.label = "spot deal " + text_of(event.reference);
    add("sells", money(deal.sold_amount, deal.sold));
    add("buys", money(deal.bought_amount, deal.bought));
    add("settles", deal.settles.text());
  }
  void operator()(const event::ForwardDeal& deal) {
    node.label = "forward contract " + text_of(event.reference);
    node.detail = std::string(deal.counterparty);
    add("sells", money(deal.sold_amount, deal.sold));
    add("buys", money(deal.bought_amount, deal.bought));
    add(deal.delivered ? "is delivered" : "is met in cash", deal.settles.text());
  }
  static std::string percent(event::LoanRate rate) {
    return Decimal::of(rate, event::kLoanRatePlaces).trimmed().text() + " percent a year";
  }
  void operator()(const event::Loan& loan) {
    node.label = std::string(event::word_of(loan.kind)) + " " + text_of(event.reference);
    node.detail = std::string(loan.counterparty);
    add(event::lends_security(loan.kind) ? "cash collateral" : "principal", money(loan.principal, {}));
    add("rate", percent(loan.rate) + (loan.year365 ? ", actual/365" : ", actual/360"));
    add("due", loan.has_due ? loan.due.text() : "on demand");
    if (loan.purpose != event::LoanPurpose::None)
      add("purpose", std::string(event::kLoanPurposes[static_cast<std::size_t>(loan.purpose)]));
    if (event::names_security(loan.kind)) add("security", loan.quantity.decimal().text() + " " + key_of(loan.security));
    if (loan.fee_rate != 0) add("fee", percent(loan.fee_rate) + " of " + money(loan.worth, {}));
    if (loan.kind == event::LoanKind::JointRepurchase) add("its share of the interest", money(loan.worth, {}));
    if (event::is_interfund(loan.kind))
      add("bounds", percent(loan.repo_rate) + " for repurchase agreements, " + percent(loan.bank_rate) + " of banks");
  }
  void operator()(const event::LoanPayment& payment) {
    node.label = "payment " + text_of(event.reference) + " on the loan " + std::string(payment.loan);
    if (payment.principal != 0)
      add(payment.principal > 0 ? "paid back" : "taken in addition", money(std::abs(payment.principal), {}));
    if (payment.has_rate) add("rate from now on", percent(payment.rate));
    if (payment.has_due) add("due", payment.due.text());
    if (payment.has_worth) add("securities lent are worth", money(payment.worth, {}));
    if (payment.quantity.coefficient != 0) add("given back", payment.quantity.decimal().text());
  }
  void operator()(const event::CollateralValue& told) {
    node.label = "collateral of " + std::string(told.deal);
    node.detail = std::string(event::kCollateralKinds[static_cast<std::size_t>(told.kind)]);
    add("worth", money(told.value, {}));
  }
  void operator()(const event::SettlementNotice& notice) {
    node.label =
        "trade " + text_of(event.reference) + (notice.failed ? " failed to settle" : " settled after its fail");
  }
  void operator()(const event::PeriodTotal& total) {
    node.label = std::string(total.of().label) + " of " + total.from.text() + " to " + event.date.text();
    node.detail = std::string(total.basis);
    add("as given", total.figure.decimal().text() + (total.in_thousands ? " thousand" : ""));
  }
};

}  // namespace

Node describe(const Session& session, PortfolioId portfolio, const event::Event& event, const event::EventList& list) {
  Node node;
  for (const auto& source : session.store().events().sources()) {
    if (source.id == event.source) node.place = source.name + " row " + std::to_string(event.row);
  }
  std::visit(Described{session, *session.registry().trust().find(portfolio), list, event, node}, event.body);
  node.facts.insert(node.facts.begin(), fact("date", event.date.text()));
  return node;
}

Node describe(const Explained& x, const event::Event& event) {
  return describe(x.session(), x.portfolio().id, event, x.on(event.date));
}

}  // namespace openend::app
