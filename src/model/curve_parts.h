// model/curve_parts.h - floor 3
//
// What the models share: decimals and days as QuantLib has them, a day's curve, and what is told where something is
// missing. For the files of this room only: binary floats do not leave it.
#pragma once

#include <optional>
#include <ql/math/interpolations/linearinterpolation.hpp>
#include <ql/termstructures/yield/zerocurve.hpp>
#include <ql/time/daycounters/actual365fixed.hpp>
#include <ql/version.hpp>
#include <string>
#include <vector>

#include "base/result.h"
#include "entity/security.h"
#include "event/curve.h"

namespace openend::model {

namespace ql = QuantLib;

double to_double(const Decimal& value);
ql::Date to_ql(Date date);
/// So many decimals, as text.
std::string text_of(double value, int places);

/// A contract that can not be priced (E-MODEL-001).
Refusals missing(const entity::Security& security, Date date, std::string found, std::string expected);

/// Of a curve with a point after the day: zero rates, linear between points, flat before the first.
ql::ZeroCurve zero_curve(Date date, const std::vector<event::CurvePoint>& curve);
/// A part of one for a year; linear between the points that have one, flat outside; none where no point has.
std::optional<double> volatility_at(const std::vector<event::CurvePoint>& curve, Date date);

}  // namespace openend::model
