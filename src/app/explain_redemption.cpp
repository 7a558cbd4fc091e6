// app/explain_redemption.cpp - floor 7
//
// What made a posting of par that was paid back before maturity.
#include "app/explain_day.h"

namespace openend::app {

namespace {

Node paid_back(const event::CorporateAction& action, const Decimal& par, std::string label, int minor) {
  Node exact = product("par x price", {leaf("par paid back", par.text()), leaf("price", action.cash.decimal().text()),
                                       leaf("per 100 of par", "0.01")});
  const Decimal money = (par * action.cash.decimal() * Decimal::of(1, 2)).rounded(minor, Rounding::HalfUp);
  return rounded(leaf(std::move(label), money.text()), std::move(exact), RoundingPlace::ParPaid);
}

}  // namespace

std::vector<Node> parts_of_redemption(const Explained& x, const event::CorporateAction& action,
                                      const entity::Security& security, entity::Account account, const Decimal& held,
                                      std::int64_t amount, int minor) {
  const auto units = to_fixed(held);
  const auto left = units ? event::left_after(*units, action) : std::nullopt;
  if (!left) return {};
  const Decimal par = (held - left->decimal()).trimmed();
  const auto interest = [&](const Decimal& of) {
    const auto exact = instrument::accrued(security, of, action.ex_date - 1);
    return from_terms(x, "interest through " + (action.ex_date - 1).text(), security, exact, of,
                      exact.rounded(minor, Rounding::HalfUp), RoundingPlace::Interest);
  };
  if (account == entity::Account::ReceivableInterest) return {interest(-par)};
  if (account == entity::Account::RealisedOnInvestments) {
    Node money = paid_back(action, -par, "less what is paid back", minor);
    const Decimal cost = Decimal::of(amount, minor) - amount_of(money);
    return {std::move(money), leaf("cost of the par paid back", cost.text())};
  }
  std::vector<Node> parts{paid_back(action, par, "paid back", minor)};
  if (instrument::life(security, action.ex_date - 1, action.ex_date).empty()) parts.push_back(interest(par));
  return parts;
}

}  // namespace openend::app
