#include "debt/street_price.h"
#include "topics.h"

namespace openend::vectors {

namespace {

using namespace debt;

DayCount day_count_of(const std::string& basis) {
  static const std::map<std::string, DayCount> names{
      {"30/360", DayCount::Thirty360Us},
      {"30/360 US", DayCount::Thirty360Us},
      {"30/360 BondBasis", DayCount::Thirty360BondBasis},
      {"30E/360", DayCount::Thirty360European},
      {"act/act", DayCount::ActualActualIcma},
      {"act/act ICMA", DayCount::ActualActualIcma},
      {"act/act ISDA", DayCount::ActualActualIsda},
      {"act/360", DayCount::Actual360},
      {"act/365", DayCount::Actual365},
      {"act/365F", DayCount::Actual365},
  };
  const auto found = names.find(basis);
  if (found == names.end()) throw Unsupported("basis " + basis);
  return found->second;
}

Result<Answers> daycount(const Fields& in) {
  const Date start = in.date("start"), end = in.date("end");
  if (end < start) throw Unsupported("days backwards");
  Answers answers;
  for (const char* name : {"30/360 US", "30/360 BondBasis", "30E/360"})
    answers.emplace(name, day_count_days(day_count_of(name), start, end));
  for (const char* name : {"act/act ISDA", "act/360", "act/365", "act/365F"}) {
    TRY(const Decimal years, simple_interest(1, 1, day_count_of(name), start, end));
    answers.emplace(name, years);
  }
  if (in.has("ref") && in.has("freq")) {
    const auto& ref = in.rows("ref");
    if (ref.size() != 2) throw Unsupported("ref is no period");
    TRY(const Decimal years, icma_years(start, end, {date_in(ref[0]), date_in(ref[1])}, in.whole("freq")));
    answers.emplace("act/act ICMA", years);
  }
  return answers;
}

BondTerms bond_of(const Fields& in) {
  auto terms =
      fixed_coupon(in.date("maturity"), in.whole_or("freq", 2), day_count_of(in.text("basis")), in.decimal("coupon"));
  if (in.has("issue")) terms.issued = in.date("issue");
  if (in.has("first_coupon")) terms.first_coupon = in.date("first_coupon");
  return terms;
}

Result<Answers> street_price(const Fields& in) {
  const BondTerms bond = bond_of(in);
  const Date settle = in.date("settle");
  Answers answers;
  Decimal yield;
  if (in.has("yield")) {
    yield = in.decimal("yield");
  } else {
    TRY(yield, yield_from_price(bond, settle, in.decimal("price")));
    answers.emplace("yield", Part{yield});
  }
  TRY(const StreetPrice price, price_from_yield(bond, settle, yield));
  answers.emplace("clean", price.clean);
  answers.emplace("accrued", price.accrued);
  answers.emplace("dirty", price.dirty);
  answers.emplace("accrued_days", price.accrued_days);
  answers.emplace("period_days", price.period_days);
  return answers;
}

Result<Answers> accrued(const Fields& in) {
  const Decimal par = in.decimal_or("par", Decimal(100));
  const Date settle = in.date("settle");
  if (!in.has("maturity")) {
    const DayCount count = day_count_of(in.text("basis"));
    if (count == DayCount::ActualActualIcma) throw Unsupported("actual/actual without a maturity");
    TRY(const Decimal interest, simple_interest(par, in.decimal("coupon"), count, in.date("issue"), settle));
    return Answers{{"accrued", interest}, {"accrued_days", day_count_days(count, in.date("issue"), settle)}};
  }
  const BondTerms bond = bond_of(in);
  TRY(const Decimal interest, accrued_on(bond, par, settle));
  TRY(const Accrued days, accrued_interest(bond, settle));
  return Answers{{"accrued", interest}, {"accrued_days", days.days}, {"period_days", days.period_days}};
}

}  // namespace

std::vector<Topic> bond_topics() {
  return {{"daycount", daycount}, {"street-price", street_price}, {"accrued", accrued}};
}

}  // namespace openend::vectors
