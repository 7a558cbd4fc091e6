#include "day/second_holdings.h"

#include <array>
#include <span>

namespace openend::day {

using instrument::Quotation;

Decimal translated_again(const DayInputs& in, Currency currency, const Decimal& amount, int places) {
  const auto* quote = in.rates->at(currency, in.portfolio->base, in.date);
  if (quote == nullptr) return {};
  if (quote->inverse) return divide(amount, quote->rate.decimal(), places, Rounding::HalfUp);
  return (amount * quote->rate.decimal()).rounded(places, Rounding::HalfUp);
}

namespace {

/// Half of what is dropped or more counts as one; the divisor is known to the compiler.
template <std::int64_t kUnit>
std::int64_t nearest_of(std::int64_t product) {
  const std::int64_t whole = product / kUnit, rest = product % kUnit;
  return whole + (rest >= kUnit - kUnit / 2) - (rest <= kUnit / 2 - kUnit);
}

class Sum {
 public:
  explicit Sum(const HoldingsAgain& held)
      : held_(held),
        board_(held.in.prices->marks()),
        base_(held.in.portfolio->base),
        minor_(base_.minor_places()),
        whole_(held.in.settings.holding_to_whole_unit),
        target_(whole_ ? 0 : minor_) {}

  std::int64_t run() {
    static constexpr std::array<std::size_t (Sum::*)(std::size_t), 9> kAlike{
        &Sum::add_alike<0>, &Sum::add_alike<1>, &Sum::add_alike<2>, &Sum::add_alike<3>, &Sum::add_alike<4>,
        &Sum::add_alike<5>, &Sum::add_alike<6>, &Sum::add_alike<7>, &Sum::add_alike<8>};
    for (std::size_t at = 0; at < held_.security.size(); ++at) {
      if (held_.quantity[at] == 0) continue;
      const int drop = add_one(at);
      // In most books the next holdings are like this one: quoted, in base money, and with as many places to drop.
      if (drop >= 0 && drop < static_cast<int>(kAlike.size())) at = (this->*kAlike[drop])(at + 1) - 1;
    }
    return total_;
  }

 private:
  /// One holding without haste: at a price or from terms, in any currency, of large numbers too. Gives the places that
  /// were dropped; less than none where the holding has a value of its own.
  int add_one(std::size_t at) {
    const std::uint32_t number = held_.security[at];
    const entity::Security& security = (*held_.in.securities)[number];
    const value::OwnValue* own = held_.marks.own.at(at);
    const auto quotation =
        own != nullptr ? own->quotation : static_cast<Quotation>(held_.in.columns->quotation[number]);
    const auto& price = own != nullptr && own->price.known ? own->price : held_.in.prices->at(number);
    const Decimal quantity = Decimal::of(held_.quantity[at], held_.places[at]);
    instrument::Fraction exact{quantity * Decimal::of(price.price, price.places),
                               quotation == Quotation::PerHundred ? 100 : 1};
    if (quotation == Quotation::FromTerms)
      exact = own != nullptr ? own->value : instrument::value_from_terms(security, quantity, held_.in.value_through);
    Decimal worth;
    if (security.currency == base_) {
      worth = exact.rounded(target_, Rounding::HalfUp);
    } else {
      const Decimal local = exact.rounded(security.currency.minor_places(), Rounding::HalfUp);
      worth = translated_again(held_.in, security.currency, local, target_);
    }
    total_ += static_cast<std::int64_t>(worth.scaled_to(minor_));
    return own != nullptr || quotation == Quotation::FromTerms ? -1 : drop_of(at, price, quotation);
  }

  /// Adds holdings from a place on while they drop kDrop places; gives the first place that it left alone.
  template <int kDrop>
  std::size_t add_alike(std::size_t at) {
    const bool has_own = !held_.marks.own.empty();
    const std::int64_t lift = whole_ ? kPowersOfTen[minor_] : 1;
    const std::size_t count = held_.security.size();
    const std::uint8_t* const quotations = held_.in.columns->quotation.data();
    const Currency* const currencies = held_.in.columns->currency.data();
    std::int64_t total = total_;
    for (; at < count; ++at) {
      const std::int64_t quantity = held_.quantity[at];
      if (quantity == 0) continue;
      const std::uint32_t number = held_.security[at];
      if (number >= board_.size() || currencies[number] != base_ || (has_own && held_.marks.own.at(at) != nullptr))
        break;
      const auto& price = board_[number];
      const auto quotation = static_cast<Quotation>(quotations[number]);
      std::int64_t product = 0;
      if (quotation == Quotation::FromTerms || drop_of(at, price, quotation) != kDrop ||
          __builtin_mul_overflow(quantity, price.price, &product))
        break;
      total += nearest_of<kPowersOfTen[kDrop]>(product) * lift;
    }
    total_ = total;
    return at;
  }

  int drop_of(std::size_t at, const value::PriceBoard::Mark& price, Quotation quotation) const {
    return held_.places[at] + price.places + (quotation == Quotation::PerHundred ? 2 : 0) - target_;
  }

  const HoldingsAgain& held_;
  std::span<const value::PriceBoard::Mark> board_;
  Currency base_;
  int minor_;
  bool whole_;  ///< each holding to the whole unit of money
  int target_;  ///< places that a holding's value is rounded to
  std::int64_t total_ = 0;
};

}  // namespace

std::int64_t second_holdings(const HoldingsAgain& held) { return Sum(held).run(); }

}  // namespace openend::day
