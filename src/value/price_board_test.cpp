#include "value/price_board.h"

#include <gtest/gtest.h>

namespace openend::value {
namespace {

const Date kMonday = Date::of(1997, 1, 6);

event::PriceSet told(Date date, std::string source, policy::PriceKind kind,
                     std::vector<std::pair<std::uint32_t, std::int64_t>> prices) {
  event::PriceSet set;
  set.date = date;
  set.source = std::move(source);
  set.kind = kind;
  for (const auto& [security, price] : prices) {
    set.security.push_back(security);
    set.price.push_back(price);
    set.places.push_back(0);
    set.row.push_back(2);
  }
  return set;
}

using enum policy::PriceKind;

TEST(PriceBoard, keeps_the_last_price_told_for_each_security) {
  PriceBoard board;
  EXPECT_FALSE(board.at(7).known);
  board.apply(told(kMonday, "", Close, {{7, 50}, {2, 60}}));
  board.apply(told(kMonday + 1, "", Close, {{7, 50}, {3, 60}}));
  EXPECT_EQ(board.at(7).day, (kMonday + 1).days);
  EXPECT_EQ(board.at(2).day, kMonday.days);
  EXPECT_EQ(board.at(2).price, 60);
  EXPECT_FALSE(board.at(4'000'000).known);
}

TEST(PriceBoard, remembers_the_price_before_and_how_long_it_stood) {
  PriceBoard board;
  board.apply(told(kMonday, "A", Close, {{0, 50}}));
  EXPECT_FALSE(board.past(0).known);
  board.apply(told(kMonday + 1, "A", Close, {{0, 50}}));
  board.apply(told(kMonday + 2, "A", Close, {{0, 51}}));
  board.apply(told(kMonday + 2, "A", Close, {{0, 50}}));  // a correction is of the same day
  EXPECT_EQ(board.past(0).price, 50);
  EXPECT_EQ(board.past(0).day, (kMonday + 1).days);
  EXPECT_EQ(board.past(0).since, kMonday.days);
  EXPECT_EQ(unchanged_since(board.at(0), board.past(0)), kMonday.days);
  board.apply(told(kMonday + 3, "A", Close, {{0, 52}}));
  EXPECT_EQ(unchanged_since(board.at(0), board.past(0)), (kMonday + 3).days);
}

std::vector<std::int64_t> others(const PriceBoard& board, std::uint32_t security) {
  std::vector<std::int64_t> prices;
  board.each_other(security, [&](const PriceBoard::Mark& mark) { prices.push_back(mark.price); });
  return prices;
}

TEST(PriceBoard, ranks_the_prices_of_a_day_whatever_their_order) {
  const policy::Pricing pricing{{Date::of(1996, 1, 1), "any", {"A", "B"}, {Close, Bid}}};
  const std::vector<std::uint8_t> kinds{0, 0};
  const event::PriceSet sets[] = {told(kMonday, "A", Close, {{0, 1}}), told(kMonday, "B", Close, {{0, 2}}),
                                  told(kMonday, "A", Bid, {{0, 3}}), told(kMonday, "C", Close, {{0, 4}})};
  std::vector<std::size_t> order{0, 1, 2, 3};
  do {
    PriceBoard board(pricing, kinds);
    for (const std::size_t i : order) board.apply(sets[i]);
    EXPECT_EQ(board.at(0).price, 1);
    auto rest = others(board, 0);
    std::sort(rest.begin(), rest.end());
    EXPECT_EQ(rest, (std::vector<std::int64_t>{2, 3, 4}));
  } while (std::next_permutation(order.begin(), order.end()));
}

TEST(PriceBoard, of_equal_rank_takes_the_one_known_last_and_forgets_what_a_source_took_back) {
  PriceBoard board;
  board.apply(told(kMonday, "A", Close, {{0, 1}}));
  board.apply(told(kMonday, "B", Close, {{0, 2}}));
  EXPECT_EQ(board.at(0).price, 2);
  EXPECT_EQ(others(board, 0), (std::vector<std::int64_t>{1}));
  board.apply(told(kMonday, "A", Close, {{0, 3}}));
  EXPECT_EQ(board.at(0).price, 3);
  EXPECT_EQ(board.quote(board.at(0)).source, "A");
  EXPECT_EQ(others(board, 0), (std::vector<std::int64_t>{2}));
  board.apply(told(kMonday + 1, "A", Close, {{1, 9}}));
  EXPECT_FALSE(board.has_others());
  EXPECT_TRUE(others(board, 0).empty());
}

TEST(PriceBoard, prefers_the_day_to_the_kind_and_lets_an_ask_value_nothing) {
  PriceBoard board;
  board.apply(told(kMonday, "A", Close, {{0, 10}}));
  board.apply(told(kMonday + 1, "A", Ask, {{0, 12}}));
  EXPECT_EQ(board.at(0).price, 10);
  EXPECT_EQ(others(board, 0), (std::vector<std::int64_t>{12}));
  board.apply(told(kMonday + 1, "A", Bid, {{0, 9}}));
  EXPECT_EQ(board.at(0).price, 9);
  board.apply(told(kMonday + 1, "A", Close, {{0, 11}}));
  EXPECT_EQ(board.at(0).price, 11);
  board.apply(told(kMonday + 1, "B", Bid, {{0, 8}}));
  EXPECT_EQ(board.at(0).price, 11);
  EXPECT_EQ(board.past(0).price, 10);
}

TEST(PriceBoard, follows_terms_from_their_day_and_by_the_kind_of_instrument) {
  const auto bond = *instrument::parse_kind("corporate_bond");
  const policy::Pricing pricing{{kMonday, "corporate_bond", {"A"}, {Bid}},
                                {kMonday + 1, "corporate_bond", {"B"}, {Bid}}};
  const std::vector<std::uint8_t> kinds{0, bond};
  PriceBoard board(pricing, kinds);
  for (const Date day : {kMonday, kMonday + 1}) {
    board.apply(told(day, "A", Bid, {{0, 1}, {1, 1}}));
    board.apply(told(day, "B", Bid, {{0, 2}, {1, 2}}));
    board.apply(told(day, "B", Close, {{0, 3}, {1, 3}}));
    EXPECT_EQ(board.at(0).price, 3);
    EXPECT_EQ(board.at(1).price, day == kMonday ? 1 : 2);
  }
}

}  // namespace
}  // namespace openend::value
