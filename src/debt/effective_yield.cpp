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

/// Cost of 1 of par. A division holds divisors below ten billion: larger lots are scaled down first.
Decimal per_one(Decimal cost, Decimal par) {
  for (; par >= Decimal(1'000'000'000); par = par * Decimal::of(1, 1)) cost = cost * Decimal::of(1, 1);
  return quotient(cost, par);
}

}  // namespace

Result<YieldLot> lot_at_yield(const BondTerms& terms, Date bought, const Decimal& par, const Decimal& cost) {
  if (par <= Decimal(0) || cost <= Decimal(0))
    return refuse("E-DEBT-004", "a lot of no par or no cost has no yield", "give what was bought and what it cost");
  TRY(const DiscountedFlows flows, DiscountedFlows::of(terms, bought));
  TRY(const Accrued accrued, accrued_interest(terms, bought));
  const Decimal paid = per_one(cost, par) + accrued.interest;
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

Decimal AmortisationLine::at(Date date) const {
  return kept(start + quotient(product(end - start, Decimal(date - from)), Decimal(to - from)));
}

Result<AmortisationLine> amortisation_line(const BondTerms& terms, const YieldLot& lot, Date date) {
  TRY(const std::vector<CashFlow> flows, cash_flows(terms, lot.bought));
  const auto here = std::find_if(flows.begin(), flows.end(), [&](const CashFlow& f) { return date <= f.period.end; });
  const auto in = here == flows.end() ? flows.end() - 1 : here;
  AmortisationLine line{std::max(in->period.start, lot.bought), in->period.end, lot.cost, {}};
  if (line.from > lot.bought) {
    TRY(const Decimal value, value_on_coupon_day(terms, line.from, lot.yield));
    line.start = product(lot.par, product(in->par, value));
  }
  // Before the coupon of the last day is added to the par, where it is paid in kind.
  TRY(const Decimal value, value_on_coupon_day(terms, line.to, lot.yield));
  const Decimal next_par = in->in_kind ? in->par + in->coupon : in->par;
  line.end = product(lot.par, product(next_par, value) - (in->in_kind ? in->coupon : Decimal()));
  if (line.to >= terms.maturity) line.end = product(lot.par, flows.back().redemption);
  return line;
}

Result<Decimal> carrying_value(const BondTerms& terms, const YieldLot& lot, Date date) {
  if (date <= lot.bought) return kept(lot.cost);
  TRY(const AmortisationLine line, amortisation_line(terms, lot, std::min(date, terms.maturity)));
  if (date >= terms.maturity) return kept(line.end);
  // On a coupon day whose coupon is paid in kind, the par has grown by it.
  if (date == line.to) {
    TRY(const AmortisationLine next, amortisation_line(terms, lot, date + 1));
    return kept(next.start);
  }
  return line.at(date);
}

}  // namespace openend::debt
