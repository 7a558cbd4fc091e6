#include "debt/bill.h"
#include "debt/floater.h"
#include "debt/inflation.h"
#include "debt/treasury_accrued.h"
#include "topics.h"

namespace openend::vectors {

namespace {

using namespace debt;

TreasuryTerms treasury_of(const Fields& in) {
  TreasuryTerms terms;
  const std::string letter = in.has("case") ? in.text("case") : "A";
  const auto which = treasury_case(letter.empty() ? ' ' : letter[0]);
  if (!which) throw Unsupported("case " + letter);
  terms.which = *which;
  terms.coupon = in.decimal("C");
  terms.yield = in.decimal_or("i", Decimal());
  terms.full_periods = in.whole("n");
  terms.days_left = in.whole("r");
  terms.period_days = in.whole("s");
  terms.initial_days = in.whole_or("r'", 0);
  terms.initial_period_days = in.whole_or("s'", 1);
  return terms;
}

Result<Answers> price(const Fields& in) {
  TreasuryTerms terms = treasury_of(in);
  Answers answers;
  if (!in.has("i")) {
    TRY(terms.yield, treasury_yield(terms, in.decimal("P")));
    answers.emplace("i", Part{terms.yield});
  }
  TRY(const TreasuryPrice price, treasury_price(terms));
  answers.emplace("P", price.price);
  answers.emplace("A", price.accrued);
  answers.emplace("AI1", price.accrued_initial);
  answers.emplace("AI2", price.accrued_regular);
  answers.emplace("P_plus_A", price.with_accrued);
  answers.emplace("v_n", price.discount_factor);
  answers.emplace("a_n", price.annuity);
  return answers;
}

Result<Answers> accrued(const Fields& in) {
  const std::vector<int> days = in.wholes("days"), of = in.wholes("periods");
  if (days.size() != of.size()) throw Unsupported("days and periods differ in number");
  std::vector<HalfYearPart> parts;
  for (std::size_t i = 0; i < days.size(); ++i) parts.push_back({days[i], of[i]});
  TRY(const TreasuryAccrued interest, treasury_accrued(in.decimal("coupon"), parts, in.decimal_or("par", 1000)));
  return Answers{{"daily", list_of(interest.daily)}, {"per_1000", interest.per_thousand}, {"total", interest.total}};
}

Result<Answers> bill(const Fields& in) {
  const int days = in.whole("days");
  Answers answers;
  Decimal price;
  if (in.has("P")) {
    price = in.decimal("P");
    TRY(const Decimal discount, bill_discount(price, days));
    answers.emplace("d", Part{discount});
  } else {
    TRY(price, bill_price(in.decimal("d"), days));
    answers.emplace("P", price);
  }
  if (!in.has("y") && !in.has("issue")) return answers;
  const int year = in.has("y") ? in.whole("y") : bill_year_days(in.date("issue"));
  const auto decimals = in.has("ratio_decimals") ? std::optional(in.whole("ratio_decimals")) : std::nullopt;
  TRY(const InvestmentRate rate, bill_investment_rate(price, days, year, decimals));
  for (const char* key : {"i", "investment_rate", "pct"}) answers.emplace(key, Part{rate.rate});
  if (rate.a) {
    answers.emplace("a", *rate.a);
    answers.emplace("b", *rate.b);
    answers.emplace("c", *rate.c);
  }
  return answers;
}

Result<Answers> strip(const Fields& in) {
  TRY(const InflationStrip strip,
      inflation_strip(in.decimal("par"), in.decimal("c"), in.decimal("base"), in.decimal("ref")));
  return Answers{{"AV", strip.adjusted_value}, {"PA", strip.payment}};
}

Result<Answers> reopened(const Fields& in) {
  const Decimal base = in.decimal("dated_ref_cpi");
  Answers answers;
  if (in.has("issue_ref_cpi")) {
    TRY(const Decimal ratio, index_ratio(in.decimal("issue_ref_cpi"), base));
    answers.emplace("index_ratio_issue", ratio);
    if (in.has("price")) answers.emplace("price_after_IR", adjusted_for_inflation(in.decimal("price"), ratio));
  }
  if (in.has("coupon_date_ref_cpi")) {
    TRY(const Decimal ratio, index_ratio(in.decimal("coupon_date_ref_cpi"), base));
    answers.emplace("index_ratio_coupon", ratio);
    answers.emplace("coupon_payment", inflation_coupon(in.decimal("coupon"), in.decimal_or("per", 100), ratio));
  }
  return answers;
}

Result<Answers> tips(const Fields& in) {
  if (in.has("c") && in.has("base")) return strip(in);
  if (in.has("dated_ref_cpi")) return reopened(in);
  Decimal ratio;
  if (in.has("index_ratio")) {
    ratio = in.decimal("index_ratio");
  } else {
    TRY(ratio, index_ratio(in.decimal("ref_cpi"), in.decimal("base_cpi")));
  }
  Answers answers{{"index_ratio", ratio}};
  if (!in.has("C")) return answers;
  TRY(const InflationPrice price, inflation_price(treasury_of(in), ratio));
  answers.emplace("P", price.price);
  answers.emplace("A", price.accrued);
  answers.emplace("P_adj", price.adjusted_price);
  answers.emplace("A_adj", price.adjusted_accrued);
  answers.emplace("SA", price.settlement);
  return answers;
}

Result<Answers> floater(const Fields& in) {
  if (in.has("reset_days")) {
    const std::vector<int> days = in.wholes("reset_days");
    const std::vector<Decimal> daily = in.decimals("daily_per_100");
    if (days.size() != daily.size()) throw Unsupported("reset days and rates differ in number");
    std::vector<ResetPeriod> periods;
    for (std::size_t i = 0; i < days.size(); ++i) periods.push_back({days[i], daily[i]});
    return Answers{{"AI", floater_interest(periods)}};
  }
  const auto quarters = in.has("quarter_days") ? in.wholes("quarter_days") : std::vector<int>();
  TRY(const FloaterQuarters answer,
      floater_quarters(in.decimal("bill_high_rate"), in.whole("bill_days"), in.decimal_or("spread", Decimal()),
                       quarters, in.whole_or("daily_decimals", 9)));
  return Answers{{"index", Part{answer.index}}, {"payment_per_100", list_of(answer.payments)}};
}

}  // namespace

std::vector<Topic> treasury_topics() {
  return {{"treasury-price", price}, {"treasury-accrued", accrued}, {"tbill", bill}, {"tbill-price", bill},
          {"tbill-discount", bill},  {"tbill-invest-rate", bill},   {"tips", tips},  {"floater", floater}};
}

}  // namespace openend::vectors
