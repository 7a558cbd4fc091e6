#include "debt/yield_to_worst.h"

namespace openend::debt {

BondTerms called(const BondTerms& terms, const Call& call) {
  BondTerms ended = terms;
  ended.maturity = call.date;
  ended.redemption = call.price;
  const CouponGrid grid(terms);
  // Counted from the coupon before the call, so that the days of the coupons stay where they were.
  const int step = grid.step_of(call.date - 1);
  ended.last_coupon = grid.day(step);
  if (terms.issued && *ended.last_coupon <= *terms.issued) ended.last_coupon.reset();
  if (ended.first_coupon && *ended.first_coupon >= call.date) ended.first_coupon = call.date;
  return ended;
}

Result<WorstYield> yield_to_worst(const BondTerms& terms, Date settlement, const Decimal& clean,
                                  const std::vector<Call>& calls) {
  TRY(const Decimal to_maturity, yield_from_price(terms, settlement, clean));
  WorstYield worst{to_maturity, terms.maturity};
  for (const Call& call : calls) {
    if (call.date > terms.maturity)
      return refuse("E-DEBT-001", "a bond is called after its maturity", "correct the date of the call");
    if (call.date <= settlement) continue;
    TRY(const Decimal yield, yield_from_price(called(terms, call), settlement, clean));
    if (yield < worst.yield || (yield == worst.yield && call.date < worst.ends)) worst = {yield, call.date};
  }
  return worst;
}

}  // namespace openend::debt
