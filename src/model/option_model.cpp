#include "model/option_model.h"

#include <cmath>
#include <ql/exercise.hpp>
#include <ql/instruments/vanillaoption.hpp>
#include <ql/methods/lattices/binomialtree.hpp>
#include <ql/pricingengines/vanilla/analyticeuropeanengine.hpp>
#include <ql/pricingengines/vanilla/binomialengine.hpp>
#include <ql/processes/blackscholesprocess.hpp>
#include <ql/quotes/simplequote.hpp>
#include <ql/settings.hpp>
#include <ql/termstructures/volatility/equityfx/blackconstantvol.hpp>
#include <ql/time/calendars/nullcalendar.hpp>

#include "model/curve_parts.h"

namespace openend::model {

namespace {

constexpr ql::Size kSteps = 801;

double worth_of(const entity::Security& option, Date date, double spot, const std::vector<event::CurvePoint>& curve,
                double volatility) {
  const entity::ContractTerms& terms = *option.contract;
  const double strike = to_double(terms.strike);
  if (*option.maturity == date) return std::max(0.0, terms.put ? strike - spot : spot - strike);
  const ql::SavedSettings restored_at_the_end;
  ql::Settings::instance().evaluationDate() = to_ql(date);
  const auto process = ql::ext::make_shared<ql::BlackScholesProcess>(
      ql::Handle<ql::Quote>(ql::ext::make_shared<ql::SimpleQuote>(spot)),
      ql::Handle<ql::YieldTermStructure>(ql::ext::make_shared<ql::ZeroCurve>(zero_curve(date, curve))),
      ql::Handle<ql::BlackVolTermStructure>(ql::ext::make_shared<ql::BlackConstantVol>(
          to_ql(date), ql::NullCalendar(), volatility, ql::Actual365Fixed())));
  const auto payoff =
      ql::ext::make_shared<ql::PlainVanillaPayoff>(terms.put ? ql::Option::Put : ql::Option::Call, strike);
  const ql::Date last = to_ql(*option.maturity);
  if (terms.european) {
    ql::VanillaOption priced(payoff, ql::ext::make_shared<ql::EuropeanExercise>(last));
    priced.setPricingEngine(ql::ext::make_shared<ql::AnalyticEuropeanEngine>(process));
    return priced.NPV();
  }
  ql::VanillaOption priced(payoff, ql::ext::make_shared<ql::AmericanExercise>(to_ql(date), last));
  priced.setPricingEngine(ql::ext::make_shared<ql::BinomialVanillaEngine<ql::CoxRossRubinstein>>(process, kSteps));
  return priced.NPV();
}

}  // namespace

Result<ModelPrice> price_option(const entity::Security& option, Date date, const Decimal& spot,
                                const std::vector<event::CurvePoint>& curve) {
  const std::string& name = option.contract->underlying;
  if (curve.size() < 2) return missing(option, date, "no curve", "a curve " + name);
  if (*option.maturity > curve.back().to) {
    return missing(option, date, "a curve until " + curve.back().to.text(),
                   "one until " + option.maturity->text() + " at least");
  }
  const auto volatility = volatility_at(curve, *option.maturity);
  if (!volatility) return missing(option, date, "no volatility", "one in the day's curve");
  double worth = 0;
  try {
    worth = worth_of(option, date, to_double(spot), curve, *volatility);
  } catch (const ql::Error& fault) {
    return missing(option, date, fault.what(), "dates and rates that QuantLib takes");
  }
  if (!std::isfinite(worth)) return missing(option, date, "a value that is no number", "rates that make sense");
  ModelPrice priced;
  priced.price = Decimal::from(text_of(worth, 12)).rounded(6, Rounding::HalfUp).trimmed();
  priced.inputs = std::string(option.contract->european ? "Black-Scholes" : "a tree of 801 steps") +
                  " without dividends by QuantLib " + QL_VERSION + "; " + name + " at " + spot.trimmed().text() +
                  "; curve of " + date.text() + " with " + std::to_string(curve.size()) + " points; volatility " +
                  text_of(*volatility * 100, 6) + " percent";
  return priced;
}

}  // namespace openend::model
