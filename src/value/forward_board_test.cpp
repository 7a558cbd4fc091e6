#include "value/forward_board.h"

#include <gtest/gtest.h>

namespace openend::value {
namespace {

const Currency kPound = Currency::from("GBP");
const Date kMonday = Date::of(1997, 3, 3), kTuesday = kMonday + 1;
const Date kApril = Date::of(1997, 4, 1), kMay = Date::of(1997, 5, 1);

std::string text(const std::optional<ForwardBoard::Mark>& mark) { return mark ? mark->rate.decimal().text() : "none"; }

TEST(ForwardBoard, draws_a_straight_line_between_two_dates) {
  ForwardBoard board;
  board.apply(kMonday, {{kPound, kApril, {15400, 4}}, {kPound, kMay, {15340, 4}}});
  EXPECT_EQ(text(board.at(kPound, kApril)), "1.5400");
  EXPECT_EQ(text(board.at(kPound, kApril + 15)), "1.537");
  EXPECT_EQ(text(board.at(kPound, kApril + 1)), "1.5398");
  EXPECT_EQ(text(board.at(kPound, kApril + 7)), "1.5386");
  EXPECT_EQ(board.at(kPound, kApril + 1)->between, std::pair(kApril, kMay));
}

TEST(ForwardBoard, is_not_drawn_on_beyond_its_ends) {
  ForwardBoard board;
  EXPECT_FALSE(board.at(kPound, kApril));
  board.apply(kMonday, {{kPound, kApril, {15400, 4}}, {kPound, kMay, {15340, 4}}});
  EXPECT_FALSE(board.at(kPound, kApril - 1));
  EXPECT_FALSE(board.at(kPound, kMay + 1));
  EXPECT_FALSE(board.at(Currency::from("DEM"), kApril));
}

TEST(ForwardBoard, takes_the_latest_of_a_rate_of_the_date_and_of_those_around_it) {
  ForwardBoard board;
  board.apply(kMonday, {{kPound, kApril + 15, {16000, 4}}});
  board.apply(kTuesday, {{kPound, kApril, {15400, 4}}});
  EXPECT_EQ(text(board.at(kPound, kApril + 15)), "1.6000");  // one side alone is no line
  board.apply(kTuesday, {{kPound, kMay, {15340, 4}}});
  EXPECT_EQ(text(board.at(kPound, kApril + 15)), "1.537");
  EXPECT_EQ(board.at(kPound, kApril + 15)->day, kTuesday);
  board.apply(kTuesday, {{kPound, kApril + 15, {15500, 4}}});
  EXPECT_EQ(text(board.at(kPound, kApril + 15)), "1.5500");
}

}  // namespace
}  // namespace openend::value
