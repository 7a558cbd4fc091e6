#include "debt/treasury_price.h"

#include "debt/bisection.h"
#include "money/power.h"

namespace openend::debt {

namespace {

constexpr int kMostPeriods = 400;  // two hundred years

Refusals faults_of(const TreasuryTerms& t) {
  const bool initial = t.which >= TreasuryCase::ReopenedRegularOfLongFirst;
  if (t.full_periods < 0 || t.full_periods > kMostPeriods || t.days_left < 0 || t.period_days < 1 ||
      t.days_left > t.period_days || t.period_days > 366 || t.coupon.is_negative() || t.coupon > Decimal(1000) ||
      (initial &&
       (t.initial_days < 0 || t.initial_days > 366 || t.initial_period_days < 1 || t.initial_period_days > 366)))
    return refuse("E-DEBT-004", "the days or periods of a Treasury security can not be",
                  "give 0 <= r <= s days, n periods, and r' of s' days of the initial part");
  return {};
}

Decimal part(int days, int of) { return quotient(Decimal(days), Decimal(of)); }

/// Everything per 1 of par, so that the digits go to the right of the point.
TreasuryPrice price_per_one(const TreasuryTerms& t) {
  const Decimal one(1), half_coupon = quotient(t.coupon, Decimal(200)), half_yield = quotient(t.yield, Decimal(2));
  const Decimal v = quotient(one, one + half_yield), to_coupon = part(t.days_left, t.period_days);
  TreasuryPrice answer;
  answer.discount_factor = one;
  for (int period = 0; period < t.full_periods; ++period) {
    answer.discount_factor = product(answer.discount_factor, v);
    answer.annuity += answer.discount_factor;
  }
  Decimal first;  // what the first coupon pays, seen from the end of the part that has begun
  switch (t.which) {
    case TreasuryCase::Regular:
    case TreasuryCase::ShortFirst: first = product(half_coupon, to_coupon); break;
    case TreasuryCase::LongFirst: first = product(product(half_coupon, to_coupon), v); break;
    case TreasuryCase::Reopened:
      first = half_coupon;
      answer.accrued = product(half_coupon, part(t.period_days - t.days_left, t.period_days));
      break;
    case TreasuryCase::ReopenedRegularOfLongFirst:
      answer.accrued_initial = product(half_coupon, part(t.initial_days, t.initial_period_days));
      answer.accrued_regular = product(half_coupon, part(t.period_days - t.days_left, t.period_days));
      answer.accrued = answer.accrued_initial + answer.accrued_regular;
      first = answer.accrued_initial + half_coupon;
      break;
    case TreasuryCase::ReopenedShortFirst:
      first = product(half_coupon, part(t.initial_days, t.period_days));
      answer.accrued = product(half_coupon, part(t.initial_days - t.days_left, t.period_days));
      break;
    case TreasuryCase::ReopenedPartOfLongFirst:
      first = product(product(half_coupon, part(t.initial_days, t.period_days)), v);
      answer.accrued = product(half_coupon, part(t.initial_days - t.days_left, t.period_days));
      break;
  }
  const Decimal due = first + product(half_coupon, answer.annuity) + answer.discount_factor;
  answer.price = quotient(due, one + product(to_coupon, half_yield)) - answer.accrued;
  return answer;
}

}  // namespace

std::optional<TreasuryCase> treasury_case(char letter) {
  if (letter < 'A' || letter > 'G') return std::nullopt;
  return static_cast<TreasuryCase>(letter - 'A');
}

Result<TreasuryPrice> treasury_price(const TreasuryTerms& terms) {
  if (Refusals faults = faults_of(terms); !faults.empty()) return faults;
  CHECK(possible_yield(terms.yield));
  TreasuryPrice answer = price_per_one(terms);
  for (Decimal* amount : {&answer.price, &answer.accrued, &answer.accrued_initial, &answer.accrued_regular})
    *amount = (*amount * Decimal(100)).rounded(16, Rounding::HalfEven);
  answer.with_accrued = answer.price + answer.accrued;
  return answer;
}

Result<Decimal> treasury_yield(TreasuryTerms terms, const Decimal& price) {
  if (Refusals faults = faults_of(terms); !faults.empty()) return faults;
  return yield_by_bisection(quotient(price, Decimal(100)), [&](const Decimal& yield) {
    terms.yield = yield;
    return price_per_one(terms).price;
  });
}

}  // namespace openend::debt
