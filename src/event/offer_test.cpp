#include "event/offer.h"

#include <gtest/gtest.h>

namespace openend::event {
namespace {

const Date kOpens = Date::of(1997, 1, 6);

Offer option(const char* word, Offer::Kind kind, bool standard = false) {
  Offer offer;
  offer.id = "O1";
  offer.option = word;
  offer.kind = kind;
  offer.security = SecurityId{3};
  offer.date = kOpens;
  offer.deadline = kOpens + 8;
  offer.pay_date = kOpens + 15;
  offer.standard = standard;
  offer.cash = {48, 0};
  offer.new_units = offer.old_units = {1, 0};
  offer.received = SecurityId{4};
  offer.worth = Fixed{45, 0};
  offer.row = 2;
  return offer;
}
Offer result(Date announced, Fixed pct, const char* word = "") {
  Offer offer = option(word, Offer::Kind::Result);
  offer.date = announced;
  offer.accepted_pct = pct;
  return offer;
}
Election elect(const char* word, Fixed units, bool withdraws = false) { return {"O1", word, units, withdraws}; }

TEST(Offer, takes_a_part_rounded_down_to_the_places_that_it_was_elected_in) {
  std::vector<Offer> offers{option("cash", Offer::Kind::Tender), result(kOpens + 9, {375, 1}),
                            result(kOpens + 11, {333, 1})};
  put_in_order(offers);
  EXPECT_EQ(accepted(offers, offers[0], {80, 0}, kOpens + 8), (Fixed{80, 0}));
  EXPECT_EQ(accepted(offers, offers[0], {80, 0}, kOpens + 9), (Fixed{30, 0}));
  EXPECT_EQ(accepted(offers, offers[0], {80, 0}, kOpens + 15).decimal(), Decimal(26));  // 26.64; the last one counts
  EXPECT_EQ(accepted(offers, offers[0], {80'5, 1}, kOpens + 9).decimal(), Decimal::from("30.1"));  // 30.1875
}

TEST(Offer, gives_what_is_left_to_the_standard_option) {
  std::vector<Offer> offers{option("cash", Offer::Kind::Tender), option("units", Offer::Kind::Exchange, true),
                            result(kOpens + 9, {25, 0}, "cash")};
  put_in_order(offers);
  const auto options = options_of(offers, "O1");
  ASSERT_EQ(options.size(), 2U);
  const auto units = units_by_option(offers, options, {{"cash", {40, 0}}}, {100, 0});
  ASSERT_TRUE(units);
  EXPECT_EQ((*units)[0].decimal(), Decimal(10));
  EXPECT_EQ((*units)[1].decimal(), Decimal(90));
  EXPECT_FALSE(units_by_option(offers, options, {{"cash", {404, 0}}}, {100, 0})) << "101 are taken of 100";
  EXPECT_TRUE(options_of(offers, "O2").empty());
}

TEST(Offer, adds_answers_up_and_takes_them_back) {
  AnswersByOffer answers;
  answer(answers, elect("cash", {90, 0}));
  answer(answers, elect("cash", {105, 1}, true));
  EXPECT_EQ(answers["O1"]["cash"].decimal(), Decimal::from("79.5"));
  answer(answers, elect("cash", {100, 0}, true));
  EXPECT_TRUE(answers.empty()) << "nothing is below zero";
}

TEST(Offer, is_taken_back_with_all_of_its_day_and_told_again) {
  Offer gone = option("", Offer::Kind::Withdrawal);
  Offer again = option("cash", Offer::Kind::Tender);
  again.cash = {49, 0};
  std::vector<Offer> offers{option("cash", Offer::Kind::Tender), result(kOpens + 9, {50, 0}), gone, again};
  put_in_order(offers);
  ASSERT_EQ(offers.size(), 2U) << "the result was told on another day";
  EXPECT_EQ(offers[0].cash, (Fixed{49, 0}));
  put_in_order(offers);
  EXPECT_EQ(offers.size(), 2U);
}

TEST(Offer, comes_back_from_its_bytes) {
  for (std::uint8_t kind = 0; kind <= static_cast<std::uint8_t>(Offer::Kind::Withdrawal); ++kind) {
    Offer told = option("word", static_cast<Offer::Kind>(kind), kind == 1);
    if (told.kind == Offer::Kind::Conversion) told.cash = {};
    told.fraction_price = Fixed{45'50, 2};
    told.pays_interest = told.kind == Offer::Kind::Conversion;
    told.accepted_pct = {375, 1};
    const Bytes bytes = encode(std::vector{told});
    std::vector<Offer> read;
    ASSERT_TRUE(decode(bytes, kOpens, SourceId{}, read)) << word_of(told.kind);
    EXPECT_EQ(encode(read), bytes);
    EXPECT_EQ(parse_offer_kind(word_of(told.kind)), told.kind);
    EXPECT_EQ(read[0].standard, told.kind == Offer::Kind::Exchange);
  }
}

TEST(Offer, that_can_not_be_is_damaged) {
  const auto is_taken = [](const Offer& told) {
    std::vector<Offer> read;
    return decode(encode(std::vector{told}), kOpens, SourceId{}, read);
  };
  Offer late = option("cash", Offer::Kind::Tender);
  late.deadline = late.pay_date + 1;
  EXPECT_FALSE(is_taken(late));
  Offer free = option("cash", Offer::Kind::Tender);
  free.cash = {};
  EXPECT_FALSE(is_taken(free));
  Offer itself = option("units", Offer::Kind::Exchange);
  itself.received = itself.security;
  EXPECT_FALSE(is_taken(itself));
  Offer dear = option("units", Offer::Kind::Exchange);
  dear.worth.reset();
  EXPECT_FALSE(is_taken(dear)) << "cash, and units of unknown worth";
  EXPECT_FALSE(is_taken(result(kOpens, {101, 0})));
}

}  // namespace
}  // namespace openend::event
