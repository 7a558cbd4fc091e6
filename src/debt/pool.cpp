#include "debt/pool.h"

#include <algorithm>

#include "money/power.h"

namespace openend::debt {

namespace {

bool is_part(const Decimal& number) { return !number.is_negative() && number <= Decimal(1); }

Refusals no_part(const char* what) { return refuse("E-DEBT-004", what, "give a decimal from 0 to 1"); }

}  // namespace

Result<Paydown> paydown(const Decimal& original_face, const Decimal& factor_before, const Decimal& factor_after,
                        const Decimal& cost_price) {
  if (!is_part(factor_before) || !is_part(factor_after) || factor_after > factor_before)
    return no_part("a pool's factor lies between 0 and 1 and does not rise");
  Paydown answer;
  answer.principal = product(original_face, factor_before - factor_after);
  answer.cost_relieved = quotient(product(answer.principal, cost_price), Decimal(100));
  answer.gain = answer.principal - answer.cost_relieved;
  return answer;
}

Result<Decimal> monthly_from_annual_prepayment(const Decimal& annual) {
  if (!is_part(annual)) return no_part("a prepayment rate is outside 0 to 1");
  if (annual == Decimal(1)) return Decimal(1);
  return Decimal(1) - power(Decimal(1) - annual, 1, 12);
}

Result<Decimal> annual_from_monthly_prepayment(const Decimal& monthly) {
  if (!is_part(monthly)) return no_part("a prepayment rate is outside 0 to 1");
  if (monthly == Decimal(1)) return Decimal(1);
  return Decimal(1) - power(Decimal(1) - monthly, 12);
}

Result<Decimal> psa_prepayment(const Decimal& speed, int age_months) {
  if (age_months < 1 || speed.is_negative())
    return no_part("a pool is at least a month old and its speed not negative");
  return std::min(speed * Decimal(std::min(age_months, 30)) * Decimal::of(2, 3), Decimal(1));
}

Decimal pool_interest(const Decimal& original_face, const Decimal& factor, const Decimal& coupon) {
  return quotient(product(product(original_face, factor), coupon), Decimal(12));
}

}  // namespace openend::debt
