// book/post_terms.cpp - floor 3
//
// What a security's terms bring: interest every day, amortisation, coupons, maturity.
#include "book/local_entry.h"
#include "book/post_foreign.h"
#include "instrument/list.h"

namespace openend::book {

using policy::RuleId;

namespace {

/// Par paid in kind is counted to the cent.
constexpr int kParInKindPlaces = 2;

std::int64_t to_minor(Book& book, RoundingPlace place, const instrument::Fraction& exact, int places) {
  const Decimal rounded = exact.rounded(places, Rounding::HalfUp);
  book.roundings.add_fraction(place, exact.numerator, exact.denominator, rounded);
  return static_cast<std::int64_t>(rounded.scaled_to(places));
}

/// Interest earned, or paid to who had earned it, through a day and not paid out by the strike. A month's last strike
/// reaches over its last weekend: a coupon that falls due there has been earned and is not paid yet.
std::int64_t earned(Book& book, std::uint32_t slot, const entity::Security& security, Date strike, Date through,
                    int places) {
  std::int64_t interest = unsettled_interest(book, slot, through) +
                          to_minor(book, RoundingPlace::Interest,
                                   instrument::accrued(security, earning_par(book, slot, through), through), places);
  if (through == strike) return interest;
  for (const auto& life : instrument::life(security, strike, through)) {
    interest +=
        to_minor(book, RoundingPlace::Interest,
                 {earning_par(book, slot, life.date - 1) * life.interest.numerator, life.interest.denominator}, places);
  }
  return interest;
}

}  // namespace

namespace {

int minor_places_of(const Book& book, std::uint32_t slot, const entity::Security& security, const PostingRules& rules) {
  return book.positions.foreign[slot] != 0 ? security.currency.minor_places() : rules.minor_places;
}

/// What had accrued leaves the receivable; the rest of the payment is income of the day. Interest that was paid with
/// par which settles on the day or later waits on: it is of the next coupon.
Result<Done> pay_coupon(Book& book, Journal& journal, std::uint32_t slot, const entity::Security& security,
                        std::int64_t interest, Date day, const PostingRules& rules) {
  Positions& p = book.positions;
  const std::int64_t waits = unsettled_interest(book, slot, day - 1);
  const std::int64_t accrued = p.accrued[slot] - waits;
  if (p.foreign[slot] != 0) {
    CHECK(post_foreign_coupon(book, journal, day, security.currency, interest, accrued, security.id.value, rules));
  } else {
    journal.begin(RuleId::CouponPaid, {});
    journal.post(Account::Cash, interest, security.id.value);
    journal.post(Account::ReceivableInterest, -accrued, security.id.value);
    journal.post(Account::InterestIncome, accrued - interest, security.id.value);
    journal.end();
  }
  p.accrued[slot] = waits;
  p.touched[slot] = 1;
  return Done{};
}

/// LAW   Spec S-2; Reg. 1.1275-2(c)(3): more of the bond in place of a coupon is par that cost what it pays for.
/// WHY   A lot of its own, at par and new from its day, leaves the other lots their costs and their yields.
/// CASE  100,000 of a 12% bond that pays half-yearly in kind: 6,000 of par, at a cost of 6,000.00.
Result<Done> pay_in_kind(Book& book, Journal& journal, std::uint32_t slot, const entity::Security& security,
                         const instrument::LifeEvent& life, std::int64_t interest, const PostingRules& rules) {
  Positions& p = book.positions;
  const Decimal earning = earning_par(book, slot, life.date - 1) * life.interest.numerator;
  const Decimal par = divide(earning, Decimal(life.interest.denominator), kParInKindPlaces, Rounding::HalfUp);
  if (par.is_zero()) return Done{};
  book.roundings.add_fraction(RoundingPlace::ParLeft, earning, life.interest.denominator, par);
  const std::int64_t waits = unsettled_interest(book, slot, life.date - 1), accrued = p.accrued[slot] - waits;
  std::int64_t cost = interest;
  if (p.foreign[slot] != 0) {
    TRY(cost, worth_of(book, rules, security.currency, interest, life.date));
    TRY(const std::int64_t receivable, worth_of(book, rules, security.currency, accrued, life.date));
    LocalEntry entry(book, journal, RuleId::InKindCoupon, {}, security.currency, security.id.value);
    entry.other(Account::InvestmentsAtCost, interest, cost);
    if (accrued != 0) entry.money(Account::ReceivableInterest, -accrued, -receivable);
    entry.other(Account::InterestIncome, accrued - interest, receivable - cost);
  } else {
    journal.begin(RuleId::InKindCoupon, {});
    journal.post(Account::InvestmentsAtCost, interest, security.id.value);
    journal.post(Account::ReceivableInterest, -accrued, security.id.value);
    journal.post(Account::InterestIncome, accrued - interest, security.id.value);
    journal.end();
  }
  book.acquire(slot, to_fixed(par).value_or(Fixed{}), cost, lot_name("in kind " + life.date.text()), life.date.days,
               false, interest);
  p.accrued[slot] = waits;
  return Done{};
}

Result<Done> redeem(Book& book, Journal& journal, std::uint32_t slot, const entity::Security& security,
                    std::int64_t principal, RuleId rule, Date day, const PostingRules& rules) {
  Positions& p = book.positions;
  if (amortises_by_yield(security, rules)) CHECK(amortise_lots(book, journal, slot, security, day, day, rules));
  if (instrument::is_indexed(security)) CHECK(adjust_for_inflation(book, journal, slot, security, day - 1, day, rules));
  const std::int64_t cost = p.cost[slot];
  const bool discount = instrument::amortises(security);
  const auto relieved = book.relieve(slot, {p.quantity[slot], p.places[slot]}, policy::LotMethod::Fifo);
  OE_ASSERT(static_cast<bool>(relieved), "a whole position can be relieved");
  take_as_settled(book, slot);
  if (p.foreign[slot] != 0)
    return post_foreign_redemption(book, journal, rule, day, security.currency, principal, discount, slot,
                                   relieved.value(), rules);
  journal.begin(rule, {});
  journal.post(Account::Cash, principal, security.id.value);
  journal.post(Account::InvestmentsAtCost, -cost, security.id.value);
  journal.post(discount ? Account::InterestIncome : Account::RealisedOnInvestments, cost - principal,
               security.id.value);
  journal.end();
  if (!discount) p.realised[slot] += principal - cost;
  return Done{};
}

}  // namespace

Result<Done> post_life(Book& book, Journal& journal, const std::vector<entity::Security>& securities, Date after,
                       Date until, const PostingRules& rules) {
  using What = instrument::LifeEvent::What;
  Positions& p = book.positions;
  if (!p.any_special) return Done{};
  for (std::uint32_t slot = 0; slot < p.size(); ++slot) {
    if (p.special[slot] == 0 || (p.quantity[slot] == 0 && !has_unsettled(book, slot))) continue;
    const entity::Security& security = securities[p.security[slot]];
    const int minor = minor_places_of(book, slot, security, rules);
    for (const auto& life : instrument::life(security, after, until)) {
      const std::int64_t interest = to_minor(
          book, RoundingPlace::Interest,
          {earning_par(book, slot, life.date - 1) * life.interest.numerator, life.interest.denominator}, minor);
      if (life.what == What::InKind) {
        CHECK(pay_in_kind(book, journal, slot, security, life, interest, rules));
        continue;
      }
      if (interest != 0) CHECK(pay_coupon(book, journal, slot, security, interest, until, rules));
      if (life.what == What::Coupon || p.quantity[slot] == 0) continue;
      const Decimal quantity = Decimal::of(p.quantity[slot], p.places[slot]);
      const std::int64_t principal =
          to_minor(book, RoundingPlace::Amortisation, {quantity * life.redemption, 1}, minor);
      CHECK(redeem(book, journal, slot, security, principal,
                   life.what == What::Expiry ? RuleId::Expiry : RuleId::Maturity, until, rules));
    }
  }
  return Done{};
}

namespace {

Result<Done> accrue_interest(Book& book, Journal& journal, std::uint32_t slot, const entity::Security& security,
                             std::int64_t accrued, Date strike, const PostingRules& rules) {
  Positions& p = book.positions;
  const std::int64_t step = accrued - p.accrued[slot];
  if (step == 0) return Done{};
  if (p.foreign[slot] != 0) {
    CHECK(post_foreign_income(book, journal, RuleId::InterestAccrual, {}, strike, security.currency,
                              Account::ReceivableInterest, Account::InterestIncome, step, security.id.value, rules));
  } else {
    journal.move(RuleId::InterestAccrual, {}, Account::ReceivableInterest, Account::InterestIncome, step,
                 security.id.value);
  }
  p.accrued[slot] = accrued;
  p.touched[slot] = 1;
  return Done{};
}

Result<Done> amortise(Book& book, Journal& journal, std::uint32_t slot, const entity::Security& security,
                      std::int64_t value, Date strike, const PostingRules& rules) {
  Positions& p = book.positions;
  if (p.foreign[slot] != 0) {
    const std::int64_t local_step = value - p.local_cost[slot];
    if (local_step == 0) return Done{};
    TRY(const std::int64_t step, worth_of(book, rules, security.currency, local_step, strike));
    journal.begin(RuleId::Amortisation, {});
    journal.post_local(Account::InvestmentsAtCost, step, security.currency, local_step, 0, security.id.value);
    journal.post_local(Account::InterestIncome, -step, security.currency, -local_step, 0, security.id.value);
    journal.end();
    book.add_cost(slot, step, local_step);
    return Done{};
  }
  const std::int64_t step = value - p.cost[slot];
  if (step == 0) return Done{};
  journal.move(RuleId::Amortisation, {}, Account::InvestmentsAtCost, Account::InterestIncome, step, security.id.value);
  book.add_cost(slot, step);
  return Done{};
}

}  // namespace

Result<Done> accrue(Book& book, Journal& journal, const std::vector<entity::Security>& securities, Date strike,
                    Date through, const PostingRules& rules, bool whole_unit) {
  Positions& p = book.positions;
  if (!p.any_special) return Done{};
  const bool by_yield = rules.effective_yield != policy::EffectiveYield::None;
  if (!by_yield && !book.yield_lines.empty()) book.drop_all_lines();
  for (std::uint32_t slot = 0; slot < p.size(); ++slot) {
    // What was sold out earns until it settles, and may have interest to true up then.
    if (p.special[slot] == 0 || (p.quantity[slot] == 0 && p.accrued[slot] == 0 && !has_unsettled(book, slot))) continue;
    const entity::Security& security = securities[p.security[slot]];
    const Decimal quantity = Decimal::of(p.quantity[slot], p.places[slot]);
    const int minor = minor_places_of(book, slot, security, rules);
    CHECK(accrue_interest(book, journal, slot, security, earned(book, slot, security, strike, through, minor), strike,
                          rules));
    if (p.quantity[slot] == 0) continue;
    if (instrument::is_indexed(security))
      CHECK(adjust_for_inflation(book, journal, slot, security, through, strike, rules));
    if (by_yield && instrument::pays_by_terms(security))
      CHECK(amortise_lots(book, journal, slot, security, through + 1, strike, rules));
    if (!instrument::amortises(security)) continue;
    const auto exact = instrument::value_from_terms(security, quantity, through);
    // The whole unit is the base currency's: a foreign cost keeps its own minor unit.
    const bool to_whole = whole_unit && p.foreign[slot] == 0;
    const std::int64_t value = to_whole ? to_minor(book, RoundingPlace::Amortisation, exact, 0) * kPowersOfTen[minor]
                                        : to_minor(book, RoundingPlace::Amortisation, exact, minor);
    CHECK(amortise(book, journal, slot, security, value, strike, rules));
  }
  forget_settled(book, strike);
  return Done{};
}

void take_accruals_as_given(Book& book, const std::vector<entity::Security>& securities, Date strike, Date through,
                            const PostingRules& rules) {
  Positions& p = book.positions;
  if (!p.any_special) return;
  for (std::uint32_t slot = 0; slot < p.size(); ++slot) {
    if (p.special[slot] == 0) continue;
    const entity::Security& security = securities[p.security[slot]];
    p.accrued[slot] = earned(book, slot, security, strike, through, minor_places_of(book, slot, security, rules));
    p.touched[slot] = 1;
    if (!amortises_by_yield(security, rules)) continue;
    for (std::uint32_t lot = p.first_lot[slot]; lot != kNone; lot = book.lots[lot].next)
      book.begin_line(slot, lot, through + 1);
  }
}

}  // namespace openend::book
