#include "book/post_contract.h"

#include <gtest/gtest.h>

#include "book/sound.h"

namespace openend::book {
namespace {

const Date kDay = Date::of(1997, 1, 8);
constexpr SecurityId kFuture{0};

Securities one_future(const char* multiplier) {
  entity::Security security;
  security.id = kFuture;
  security.key = "SPH7";
  security.content_key = 77;
  security.kind = *instrument::parse_kind("future");
  security.currency = Currency::from("USD");
  security.maturity = Date::of(1997, 3, 20);
  security.contract.emplace();
  security.contract->underlying = "S&P 500";
  security.contract->multiplier = Decimal::from(multiplier);
  return {security};
}

/// A book and a future, dealt in and marked.
class PostContract : public testing::Test {
 protected:
  explicit PostContract(const char* multiplier = "500") : securities_(one_future(multiplier)) {
    rules_.base = Currency::from("USD");
    journal_.start(book_.balances);
  }

  Result<Done> trade(bool sell, bool close, std::int64_t contracts, const char* price, std::int64_t commission = 0,
                     Date day = kDay) {
    event::Event event;
    event.date = day;
    event.reference.number = ++number_;
    event::ContractTrade trade;
    trade.security = kFuture;
    trade.sell = sell;
    trade.close = close;
    trade.contracts = contracts;
    trade.price = *to_fixed(Decimal::from(price));
    trade.commission = commission;
    return post_contract_trade(book_, journal_, event, trade, {}, securities_, rules_);
  }
  /// Marks at a price; gives the margin that is due for it, and lets it settle.
  std::int64_t margin_at(const char* price) {
    std::int64_t gain = 0;
    RoundingTally tally;
    for (const OpenContract& open : book_.contracts)
      gain += open.gain(*money_of(securities_[0], Decimal::from(price), open.contracts, tally));
    post_contract_marks(book_, journal_, {gain, 0, 0, 0});
    await_margin(book_, kDay + 1, rules_);
    const std::int64_t margin = balance(Account::VariationMargin);
    EXPECT_TRUE(settle(book_, journal_, kDay + 1, rules_));
    EXPECT_EQ(balance(Account::VariationMargin), 0);
    EXPECT_EQ(book_.ledger_sum(), 0);
    return margin;
  }
  std::int64_t balance(Account account) const { return book_.balances[static_cast<std::size_t>(account)]; }

  std::int64_t margin_in(Currency currency) const {
    for (const SubBalance& entry : book_.sub_balances) {
      if (entry.account == Account::VariationMargin && entry.currency == currency) return entry.local;
    }
    return 0;
  }

