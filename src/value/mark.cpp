#include "value/mark.h"

#include <algorithm>

#include "value/plain_holdings.h"

namespace openend::value {

namespace {

/// A holding worth more than 64 bits of minor units hold: refused by the strike.
constexpr std::int64_t kNoValue = INT64_MIN;

std::int64_t value_in_128_bits(std::int64_t quantity, std::int64_t price, int drop, std::int64_t lift) {
  const Int128 exact = static_cast<Int128>(quantity) * price;
  const Int128 rounded =
      drop >= 0 ? divide_rounded<Int128>(exact, power_of_ten(drop), Rounding::HalfUp) : exact * power_of_ten(-drop);
  if (rounded > INT64_MAX / lift || rounded < -INT64_MAX / lift) return kNoValue;
  return static_cast<std::int64_t>(rounded * lift);
}

inline std::int64_t value_at(std::int64_t quantity, std::int64_t price, int drop, std::int64_t lift,
                             Residues& residues) {
  std::int64_t product = 0, value = 0;
  if (drop >= 0 && drop <= 18 && !__builtin_mul_overflow(quantity, price, &product)) {
    const std::int64_t rounded = dropped(product, drop);
    if (!__builtin_mul_overflow(rounded, lift, &value)) {
      residues.add(drop, static_cast<Int128>(rounded) * kPowersOfTen[drop] - product);
      return value;
    }
  }
  value = value_in_128_bits(quantity, price, drop, lift);
  if (drop > 0)
    residues.add(drop, static_cast<Int128>(value / lift) * power_of_ten(drop) - static_cast<Int128>(quantity) * price);
  return value;
}

}  // namespace

std::int64_t value_of(std::int64_t quantity, std::int64_t price, int places, const MarkingRules& rules) {
  const Scale scale(rules);
  Residues residues;
  const std::int64_t value = value_at(quantity, price, places - scale.target, scale.lift, residues);
  OE_ASSERT(value != kNoValue, "the value of a holding fits 64 bits of minor units");
  return value;
}

namespace {

std::int64_t rounded_to_rules(const instrument::Fraction& exact, const MarkingRules& rules, RoundingTally& tally) {
  const int target = rules.whole_unit ? 0 : rules.minor_places;
  const Decimal rounded = exact.rounded(target, Rounding::HalfUp);
  const Decimal off = rounded * Decimal(exact.denominator) - exact.numerator;
  ++tally.count;
  tally.changed += !off.is_zero();
  tally.effect += divide(off, Decimal(exact.denominator), 18, Rounding::HalfEven).coefficient();
  return static_cast<std::int64_t>(rounded.scaled_to(rules.minor_places));
}

}  // namespace

Refusal no_price(const entity::Security& security, Date date) {
  Refusal refusal;
  refusal.code = "E-PRICE-001";
  refusal.message = security.key + " is held and has no price on or before " + date.text();
  refusal.found = "no price";
  refusal.expected = "a price in " + std::string(security.currency.code());
  refusal.remedy = "import a price for it and strike again";
  return refusal;
}

Refusal too_large(const entity::Security& security, const PriceBoard::Mark& price) {
  Refusal refusal;
  refusal.code = "E-PRICE-006";
  refusal.message = "the value of " + security.key + " is larger than any book can hold";
  refusal.found = "a price of " + Decimal::of(price.price, price.places).text() + " on " + Date{price.day}.text();
  refusal.expected = "holdings of less than 92 quadrillion";
  refusal.remedy = "send the right price for that day";
  return refusal;
}

namespace {

/// The holdings that are quoted in other currencies.
class Foreign {
 public:
  Foreign(const book::Positions& positions, const MarkingRules& rules, Marks& marks, RatesOfDay& rates)
      : positions_(positions), rules_(rules), marks_(marks), rates_(rates) {
    if (!positions.any_foreign) return;
    marks.local_value.resize(positions.size());
    marks.currency_part.resize(positions.size());
  }

  /// False where the value is larger than the books can hold. A currency without a rate is added to the faults.
  bool take(std::size_t slot, Currency currency, std::int64_t local, Refusals& faults) {
    marks_.local_value[slot] = local;
    const event::RateQuote* quote = rates_.at(currency, faults);
    if (quote == nullptr) return true;
    const auto in_base = [&](std::int64_t minor, int places) {
      return event::translate(*quote, minor, currency.minor_places(), places, marks_.translation_roundings);
    };
    const auto value = in_base(local, rules_.whole_unit ? 0 : rules_.minor_places);
    const std::int64_t lift = rules_.whole_unit ? kPowersOfTen[rules_.minor_places] : 1;
    if (!value || __builtin_mul_overflow(*value, lift, &marks_.value[slot])) return false;
    const auto by_security = in_base(local - positions_.local_cost[slot], rules_.minor_places);
    if (!by_security) return false;
    marks_.currency_part[slot] = marks_.value[slot] - positions_.cost[slot] - *by_security;
    return true;
  }

  /// The rates of money, for the record.
  void note_money(const book::Book& book) {
    Refusals none;
    for (const auto& entry : book.sub_balances) {
      if (entry.currency != rules_.base) rates_.at(entry.currency, none);
    }
  }

