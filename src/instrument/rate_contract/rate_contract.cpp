#include "instrument/rate_contract/rate_contract.h"

#include <algorithm>

#include "instrument/list.h"

namespace openend::instrument {

Refusals check_rate_contract(const Security& security) {
  Refusals faults = check_contract(security);
  if (!faults.empty()) return faults;
  const entity::ContractTerms& terms = *security.contract;
  const auto fault = [&](std::string what, std::string expected) {
    faults.push_back(term_fault(security, std::move(what), std::move(expected)));
  };
  const auto pays = [](int n) { return n == 1 || n == 2 || n == 4 || n == 12; };
  if (!security.rate_pct || security.rate_pct->is_negative())
    fault("no fixed rate", "percent a year of zero or more in rate_pct");
  if (!security.issued) fault("no first day", "the day from which interest counts in issued");
  if (!security.day_count) fault("no day count", "30/360, actual/actual, actual/360 or actual/365 in day_count");
  if (!pays(security.coupons_per_year)) fault("no payments a year", "1, 2, 4 or 12 in coupons_per_year");
  if (security.issued && *security.issued >= *security.maturity)
    fault("it ends before it begins", "maturity after issued");
  if (!terms.strike.is_zero()) fault("a strike", "the strike of a cap or a floor in rate_pct");
  if (terms.tick) fault("a tick", "no tick: its price is a present value");
  if (terms.kind != entity::ContractTerms::Underlying::MoneyMarket)
    fault("an underlying that is no rate", "money_market in the column underlying_kind");
  if (terms.floating_per_year != 0 && !pays(terms.floating_per_year))
    fault("no floating payments a year", "1, 2, 4 or 12 in floating_per_year, or nothing");
  if (abs(terms.spread_pct) > Decimal(100)) fault("a spread of " + terms.spread_pct.text(), "at most 100 percent");
  if (!is_swap(security) && !terms.spread_pct.is_zero()) fault("a spread", "no spread: caps and floors have none");
  return faults;
}

Refusal no_fixing(const Security& security, Date date, std::string found) {
  Refusal refusal;
  refusal.code = "E-SWAP-001";
  refusal.message = security.key + " pays on " + date.text() + " by a rate that is not known";
  refusal.found = std::move(found);
  refusal.expected = "the fixing of " + security.contract->underlying + " on the first day of the period";
  refusal.remedy = "send it in coupons.csv: a reset of the security from that day";
  return refusal;
}

namespace {

/// The period of a leg that ends on a day, if one does.
std::optional<CouponPeriod> period_to(const Security& security, int per_year, Date date) {
  const CouponPeriod period = coupon_period(*security.maturity, per_year, date - 1);
  if (period.end != date) return std::nullopt;
  return period;
}

RatePayment payment(const Security& security, const CouponPeriod& period, int per_year, DayCount count, Decimal rate) {
  const Date start = std::max(period.start, *security.issued);
  return {start, std::move(rate), year_fraction(count, start, period.end, period, per_year)};
}

}  // namespace

Result<std::vector<RatePayment>> rate_payments(const Security& security, Date date) {
  std::vector<RatePayment> legs;
  if (date <= *security.issued || date > *security.maturity) return legs;
  const bool swap = is_swap(security);
  if (const auto fixed = period_to(security, security.coupons_per_year, date); swap && fixed)
    legs.push_back(payment(security, *fixed, security.coupons_per_year, *security.day_count, -*security.rate_pct));
  const int per_year = floating_per_year(security);
  const auto floating = period_to(security, per_year, date);
  if (!floating) return legs;
  RatePayment leg = payment(security, *floating, per_year, floating_day_count(security), {});
  const auto fixing = std::find_if(security.coupons.begin(), security.coupons.end(),
                                   [&](const entity::DatedCoupon& c) { return c.from == leg.start; });
  if (fixing == security.coupons.end()) return Refusals{no_fixing(security, date, "no fixing of " + leg.start.text())};
  if (swap) {
    leg.rate_pct = fixing->rate_pct + security.contract->spread_pct;
  } else {
    const Decimal above = fixing->rate_pct - *security.rate_pct;
    const Decimal paid = is_floor(security) ? -above : above;
    if (!paid.is_negative()) leg.rate_pct = paid;
  }
  legs.push_back(std::move(leg));
  return legs;
}

}  // namespace openend::instrument
