#include "instrument/inflation_indexed/inflation_indexed.h"

#include "debt/inflation.h"

namespace openend::instrument {

namespace {

/// The strike refuses days without a ratio: then nothing asks.
Decimal ratio_of(const Security& security, Date day) {
  return InflationIndexed::index_ratio(security, day).value_or(Decimal(1));
}

}  // namespace

Refusals InflationIndexed::check(const Security& security) {
  Refusals faults = CouponBond::check(security);
  if (!security.inflation)
    faults.push_back(term_fault(security, "no price index", "its name in inflation_index, and base_index"));
  return faults;
}

std::optional<Decimal> InflationIndexed::index_ratio(const Security& security, Date day) {
  if (!security.inflation || security.fixings == nullptr) return std::nullopt;
  const Date month = Date::of(day.year(), day.month(), 1);
  const Decimal* third = security.fixings->of(add_months(month, -3));
  const Decimal* second = security.fixings->of(add_months(month, -2));
  if (third == nullptr || (second == nullptr && day != month)) return std::nullopt;
  const Decimal reference = debt::reference_index(day, *third, second == nullptr ? *third : *second);
  const auto ratio = debt::index_ratio(reference, security.inflation->base);
  return ratio ? std::optional(ratio.value()) : std::nullopt;
}

Fraction InflationIndexed::accrued(const Security& security, const Decimal& par, Date through) {
  const Fraction real = CouponBond::accrued(security, par, through);
  if (real.numerator.is_zero()) return real;
  return {real.numerator * ratio_of(security, through + 1), real.denominator};
}

std::vector<LifeEvent> InflationIndexed::life(const Security& security, Date after, Date until) {
  std::vector<LifeEvent> events = CouponBond::life(security, after, until);
  for (LifeEvent& event : events) {
    const Decimal ratio = ratio_of(security, event.date);
    event.interest.numerator = event.interest.numerator * ratio;
    if (event.what != LifeEvent::What::Maturity) continue;
    event.redemption =
        security.inflation && security.inflation->at_least_par && ratio < Decimal(1) ? Decimal(1) : ratio;
  }
  return events;
}

}  // namespace openend::instrument
