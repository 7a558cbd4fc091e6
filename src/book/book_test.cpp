#include "book/book.h"
#include "book/lot_choice.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

namespace openend::book {
namespace {

using policy::LotMethod;

constexpr SecurityId kAcme{3}, kBolt{9};

std::vector<std::string> lots_of(const Book& book, std::uint32_t slot) {
  std::vector<std::string> all;
  std::uint32_t before = kNone;
  for (std::uint32_t at = book.positions.first_lot[slot]; at != kNone; at = book.lots[at].next) {
    EXPECT_EQ(book.lots[at].previous, before);
    before = at;
    all.push_back(std::to_string(book.lots[at].name) + ": " +
                  Decimal::of(book.lots[at].quantity, book.positions.places[slot]).text() + " @ " +
                  Decimal::of(book.lots[at].cost, 2).text());
  }
  EXPECT_EQ(book.positions.last_lot[slot], before);
  return all;
}

/// 100 for 1,000.00, 100 for 1,500.00, 100 for 1,200.00.
Book three_lots(std::uint32_t& slot) {
  Book book;
  slot = book.find_or_add(kAcme, false);
  book.acquire(slot, {100, 0}, 100'000, 1, 10, false);
  book.acquire(slot, {100, 0}, 150'000, 2, 11, false);
  book.acquire(slot, {100, 0}, 120'000, 3, 12, false);
  return book;
}

TEST(Book, finds_positions_by_security_and_makes_each_once) {
  Book book;
  EXPECT_EQ(book.find(kAcme), kNone);
  const auto acme = book.find_or_add(kAcme, false);
  const auto bolt = book.find_or_add(kBolt, true);
  EXPECT_NE(acme, bolt);
  EXPECT_EQ(book.find(kAcme), acme);
  EXPECT_EQ(book.find_or_add(kBolt, true), bolt);
  EXPECT_EQ(book.positions.size(), 2U);
  for (std::uint32_t i = 100; i < 5'000; ++i) book.find_or_add(SecurityId{i * 7}, false);
  for (std::uint32_t i = 100; i < 5'000; ++i) ASSERT_EQ(book.positions.security[book.find(SecurityId{i * 7})], i * 7);
  EXPECT_EQ(book.find(SecurityId{701}), kNone);
}

TEST(Lots, are_relieved_by_each_method) {
  struct Row {
    const char* sentence;
    LotMethod method;
    std::int64_t cost;  // of 150
    std::vector<std::string> left;
  };
  const Row rows[] = {
      {"fifo: 1,000.00 + half of 1,500.00", LotMethod::Fifo, 175'000, {"2: 50 @ 750.00", "3: 100 @ 1200.00"}},
      {"lifo: 1,200.00 + half of 1,500.00", LotMethod::Lifo, 195'000, {"1: 100 @ 1000.00", "2: 50 @ 750.00"}},
      {"highest cost: 1,500.00 + half of 1,200.00",
       LotMethod::HighestCost,
       210'000,
       {"1: 100 @ 1000.00", "3: 50 @ 600.00"}},
      {"average: 150 of 300 carry half of 3,700.00, relieved oldest first",
       LotMethod::Average,
       185'000,
       {"2: 50 @ 616.67", "3: 100 @ 1233.33"}},
  };
  for (const Row& row : rows) {
    std::uint32_t slot = 0;
    Book book = three_lots(slot);
    const auto cost = book.relieve(slot, {150, 0}, row.method);
    ASSERT_TRUE(cost) << row.sentence;
    EXPECT_EQ(cost.value().cost, row.cost) << row.sentence;
    EXPECT_EQ(lots_of(book, slot), row.left) << row.sentence;
    EXPECT_EQ(book.positions.quantity[slot], 150);
    EXPECT_EQ(book.positions.cost[slot], 370'000 - row.cost) << row.sentence;
  }
}

TEST(Lots, of_the_lowest_tax_go_first) {
  struct Row {
    const char* sentence;
    std::vector<std::int32_t> acquired;  // of lots that cost 10.00, 15.00 and 12.00 a share; sold at 14.00
    const char *short_pct, *long_pct;
    std::vector<std::string> left;
  };
  const std::int32_t old = Date::of(1995, 1, 3).days, recent = Date::of(1996, 12, 2).days;
  const Row rows[] = {
      {"a loss comes before any gain", {old, old, old}, "40", "20", {"1: 100 @ 1000.00", "3: 100 @ 1200.00"}},
      {"a short loss comes before a long gain",
       {old, recent, recent},
       "40",
       "20",
       {"1: 100 @ 1000.00", "3: 100 @ 1200.00"}},
      {"a loss is worth more at the short rate",
       {recent, recent, recent},
       "40",
       "20",
       {"1: 100 @ 1000.00", "3: 100 @ 1200.00"}},
  };
  for (const Row& row : rows) {
    std::uint32_t slot = 0;
    Book book = three_lots(slot);
    std::size_t i = 0;
    for (std::uint32_t lot = book.positions.first_lot[slot]; lot != kNone; lot = book.lots[lot].next)
      book.lots[lot].acquired = row.acquired[i++];
    const TaxView tax{Date::of(1997, 1, 3), 140'000, Decimal::from(row.short_pct), Decimal::from(row.long_pct)};
    ASSERT_TRUE(book.relieve(slot, {100, 0}, LotMethod::LowestTax, tax)) << row.sentence;
    EXPECT_EQ(lots_of(book, slot), row.left) << row.sentence;
  }
  // A long gain of 4.00 at 10% is taxed 0.40, a short one of 2.00 at 40% 0.80: the larger gain goes first.
  std::uint32_t slot = 0;
  Book book = three_lots(slot);
  ASSERT_TRUE(book.relieve(slot, {100, 0}, LotMethod::HighestCost));  // the loss is gone
  book.lots[book.positions.first_lot[slot]].acquired = old;
  book.lots[book.positions.last_lot[slot]].acquired = recent;
  const TaxView tax{Date::of(1997, 1, 3), 140'000, Decimal(40), Decimal(10)};
  ASSERT_TRUE(book.relieve(slot, {100, 0}, LotMethod::LowestTax, tax));
  EXPECT_THAT(lots_of(book, slot), testing::ElementsAre("3: 100 @ 1200.00"));
}

TEST(HoldingPeriod, is_long_after_more_than_a_year) {
  struct Row {
    const char *acquired, *sold;
    bool is_long;
  };
  const Row rows[] = {
      {"1996-05-10", "1997-05-10", false}, {"1996-05-10", "1997-05-11", true},  {"1996-02-29", "1997-02-28", false},
      {"1996-02-29", "1997-03-01", true},  {"1996-12-31", "1997-12-31", false}, {"1996-12-31", "1998-01-01", true},
      {"1996-02-28", "1997-03-01", true},  {"1996-02-28", "1997-02-28", false},
  };
  for (const Row& row : rows)
    EXPECT_EQ(is_long_term(Date::parse(row.acquired)->days, *Date::parse(row.sold)), row.is_long) << row.acquired;
  EXPECT_FALSE(is_long_term(0, Date::of(1997, 1, 2)));
}

TEST(SubBalances, move_out_at_average_cost_and_cross_zero_at_the_worth_of_the_day) {
  Book book;
  const auto dem = Currency::from("DEM");
  EXPECT_EQ(book.move_local(Account::Cash, dem, 0, 100'000, 60'000), 60'000);    // DEM 1,000.00 at 0.60
  EXPECT_EQ(book.move_local(Account::Cash, dem, 0, 100'000, 66'000), 66'000);    // and at 0.66
  EXPECT_EQ(book.move_local(Account::Cash, dem, 0, -50'000, -35'000), -31'500);  // average 0.63, worth 0.70 now
  EXPECT_EQ(book.move_local(Account::Cash, dem, 0, -200'000, -140'000), -94'500 - 35'000);  // 500.00 overdrawn at 0.70
  ASSERT_EQ(book.sub_balances.size(), 1U);
  EXPECT_EQ(book.sub_balances[0].local, -50'000);
  EXPECT_EQ(book.sub_balances[0].cost, -35'000);
  EXPECT_EQ(book.move_local(Account::Cash, dem, 0, 50'000, 40'000), 35'000);
  EXPECT_TRUE(book.sub_balances.empty());
}

TEST(Lots, of_equal_cost_a_share_go_oldest_first) {
  Book book;
  const auto slot = book.find_or_add(kAcme, false);
  book.acquire(slot, {10, 0}, 10'000, 1, 10, false);
  book.acquire(slot, {30, 0}, 30'000, 2, 11, false);
  ASSERT_TRUE(book.relieve(slot, {10, 0}, LotMethod::HighestCost));
  EXPECT_THAT(lots_of(book, slot), testing::ElementsAre("2: 30 @ 300.00"));
}

TEST(Lots, named_are_the_ones_relieved) {
  std::uint32_t slot = 0;
  Book book = three_lots(slot);
  const event::LotPick picks[] = {{"3", {100, 0}}, {"1", {25, 0}}};
  const auto cost = book.relieve_named(slot, {125, 0}, picks, 2);
  ASSERT_TRUE(cost);
  EXPECT_EQ(cost.value().cost, 145'000);  // 1,200.00 + a quarter of 1,000.00
  EXPECT_THAT(lots_of(book, slot), testing::ElementsAre("1: 75 @ 750.00", "2: 100 @ 1500.00"));
}

TEST(Lots, that_can_not_be_relieved_leave_the_book_as_it_was) {
  std::uint32_t slot = 0;
  Book book = three_lots(slot);
  const Bytes before = encode(book);
  EXPECT_EQ(book.relieve(slot, {301, 0}, LotMethod::Fifo).refusals()[0].code, "E-LOT-014");
  struct Row {
    std::vector<event::LotPick> picks;
    std::int64_t sold;
    const char* code;
  };
  const Row rows[] = {
      {{{"4", {1, 0}}}, 1, "E-LOT-015"},
      {{{"1", {101, 0}}}, 101, "E-LOT-015"},
      {{{"1", {0, 0}}}, 0, "E-LOT-015"},
      {{{"1", {1, 0}}, {"1", {1, 0}}}, 2, "E-LOT-016"},
      {{{"1", {1, 0}}, {"2", {1, 0}}}, 3, "E-LOT-017"},
  };
  for (const Row& row : rows) {
    const auto refused = book.relieve_named(slot, {row.sold, 0}, row.picks.data(), row.picks.size());
    ASSERT_FALSE(refused) << row.code;
    EXPECT_EQ(refused.refusals()[0].code, row.code);
  }
  EXPECT_EQ(encode(book), before);
}

TEST(Lots, cost_is_shared_to_the_cent_and_the_last_piece_takes_the_rest) {
  Book book;
  const auto slot = book.find_or_add(kAcme, false);
  book.acquire(slot, {7, 0}, 1'000, 1, 10, false);  // 7 shares for 10.00
  std::int64_t relieved = 0;
  for (int i = 0; i < 7; ++i) relieved += book.relieve(slot, {1, 0}, LotMethod::Fifo).value().cost;
  EXPECT_EQ(relieved, 1'000);
  EXPECT_EQ(book.positions.cost[slot], 0);
}

TEST(Lots, change_their_places_when_a_finer_quantity_comes) {
  Book book;
  const auto slot = book.find_or_add(kAcme, false);
  book.acquire(slot, {10, 0}, 1'000, 1, 10, false);
  book.acquire(slot, {1'255, 3}, 100, 2, 11, false);
  EXPECT_THAT(lots_of(book, slot), testing::ElementsAre("1: 10.000 @ 10.00", "2: 1.255 @ 1.00"));
  ASSERT_TRUE(book.relieve(slot, {5, 1}, LotMethod::Fifo));  // half a share
  EXPECT_THAT(lots_of(book, slot), testing::ElementsAre("1: 9.500 @ 9.50", "2: 1.255 @ 1.00"));
}

TEST(Lots, take_an_added_cost_by_quantity_and_lose_no_cent) {
  std::uint32_t slot = 0;
  Book book = three_lots(slot);
  book.add_cost(slot, 100);  // 1.00 over three equal lots: 0.34, 0.33, 0.33
  EXPECT_THAT(lots_of(book, slot), testing::ElementsAre("1: 100 @ 1000.34", "2: 100 @ 1500.33", "3: 100 @ 1200.33"));
  EXPECT_EQ(book.positions.cost[slot], 370'100);
}

TEST(Lots, are_named_by_number_or_by_text) {
  EXPECT_EQ(lot_name("12"), 12U);
  EXPECT_EQ(lot_name(event::Reference{12, {}}), 12U);
  EXPECT_EQ(lot_name("LOT-7"), lot_name(event::Reference{0, "LOT-7"}));
  EXPECT_NE(lot_name("LOT-7"), lot_name("LOT-8"));
  EXPECT_NE(lot_name("012"), lot_name("12"));
  EXPECT_NE(lot_name("LOT-7") >> 63, 0U);
}

TEST(Lots, at_random_always_sum_to_their_position) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    std::mt19937_64 random(seed);
    Book book;
    const auto slot = book.find_or_add(kAcme, false);
    std::int64_t paid = 0, relieved = 0;
    for (int i = 0; i < 500; ++i) {
      const auto held = book.positions.quantity[slot];
      const int places = book.positions.places[slot];
      if (random() % 2 == 0 || held == 0) {
        const auto cost = static_cast<std::int64_t>(random() % 1'000'000);
        book.acquire(slot, {1 + static_cast<std::int64_t>(random() % 10'000), static_cast<std::uint8_t>(random() % 4)},
                     cost, i, i, false);
        paid += cost;
      } else {
        const Fixed some{1 + static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(held)),
                         static_cast<std::uint8_t>(places)};
        relieved += book.relieve(slot, some, static_cast<LotMethod>(random() % 3)).value().cost;
      }
      std::int64_t quantity = 0, cost = 0;
      for (auto at = book.positions.first_lot[slot]; at != kNone; at = book.lots[at].next) {
        ASSERT_GT(book.lots[at].quantity, 0);
        quantity += book.lots[at].quantity;
        cost += book.lots[at].cost;
      }
      ASSERT_EQ(quantity, book.positions.quantity[slot]);
      ASSERT_EQ(cost, book.positions.cost[slot]);
      ASSERT_EQ(paid - relieved, cost);
    }
  }
}

TEST(Book, comes_back_from_its_bytes) {
  std::uint32_t slot = 0;
  Book book = three_lots(slot);
  book.portfolio = PortfolioId{4};
  book.opened = true;
  book.opening = Date::of(1997, 1, 3);
  ASSERT_TRUE(book.relieve(slot, {100, 0}, LotMethod::Fifo));  // leaves a hole in the arena
  book.find_or_add(kBolt, true);
  book.positions.accrued[1] = 77;
  book.positions.realised[0] = -5;
  book.balances[2] = 123;
  book.forwards.push_back({"F1", false, Currency::from("DEM"), {1005, 1}, Date::of(1997, 2, 18), 6'500});
  book.classes.push_back({"one", {100'000'001, 3}, Date::of(1997, 1, 2), true, {}});
  book.pending.push_back({Date::of(1997, 1, 9),
                          Account::Cash,
                          Account::ReceivableDividends,
                          250,
                          policy::RuleId::DividendPaid,
                          {SourceId{3}, 9}});
  book.prior = {true, Date::of(1997, 1, 8), 99'999, {1003, 2}, 0};
  book.fee_carry = Decimal::from("-0.004999999999");
  book.positions_digest[5] = 9;
  book.straight_lines.push_back({1, Date::of(1997, 1, 7).days, {9'910, 2}});
  Book copy;
  ASSERT_TRUE(decode(encode(book), copy));
  Book again;  // the first reading closes the hole; from then on the bytes are the same
  ASSERT_TRUE(decode(encode(copy), again));
  EXPECT_EQ(encode(again), encode(copy));
  EXPECT_EQ(copy.balances, book.balances);
  EXPECT_EQ(copy.positions.realised, book.positions.realised);
  EXPECT_EQ(copy.positions.accrued, book.positions.accrued);
  EXPECT_EQ(copy.positions_digest, book.positions_digest);
  EXPECT_EQ(copy.forwards[0].amount, 6'500);
  EXPECT_EQ(lots_of(copy, slot), lots_of(book, slot));
  EXPECT_EQ(copy.find(kBolt), 1U);
  EXPECT_EQ(copy.fee_carry, book.fee_carry);
  EXPECT_EQ(copy.pending[0].origin.row, 9U);
  EXPECT_EQ(copy.straight_lines[0].price, book.straight_lines[0].price);
  EXPECT_EQ(copy.classes[0].share_class, "one");
}

TEST(Book, is_not_read_from_bytes_that_end_early_or_late) {
  std::uint32_t slot = 0;
  const Bytes whole = encode(three_lots(slot));
  for (std::size_t size = 0; size < whole.size(); ++size) {
    Book book;
    ASSERT_FALSE(decode(ByteView(whole).first(size), book)) << size;
  }
  Bytes longer = whole;
  longer.push_back(0);
  Book book;
  EXPECT_FALSE(decode(longer, book));
}

TEST(Book, is_not_read_from_bytes_that_no_book_has) {
  struct Row {
    const char* sentence;
    void (*spoil)(Book&);
  };
  const Row rows[] = {
      {"lots that are not their position", [](Book& b) { b.positions.quantity[0] += 1; }},
      {"more places than a number has", [](Book& b) { b.positions.places[0] = 19; }},
      {"a price of too many places", [](Book& b) { b.prior.nav.places = 200; }},
      {"a class's shares of too many places",
       [](Book& b) {
         b.classes.push_back({"one", {1, 19}, {}, false, {}});
       }},
      {"an account beyond the chart",
       [](Book& b) {
         b.pending.push_back({{}, static_cast<Account>(250), {}, 1, {}, {}});
       }},
  };
  for (const Row& row : rows) {
    std::uint32_t slot = 0;
    Book book = three_lots(slot);
    row.spoil(book);
    Book read;
    EXPECT_FALSE(decode(encode(book), read)) << row.sentence;
  }
}

// -- the journal
// --------------------------------------------------------------------------------------------------------------

TEST(Journal, comes_back_from_its_bytes_with_its_origins) {
  Balances balances{};
  Journal journal;
  journal.start(balances);
  journal.begin(policy::RuleId::Purchase, {SourceId{2}, 18});
  journal.post(Account::InvestmentsAtCost, 10'000, 3);
  journal.post(Account::ReceivableInterest, 0, 3);  // nothing is posted
  journal.post(Account::PayableInvestmentsPurchased, -10'000, 3);
  journal.end();
  journal.move(policy::RuleId::AdvisoryFee, {}, Account::AdvisoryFee, Account::PayableAdvisoryFee, 227);
  journal.move(policy::RuleId::Valuation, {}, Account::UnrealisedOnInvestments, Account::UnrealisedAppreciation,
               0);  // no entry
  EXPECT_EQ(journal.entries(), 2U);
  EXPECT_EQ(journal.postings(), 4U);
  JournalView view;
  ASSERT_TRUE(decode(journal.encode(), view));
  EXPECT_THAT(view.rule, testing::ElementsAre(static_cast<int>(policy::RuleId::Purchase),
                                              static_cast<int>(policy::RuleId::AdvisoryFee)));
  EXPECT_THAT(view.count, testing::ElementsAre(2, 2));
  EXPECT_THAT(view.source, testing::ElementsAre(2U, SourceId::kNone));
  EXPECT_THAT(view.row, testing::ElementsAre(18U, 0U));
  EXPECT_THAT(view.item, testing::ElementsAre(3U, 3U, kNoItem, kNoItem));
  EXPECT_THAT(view.amount, testing::ElementsAre(10'000, -10'000, 227, -227));
  EXPECT_EQ(balances[static_cast<std::size_t>(Account::PayableAdvisoryFee)], -227);
}

TEST(Journal, is_not_read_from_damaged_bytes) {
  Balances balances{};
  Journal journal;
  journal.start(balances);
  journal.move(policy::RuleId::AdvisoryFee, {}, Account::AdvisoryFee, Account::PayableAdvisoryFee, 227);
  const Bytes whole = journal.encode();
  for (std::size_t size = 0; size < whole.size(); ++size) {
    JournalView view;
    ASSERT_FALSE(decode(ByteView(whole).first(size), view)) << size;
  }
  struct Row {
    const char* sentence;
    std::size_t at;
    std::uint8_t byte;
  };
  for (const Row& row : {Row{"a rule of no list", 4, 200}, Row{"more postings than there are", 9, 3},
                         Row{"a posting of no entry", 9, 1}, Row{"an account of no list", 15, 250}}) {
    Bytes damaged = whole;
    damaged[row.at] = row.byte;
    JournalView view;
    EXPECT_FALSE(decode(damaged, view)) << row.sentence;
  }
}

TEST(Journal, an_entry_that_does_not_sum_to_zero_stops_the_program) {
  Balances balances{};
  Journal journal;
  journal.start(balances);
  EXPECT_DEATH(
      {
        journal.begin(policy::RuleId::Purchase, {});
        journal.post(Account::Cash, 1);
        journal.end();
      },
      "sums to zero");
}

}  // namespace
}  // namespace openend::book