 private:
  const book::Positions& positions_;
  const MarkingRules& rules_;
  Marks& marks_;
  RatesOfDay& rates_;
};

/// Marks the forward contracts; adds refusals for those without a rate.
void mark_forwards(const book::Book& book, const ForwardBoard& forwards, Date date, const MarkingRules& rules,
                   Marks& marks, Refusals& faults) {
  for (const auto& contract : book.forwards) {
    const auto mark = forwards.at(contract.currency, contract.settlement);
    if (!mark) {
      faults.push_back(refuse("E-RATE-001",
                              "no forward rate for " + std::string(contract.currency.code()) + " to " +
                                  contract.settlement.text() + " on or before " + date.text(),
                              "import forward-rates.csv with that rate")[0]);
      continue;
    }
    if (mark->day != date) {
      marks.exceptions.push_back("stale forward rate: " + std::string(contract.currency.code()) + " to " +
                                 contract.settlement.text() + " is of " + mark->day.text());
    }
    const std::int64_t worth =
        rounded_to_rules({contract.value(mark->rate.decimal()), 1}, rules, marks.forward_roundings);
    marks.forward_rate.push_back(mark->rate);
    marks.forward_value.push_back(worth);
    marks.forward_gain.push_back(contract.unrealised(worth));
    marks.forward_total += marks.forward_gain.back();
  }
}

}  // namespace

Result<Marks> mark(const book::Book& book, const PriceBoard& prices, const ForwardBoard& forwards,
                   const instrument::SecurityColumns& columns, const std::vector<entity::Security>& securities,
                   Date date, Date value_date, const MarkingRules& rules, OwnValues own_values, Marks spent) {
  const book::Positions& positions = book.positions;
  const Scale scale(rules);
  Residues residues;
  Marks marks;
  marks.own = std::move(own_values);
  marks.price = std::move(spent.price);
  marks.places = std::move(spent.places);
  marks.value = std::move(spent.value);
  for (auto* column : {&marks.price, &marks.value}) column->resize(positions.size());
  marks.places.resize(positions.size());
  Refusals faults;
  RatesOfDay rates(date, rules, marks);
  Foreign foreign(positions, rules, marks, rates);
  for (const std::uint32_t slot : mark_plain(positions, prices, columns, scale, residues, marks)) {
    const std::uint32_t security = positions.security[slot];
    const OwnValue* own = marks.own.at(slot);
    const auto quotation =
        own != nullptr ? own->quotation : static_cast<instrument::Quotation>(columns.quotation[security]);
    if (quotation == instrument::Quotation::FromTerms) {
      const Decimal quantity = Decimal::of(positions.quantity[slot], positions.places[slot]);
      const auto exact =
          own != nullptr ? own->value : instrument::value_from_terms(securities[security], quantity, value_date);
      if (positions.foreign[slot] != 0) {
        const Currency currency = securities[security].currency;
        const std::int64_t local =
            rounded_to_rules(exact, {false, currency.minor_places(), {}, nullptr}, marks.holding_roundings);
        foreign.take(slot, currency, local, faults);
      } else {
        marks.value[slot] = rounded_to_rules(exact, rules, marks.holding_roundings);
      }
      marks.price[slot] = marks.value[slot];
      marks.places[slot] = static_cast<std::uint8_t>(rules.minor_places);
      marks.total += marks.value[slot];
      continue;
    }
    const PriceBoard::Mark& price = own != nullptr && own->price.known ? own->price : prices.at(security);
    if (!price.known) {
      faults.push_back(no_price(securities[security], date));
      continue;
    }
    const int per_hundred = quotation == instrument::Quotation::PerHundred ? 2 : 0;
    marks.price[slot] = price.price;
    marks.places[slot] = price.places;
    const int places = positions.places[slot] + price.places + per_hundred;
    if (positions.foreign[slot] != 0) {
      const Currency currency = securities[security].currency;
      const std::int64_t local =
          value_at(positions.quantity[slot], price.price, places - currency.minor_places(), 1, residues);
      if (local == kNoValue || !foreign.take(slot, currency, local, faults) ||
          __builtin_add_overflow(marks.total, marks.value[slot], &marks.total))
        faults.push_back(too_large(securities[security], price));
      continue;
    }
    marks.value[slot] = value_at(positions.quantity[slot], price.price, places - scale.target, scale.lift, residues);
    if (marks.value[slot] == kNoValue || __builtin_add_overflow(marks.total, marks.value[slot], &marks.total)) {
      faults.push_back(too_large(securities[security], price));
    }
  }
  foreign.note_money(book);
  mark_forwards(book, forwards, date, rules, marks, faults);
  mark_contracts(book, prices, securities, date, rates, marks, faults);
  std::sort(marks.rates.begin(), marks.rates.end(),
            [](const RateUsed& a, const RateUsed& b) { return a.currency < b.currency; });
  RoundingTally& holdings = marks.holding_roundings;  // values from terms are in it already
  const RoundingTally priced = residues.tally(scale.target);
  holdings.count += priced.count;
  holdings.changed += priced.changed;
  holdings.effect += priced.effect;
  if (!faults.empty()) return faults;
  return marks;
}

}  // namespace openend::value
