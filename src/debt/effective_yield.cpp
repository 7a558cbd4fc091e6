#include "debt/effective_yield.h"

#include <algorithm>

#include "money/power.h"

namespace openend::debt {

namespace {

constexpr int kValuePlaces = 12;

Decimal kept(const Decimal& value) { return value.rounded(kValuePlaces, Rounding::HalfEven); }

/// Clean value of 1 of par on a coupon day, the coupon of that day paid.
Result<Decimal> value_on_coupon_day(const BondTerms& terms, Date date, const Decimal& yield) {
  if (date >= terms.maturity) return terms.redemption;
  TRY(const DiscountedFlows flows, DiscountedFlows::of(terms, date));
  return flows.present_value(yield);
}

}  // namespace

Result<YieldLot> lot_at_yield(const BondTerms& terms, Date bought, const Decimal& par, const Decimal& cost) {
  if (par <= Decimal(0) || cost <= Decimal(0))
    return refuse("E-DEBT-004", "a lot of no par or no cost has no yield", "give what was bought and what it cost");
  TRY(const DiscountedFlows flows, DiscountedFlows::of(terms, bought));
  TRY(const Accrued accrued, accrued_interest(terms, bought));
  const Decimal paid = quotient(cost, par) + accrued.interest;
  TRY(const Decimal yield, yield_by_bisection(paid, [&](const Decimal& y) { return flows.present_value(y); }));
  return YieldLot{bought, par, cost, yield};
}

Result<Decimal> par_on(const BondTerms& terms, const YieldLot& lot, Date date) {
  TRY(const std::vector<CashFlow> flows, cash_flows(terms, lot.bought));
  Decimal par = lot.par;
  for (const CashFlow& flow : flows) {
    if (flow.in_kind && flow.period.end <= date) par = kept(product(lot.par, flow.par + flow.coupon));
  }
  return par;
}

Result<Decimal> carrying_value(const BondTerms& terms, const YieldLot& lot, Date date) {
  if (date <= lot.bought) return kept(lot.cost);
  TRY(const std::vector<CashFlow> flows, cash_flows(terms, lot.bought));
  if (date >= terms.maturity) return kept(product(lot.par, flows.back().redemption));
  const auto in = std::find_if(flows.begin(), flows.end(), [&](const CashFlow& f) { return date < f.period.end; });
  const Date from = std::max(in->period.start, lot.bought), to = in->period.end;
  Decimal start = lot.cost;
  if (from > lot.bought) {
    TRY(const Decimal value, value_on_coupon_day(terms, from, lot.yield));
    start = product(lot.par, product(in->par, value));
  }
  // Before the coupon of `to` is added to the par, where it is paid in kind.
  TRY(const Decimal value, value_on_coupon_day(terms, to, lot.yield));
  const Decimal next_par = in->in_kind ? in->par + in->coupon : in->par;
  const Decimal per_one = product(next_par, value) - (in->in_kind ? in->coupon : Decimal());
  const Decimal end = product(lot.par, per_one);
  return kept(start + quotient(product(end - start, Decimal(date - from)), Decimal(to - from)));
}

}  // namespace openend::debt
