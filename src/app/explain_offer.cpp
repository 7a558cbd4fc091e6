// app/explain_offer.cpp - floor 7
//
// Which option of an offer a posting or a lot came of.
#include <algorithm>

#include "app/explain_day.h"

namespace openend::app {

std::vector<event::Offer> Explained::offers(SecurityId security, Date after, Date until) const {
  store::Query query;
  query.kind = static_cast<std::uint16_t>(event::BatchKind::Offers);
  query.known_by = known_by_;
  query.to = until;
  std::vector<event::Offer> found;
  for (const auto& batch : session_.store().events().read(query)) {
    if (!event::decode(batch.body, batch.day, batch.source, found))
      throw store::StoreFault("offers of " + batch.day.text() + " can not be read: run openend verify");
  }
  event::put_in_order(found);
  std::erase_if(found, [&](const event::Offer& option) {
    const bool is_of_it = option.security == security || (option.brings_units() && option.received == security);
    return !option.is_option() || !is_of_it || option.pay_date <= after || option.pay_date > until;
  });
  return found;
}

Node describe(const Explained& x, const event::Offer& option) {
  const auto key = [&](SecurityId security) { return x.session().registry().security(security).key; };
  std::string what = std::string(event::word_of(option.kind)) + " of " + key(option.security);
  if (option.brings_units())
    what += " for " + key(option.received) + ", " + option.new_units.decimal().text() + " for " +
            option.old_units.decimal().text();
  std::string text = option.id + ", option " + option.option + ", paid " + option.pay_date.text();
  if (option.cash.coefficient != 0)
    text += ", " + option.cash.decimal().text() +
            (option.of_par()        ? " for 100 of par"
             : option.is_paid_for() ? " a unit paid in"
                                    : " a unit in cash");
  if (option.fraction_price) text += ", fractions sold at " + option.fraction_price->decimal().text();
  return fact(std::move(what), std::move(text), x.place(book::Origin{option.source, option.row}));
}

namespace {

/// The option that a row of the day tells; nothing where it tells none.
std::optional<event::Offer> option_of(const Explained& x, const entity::Security* security, book::Origin origin) {
  if (security == nullptr || !origin.source.exists()) return std::nullopt;
  for (const auto& option : x.offers(security->id, x.day().previous, x.date())) {
    if (option.source == origin.source && option.row == origin.row) return option;
  }
  return std::nullopt;
}

}  // namespace

Date paid_on(const Explained& x, const entity::Security* security, book::Origin origin) {
  const auto option = option_of(x, security, origin);
  return option ? option->pay_date : x.date();
}

void add_option(const Explained& x, const entity::Security* security, book::Origin origin, Node& node) {
  if (const auto option = option_of(x, security, origin)) node.facts.push_back(describe(x, *option));
}

}  // namespace openend::app
