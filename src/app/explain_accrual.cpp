// app/explain_accrual.cpp - floor 7
//
// What made a posting of interest: the par that earns, and what was paid for par that does not yet.
#include "app/explain_day.h"
#include "instrument/list.h"

namespace openend::app {

std::vector<Node> parts_of_accrual(const Explained& x, const entity::Security& security, entity::Account account,
                                   std::int64_t step, int minor) {
  const std::uint32_t slot = x.day().book.find(security.id);
  if (slot == book::kNone) return {};
  const auto& positions = x.day().book.positions;
  const Date through = x.day().value_through;
  const Decimal quantity = book::earning_par(x.day().book, slot, through);
  const std::int64_t sign = entity::is_debit_side(account) ? 1 : -1;
  const std::int64_t now = positions.accrued[slot];
  const auto exact = instrument::accrued(security, quantity, through);
  const Decimal earned = exact.rounded(minor, Rounding::HalfUp);
  Node cumulative =
      from_terms(x, "interest through " + through.text(), security, exact, quantity, earned, RoundingPlace::Interest);
  cumulative.facts = terms_of(security, through);
  Node all = leaf("earned and not paid", money_text(now, minor));
  all.parts.push_back(std::move(cumulative));
  for (const auto& life : instrument::life(security, x.date(), through)) {  // falls due after the strike
    const Decimal earning = book::earning_par(x.day().book, slot, life.date - 1);
    const instrument::Fraction paid{earning * life.interest.numerator, life.interest.denominator};
    all.parts.push_back(from_terms(x, "coupon of " + life.date.text() + ", not paid at the strike", security, paid,
                                   earning, paid.rounded(minor, Rounding::HalfUp), RoundingPlace::Interest));
  }
  for (const book::Unsettled& waiting : x.day().book.unsettled) {
    if (waiting.slot != slot || waiting.settles <= through) continue;
    const std::string words = waiting.sold ? "less interest received with par sold" : "interest paid with par bought";
    all.parts.push_back(
        leaf(words + ": " + waiting.par.decimal().trimmed().text() + " settles " + waiting.settles.text(),
             money_text(waiting.sold ? -waiting.interest : waiting.interest, minor)));
  }
  Node before =
      leaf(sign > 0 ? "less what was posted before" : "what was posted before", money_text(step - sign * now, minor));
  if (sign > 0) return {std::move(all), std::move(before)};
  Node credit = leaf("credit for what is earned", money_text(-now, minor));
  credit.facts.push_back(std::move(all));
  return {std::move(credit), std::move(before)};
}

}  // namespace openend::app
