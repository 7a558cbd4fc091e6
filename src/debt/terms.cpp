#include "debt/terms.h"

#include "debt/schedule.h"

namespace openend::debt {

BondTerms fixed_coupon(Date maturity, int coupons_per_year, DayCount day_count, const Decimal& rate) {
  BondTerms terms;
  terms.maturity = maturity;
  terms.coupons_per_year = coupons_per_year;
  terms.day_count = day_count;
  terms.coupons = {{maturity, rate, false}};
  return terms;
}

BondTerms zero_coupon(Date maturity, int compounded_per_year, DayCount day_count) {
  BondTerms terms;
  terms.maturity = maturity;
  terms.coupons_per_year = compounded_per_year;
  terms.day_count = day_count;
  return terms;
}

Refusals check(const BondTerms& terms) {
  Refusals faults;
  const auto fault = [&](const char* what, const char* remedy) {
    for (Refusal& refusal : refuse("E-DEBT-001", what, remedy)) faults.push_back(std::move(refusal));
  };
  const int n = terms.coupons_per_year;
  if (n < 1 || n > 12 || 12 % n != 0) {
    fault("the bond's coupons do not fall on whole months", "give 1, 2, 3, 4, 6 or 12 a year");
    return faults;  // nothing can be said of its days
  }
  for (std::size_t i = 0; i < terms.coupons.size(); ++i) {
    if (terms.coupons[i].rate.is_negative() || terms.coupons[i].rate > Decimal(10))
      fault("a coupon is negative or above 1000 percent a year", "give the decimal of the rate, 0.065 for 6.5%");
    if (i > 0 && terms.coupons[i].from <= terms.coupons[i - 1].from)
      fault("the stages of the coupon are not in order", "sort them by their first day");
  }
  if (terms.redemption.is_negative() || terms.redemption > Decimal(100))
    fault("the redemption is negative or above a hundred times par", "give it per 1 of par");
  if (terms.issued && *terms.issued >= terms.maturity) fault("the bond matures before it is issued", "correct a date");
  if (terms.last_coupon &&
      (*terms.last_coupon >= terms.maturity || (terms.issued && *terms.last_coupon <= *terms.issued)))
    fault("the last coupon before maturity is not before maturity and after issue", "correct its date");
  if (terms.first_coupon) {
    const CouponGrid grid(terms);
    const bool on_grid = grid.day(grid.step_of(*terms.first_coupon)) == *terms.first_coupon;
    if ((!on_grid && *terms.first_coupon != terms.maturity) || *terms.first_coupon > terms.maturity)
      fault("the first coupon is none of the days counted back from maturity", "correct its date");
    if (!terms.issued || *terms.issued >= *terms.first_coupon)
      fault("a first coupon needs an issue before it", "give the day from which interest runs");
  }
  return faults;
}

}  // namespace openend::debt
