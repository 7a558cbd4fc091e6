#include "app/explain_day.h"

#include <algorithm>

namespace openend::app {

Result<std::unique_ptr<Explained>> Explained::open(Session& session, const std::optional<Instant>& known_by,
                                                   PortfolioId portfolio, Date date) {
  Walk walk(session);
  walk.known_by = known_by;
  std::unique_ptr<Explained> x(new Explained(session, known_by));
  x->portfolio_ = session.registry().trust().find(portfolio);
  TRY(x->day_, walk.rebuild(portfolio, date));
  x->prices_ = walk.prices();
  x->fair_values_ = walk.fair_values();
  if (!book::decode(x->day_.sealed.journal, x->journal_))
    return refuse("E-EXPLAIN-004", "the day's journal can not be read", "run openend verify");
  x->before_ = x->package().balances;
  for (std::size_t i = 0; i < x->journal_.account.size(); ++i)
    x->before_[x->journal_.account[i]] -= x->journal_.amount[i];
  for (const auto& source : session.store().events().sources()) x->files_[source.id.value] = source.name;
  return x;
}

std::string Explained::place(book::Origin origin) const {
  const auto at = files_.find(origin.source.value);
  return at == files_.end() ? std::string() : at->second + " row " + std::to_string(origin.row);
}

const Explained* Explained::previous() const {
  if (!previous_) {
    auto opened = open(session_, known_by_, portfolio_->id, day_.previous);
    if (opened) previous_ = std::move(opened).value();
  }
  return previous_.get();
}

const event::EventList& Explained::read(Date date) const {
  const auto at = events_.find(date);
  if (at != events_.end()) return at->second.list;
  Decoded& decoded = events_[date];
  store::Query query;
  query.portfolio = portfolio_->id;
  query.known_by = known_by_;
  query.from = query.to = date;
  for (store::Batch& batch : session_.store().events().read(query)) {
    const auto kind = static_cast<event::BatchKind>(batch.kind);
    if (kind == event::BatchKind::Book || kind == event::BatchKind::Shares) decoded.batches.push_back(std::move(batch));
  }
  for (const store::Batch& batch : decoded.batches) {
    if (!event::decode(batch.body, batch.day, batch.source, decoded.list))
      throw store::StoreFault("batch " + std::to_string(batch.sequence) + " can not be read: run openend verify");
  }
  // A withdrawal of what is not there was refused at the strike: here the rest is enough.
  if (!day::resolve(decoded.list)) return decoded.list;
  return decoded.list;
}

const event::EventList& Explained::on(Date date) const { return read(date); }

const event::EventList& Explained::opening() const { return read(day_.book.opening); }

const event::Event* Explained::find(book::Origin origin) const {
  if (!origin.source.exists()) return nullptr;
  if (!headers_) {
    store::Query query;
    query.portfolio = portfolio_->id;
    query.known_by = known_by_;
    query.to = date();
    query.with_bodies = false;
    headers_ = session_.store().events().read(query);
  }
  for (auto head = headers_->rbegin(); head != headers_->rend(); ++head) {
    if (head->source != origin.source) continue;
    for (const event::Event& event : read(head->day).events) {
      if (event.source == origin.source && event.row == origin.row) return &event;
    }
  }
  return nullptr;
}

Explained::LotName Explained::lot_name(SecurityId security, const book::Lot& lot) const {
  const auto in = [&](const event::EventList& list) -> std::optional<LotName> {
    for (const event::Event& event : list.events) {
      if (book::lot_name(event.reference) != lot.name) continue;
      const auto* opened = std::get_if<event::OpeningLot>(&event.body);
      if ((opened != nullptr && opened->security == security) || !units_moved(*this, event, security).is_zero())
        return LotName{text_of(event.reference), place(event)};
    }
    return std::nullopt;
  };
  if (lot.acquired != 0) {
    if (auto found = in(read(Date{lot.acquired}))) return *found;
  }
  if (auto found = in(opening())) return *found;
  for (const auto& action : actions(security, day_.book.opening, date())) {
    if (book::lot_name(event::Reference{0, action.id}) == lot.name)
      return {action.id, place(book::Origin{action.source, action.row})};
  }
  for (const auto& option : offers(security, day_.book.opening, date())) {
    if (book::lot_name(event::Reference{0, option.id}) == lot.name)
      return {option.id, place(book::Origin{option.source, option.row})};
  }
  return {lot.name >> 63 != 0 ? std::string("named by a text that the log has no more") : std::to_string(lot.name), {}};
}

std::vector<event::CorporateAction> Explained::actions(SecurityId security, Date after, Date until) const {
  store::Query query;
  query.kind = static_cast<std::uint16_t>(event::BatchKind::CorporateActions);
  query.known_by = known_by_;
  query.from = after + 1;
  query.to = until;
  std::vector<event::CorporateAction> found;
  for (const auto& batch : session_.store().events().read(query)) {
    if (!event::decode(batch.body, batch.day, batch.source, found))
      throw store::StoreFault("corporate actions of " + batch.day.text() + " can not be read: run openend verify");
  }
  event::put_in_order(found);
  std::erase_if(found, [&](const event::CorporateAction& action) {
    const bool brings_it = action.brings_units() && action.received == security;
    return (action.security != security && !brings_it) || action.withdraws();
  });
  return found;
}

Node describe(const Explained& x, const event::CorporateAction& action) {
  std::string text = action.id + ", ex " + action.ex_date.text();
  const std::string place = x.place(book::Origin{action.source, action.row});
  if (action.redeems()) {
    return fact(std::string(event::word_of(action.kind)) + " that leaves " + action.new_units.decimal().text() +
                    " of " + action.old_units.decimal().text(),
                text + ", at " + action.cash.decimal().text() + " for 100 of par, paid " + action.pay_date.text(),
                place);
  }
  if (!action.is_split() && !action.brings_units()) {
    const bool ends = action.ends_holding();
    return fact((ends ? "liquidation at " : "return of capital of ") + action.cash.decimal().text() + " a unit",
                text + ", paid " + action.pay_date.text(), place);
  }
  if (action.fraction_price) {
    text += ", fractions sold at " + action.fraction_price->decimal().text() + ", paid " + action.pay_date.text();
  }
  const std::string ratio = action.new_units.decimal().text() + " for " + action.old_units.decimal().text();
  if (action.is_split()) return fact("split " + ratio, std::move(text), place);
  const auto key = [&](SecurityId security) { return x.session().registry().security(security).key; };
  if (action.cash.coefficient != 0) text += ", and " + action.cash.decimal().text() + " a unit in cash";
  if (action.worth) text += ", a new unit worth " + action.worth->decimal().text();
  if (action.ends_holding())
    return fact(std::string(event::word_of(action.kind)) + " of " + key(action.security) + " into " +
                    key(action.received) + ", " + ratio,
                text, place);
  return fact("spin-off of " + key(action.received) + " from " + key(action.security) + ", " + ratio,
              text + ", with " + action.cost_pct.decimal().text() + "% of the cost", place);
}

const event::RateQuote* Explained::rate(Currency currency, Date date) const {
  if (!rates_) {
    rates_.emplace();
    store::Query query;
    query.kind = static_cast<std::uint16_t>(event::BatchKind::ExchangeRates);
    query.known_by = known_by_;
    query.to = this->date();
    for (const auto& batch : session_.store().events().read(query)) {
      std::vector<event::ExchangeRate> rates;
      if (event::decode(batch.body, rates)) rates_->apply(batch.day, rates, batch.source);
    }
  }
  return rates_->at(currency, portfolio_->base, date);
}

Node at_rate(const Explained& x, Node node, Node local, Currency currency, Date date) {
  const event::RateQuote* quote = x.rate(currency, date);
  if (quote == nullptr) return node;
  Node rate =
      leaf(quote->inverse ? "rate, " + std::string(currency.code()) + " per " + std::string(x.portfolio().base.code())
                          : "rate, " + std::string(x.portfolio().base.code()) + " per " + std::string(currency.code()),
           quote->rate.decimal().trimmed().text(), "of " + quote->day.text(),
           x.place(book::Origin{quote->source, quote->row}));
  local.unit = std::string(currency.code());
  Node exact = quote->inverse ? quotient("local amount / rate", std::move(local), std::move(rate))
                              : product("local amount x rate", {std::move(local), std::move(rate)});
  return rounded(std::move(node), std::move(exact), RoundingPlace::Translation);
}

std::vector<Node> translated(const Explained& x, Currency currency, std::int64_t local, Date date,
                             std::int64_t amount) {
  const event::RateQuote* quote = x.rate(currency, date);
  Node money = leaf("local amount", money_text(local, currency.minor_places()));
  RoundingTally none;
  const auto worth =
      quote == nullptr ? std::nullopt : event::translate(*quote, local, currency.minor_places(), x.places(), none);
  if (!worth) return {leaf("carried for " + money.amount + " " + std::string(currency.code()), x.money(amount))};
  Node worthy = leaf("worth on " + date.text(), x.money(*worth));
  std::vector<Node> parts{at_rate(x, std::move(worthy), std::move(money), currency, date)};
  if (*worth != amount)
    parts.push_back(leaf("what the books carry it at, less that worth", x.money(amount - *worth),
                         "money leaves at its average cost, what is due at what it came in at"));
  return parts;
}

}  // namespace openend::app
