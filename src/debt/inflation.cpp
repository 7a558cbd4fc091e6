#include "debt/inflation.h"

#include <algorithm>

#include "money/power.h"

namespace openend::debt {

namespace {

Decimal published(const Decimal& exact) { return exact.rounded(6, Rounding::Down).rounded(5, Rounding::HalfUp); }

Result<Done> possible_indices(const Decimal& a, const Decimal& b) {
  if (a > Decimal(0) && b > Decimal(0) && a < Decimal(1'000'000) && b < Decimal(1'000'000)) return Done{};
  return refuse("E-DEBT-004", "a price index is not above zero", "give the published index");
}

}  // namespace

Decimal reference_index(Date date, const Decimal& third_month_before, const Decimal& second_month_before) {
  const Date first = Date::of(date.year(), date.month(), 1);
  const Decimal gone(date - first), all(add_months(first, 1) - first);
  return published(third_month_before + quotient(product(second_month_before - third_month_before, gone), all));
}

Result<Decimal> index_ratio(const Decimal& reference, const Decimal& base) {
  CHECK(possible_indices(reference, base));
  return published(quotient(reference, base));
}

Decimal adjusted_for_inflation(const Decimal& per_hundred, const Decimal& ratio) {
  return product(per_hundred, ratio).rounded(6, Rounding::HalfUp);
}

Result<InflationPrice> inflation_price(TreasuryTerms terms, const Decimal& ratio) {
  terms.which = TreasuryCase::Reopened;
  TRY(const TreasuryPrice exact, treasury_price(terms));
  InflationPrice answer;
  answer.price = exact.price.rounded(6, Rounding::HalfUp);
  answer.accrued = exact.accrued.rounded(6, Rounding::HalfUp);
  answer.adjusted_price = adjusted_for_inflation(answer.price, ratio);
  answer.adjusted_accrued = adjusted_for_inflation(answer.accrued, ratio);
  answer.settlement = answer.adjusted_price + answer.adjusted_accrued;
  return answer;
}

Decimal inflation_coupon(const Decimal& coupon, const Decimal& par, const Decimal& ratio) {
  return quotient(product(product(coupon, par), ratio), Decimal(2));
}

Decimal inflation_redemption(const Decimal& par, const Decimal& ratio) { return std::max(par, product(par, ratio)); }

Result<InflationStrip> inflation_strip(const Decimal& par, const Decimal& coupon, const Decimal& base,
                                       const Decimal& reference) {
  CHECK(possible_indices(reference, base));
  InflationStrip strip;
  strip.adjusted_value = divide(par * coupon * Decimal(50), base, 2, Rounding::HalfUp);
  strip.payment = (strip.adjusted_value * reference * Decimal::of(1, 2)).rounded(2, Rounding::HalfUp);
  return strip;
}

}  // namespace openend::debt
