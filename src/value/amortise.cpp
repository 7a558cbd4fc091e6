#include "value/amortise.h"

#include <algorithm>

namespace openend::value {

namespace {

using instrument::Quotation;
using policy::AmortisedCost;

/// Debt that is priced, repays par in the book's currency, and may so stand at amortised cost.
bool may_amortise(const OwnValueInputs& in, std::uint32_t security) {
  return static_cast<Quotation>(in.columns.quotation[security]) == Quotation::PerHundred &&
         in.securities[security].maturity.has_value() && !instrument::is_indexed(in.securities[security]) &&
         !instrument::is_flat(in.securities[security], in.date) && in.columns.currency[security] == in.base;
}

int days_left(const OwnValueInputs& in, std::uint32_t security, Date date) {
  return *in.securities[security].maturity - date;
}

const book::StraightLine* line_of(const book::Book& book, std::uint32_t security) {
  for (const book::StraightLine& line : book.straight_lines) {
    if (line.security == security) return &line;
  }
  return nullptr;
}

/// start + (par - start) x elapsed / total.
Decimal on_the_line(const Decimal& start, const Decimal& par, Date from, Date maturity, Date date) {
  const int total = maturity - from;
  const int elapsed = std::min(date, maturity) - from;
  if (elapsed >= total) return par;
  return start + divide((par - start) * Decimal(std::max(elapsed, 0)), Decimal(total), 18, Rounding::HalfEven);
}

bool is_of_before(const book::Lot& lot, Date maturity) {
  return lot.acquired == 0 || maturity - Date{lot.acquired} > kShortTermDays;
}

/// The lots' values together; none where old lots have no line yet.
std::optional<Decimal> amortised_value(const book::Book& book, std::uint32_t slot, const OwnValueInputs& in) {
  const book::Positions& p = book.positions;
  const Date maturity = *in.securities[p.security[slot]].maturity;
  const book::StraightLine* line = line_of(book, p.security[slot]);
  Decimal sum;
  for (std::uint32_t at = p.first_lot[slot]; at != book::kNone; at = book.lots[at].next) {
    const book::Lot& lot = book.lots[at];
    const Decimal par = Decimal::of(lot.quantity, p.places[slot]);
    const bool by_yield = lot.line != 0 && book.yield_lines[lot.line - 1].stays == 0;
    if (in.rule == AmortisedCost::SixtyDays && is_of_before(lot, maturity)) {
      if (line == nullptr) return std::nullopt;
      const Decimal start = par * line->price.decimal() * Decimal::of(1, 2);
      sum += on_the_line(start, par, Date{line->from}, maturity, in.value_date);
    } else if (by_yield) {  // its cost moves already
      sum += Decimal::of(lot.cost, in.base.minor_places());
    } else {
      const Date from = lot.acquired == 0 ? book.opening : Date{lot.acquired};
      const Decimal cost = Decimal::of(lot.cost, in.base.minor_places());
      sum += on_the_line(cost, par, from, maturity, in.value_date);
    }
  }
  return sum;
}

void take_amortised(const book::Book& book, const OwnValueInputs& in, OwnValues& own) {
  const book::Positions& p = book.positions;
  if (in.rule == AmortisedCost::TermsOnly || !p.any_special) return;
  for (std::uint32_t slot = 0; slot < p.size(); ++slot) {
    const std::uint32_t security = p.security[slot];
    if (p.special[slot] == 0 || p.quantity[slot] == 0 || !may_amortise(in, security)) continue;
    if (in.rule == AmortisedCost::SixtyDays && days_left(in, security, in.date) > kShortTermDays) continue;
    const auto value = amortised_value(book, slot, in);
    if (!value) continue;
    OwnValue answer;
    answer.basis = Basis::AmortisedCost;
    answer.quotation = Quotation::FromTerms;
    answer.value = {*value, 1};
    own.set(slot, answer);
  }
}

/// LAW   31 CFR 356 App. B III: what is quoted is in the money of the dated date; it is worth as much times the ratio.
/// EDGE  A price that 64 bits do not hold at all its places loses the last of them, half even.
PriceBoard::Mark indexed(PriceBoard::Mark price, const Decimal& ratio) {
  const Decimal exact = Decimal::of(price.price, price.places) * ratio;
  const Fixed held = to_fixed(exact).value_or(to_fixed(exact.rounded(std::min(exact.places(), 8), Rounding::HalfEven))
                                                  .value_or(Fixed{price.price, price.places}));
  price.price = held.coefficient;
  price.places = held.places;
  return price;
}

void take_indexed(const book::Book& book, const OwnValueInputs& in, OwnValues& own) {
  const book::Positions& p = book.positions;
  if (!p.any_special) return;
  for (std::uint32_t slot = 0; slot < p.size(); ++slot) {
    const std::uint32_t security = p.security[slot];
    if (in.columns.indexed[security] == 0 || p.quantity[slot] == 0 || !instrument::is_indexed(in.securities[security]))
      continue;
    const PriceBoard::Mark& price = in.prices.at(security);
    if (!price.known) continue;
    OwnValue answer;
    answer.basis = Basis::Indexed;
    answer.quotation = Quotation::PerHundred;
    answer.index_ratio = instrument::index_ratio(in.securities[security], in.value_date + 1);
    answer.quoted = Decimal::of(price.price, price.places);
    answer.price = indexed(price, answer.index_ratio);
    own.set(slot, answer);
  }
}

void take_determined(const book::Book& book, const OwnValueInputs& in, OwnValues& own) {
  if (in.determinations == nullptr) return;
  for (const SecurityId security : in.determinations->securities()) {
    const std::uint32_t slot = book.find(security);
    if (slot == book::kNone || book.positions.quantity[slot] == 0) continue;
    const event::FairValue* told = in.determinations->last(book.portfolio, security);
    if (told == nullptr || !told->in_force(in.date)) continue;
    const auto quotation = static_cast<Quotation>(in.columns.quotation[security.value]);
    OwnValue answer;
    answer.basis = told->value ? Basis::FairValue : Basis::Market;
    answer.quotation = quotation == Quotation::FromTerms ? Quotation::PerHundred : quotation;
    answer.determination = static_cast<std::uint32_t>(told - in.determinations->all().data());
    if (told->value) answer.price = {told->value->coefficient, in.date.days, told->value->places, true, 0};
    const entity::Security& terms = in.securities[security.value];
    if (told->value && instrument::is_indexed(terms)) {
      answer.index_ratio = instrument::index_ratio(terms, in.value_date + 1);
      answer.quoted = told->value->decimal();
      answer.price = indexed(answer.price, answer.index_ratio);
    }
    own.set(slot, answer);
  }
}

}  // namespace

OwnValues own_values(const book::Book& book, const OwnValueInputs& in) {
  OwnValues own;
  take_amortised(book, in, own);
  take_indexed(book, in, own);
  take_determined(book, in, own);
  return own;
}

void begin_lines(book::Book& book, const Marks& marks, const OwnValueInputs& in) {
  book::Positions& p = book.positions;
  if (in.rule != AmortisedCost::SixtyDays) {
    book.straight_lines.clear();
    return;
  }
  std::erase_if(book.straight_lines, [&](const book::StraightLine& line) {
    const std::uint32_t slot = book.find(SecurityId{line.security});
    return slot == book::kNone || p.quantity[slot] == 0;
  });
  if (!p.any_special) return;
  for (std::uint32_t slot = 0; slot < p.size(); ++slot) {
    const std::uint32_t security = p.security[slot];
    if (p.special[slot] == 0 || p.quantity[slot] == 0 || !may_amortise(in, security)) continue;
    if (days_left(in, security, in.next_strike) > kShortTermDays || line_of(book, security) != nullptr) continue;
    const OwnValue* own = marks.own.at(slot);
    if (own != nullptr && own->basis == Basis::AmortisedCost) continue;  // all its lots amortise their cost
    const Decimal price = Decimal::of(marks.price[slot], marks.places[slot]);
    const int places = std::min<int>(marks.places[slot], 12);
    book.straight_lines.push_back({security, in.date.days, *to_fixed(price.rounded(places, Rounding::HalfEven))});
  }
}

}  // namespace openend::value
