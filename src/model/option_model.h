// model/option_model.h - floor 3
//
// What an option on a security is worth by a model, where nobody quotes it.
//
// LAW   Spec V-3; SAI 1999 p.17.
// WHY   Black and Scholes for an option that is used on its last day only; a tree of Cox, Ross and Rubinstein with 801
//       steps for one that may be used before: the same inputs give the same digits.
// EDGE  READ AS: without dividends, which no file tells ahead; the inputs say so. On its last day an option is worth
//       what using it brings. QuantLib's evaluation date is set while the option is priced, and put back.
// CASE  100 on a strike of 100 in a year, 5% and a volatility of 20%: the European call 10.450584, the American
// put 6.09.
#pragma once

#include "model/rate_model.h"

namespace openend::model {

/// For one unit of the underlying, six decimals. `spot` is the underlying's price of the day; the curve named as the
/// underlying gives rate and volatility. Refuses what is missing (E-MODEL-001).
Result<ModelPrice> price_option(const entity::Security& option, Date date, const Decimal& spot,
                                const std::vector<event::CurvePoint>& curve);

}  // namespace openend::model
