// book/post_yield.cpp - floor 3
//
// Lots at amortised cost by their effective yields.
#include "book/local_entry.h"
#include "book/post_foreign.h"
#include "debt/effective_yield.h"

namespace openend::book {

using policy::RuleId;

void Book::begin_line(std::uint32_t slot, std::uint32_t place, Date bought) {
  Lot& lot = lots[place];
  drop_line(lot);
  YieldLine line;
  line.par = lot.quantity;
  line.cost = positions.foreign[slot] != 0 ? lot_local[place] : lot.cost;
  line.bought = bought.days;
  if (line.par <= 0) return;
  if (free_yield_lines.empty()) {
    yield_lines.push_back(line);
    lot.line = static_cast<std::uint32_t>(yield_lines.size());
  } else {
    yield_lines[free_yield_lines.back()] = line;
    lot.line = free_yield_lines.back() + 1;
    free_yield_lines.pop_back();
  }
}

void Book::drop_all_lines() {
  for (Lot& lot : lots) lot.line = 0;
  yield_lines.clear();
  free_yield_lines.clear();
}

void Book::add_cost_of(std::uint32_t slot, std::uint32_t lot, std::int64_t amount, std::int64_t local_amount) {
  lots[lot].cost += amount;
  positions.cost[slot] += amount;
  positions.touched[slot] = 1;
  if (positions.foreign[slot] == 0) return;
  lot_local[lot] += local_amount;
  positions.local_cost[slot] += local_amount;
}

namespace {

/// A lot's amortisation in minor units of its currency, and how it is noted.
struct Amortisation {
  const entity::Security& security;
  Date day;
  int minor;   ///< places of the security's currency
  int places;  ///< of the position
  policy::EffectiveYield rule;

  /// LAW   AR 1996 note 1 and those like it: a fund may amortise discount only, or premium too.
  bool takes(const YieldLine& line) const {
    const Int128 cost = static_cast<Int128>(line.cost) * kPowersOfTen[places];
    const Int128 par = static_cast<Int128>(line.par) * kPowersOfTen[minor];
    if (cost <= par) return true;
    return rule == policy::EffectiveYield::DiscountAndPremium && instrument::premium_is_interest(security);
  }

  /// Solves the yield, once, and makes the line of the day. A lot that has no yield stays at its cost.
  void prepare(YieldLine& line) const {
    const auto terms = instrument::bond_terms(security, Date{line.bought});
    const Decimal par = Decimal::of(line.par, places), cost = Decimal::of(line.cost, minor);
    const auto made = [&]() -> Result<debt::AmortisationLine> {
      debt::YieldLot lot{Date{line.bought}, par, cost, Decimal::of(line.yield, 12)};
      if (!line.is_solved()) {
        TRY(lot, debt::lot_at_yield(*terms, lot.bought, par, cost));
        line.yield = static_cast<std::int64_t>(lot.yield.scaled_to(12));
      }
      return debt::amortisation_line(*terms, lot, day);
    };
    const Decimal most = Decimal::of(INT64_MAX, minor + kLinePlaces);
    if (cost == par || cost >= most || par >= most) {
      line.stays = 1;
      return;
    }
    const auto ends = made();
    if (!ends || ends.value().start >= most || ends.value().end >= most) {
      line.stays = 1;
      return;
    }
    const auto scaled = [&](const Decimal& money) {
      return static_cast<std::int64_t>(
          money.rounded(minor + kLinePlaces, Rounding::HalfEven).scaled_to(minor + kLinePlaces));
    };
    line.start = scaled(ends.value().start);
    line.end = scaled(ends.value().end);
    line.from = ends.value().from.days;
    line.to = ends.value().to.days;
  }
};

/// What rounding a lot's amortised cost changed, in units of its currency taken to 18 decimals.
void note(RoundingTally& tally, Int128 off, Int128 denominator, int minor) {
  ++tally.count;
  if (off == 0) return;
  ++tally.changed;
  for (; denominator > static_cast<Int128>(kPowersOfTen[18]) * 1000; denominator /= 10) off /= 10;
  tally.effect += divide_rounded<Int128>(off * kPowersOfTen[18 - minor], denominator, Rounding::HalfEven);
}

}  // namespace

Result<Done> amortise_lots(Book& book, Journal& journal, std::uint32_t slot, const entity::Security& security, Date day,
                           Date strike, const PostingRules& rules) {
  Positions& p = book.positions;
  if (instrument::is_flat(security, day - 1)) {  // what it will pay is not known: its cost stays
    for (std::uint32_t lot = p.first_lot[slot]; lot != kNone; lot = book.lots[lot].next) book.drop_line(book.lots[lot]);
    return Done{};
  }
  const bool foreign = p.foreign[slot] != 0;
  const int minor = foreign ? security.currency.minor_places() : rules.minor_places;
  const Amortisation by{security, std::min(day, *security.maturity), minor, p.places[slot], rules.effective_yield};
  RoundingTally& tally = book.roundings.at(RoundingPlace::Amortisation);
  std::int64_t total = 0, local_total = 0;
  for (std::uint32_t place = p.first_lot[slot]; place != kNone; place = book.lots[place].next) {
    if (book.lots[place].line == 0) book.begin_line(slot, place, day);
    Lot& lot = book.lots[place];
    if (lot.line == 0) continue;
    YieldLine& line = book.yield_lines[lot.line - 1];
    if (!by.takes(line)) {
      book.drop_line(lot);  // should the rule take it later, it begins then
      continue;
    }
    if (line.stays != 0 || by.day.days <= line.bought) continue;
    if (by.day.days > line.to) by.prepare(line);
    if (line.stays != 0) continue;
    Int128 off = 0, denominator = 1;
    const std::int64_t carried = line.at(by.day.days, lot.quantity, &off, &denominator);
    note(tally, off, denominator, minor);
    const std::int64_t step = carried - (foreign ? book.lot_local[place] : lot.cost);
    if (step == 0) continue;
    std::int64_t worth = step;
    if (foreign) {
      TRY(worth, worth_of(book, rules, security.currency, step, strike));
    }
    book.add_cost_of(slot, place, worth, step);
    total += worth;
    local_total += step;
  }
  const std::uint32_t item = security.id.value;
  if (!foreign) {
    if (total != 0)
      journal.move(RuleId::EffectiveYield, {}, Account::InvestmentsAtCost, Account::InterestIncome, total, item);
    return Done{};
  }
  if (local_total == 0 && total == 0) return Done{};
  journal.begin(RuleId::EffectiveYield, {});
  journal.post_local(Account::InvestmentsAtCost, total, security.currency, local_total, 0, item);
  journal.post_local(Account::InterestIncome, -total, security.currency, -local_total, 0, item);
  journal.end();
  return Done{};
}

}  // namespace openend::book
