#include "value/mark.h"

#include <gtest/gtest.h>

#include <random>

#include "instrument/list.h"

namespace openend::value {
namespace {

/// The same by Decimal: multiply exactly, round once, write as minor units.
std::int64_t oracle(std::int64_t quantity, std::int64_t price, int places, const MarkingRules& rules) {
  const Decimal exact = Decimal::of(static_cast<Int128>(quantity) * price, places);
  return static_cast<std::int64_t>(
      exact.rounded(rules.whole_unit ? 0 : rules.minor_places, Rounding::HalfUp).scaled_to(rules.minor_places));
}

TEST(ValueOf, rounds_once_half_up) {
  struct Row {
    const char* sentence;
    std::int64_t quantity, price;
    int places;  // of both together
    bool whole_unit;
    std::int64_t cents;
  };
  const Row rows[] = {
      {"50,100 x 106.375 = 5,329,387.50", 50'100, 106'375, 3, false, 532'938'750},
      {"the same to the dollar, half up", 50'100, 106'375, 3, true, 532'938'800},
      {"3 x 0.125 = 0.375", 3, 125, 3, false, 38},
      {"1 x 0.004 = 0.004", 1, 4, 3, false, 0},
      {"1 x 0.005 is half a cent, and goes up", 1, 5, 3, false, 1},
      {"a price in whole dollars only gains cents", 7, 12, 0, false, 8'400},
      {"one place: 7 x 1.2", 7, 12, 1, false, 840},
      {"two places are taken as they are", 7, 12, 2, false, 84},
      {"to the dollar: 0.49", 1, 49, 2, true, 0},
      {"to the dollar: 0.50", 1, 50, 2, true, 100},
      {"nothing held", 0, 106'375, 3, true, 0},
      {"a large holding: 9,000,000,000.123 x 12,345.678901 needs more than 64 bits", 9'000'000'000'123, 12'345'678'901,
       9, false, 11'111'111'011'051'852},
  };
  for (const Row& row : rows)
    EXPECT_EQ(value_of(row.quantity, row.price, row.places, {row.whole_unit, 2}), row.cents) << row.sentence;
}

TEST(ValueOf, equals_the_decimals_on_random_holdings) {
  std::mt19937_64 random(19970103);
  const auto upto = [&](std::uint64_t most) { return static_cast<std::int64_t>(random() % (most + 1)); };
  for (int i = 0; i < 200'000; ++i) {
    const std::int64_t quantity = upto(std::uint64_t{1} << (random() % 50));
    const std::int64_t price = upto(std::uint64_t{1} << (random() % 36));
    const int places = static_cast<int>(random() % 13);
    for (const bool whole : {false, true}) {
      for (const int minor : {0, 2, 3}) {
        const MarkingRules rules{whole, minor};
        // Only where the answer itself fits: a book of more than 92 quadrillion dollars is not ours.
        const Decimal exact = Decimal::of(static_cast<Int128>(quantity) * price, places);
        if (exact > Decimal(90'000'000'000'000'0)) continue;
        ASSERT_EQ(value_of(quantity, price, places, rules), oracle(quantity, price, places, rules))
            << quantity << " x " << price << " at " << places << (whole ? " whole" : " minor") << minor;
      }
    }
  }
}

TEST(ValueOf, rounds_every_tie_up) {
  for (std::int64_t odd = 1; odd < 2'000; odd += 2) {
    // odd x 0.005 is always half a cent away.
    EXPECT_EQ(value_of(odd, 5, 3, {false, 2}), (odd + 1) / 2);
    EXPECT_EQ(value_of(odd, 50, 2, {true, 2}), (odd + 1) / 2 * 100);
  }
}

/// Books of holdings whose places differ now and then, some sold out, some of bonds: every value, and what all the
/// roundings changed, against the Decimals.
TEST(Mark, equals_the_decimals_on_random_books) {
  std::mt19937_64 random(20261123);
  const Date day = Date::of(1997, 1, 6);
  for (int round = 0; round < 300; ++round) {
    std::vector<entity::Security> securities(40);
    event::PriceSet set;
    set.date = day;
    for (std::uint32_t i = 0; i < securities.size(); ++i) {
      securities[i].id = SecurityId{i};
      securities[i].kind = *instrument::parse_kind(random() % 4 == 0 ? "corporate_bond" : "common_stock");
      securities[i].currency = Currency::from("USD");
      set.security.push_back(i);
      set.price.push_back(static_cast<std::int64_t>(random() % 2'000'000));
      set.places.push_back(static_cast<std::uint8_t>(random() % 4 == 0 ? random() % 10 : 4));
    }
    const instrument::SecurityColumns columns(securities);
    PriceBoard board;
    board.apply(set);
    book::Book book;
    const MarkingRules rules{random() % 3 == 0, 2, Currency::from("USD"), nullptr};
    for (std::uint32_t i = 0; i < 30; ++i) {
      const auto places = static_cast<std::uint8_t>(random() % 5 == 0 ? random() % 8 : 0);
      const auto slot = book.find_or_add(SecurityId{static_cast<std::uint32_t>((i * 7U) % 40)}, false);
      book.positions.quantity[slot] = random() % 6 == 0 ? 0 : static_cast<std::int64_t>(random() % 5'000'000'000);
      book.positions.places[slot] = places;
    }
    const auto marks = mark(book, board, {}, columns, securities, day, day, rules);
    ASSERT_TRUE(static_cast<bool>(marks));
    std::int64_t total = 0;
    std::int64_t changed = 0;
    Decimal effect;
    for (std::size_t slot = 0; slot < book.positions.size(); ++slot) {
      const std::uint32_t security = book.positions.security[slot];
      const bool bond = instrument::quotation(securities[security]) == instrument::Quotation::PerHundred;
      const int places = book.positions.places[slot] + set.places[security] + (bond ? 2 : 0);
      const std::int64_t quantity = book.positions.quantity[slot];
      const std::int64_t worth = oracle(quantity, set.price[security], places, rules);
      ASSERT_EQ(marks.value().value[slot], worth) << quantity << " x " << set.price[security] << " at " << places;
      const Decimal off =
          Decimal::of(worth, 2) - Decimal::of(static_cast<Int128>(quantity) * set.price[security], places);
      changed += !off.is_zero();
      effect = effect + off;
      total += worth;
    }
    EXPECT_EQ(marks.value().total, total);
    EXPECT_EQ(marks.value().holding_roundings.changed, changed);
    EXPECT_EQ(Decimal::of(marks.value().holding_roundings.effect, 18), effect);
  }
}

TEST(ValueOf, stops_where_the_answer_does_not_fit) {
  EXPECT_DEATH((void)value_of(INT64_MAX, INT64_MAX, 4, {false, 2}), "fits 64 bits");
}

}  // namespace
}  // namespace openend::value
