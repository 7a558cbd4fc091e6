#include "debt/bill.h"

#include "money/power.h"

namespace openend::debt {

namespace {

Result<Done> possible_days(int days) {
  if (days >= 1 && days <= 3660) return Done{};
  return refuse("E-DEBT-004", "a bill runs for " + std::to_string(days) + " days", "give a day or more");
}

}  // namespace

Result<Decimal> bill_price(const Decimal& discount, int days) {
  CHECK(possible_days(days));
  return divide(Decimal(100) * (Decimal(360) - discount * Decimal(days)), Decimal(360), 6, Rounding::HalfUp);
}

Result<Decimal> bill_discount(const Decimal& price, int days) {
  CHECK(possible_days(days));
  return quotient((Decimal(100) - price) * Decimal(360), Decimal(100) * Decimal(days));
}

Result<InvestmentRate> bill_investment_rate(const Decimal& price, int days, int year_days,
                                            std::optional<int> ratio_decimals) {
  CHECK(possible_days(days));
  if (price <= Decimal(0) || price > Decimal(1000) || (year_days != 365 && year_days != 366))
    return refuse("E-DEBT-004", "a bill's price is above zero and its year has 365 or 366 days", "correct them");
  Decimal ratio = quotient(Decimal(100) - price, price);
  if (ratio_decimals) ratio = ratio.rounded(*ratio_decimals, Rounding::HalfUp);
  const Decimal years = quotient(Decimal(days), Decimal(year_days));
  InvestmentRate answer;
  if (2 * days <= year_days) {
    answer.rate = quotient(product(ratio, Decimal(year_days)), Decimal(days));
    return answer;
  }
  answer.a = quotient(Decimal(days), Decimal(2 * year_days)) - Decimal::of(25, 2);
  answer.b = years;
  answer.c = -ratio;
  const Decimal four(4), discriminant = product(years, years) - four * product(*answer.a, *answer.c);
  if (discriminant.is_negative())
    return refuse("E-DEBT-003", "the bill's price has no investment rate", "correct the price or its days");
  answer.rate = quotient(square_root(discriminant) - years, *answer.a + *answer.a);
  return answer;
}

int bill_year_days(Date issued) {
  for (int year = issued.year(); year <= issued.year() + 1; ++year) {
    if (!is_leap_year(year)) continue;
    const Date leap = Date::of(year, 2, 29);
    if (leap > issued && leap <= add_months(issued, 12)) return 366;
  }
  return 365;
}

}  // namespace openend::debt
