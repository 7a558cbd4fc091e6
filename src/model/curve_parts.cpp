#include "model/curve_parts.h"

#include <cstdio>

namespace openend::model {

double to_double(const Decimal& value) { return std::stod(value.text()); }
ql::Date to_ql(Date date) {
  return {static_cast<ql::Day>(date.day()), static_cast<ql::Month>(date.month()), static_cast<ql::Year>(date.year())};
}

Refusals missing(const entity::Security& security, Date date, std::string found, std::string expected) {
  Refusals faults = refuse("E-MODEL-001", security.key + " can not be valued by the model on " + date.text(),
                           "send it in curves.csv or coupons.csv, or a price of its own in prices.csv");
  faults[0].found = std::move(found);
  faults[0].expected = std::move(expected);
  return faults;
}

/// Linear between the points that have one, flat outside.
std::optional<double> volatility_at(const std::vector<event::CurvePoint>& curve, Date date) {
  const event::CurvePoint* before = nullptr;
  for (const event::CurvePoint& point : curve) {
    if (!point.volatility_pct) continue;
    const double here = to_double(*point.volatility_pct) / 100;
    if (point.to >= date) {
      if (before == nullptr) return here;
      const double from = to_double(*before->volatility_pct) / 100;
      return from + (here - from) * static_cast<double>(date - before->to) / static_cast<double>(point.to - before->to);
    }
    before = &point;
  }
  if (before == nullptr) return std::nullopt;
  return to_double(*before->volatility_pct) / 100;
}

ql::ZeroCurve zero_curve(Date date, const std::vector<event::CurvePoint>& curve) {
  std::vector<ql::Date> dates{to_ql(date)};
  std::vector<ql::Rate> rates{to_double(curve.front().rate_pct) / 100};
  for (const event::CurvePoint& point : curve) {
    if (point.to <= date) continue;
    dates.push_back(to_ql(point.to));
    rates.push_back(to_double(point.rate_pct) / 100);
  }
  return {dates, rates, ql::Actual365Fixed()};
}

std::string text_of(double value, int places) {
  char text[64];
  std::snprintf(text, sizeof text, "%.*f", places, value);
  return text;
}

}  // namespace openend::model
