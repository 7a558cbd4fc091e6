#include "model/rate_model.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <ql/pricingengines/blackformula.hpp>

#include "model/curve_parts.h"

namespace openend::model {

namespace {

double years_of(const YearFraction& part) {
  return static_cast<double>(part.numerator) / static_cast<double>(part.denominator);
}

/// The legs of a contract, one payment after the other.
class Worth {
 public:
  Worth(const entity::Security& security, Date date, const std::vector<event::CurvePoint>& curve)
      : security_(security), date_(date), curve_(zero_curve(date, curve)), swap_(instrument::is_swap(security)) {}

  /// In percent of the notional.
  Result<double> run(std::optional<double> volatility) {
    double worth = 0;
    const Date last = *security_.maturity;
    if (swap_) {
      const int n = security_.coupons_per_year;
      for (Date start = first(n); start < last; start = coupon_period(last, n, start).end)
        worth -= to_double(*security_.rate_pct) * part(start, n, *security_.day_count) * paid(start, n);
    }
    const int n = instrument::floating_per_year(security_);
    for (Date start = first(n); start < last; start = coupon_period(last, n, start).end) {
      TRY(const double rate, floating(start, n, volatility));
      worth += rate * part(start, n, instrument::floating_day_count(security_)) * paid(start, n);
    }
    return worth;
  }

 private:
  /// The first day of the period that pays next: payments of the day are made. The end of a period begins the next.
  Date first(int per_year) const {
    return std::max(coupon_period(*security_.maturity, per_year, std::max(date_, *security_.issued)).start,
                    *security_.issued);
  }
  Date end(Date start, int per_year) const { return coupon_period(*security_.maturity, per_year, start).end; }
  double part(Date start, int per_year, DayCount count) const {
    const CouponPeriod period = coupon_period(*security_.maturity, per_year, start);
    return years_of(year_fraction(count, start, period.end, period, per_year));
  }
  double paid(Date start, int per_year) const { return curve_.discount(to_ql(end(start, per_year))); }

  /// What the floating leg, or the option, of a period pays, percent a year.
  Result<double> floating(Date start, int per_year, std::optional<double> volatility) const {
    const double strike = to_double(*security_.rate_pct);
    const double spread = to_double(security_.contract->spread_pct);
    const bool floor = instrument::is_floor(security_);
    if (start <= date_) {
      const auto fixing = std::find_if(security_.coupons.begin(), security_.coupons.end(),
                                       [&](const entity::DatedCoupon& c) { return c.from == start; });
      if (fixing == security_.coupons.end())
        return missing(security_, date_, "no fixing of " + start.text(), "the fixing of the period that runs");
      const double index = to_double(fixing->rate_pct);
      if (swap_) return index + spread;
      return std::max(0.0, floor ? strike - index : index - strike);
    }
    const double years = part(start, per_year, instrument::floating_day_count(security_));
    const double forward =
        100 * (curve_.discount(to_ql(start)) / curve_.discount(to_ql(end(start, per_year))) - 1) / years;
    if (swap_) return forward + spread;
    if (!volatility) return missing(security_, date_, "no volatility", "one in the day's curve");
    if (!(forward > 0) || !(strike > 0))
      return missing(security_, date_, "a forward rate or a strike that is not above zero",
                     "rates above zero, which Black's formula needs");
    const double deviation = *volatility * std::sqrt(static_cast<double>(start - date_) / 365.0);
    return ql::blackFormula(floor ? ql::Option::Put : ql::Option::Call, strike, forward, deviation);
  }

  const entity::Security& security_;
  Date date_;
  ql::ZeroCurve curve_;
  bool swap_;
};

}  // namespace

Result<ModelPrice> price_rate_contract(const entity::Security& security, Date date,
                                       const std::vector<event::CurvePoint>& curve) {
  if (curve.size() < 2) return missing(security, date, "no curve", "a curve " + security.contract->underlying);
  if (*security.maturity > curve.back().to) {
    return missing(security, date, "a curve until " + curve.back().to.text(),
                   "one until " + security.maturity->text() + " at least");
  }
  const bool swap = instrument::is_swap(security);
  const auto volatility = swap ? std::nullopt : volatility_at(curve, *security.maturity);
  const auto run = [&]() -> Result<double> {
    try {
      return Worth(security, date, curve).run(volatility);
    } catch (const ql::Error& fault) {  // a date beyond its calendar, for one
      return missing(security, date, fault.what(), "dates and rates that QuantLib takes");
    }
  };
  TRY(const double worth, run());
  if (!std::isfinite(worth)) return missing(security, date, "a value that is no number", "rates that make sense");
  ModelPrice priced;
  priced.price = Decimal::from(text_of(worth, 12)).rounded(6, Rounding::HalfUp).trimmed();
  priced.inputs = std::string(swap ? "discounted payments" : "Black") + " by QuantLib " + QL_VERSION + "; curve " +
                  security.contract->underlying + " of " + date.text() + " with " + std::to_string(curve.size()) +
                  " points to " + curve.back().to.text();
  if (volatility) priced.inputs += "; volatility " + text_of(*volatility * 100, 6) + " percent";
  return priced;
}

}  // namespace openend::model
