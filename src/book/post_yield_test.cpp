#include <gtest/gtest.h>

#include "book/post.h"

namespace openend::book {
namespace {

constexpr std::uint32_t kSlot = 0;

/// A book that amortises, with one bond and no market: costs only.
struct Holder {
  std::vector<entity::Security> securities;
  Book book;
  Journal journal;
  PostingRules rules;

  explicit Holder(const char* kind, const char* rate, const char* maturity, int coupons = 2) {
    entity::Security bond;
    bond.id = SecurityId{0};
    bond.key = "BOND";
    bond.kind = *instrument::parse_kind(kind);
    bond.currency = *Currency::parse("USD");
    bond.rate_pct = Decimal::from(rate);
    bond.maturity = Date::parse(maturity);
    bond.day_count = DayCount::Thirty360Us;
    bond.coupons_per_year = coupons;
    securities = {bond};
    rules.base = bond.currency;
    rules.effective_yield = policy::EffectiveYield::DiscountAndPremium;
    book.find_or_add(SecurityId{0}, true);
    journal.start(book.balances);
  }

  void buy(std::int64_t par, std::int64_t cost, const char* settles) {
    book.acquire(kSlot, {par, 0}, cost, 1, 10'000, false);
    book.balances[static_cast<std::size_t>(Account::InvestmentsAtCost)] += cost;
    book.begin_line(kSlot, book.positions.last_lot[kSlot], *Date::parse(settles));
  }
  /// The close of a day: the day itself has earned its part.
  std::string close(const char* day) {
    const Date date = *Date::parse(day);
    const auto done = amortise_lots(book, journal, kSlot, securities[0], date + 1, date, rules);
    return done ? cost() : done.refusals()[0].message;
  }
  std::string cost() const { return Decimal::of(book.positions.cost[kSlot], 2).text(); }
  Lot& lot() { return book.lots[book.positions.first_lot[kSlot]]; }
  const YieldLine& line() { return book.yield_lines[lot().line - 1]; }
};

TEST(Yields, a_premium_is_written_off_as_the_regulation_s_example_says) {
  Holder h("corporate_bond", "10", "2006-02-01", 1);
  h.buy(100'000, 110'000'00, "1999-02-01");
  EXPECT_EQ(h.close("1999-01-31"), "110000.00") << "not settled yet";
  // Reg. 1.171-2(b) ex. 1: 8.0744%, 1,118.17 in the first year; a day of it is 1,118.17 / 365 = 3.0635.
  EXPECT_EQ(h.close("1999-02-01"), "109996.94");
  EXPECT_EQ(Decimal::of(h.line().yield, 12).rounded(6, Rounding::HalfUp).text(), "0.080744");
  EXPECT_EQ(h.close("2000-01-31"), "108881.83");
  EXPECT_EQ(h.close("2006-01-31"), "100000.00");
  EXPECT_EQ(h.book.balances[static_cast<std::size_t>(Account::InterestIncome)], 10'000'00) << "income taken back";
}

TEST(Yields, a_part_sold_takes_its_cost_and_the_rest_goes_on_at_the_same_yield) {
  Holder h("corporate_bond", "0", "1999-07-01");
  h.buy(1'000'000, 675'564'17, "1994-07-01");
  EXPECT_EQ(h.close("1994-12-31"), "702586.74");  // Reg. 1.1272-1(j) ex. 1
  const auto yield = h.line().yield;
  const auto relieved = h.book.relieve(kSlot, {400'000, 0}, policy::LotMethod::Fifo);
  ASSERT_TRUE(relieved);
  EXPECT_EQ(relieved.value().cost, 281'034'70) << "four tenths of the amortised cost, 281,034.696";
  EXPECT_EQ(h.close("1995-06-30"), "438414.12") << "six tenths of 730,690.206";
  EXPECT_EQ(h.line().yield, yield);
}

TEST(Yields, a_rule_of_discount_only_leaves_premiums_at_cost) {
  Holder h("corporate_bond", "10", "2006-02-01", 1);
  h.rules.effective_yield = policy::EffectiveYield::Discount;
  h.buy(100'000, 110'000'00, "1999-02-01");
  EXPECT_EQ(h.close("2000-01-31"), "110000.00");
  EXPECT_EQ(h.lot().line, 0U);
  h.rules.effective_yield = policy::EffectiveYield::DiscountAndPremium;
  EXPECT_EQ(h.close("2000-02-01"), "110000.00") << "begins at the close of the strike that sees it";
  EXPECT_EQ(Date{h.line().bought}, *Date::parse("2000-02-02"));
  EXPECT_LT(h.close("2000-02-02"), "110000.00");
}

TEST(Yields, a_premium_for_a_right_to_convert_stays) {
  Holder h("convertible_bond", "10", "2006-02-01");
  h.buy(100'000, 110'000'00, "1999-02-01");
  EXPECT_EQ(h.close("2000-01-31"), "110000.00");
}

TEST(Yields, a_lot_without_a_yield_or_at_par_stays_at_its_cost) {
  Holder cheap("corporate_bond", "10", "2006-02-01");
  cheap.buy(100'000, 1, "2006-01-31");
  EXPECT_EQ(cheap.close("2006-01-31"), "0.01") << "no yield up to 1000 percent gives one cent";
  EXPECT_EQ(cheap.line().stays, 1U);
  Holder par("corporate_bond", "10", "2006-02-01");
  par.buy(100'000, 100'000'00, "1999-03-15");
  EXPECT_EQ(par.close("2001-03-15"), "100000.00");
  EXPECT_FALSE(par.line().is_solved());
  Holder late("corporate_bond", "10", "2006-02-01");
  late.buy(100'000, 90'000'00, "2006-02-03");
  EXPECT_EQ(late.close("2006-01-31"), "90000.00") << "settles after maturity";
}

TEST(Yields, averaged_and_split_lots_begin_anew) {
  Holder h("corporate_bond", "0", "1999-07-01");
  h.buy(1'000'000, 675'564'17, "1994-07-01");
  h.buy(1'000'000, 700'000'00, "1994-07-01");
  h.close("1994-12-31");
  ASSERT_TRUE(h.book.relieve(kSlot, {500'000, 0}, policy::LotMethod::Average));
  EXPECT_EQ(h.lot().line, 0U);
  EXPECT_EQ(h.book.free_yield_lines.size(), 2U);
  h.close("1995-01-03");
  EXPECT_EQ(h.book.free_yield_lines.size(), 0U);
  h.book.set_quantities(kSlot, 0, {1'000'000, 2'000'000});
  EXPECT_EQ(h.lot().line, 0U);
}

TEST(Yields, survive_a_snapshot_with_their_lines) {
  Holder h("corporate_bond", "10", "2006-02-01", 1);
  h.buy(100'000, 110'000'00, "1999-02-01");
  h.close("1999-06-30");
  Book read;
  ASSERT_TRUE(decode(encode(h.book), read));
  ASSERT_EQ(read.yield_lines.size(), 1U);
  EXPECT_EQ(read.yield_lines[0].yield, h.line().yield);
  EXPECT_EQ(read.yield_lines[0].end, h.line().end);
  h.close("1999-07-01");
  const std::string here = h.cost();
  h.book = std::move(read);
  EXPECT_EQ(h.close("1999-07-01"), here);
}

TEST(Yields, large_and_fine_lots_do_not_overflow) {
  Holder h("corporate_bond", "10", "2006-02-01", 1);
  h.buy(50'000'000'000, 55'000'000'000'00, "1999-02-01");
  EXPECT_EQ(h.close("2000-01-31").substr(0, 11), "54440912733") << "108,881.825 for 100,000";
  ASSERT_TRUE(h.book.relieve(kSlot, {123'456'789, 6}, policy::LotMethod::Fifo));
  const std::int64_t after = h.book.positions.cost[kSlot];
  h.close("2000-01-31");
  EXPECT_LE(std::abs(h.book.positions.cost[kSlot] - after), 1);
}

}  // namespace
}  // namespace openend::book