  Securities securities_;
  Book book_;
  Journal journal_;
  PostingRules rules_;
  std::uint64_t number_ = 0;
};

TEST_F(PostContract, vector_fut_1_pays_day_by_day_and_realises_at_the_close) {
  ASSERT_TRUE(trade(false, false, 10, "640.0"));
  EXPECT_EQ(margin_at("642.5"), 12'500'00);
  EXPECT_EQ(margin_at("639.0"), -17'500'00);
  EXPECT_EQ(margin_at("645.0"), 30'000'00);
  EXPECT_EQ(balance(Account::RealisedOnFutures), 0);
  ASSERT_TRUE(trade(true, true, 10, "645.0"));
  EXPECT_EQ(margin_at("645.0"), 0);
  EXPECT_EQ(balance(Account::RealisedOnFutures), -25'000'00);
  EXPECT_EQ(balance(Account::AppreciationOfFutures), 0);
  EXPECT_EQ(balance(Account::Cash), 25'000'00);
}

TEST_F(PostContract, a_sale_gains_as_the_price_falls_and_commission_is_realised_with_its_part) {
  ASSERT_TRUE(trade(true, false, 3, "640", 10'00));
  EXPECT_EQ(margin_at("630"), 3 * 5'000'00 - 10'00);
  ASSERT_TRUE(trade(false, true, 1, "630"));
  EXPECT_EQ(balance(Account::RealisedOnFutures), -(5'000'00 - 3'33));  // a third of the commission, half up
  EXPECT_EQ(book_.contracts[0].contracts, 2);
  EXPECT_EQ(book_.roundings.at(RoundingPlace::RelievedCost).changed, 1);
}

TEST_F(PostContract, first_in_is_first_out) {
  ASSERT_TRUE(trade(false, false, 1, "640"));
  ASSERT_TRUE(trade(false, false, 1, "650"));
  ASSERT_TRUE(trade(true, true, 1, "650"));
  EXPECT_EQ(balance(Account::RealisedOnFutures), -5'000'00);
  ASSERT_EQ(book_.contracts.size(), 1U);
  EXPECT_EQ(book_.contracts[0].name, 2U);
}

TEST_F(PostContract, what_is_not_open_can_not_be_closed_nor_opened_the_other_way) {
  ASSERT_TRUE(trade(false, false, 2, "640"));
  EXPECT_EQ(trade(true, true, 3, "640").refusals()[0].code, "E-CON-005");
  EXPECT_EQ(trade(true, false, 1, "640").refusals()[0].code, "E-CON-007");
}

TEST_F(PostContract, contracts_stay_in_a_snapshot) {
  ASSERT_TRUE(trade(false, false, 2, "640", 5'00));
  Book read;
  ASSERT_TRUE(decode(encode(book_), read));
  ASSERT_EQ(read.contracts.size(), 1U);
  EXPECT_EQ(read.contracts[0].amount, 2 * 500 * 640'00 + 5'00);
  EXPECT_EQ(read.contracts[0].content_key, 77U);
  EXPECT_EQ(encode(read), encode(book_));
}

/// The CASE of post_future.cpp.
TEST_F(PostContract, margin_in_marks_counts_at_the_rate_of_the_day_that_brought_it) {
  const Currency mark = Currency::from("DEM");
  securities_[0].currency = mark;
  securities_[0].contract->multiplier = Decimal(1);
  event::RateBoard rates;
  const auto quote = [&](Date day, const char* rate) {
    rates.apply(day, {{.currency = mark, .base = rules_.base, .rate = *to_fixed(Decimal::from(rate))}}, {});
  };
  quote(kDay, "0.60");
  quote(kDay + 1, "0.70");
  quote(kDay + 2, "0.90");
  rules_.rates = &rates;
  ASSERT_TRUE(trade(false, false, 1, "1000"));
  const auto mark_at = [&](Date day, std::int64_t value) {
    ASSERT_TRUE(post_margin_abroad(book_, journal_, std::vector{value}, day, securities_, rules_));
    await_margin(book_, day + 1, rules_);
    ASSERT_TRUE(settle(book_, journal_, day, rules_));
  };
  mark_at(kDay, 1'100'00);
  EXPECT_EQ(margin_in(mark), 100'00);
  EXPECT_EQ(balance(Account::VariationMargin), 60'00);
  mark_at(kDay + 1, 1'150'00);
  EXPECT_EQ(margin_in(mark), 50'00);
  EXPECT_EQ(balance(Account::AppreciationOfFutures), -95'00);
  mark_at(kDay + 2, 1'150'00);
  EXPECT_EQ(balance(Account::VariationMargin), 0);
  EXPECT_EQ(balance(Account::AppreciationOfFutures), -95'00) << "what the rate does afterwards is the cash's";
  ASSERT_TRUE(trade(true, true, 1, "1150", 0, kDay + 2));
  EXPECT_EQ(balance(Account::RealisedOnFutures), -95'00);
  EXPECT_EQ(balance(Account::AppreciationOfFutures), 0);
  EXPECT_EQ(book_.ledger_sum(), 0);
}

class SmallContract : public PostContract {
 protected:
  SmallContract() : PostContract("2.7") {}
};

TEST_F(SmallContract, money_is_rounded_to_the_minor_unit_and_counted) {
  ASSERT_TRUE(trade(false, false, 1, "100.005"));  // 270.0135
  EXPECT_EQ(book_.contracts[0].amount, 270'01);
  EXPECT_EQ(book_.roundings.at(RoundingPlace::ContractValue).sum().text(), "-0.003500000000000000");
}

}  // namespace
}  // namespace openend::book
