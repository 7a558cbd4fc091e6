#include "value/plain_holdings.h"

#include <array>
#include <span>

namespace openend::value {

namespace {

/// Most plain holdings of a book need the same places dropped: a run of such is marked by code of its own, which knows
/// the divisor.
class PlainHoldings {
 public:
  PlainHoldings(const book::Positions& positions, const PriceBoard& prices, const instrument::SecurityColumns& columns,
                const Scale& scale, Residues& residues, Marks& marks)
      : board_(prices.marks()),
        quotations_(columns.quotation.data()),
        securities_(positions.security.data()),
        quantities_(positions.quantity.data()),
        quantity_places_(positions.places.data()),
        foreign_(positions.foreign.data()),
        count_(static_cast<std::uint32_t>(positions.size())),
        scale_(scale),
        residues_(residues),
        marks_(marks) {}

  std::vector<std::uint32_t> mark() {
    static constexpr std::array<std::uint32_t (PlainHoldings::*)(std::uint32_t), 9> kRuns{
        &PlainHoldings::run<0>, &PlainHoldings::run<1>, &PlainHoldings::run<2>,
        &PlainHoldings::run<3>, &PlainHoldings::run<4>, &PlainHoldings::run<5>,
        &PlainHoldings::run<6>, &PlainHoldings::run<7>, &PlainHoldings::run<8>};
    std::vector<std::uint32_t> others;
    for (std::uint32_t slot = 0; slot < count_; ++slot) {
      const int drop = mark_one(slot);
      if (drop == kOther) others.push_back(slot);
      if (drop >= 0 && drop < static_cast<int>(kRuns.size())) slot = (this->*kRuns[drop])(slot + 1) - 1;
    }
    marks_.total = total_;
    return others;
  }

 private:
  static constexpr int kOther = -1;

  /// Marks the holding at a slot and gives the places that it dropped; or writes nothing, and it is one of the others.
  int mark_one(std::uint32_t slot) {
    const std::int64_t quantity = quantities_[slot];
    if (quantity == 0) {  // sold out: no price is asked for
      set(slot, 0, 0, 0);
      return 0;
    }
    const std::uint32_t security = securities_[slot];
    const auto quotation = static_cast<instrument::Quotation>(quotations_[security]);
    if (security >= board_.size() || !board_[security].known || foreign_[slot] != 0 ||
        quotation == instrument::Quotation::FromTerms || marks_.own.at(slot) != nullptr)
      return kOther;
    const PriceBoard::Mark& price = board_[security];
    const int drop = drop_of(slot, quotation, price);
    std::int64_t product = 0, value = 0, total = 0;
    if (drop < 0 || drop > 18 || __builtin_mul_overflow(quantity, price.price, &product)) return kOther;
    const std::int64_t rounded = dropped(product, drop);
    if (__builtin_mul_overflow(rounded, scale_.lift, &value) || __builtin_add_overflow(total_, value, &total))
      return kOther;
    total_ = total;
    set(slot, price.price, price.places, value);
    residues_.add(drop, static_cast<Int128>(rounded) * kPowersOfTen[drop] - product);
    return drop;
  }

  /// Marks holdings from a slot on while they drop kDrop places; gives the first slot that it left alone.
  template <int kDrop>
  std::uint32_t run(std::uint32_t slot) {
    constexpr std::int64_t kUnit = kPowersOfTen[kDrop];
    // Columns by their first elements: a byte written to one of them could otherwise be any of their pointers.
    const auto board = board_;
    const bool has_own = !marks_.own.empty();
    const std::uint8_t *const quotations = quotations_, *const quantity_places = quantity_places_,
                              *const foreign = foreign_;
    const std::uint32_t* const securities = securities_;
    const std::int64_t* const quantities = quantities_;
    std::int64_t *const prices = marks_.price.data(), *const values = marks_.value.data();
    std::uint8_t* const places = marks_.places.data();
    const std::int64_t lift = scale_.lift;
    const int target = scale_.target;
    const std::uint32_t count = count_;
    std::int64_t total = total_, off = 0, rounded_here = 0, changed_here = 0;  // off: less than 10^8 a holding
    for (; slot < count; ++slot) {
      const std::int64_t quantity = quantities[slot];
      const std::uint32_t security = securities[slot];
      if (quantity == 0) {
        prices[slot] = values[slot] = 0;
        places[slot] = 0;
        continue;
      }
      if (security >= board.size() || foreign[slot] != 0 || (has_own && marks_.own.at(slot) != nullptr)) break;
      const PriceBoard::Mark& price = board[security];
      const auto quotation = static_cast<instrument::Quotation>(quotations[security]);
      const int places_less =
          quantity_places[slot] + price.places + (quotation == instrument::Quotation::PerHundred ? 2 : 0) - target;
      std::int64_t product = 0, value = 0, sum = 0;
      if (places_less != kDrop || !price.known || quotation == instrument::Quotation::FromTerms ||
          __builtin_mul_overflow(quantity, price.price, &product) ||
          static_cast<std::uint64_t>(product) > static_cast<std::uint64_t>(INT64_MAX - kUnit))  // or below zero
        break;
      const auto rounded = static_cast<std::int64_t>(static_cast<std::uint64_t>(product + kUnit / 2) / kUnit);
      if (__builtin_mul_overflow(rounded, lift, &value) || __builtin_add_overflow(total, value, &sum)) break;
      total = sum;
      prices[slot] = price.price;
      places[slot] = price.places;
      values[slot] = value;
      const std::int64_t rest = rounded * kUnit - product;
      off += rest;
      ++rounded_here;
      changed_here += rest != 0;
    }
    total_ = total;
    residues_.by_drop[kDrop] += off;
    residues_.count += rounded_here;
    residues_.changed += changed_here;
    return slot;
  }

  int drop_of(std::uint32_t slot, instrument::Quotation quotation, const PriceBoard::Mark& price) const {
    return quantity_places_[slot] + price.places + (quotation == instrument::Quotation::PerHundred ? 2 : 0) -
           scale_.target;
  }
  void set(std::uint32_t slot, std::int64_t price, std::uint8_t places, std::int64_t value) {
    marks_.price[slot] = price;
    marks_.places[slot] = places;
    marks_.value[slot] = value;
  }

  std::span<const PriceBoard::Mark> board_;
  const std::uint8_t* quotations_;
  const std::uint32_t* securities_;
  const std::int64_t* quantities_;
  const std::uint8_t *quantity_places_, *foreign_;
  std::uint32_t count_;
  const Scale& scale_;
  Residues& residues_;
  Marks& marks_;
  std::int64_t total_ = 0;
};

}  // namespace

std::vector<std::uint32_t> mark_plain(const book::Positions& positions, const PriceBoard& prices,
                                      const instrument::SecurityColumns& columns, const Scale& scale,
                                      Residues& residues, Marks& marks) {
  return PlainHoldings(positions, prices, columns, scale, residues, marks).mark();
}

}  // namespace openend::value
