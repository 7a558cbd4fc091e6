#include "debt/street_price.h"

#include <algorithm>

#include "money/power.h"

namespace openend::debt {

namespace {

const Decimal kMost = Decimal(1'000'000);

/// A price per 1 of par, per 100.
Decimal per_hundred(const Decimal& per_one) { return (per_one * Decimal(100)).rounded(16, Rounding::HalfEven); }

}  // namespace

DiscountedFlows::Part DiscountedFlows::left_of_period(const BondTerms& terms, const CouponPeriod& period, Date date) {
  const std::int64_t all = counts_months(terms.day_count) ? 360 / terms.coupons_per_year : period.end - period.start;
  const std::int64_t gone =
      day_count_days(counts_months(terms.day_count) ? terms.day_count : DayCount::Actual365, period.start, date);
  return {std::max<std::int64_t>(all - gone, 0), all};
}

Result<DiscountedFlows> DiscountedFlows::of(const BondTerms& terms, Date settlement) {
  TRY(const std::vector<CashFlow> flows, cash_flows(terms, settlement));
  if (terms.issued && settlement < *terms.issued)
    return refuse("E-DEBT-002", settlement.text() + " is before the issue, " + terms.issued->text(),
                  "ask for a day from the issue on");
  const CouponGrid grid(terms);
  const int here = grid.step_of(settlement);
  DiscountedFlows answer;
  answer.per_year_ = terms.coupons_per_year;
  answer.to_grid_ = left_of_period(terms, grid.period(here), settlement);
  for (const CashFlow& flow : flows) {
    const int step = grid.step_of(flow.period.end);
    answer.steps_.push_back({step - here - 1, flow.cash()});
  }
  const int last = grid.step_of(terms.maturity);
  if (grid.day(last) != terms.maturity) {
    const Part left = left_of_period(terms, grid.period(last), terms.maturity);
    if (last == here) {  // settlement and maturity lie in one period
      answer.to_grid_.numerator = std::max<std::int64_t>(answer.to_grid_.numerator - left.numerator, 0);
      answer.steps_.back().periods = 0;
    } else {
      answer.beyond_grid_ = {left.denominator - left.numerator, left.denominator};
    }
  }
  answer.simple_ = answer.steps_.size() == 1 && answer.steps_.back().periods == 0;
  return answer;
}

Decimal DiscountedFlows::present_value(const Decimal& yield) const {
  const Decimal growth = Decimal(1) + quotient(yield, Decimal(per_year_));
  if (simple_) {
    // One payment at most a period away: simple interest for the whole way.
    const Decimal part = quotient(Decimal(to_grid_.numerator), Decimal(to_grid_.denominator)) +
                         quotient(Decimal(beyond_grid_.numerator), Decimal(beyond_grid_.denominator));
    return quotient(steps_.back().cash, Decimal(1) + product(growth - Decimal(1), part));
  }
  const Decimal factor = quotient(Decimal(1), growth);
  // From the last payment back to the first day of the grid, then the part of a period that is left.
  Decimal value;
  for (std::size_t i = steps_.size(); i-- > 0;) {
    Decimal cash = steps_[i].cash;
    if (i + 1 == steps_.size() && beyond_grid_.numerator != 0)
      cash = product(cash, power(factor, beyond_grid_.numerator, beyond_grid_.denominator));
    value += cash;
    const int back = i == 0 ? steps_[0].periods : steps_[i].periods - steps_[i - 1].periods;
    for (int period = 0; period < back; ++period) {
      value = product(value, factor);
      if (value > kMost) return kMost;
    }
  }
  return std::min(product(value, power(factor, to_grid_.numerator, to_grid_.denominator)), kMost);
}

Result<StreetPrice> price_from_yield(const BondTerms& terms, Date settlement, const Decimal& yield) {
  CHECK(possible_yield(yield));
  TRY(const DiscountedFlows flows, DiscountedFlows::of(terms, settlement));
  TRY(const Accrued accrued, accrued_interest(terms, settlement));
  StreetPrice price;
  price.dirty = per_hundred(flows.present_value(yield));
  price.accrued = per_hundred(accrued.interest);
  price.clean = price.dirty - price.accrued;
  price.accrued_days = accrued.days;
  price.period_days = accrued.period_days;
  return price;
}

Result<Decimal> yield_from_price(const BondTerms& terms, Date settlement, const Decimal& clean) {
  TRY(const DiscountedFlows flows, DiscountedFlows::of(terms, settlement));
  TRY(const Accrued accrued, accrued_interest(terms, settlement));
  const Decimal dirty = quotient(clean, Decimal(100)) + accrued.interest;
  return yield_by_bisection(dirty, [&](const Decimal& yield) { return flows.present_value(yield); });
}

}  // namespace openend::debt
