#include "debt/commercial_paper.h"

#include "money/power.h"

namespace openend::debt {

Result<Decimal> discount_proceeds(const Decimal& face, const Decimal& discount, int days) {
  const Decimal left = Decimal(360) - discount * Decimal(days);  // of 360
  if (days < 0 || days > 36600 || left <= Decimal(0))
    return refuse("E-DEBT-004", "a discount for " + std::to_string(days) + " days leaves nothing of the face",
                  "give the decimal of the rate, 0.0525 for 5.25%, and its days");
  return quotient(product(face, left), Decimal(360));
}

Result<Decimal> money_market_yield(const Decimal& discount, int days) {
  TRY(const Decimal price, discount_proceeds(Decimal(1), discount, days));
  return quotient(discount, price);
}

Result<Decimal> straight_line_cost(const Decimal& start, const Decimal& par, int days_at_start, int days_left) {
  if (days_at_start < 1 || days_left < 0 || days_left > days_at_start)
    return refuse("E-DEBT-004",
                  std::to_string(days_left) + " days are outside a line of " + std::to_string(days_at_start),
                  "ask for a day from the beginning of the line to maturity");
  return par - quotient(product(par - start, Decimal(days_left)), Decimal(days_at_start));
}

Result<Decimal> day_61_cost(const Decimal& price, const Decimal& par, int days_left) {
  return straight_line_cost(price, par, 61, days_left);
}

}  // namespace openend::debt
