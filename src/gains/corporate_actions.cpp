#include "gains/corporate_actions.h"

#include <algorithm>

#include "money/power.h"

namespace openend::gains {

namespace {

Decimal cents(const Decimal& number) { return number.rounded(2, Rounding::HalfUp); }

Refusals not_positive(const char* what) { return refuse("E-GAIN-002", what, "give numbers above zero"); }

}  // namespace

Result<Split> split(const Decimal& shares, const Decimal& cost, const Decimal& new_shares, const Decimal& old_shares,
                    const Decimal& cash_price) {
  if (shares <= Decimal(0) || new_shares <= Decimal(0) || old_shares <= Decimal(0))
    return not_positive("a split multiplies shares that are held");
  const Decimal received = quotient(product(shares, new_shares), old_shares);
  Split answer;
  answer.whole_shares = received.rounded(0, Rounding::Down);
  answer.fraction = received - answer.whole_shares;
  answer.cash_in_lieu = cents(product(answer.fraction, cash_price));
  answer.fraction_cost = cents(quotient(product(cost, answer.fraction), received));
  answer.gain = answer.cash_in_lieu - answer.fraction_cost;
  answer.remaining_cost = cost - answer.fraction_cost;
  return answer;
}

Result<Rights> rights(const RightsTerms& terms) {
  if (terms.shares <= Decimal(0) || terms.rights <= Decimal(0) || terms.stock_value <= Decimal(0))
    return not_positive("rights are received on stock that is held and worth something");
  const Decimal stock = product(terms.shares, terms.stock_value), rights = product(terms.rights, terms.right_value);
  const Decimal cost = product(terms.shares, terms.cost);
  Rights answer;
  answer.allocated = terms.elected || rights >= stock * Decimal::of(15, 2);
  if (answer.allocated) answer.rights_cost = product(cost, quotient(rights, stock + rights));
  answer.stock_cost = cost - answer.rights_cost;
  answer.per_right = quotient(answer.rights_cost, terms.rights);
  answer.old_share = quotient(answer.stock_cost, terms.shares);
  answer.new_share = terms.subscription + answer.per_right;
  return answer;
}

Result<SpinOff> spin_off(const SpinOffTerms& terms) {
  if (terms.parent_value.is_negative() || terms.spun_value.is_negative() || terms.old_shares <= Decimal(0) ||
      terms.shares <= Decimal(0))
    return not_positive("cost is shared by the market values of shares that are held");
  const Decimal parent = product(terms.shares, terms.parent_value);
  const Decimal received = quotient(product(terms.shares, terms.new_shares), terms.old_shares);
  const Decimal all = parent + product(received, terms.spun_value);
  if (all <= Decimal(0)) return not_positive("what is held after a spin-off is worth something");
  const Decimal parent_cost = cents(product(terms.cost, quotient(parent, all)));
  return SpinOff{parent_cost, terms.cost - parent_cost};
}

std::vector<CapitalReturned> return_of_capital(Decimal cost, const std::vector<Decimal>& returned) {
  std::vector<CapitalReturned> answer;
  for (const Decimal& amount : returned) {
    const Decimal taken = std::min(amount, cost);
    cost -= taken;
    answer.push_back({cost, amount - taken});
  }
  return answer;
}

Exchange exchange_with_cash(const Decimal& cost, const Decimal& stock_value, const Decimal& cash) {
  Exchange answer;
  answer.gain_realized = stock_value + cash - cost;
  answer.gain_recognized = std::max(std::min(answer.gain_realized, cash), Decimal(0));
  answer.new_cost = cost - cash + answer.gain_recognized;
  return answer;
}

}  // namespace openend::gains
