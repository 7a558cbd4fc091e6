#include "debt/average_maturity.h"
#include "debt/commercial_paper.h"
#include "debt/original_issue_discount.h"
#include "debt/pool.h"
#include "debt/premium.h"
#include "debt/repo.h"
#include "money/money.h"
#include "report/statement_sums.h"
#include "topics.h"

namespace openend::vectors {

namespace {

using namespace debt;

int per_year_of(const Fields& in) {
  static const std::map<std::string, int> words{{"annual", 1}, {"semiannual", 2}, {"quarterly", 4}, {"monthly", 12}};
  const auto found = words.find(in.text("compounding"));
  if (found == words.end()) throw Unsupported("compounding " + in.text("compounding"));
  return found->second;
}

Result<Answers> amortized_cost(const Fields& in) {
  if (in.has("values")) {
    const auto sums =
        report::short_term(in.decimals("values"), in.decimal_or("us_government_agency", Decimal()),
                           in.decimal_or("repo", Decimal()), in.decimal_or("other_assets_less_liabilities", Decimal()));
    return Answers{{"total_corporate_notes", sums.notes},
                   {"total_investments", sums.investments},
                   {"net_assets", sums.net_assets}};
  }
  const Decimal discount = Rate::percent(in.decimal("discount_rate_pct")).value;
  TRY(const Decimal value, discount_proceeds(in.decimal("face"), discount, in.whole("days_used")));
  return Answers{{"value", value}, {"exact", value}};
}

Result<Answers> day_61(const Fields& in) {
  std::vector<Answer> values;
  for (const int days : in.wholes("days_remaining")) {
    TRY(const Decimal value, day_61_cost(in.decimal("market_price_on_61st_day_prior"), in.decimal("face"), days));
    values.emplace_back(value);
  }
  return Answers{{"value", values}};
}

Result<Answers> repo(const Fields& in) {
  if (in.has("basis") && in.text("basis") != "act/360") throw Unsupported("basis " + in.text("basis"));
  TRY(const Decimal price,
      repurchase_price(in.decimal("principal"), in.decimal("rate"), in.date("from"), in.date("to")));
  return Answers{{"repurchase_price", price}};
}

Result<Answers> discount(const Fields& in) {
  TRY(const Decimal proceeds, discount_proceeds(in.decimal("face"), in.decimal("d"), in.whole("days")));
  TRY(const Decimal yield, money_market_yield(in.decimal("d"), in.whole("days")));
  return Answers{{"proceeds", proceeds}, {"money_market_yield_pct", Part{yield}}};
}

Result<Answers> maturity(const Fields& in) {
  std::vector<MaturingValue> holdings;
  for (const auto& row : in.rows("holdings")) {
    if (!row.is_array() || row.size() != 2) throw Unsupported("a holding is [value, days]");
    holdings.push_back({decimal_in(row[0]), whole_in(row[1])});
  }
  TRY(const Decimal days, average_maturity(holdings));
  return Answers{{"wam_days", days}, {"exact", days}};
}

/// Names what each period adds, and the price after it.
void name_periods(Answers& answers, const DiscountSchedule& schedule, const std::string& word) {
  answers.emplace("yield", Part{schedule.yield});
  answers.emplace("total_oid", schedule.total);
  for (std::size_t i = 0; i < schedule.periods.size(); ++i) {
    const std::string place = std::to_string(i + 1);
    answers.emplace(word + place, schedule.periods[i].discount);
    answers.emplace("aip" + place, schedule.periods[i].price_after);
  }
}

Result<Answers> issue_discount(const Fields& in) {
  const int per_year = in.has("compounding") ? per_year_of(in) : 2;
  const auto days = in.has("accrual_days") ? in.wholes("accrual_days") : std::vector<int>();
  DiscountTerms terms;
  terms.issue_price = in.decimal("issue_price");
  terms.per_year = per_year;
  terms.stated_interest = in.decimal_or("coupon_sa", Decimal());
  // Without a maturity the periods that are told are not the last ones.
  terms.redemption = in.decimal_or("srpm", terms.issue_price);
  terms.periods = in.has("maturity") ? periods_between(in.date("issue"), in.date("maturity"), per_year)
                                     : static_cast<int>(days.size()) + 2;
  terms.yield = in.decimal("yield");
  TRY(const DiscountSchedule schedule, discount_by_period(terms));
  Answers answers;
  name_periods(answers, schedule, "period");
  for (std::size_t i = 0; i < days.size() && i < schedule.periods.size(); ++i) {
    TRY(const Decimal daily, daily_discount(schedule.periods[i].discount, days[i]));
    answers.emplace("daily" + std::to_string(i + 1), daily);
  }
  return answers;
}

Result<Answers> zero(const Fields& in) {
  const int per_year = per_year_of(in);
  TRY(const DiscountSchedule schedule,
      zero_coupon_by_period(in.decimal("price"), in.decimal("face"), in.whole("years"), per_year));
  Answers answers;
  name_periods(answers, schedule, per_year == 1 ? "oid_y" : "period");
  return answers;
}

Result<Answers> premium(const Fields& in) {
  const auto bond =
      fixed_coupon(in.date("maturity"), in.whole_or("freq", 2), DayCount::Thirty360Us, in.decimal("coupon"));
  TRY(const BondPremium answer, bond_premium(bond, in.date("bought"), in.decimal("par"), in.decimal("cost")));
  return Answers{{"yield", Part{answer.yield}}, {"premium_year1", answer.first_year}};
}

Result<Answers> acquired(const Fields& in) {
  TRY(const AcquisitionPremium answer,
      acquisition_premium(in.decimal("cost"), in.decimal("aip"), in.decimal("remaining_oid"), in.decimal("daily_oid"),
                          in.whole("days"), in.whole_or("step_decimals", 12)));
  return Answers{{"acq_premium", answer.premium},
                 {"fraction", answer.fraction},
                 {"daily_reduced", answer.reduced_daily},
                 {"included", answer.included}};
}

Result<Answers> pool_paydown(const Fields& in) {
  TRY(const Paydown answer,
      paydown(in.decimal("orig_face"), in.decimal("factor0"), in.decimal("factor1"), in.decimal_or("cost_price", 100)));
  return Answers{{"principal_received", answer.principal},
                 {"cost_relieved", answer.cost_relieved},
                 {"paydown_gain_loss", answer.gain}};
}

/// "150%" is one and a half times the standard; the market also writes 150 for it.
Decimal speed_of(const Fields& in) {
  const auto number = read_number(in.at("PSA"));
  if (!number) throw Unsupported("no number in PSA");
  return number->percent || number->value < Decimal(10) ? number->value : Rate::percent(number->value).value;
}

Result<Answers> prepay(const Fields& in) {
  if (in.has("SMM")) {
    TRY(const Decimal annual, annual_from_monthly_prepayment(in.decimal("SMM")));
    return Answers{{"CPR", Part{annual}}};
  }
  Decimal annual;
  if (in.has("CPR")) {
    annual = in.decimal("CPR");
  } else {
    TRY(annual, psa_prepayment(speed_of(in), in.whole("age_months")));
  }
  TRY(const Decimal monthly, monthly_from_annual_prepayment(annual));
  return Answers{{"CPR", Part{annual}}, {"SMM", Part{monthly}}};
}

}  // namespace

std::vector<Topic> discount_topics() {
  return {{"cp-amortized-cost", amortized_cost},
          {"amortized-cost-day61", day_61},
          {"repo", repo},
          {"cp-discount", discount},
          {"weighted-average-maturity", maturity},
          {"oid", issue_discount},
          {"zero-coupon", zero},
          {"bond-premium", premium},
          {"oid-acquisition-premium", acquired},
          {"mbs-paydown", pool_paydown},
          {"mbs-prepay", prepay}};
}

}  // namespace openend::vectors
