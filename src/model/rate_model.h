// model/rate_model.h - floor 3
//
// What a swap, a cap or a floor is worth by a model, where nobody quotes it: QuantLib's corner. No strike comes here;
// what comes out is recorded as a price, with what it was made of.
//
// LAW   Spec V-3, S-5. The present value at the end of a day of what is paid after it: fixed payments as they are, the
//       index of a period to come as the curve's forward rate, a cap's and a floor's by Black's formula.
// WHY   One curve both projects and discounts, as the market of the period did; zero rates are compounded continuously,
//       actual/365, and linear between points, flat before the first.
// EDGE  The curve has its own first day: QuantLib's evaluation date, which all of a process share, is neither read nor
//       set. Binary floats end here: the price is rounded half up to six decimals of a percent.
// CASE  A curve of 5% everywhere: 6% a year on 100 in one year against an index of one fixed at 5%, paid then, is
//       (5 - 6) x e^-0.05 = -0.951229.
#pragma once

#include <vector>

#include "event/curve.h"
#include "instrument/list.h"

namespace openend::model {

/// A price in percent of the notional to who bought, and what it was made of in words.
struct ModelPrice {
  Decimal price;
  std::string inputs;
};

/// `curve` is the day's curve of the contract's index. Refuses what is missing (E-MODEL-001).
Result<ModelPrice> price_rate_contract(const entity::Security& security, Date date,
                                       const std::vector<event::CurvePoint>& curve);

}  // namespace openend::model
