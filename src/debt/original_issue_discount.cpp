#include "debt/original_issue_discount.h"

#include "money/power.h"

namespace openend::debt {

namespace {

constexpr int kMostPeriods = 2400;

Result<Done> possible(const Decimal& price, const Decimal& redemption, int periods, int per_year) {
  if (price > Decimal(0) && redemption > Decimal(0) && periods >= 1 && periods <= kMostPeriods && per_year >= 1 &&
      per_year <= 365)
    return Done{};
  return refuse("E-DEBT-004", "discount is earned on a price above zero over at least one period",
                "give the issue price, the redemption and the periods");
}

}  // namespace

Result<Decimal> zero_coupon_yield(const Decimal& price, const Decimal& redemption, int periods, int per_year) {
  CHECK(possible(price, redemption, periods, per_year));
  return (power(quotient(redemption, price), 1, periods) - Decimal(1)) * Decimal(per_year);
}

Result<DiscountSchedule> discount_by_period(const DiscountTerms& terms) {
  CHECK(possible(terms.issue_price, terms.redemption, terms.periods, terms.per_year));
  const Decimal rate = quotient(terms.yield, Decimal(terms.per_year));
  DiscountSchedule schedule{terms.yield, terms.redemption - terms.issue_price, {}};
  Decimal price = terms.issue_price;
  for (int period = 1; period <= terms.periods; ++period) {
    const Decimal earned = (product(price, rate) - terms.stated_interest).rounded(2, Rounding::HalfUp);
    const Decimal discount = period == terms.periods ? terms.redemption - price : earned;
    price += discount;
    schedule.periods.push_back({discount, price});
  }
  return schedule;
}

Result<Decimal> daily_discount(const Decimal& discount, int days) {
  if (days < 1) return refuse("E-DEBT-004", "a period of no days earns no daily discount", "give the period's days");
  return quotient(discount, Decimal(days));
}

int periods_between(Date issue, Date maturity, int per_year) {
  int periods = 0;
  while (add_months(maturity, -periods * (12 / per_year)) > issue) ++periods;
  return periods;
}

bool is_de_minimis(const Decimal& discount, const Decimal& redemption, int full_years) {
  return discount < redemption * Decimal::of(25, 4) * Decimal(full_years);
}

Result<DiscountSchedule> zero_coupon_by_period(const Decimal& price, const Decimal& redemption, int years,
                                               int per_year) {
  const int periods = years * per_year;
  TRY(const Decimal yield, zero_coupon_yield(price, redemption, periods, per_year));
  return discount_by_period({price, redemption, yield, per_year, periods, {}});
}

}  // namespace openend::debt
