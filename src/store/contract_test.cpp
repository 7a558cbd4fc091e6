// The contract of ports.h, run against every store. What only a file can do is in sqlite_test.cpp.
#include "store/store_testing.h"

namespace openend::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

struct Kind {
  const char* name;
  std::unique_ptr<Store> (*open)(const Folder& folder);
};

class StoreContract : public testing::TestWithParam<Kind> {
 protected:
  Folder folder_;
  std::unique_ptr<Store> store_ = GetParam().open(folder_);
};

INSTANTIATE_TEST_SUITE_P(Stores, StoreContract,
                         testing::Values(Kind{"memory", [](const Folder&) { return open_memory_store(); }},
                                         Kind{"sqlite",
                                              [](const Folder& folder) {
                                                return open_sqlite_store(folder.file("store.openend"), false);
                                              }}),
                         [](const auto& parameter) { return parameter.param.name; });

TEST_P(StoreContract, AnEmptyStoreHasAHeadOfZerosAndNothingInIt) {
  EXPECT_EQ(store_->events().head(), Digest{});
  EXPECT_EQ(store_->events().last_sequence(), 0U);
  EXPECT_THAT(store_->events().read({}), IsEmpty());
  EXPECT_THAT(store_->events().sources(), IsEmpty());
  EXPECT_FALSE(store_->days().last(kGrowth));
  EXPECT_FALSE(store_->days().latest(kGrowth, kMonday, true));
  EXPECT_FALSE(store_->days().snapshot(kGrowth, kMonday, true));
  EXPECT_THAT(store_->days().days(kGrowth, kMonday), IsEmpty());
  expect_sound(*store_);
}

TEST_P(StoreContract, BatchesComeBackAsTheyWereGivenInOrderOfDayAndSequence) {
  fill_log(*store_);
  const std::vector<Batch> all = store_->events().read({});
  ASSERT_EQ(all.size(), 6U);
  EXPECT_THAT(sequences(*store_, {}), ElementsAre(1, 2, 3, 6, 4, 5));
  EXPECT_EQ(store_->events().last_sequence(), 6U);
  const Batch& growth = all[2];
  EXPECT_EQ(growth.kind, kTrades);
  EXPECT_EQ(growth.portfolio, kGrowth);
  EXPECT_EQ(growth.day, kMonday);
  EXPECT_EQ(growth.known, Instant{kMonday.days * std::int64_t{86'400'000'000}});
  EXPECT_EQ(growth.source, SourceId{0});
  EXPECT_EQ(growth.count, 2U);
  EXPECT_EQ(body_text(growth), "growth Monday");
  EXPECT_FALSE(all[0].portfolio.exists()) << "what belongs to the whole trust has no portfolio";
  EXPECT_THAT(all[5].body, IsEmpty()) << "a batch may have no body";
  expect_sound(*store_);
}

TEST_P(StoreContract, EachConditionOfAQueryNarrowsIt) {
  fill_log(*store_);
  struct Row {
    const char* sentence;
    Query query;
    std::vector<std::uint64_t> expected;
  };
  const Instant by_tuesday{kTuesday.days * std::int64_t{86'400'000'000}};
  const auto query = [](const std::function<void(Query&)>& set) {
    Query made;
    set(made);
    return made;
  };
  const Row rows[] = {
      {"one kind", query([](Query& q) { q.kind = kPrices; }), {1, 5}},
      {"a kind that there is not", query([](Query& q) { q.kind = std::uint16_t{99}; }), {}},
      {"one portfolio, all kinds", query([](Query& q) { q.portfolio = kGrowth; }), {3, 6, 4}},
      {"the whole trust's own", query([](Query& q) { q.portfolio = PortfolioId{}; }), {1, 5}},
      {"one kind and portfolio", query([](Query& q) { q.kind = kTrades, q.portfolio = kIncome; }), {2}},
      {"from a day", query([](Query& q) { q.from = kTuesday; }), {4, 5}},
      {"to a day", query([](Query& q) { q.to = kMonday; }), {1, 2, 3, 6}},
      {"one day, all kinds", query([](Query& q) { q.from = q.to = kMonday; }), {1, 2, 3, 6}},
      {"one kind in a range",
       query([](Query& q) { q.kind = kTrades, q.from = kMonday, q.to = kTuesday; }),
       {2, 3, 6, 4}},
      {"one portfolio's day",
       query([](Query& q) { q.kind = kTrades, q.portfolio = kGrowth, q.from = q.to = kMonday; }),
       {3, 6}},
      {"a range that ends before it begins", query([](Query& q) { q.from = kTuesday, q.to = kMonday; }), {}},
      {"after a sequence", query([](Query& q) { q.after_sequence = 3; }), {6, 4, 5}},
      {"after a sequence, one kind", query([](Query& q) { q.after_sequence = 3, q.kind = kTrades; }), {6, 4}},
      {"after the last", query([](Query& q) { q.after_sequence = 6; }), {}},
      {"known by Tuesday", query([&](Query& q) { q.known_by = by_tuesday; }), {1, 2, 3, 4, 5}},
      {"one portfolio's, known by Tuesday",
       query([&](Query& q) { q.portfolio = kGrowth, q.known_by = by_tuesday; }),
       {3, 4}},
  };
  for (Row row : rows) {
    EXPECT_EQ(sequences(*store_, row.query), row.expected) << row.sentence;
    row.query.with_bodies = false;
    EXPECT_EQ(sequences(*store_, row.query), row.expected) << row.sentence << ", headers only";
  }
}

TEST_P(StoreContract, HeadersComeWithoutTheirBodies) {
  fill_log(*store_);
  Query query;
  query.with_bodies = false;
  for (const Batch& header : store_->events().read(query)) {
    EXPECT_THAT(header.body, IsEmpty());
    EXPECT_EQ(header.count, 2U);
  }
}

TEST_P(StoreContract, DaysBefore1970AreDaysLikeAnyOther) {
  const Date crash = Date::of(1929, 10, 29);
  in_transaction(*store_, [&] {
    store_->events().append(batch(kTrades, kGrowth, kMonday, "new"));
    store_->events().append(batch(kTrades, kGrowth, crash, "old"));
    store_->days().add(seal(kGrowth, kMonday, 1, "new"));
    store_->days().add(seal(kGrowth, crash, 1, "old"));
    store_->days().put_snapshot({kGrowth, crash, {}, bytes_of("old")});
  });
  EXPECT_THAT(sequences(*store_, {}), ElementsAre(2, 1));
  EXPECT_EQ(header_text(store_->days().latest(kGrowth, crash, false)), "old");
  EXPECT_EQ(header_text(store_->days().last(kGrowth)), "new");
  EXPECT_EQ(store_->days().days(kGrowth, Date::of(1900, 1, 1)).size(), 2U);
  EXPECT_EQ(snapshot_text(*store_, kGrowth, kMonday), "1929-10-29 old");
  expect_sound(*store_);
}

TEST_P(StoreContract, SourcesAreNumberedAsTheyCome) {
  in_transaction(*store_, [&] {
    EXPECT_EQ(store_->events().add_source("a.csv", digest_of(bytes_of("a")), 10), SourceId{0});
    EXPECT_EQ(store_->events().add_source("b.csv", digest_of(bytes_of("b")), 20), SourceId{1});
  });
  const std::vector<Source> sources = store_->events().sources();
  ASSERT_EQ(sources.size(), 2U);
  EXPECT_EQ(sources[1].id, SourceId{1});
  EXPECT_EQ(sources[1].name, "b.csv");
  EXPECT_EQ(sources[1].digest, digest_of(bytes_of("b")));
  EXPECT_EQ(sources[1].rows, 20U);
}

TEST_P(StoreContract, AnOpenTransactionReadsWhatItWrote) {
  store_->begin();
  const std::uint64_t sequence = store_->events().append(batch(kTrades, kGrowth, kMonday, "x"));
  EXPECT_EQ(sequence, 1U);
  EXPECT_EQ(store_->events().last_sequence(), 1U);
  EXPECT_NE(store_->events().head(), Digest{});
  EXPECT_THAT(sequences(*store_, {}), ElementsAre(1));
  expect_sound(*store_);
  store_->roll_back();
}

TEST_P(StoreContract, ATransactionThatIsNotCommittedLeavesNothing) {
  fill_log(*store_);
  in_transaction(*store_, [&] {
    store_->days().add(seal(kGrowth, kMonday, 1, "first"));
    store_->days().put_snapshot({kGrowth, kMonday, {}, bytes_of("kept")});
    store_->days().put_snapshot({kGrowth, kTuesday, {}, bytes_of("kept")});
  });
  const Digest head = store_->events().head();
  {
    const Transaction abandoned(*store_);
    store_->events().add_source("never.csv", Digest{}, 1);
    store_->events().append(batch(kTrades, kIncome, kTuesday, "never"));
    store_->days().add(seal(kGrowth, kMonday, 2, "never"));
    store_->days().add(seal(kGrowth, kTuesday, 1, "never"));
    store_->days().add(seal(kIncome, kTuesday, 1, "never"));
    store_->days().put_snapshot({kGrowth, kMonday, {}, bytes_of("never")});
    store_->days().put_snapshot({kGrowth, kWednesday, {}, bytes_of("never")});
    store_->days().drop_snapshots(kGrowth, kTuesday, kWednesday);
  }
  EXPECT_EQ(store_->events().head(), head);
  EXPECT_EQ(store_->events().last_sequence(), 6U);
  EXPECT_EQ(store_->events().sources().size(), 1U);
  EXPECT_THAT(sequences(*store_, {}), ElementsAre(1, 2, 3, 6, 4, 5));
  Query income;
  income.portfolio = kIncome;
  EXPECT_THAT(sequences(*store_, income), ElementsAre(2));
  EXPECT_EQ(header_text(store_->days().latest(kGrowth, kMonday, false)), "first");
  EXPECT_EQ(header_text(store_->days().last(kGrowth)), "first");
  EXPECT_EQ(header_text(store_->days().last(kIncome)), "none");
  EXPECT_EQ(snapshot_text(*store_, kGrowth, kMonday), "1997-03-03 kept");
  EXPECT_EQ(snapshot_text(*store_, kGrowth, kWednesday), "1997-03-04 kept");
  expect_sound(*store_);
}

TEST_P(StoreContract, AfterARollBackTheNextTransactionTakesTheSameSequence) {
  fill_log(*store_);
  store_->begin();
  store_->events().append(batch(kTrades, kGrowth, kWednesday, "never"));
  store_->roll_back();
  store_->begin();
  EXPECT_EQ(store_->events().append(batch(kTrades, kGrowth, kWednesday, "seven")), 7U);
  store_->commit();
  expect_sound(*store_);
}

TEST_P(StoreContract, ARestatedDayKeepsItsEarlierVersions) {
  in_transaction(*store_, [&] { store_->days().add(seal(kGrowth, kMonday, 1, "first")); });
  in_transaction(*store_, [&] {
    Seal second = seal(kGrowth, kMonday, 2, "second");
    second.log_position = 0;
    store_->days().add(std::move(second));
  });
  DayArchive& days = store_->days();
  EXPECT_EQ(header_text(days.latest(kGrowth, kMonday, false)), "second");
  EXPECT_EQ(header_text(days.version(kGrowth, kMonday, 1, false)), "first");
  EXPECT_EQ(header_text(days.version(kGrowth, kMonday, 2, false)), "second");
  EXPECT_EQ(header_text(days.version(kGrowth, kMonday, 3, false)), "none");
  EXPECT_EQ(header_text(days.version(kGrowth, kMonday, 0, false)), "none");
  EXPECT_EQ(days.latest(kGrowth, kMonday, false)->version, 2);
  EXPECT_EQ(days.latest(kGrowth, kMonday, false)->digest, digest_of(bytes_of("second")));
}

TEST_P(StoreContract, AJournalIsReadOnlyWhenAskedFor) {
  in_transaction(*store_, [&] { store_->days().add(seal(kGrowth, kMonday, 1, "first")); });
  EXPECT_EQ(journal_text(store_->days().latest(kGrowth, kMonday, true)), "journal of first");
  EXPECT_EQ(journal_text(store_->days().version(kGrowth, kMonday, 1, true)), "journal of first");
  EXPECT_EQ(journal_text(store_->days().latest(kGrowth, kMonday, false)), "");
  EXPECT_EQ(journal_text(store_->days().last(kGrowth)), "");
  EXPECT_EQ(journal_text(store_->days().days(kGrowth, kMonday).front()), "");
}

TEST_P(StoreContract, TheDaysOfAPortfolioAreItsOwnLatestOnesInOrder) {
  in_transaction(*store_, [&] {
    DayArchive& days = store_->days();
    for (const std::uint32_t other : {0U, 2U, 9U}) {
      for (int day = 0; day < 6; ++day) days.add(seal(PortfolioId{other}, kMonday + day, 1, "other"));
    }
    days.add(seal(PortfolioId{5}, kWednesday, 1, "Wednesday"));
    days.add(seal(PortfolioId{5}, kMonday, 1, "Monday"));
    days.add(seal(PortfolioId{5}, kMonday + 40, 1, "April"));
    days.add(seal(PortfolioId{5}, kMonday, 2, "Monday again"));
  });
  const auto headers = [&](Date from) {
    std::vector<std::string> found;
    for (const Seal& one : store_->days().days(PortfolioId{5}, from)) found.push_back(header_text(one));
    return found;
  };
  EXPECT_THAT(headers(kMonday - 100), ElementsAre("Monday again", "Wednesday", "April"));
  EXPECT_THAT(headers(kTuesday), ElementsAre("Wednesday", "April"));
  EXPECT_THAT(headers(kMonday + 41), IsEmpty());
  EXPECT_EQ(header_text(store_->days().last(PortfolioId{5})), "April");
  EXPECT_EQ(header_text(store_->days().last(PortfolioId{4})), "none");
}

TEST_P(StoreContract, ASnapshotIsTheLatestNotAfterADay) {
  in_transaction(*store_, [&] {
    store_->days().put_snapshot({kGrowth, kMonday, {}, bytes_of("a")});
    store_->days().put_snapshot({kGrowth, kWednesday, {}, bytes_of("b")});
    store_->days().put_snapshot({kIncome, kTuesday, {}, bytes_of("other")});
  });
  EXPECT_EQ(snapshot_text(*store_, kGrowth, kMonday - 1), "none");
  EXPECT_EQ(snapshot_text(*store_, kGrowth, kTuesday), "1997-03-03 a");
  EXPECT_EQ(snapshot_text(*store_, kGrowth, kWednesday), "1997-03-05 b");
  in_transaction(*store_, [&] { store_->days().put_snapshot({kGrowth, kWednesday, {}, bytes_of("c")}); });
  EXPECT_EQ(snapshot_text(*store_, kGrowth, kWednesday), "1997-03-05 c");
  in_transaction(*store_, [&] { store_->days().drop_snapshots(kGrowth, kTuesday, kWednesday); });
  EXPECT_EQ(snapshot_text(*store_, kGrowth, kWednesday), "1997-03-03 a");
  EXPECT_EQ(snapshot_text(*store_, kIncome, kWednesday), "1997-03-04 other");
  expect_sound(*store_);
}

TEST_P(StoreContract, SnapshotsAreDroppedFromOneDayToAnother) {
  in_transaction(*store_, [&] {
    for (int day = 0; day < 5; ++day) store_->days().put_snapshot({kGrowth, kMonday + day, {}, bytes_of("kept")});
    store_->days().put_snapshot({PortfolioId{}, kTuesday, {}, bytes_of("market")});
  });
  in_transaction(*store_, [&] {
    store_->days().drop_snapshots(kGrowth, kTuesday, kWednesday);
    store_->days().drop_snapshots(kGrowth, kMonday + 4, kMonday + 3);  // no day at all
  });
  EXPECT_EQ(snapshot_text(*store_, kGrowth, kWednesday), "1997-03-03 kept");
  EXPECT_EQ(snapshot_text(*store_, kGrowth, kMonday + 3), "1997-03-06 kept");
  EXPECT_EQ(snapshot_text(*store_, kGrowth, kMonday + 9), "1997-03-07 kept");
  EXPECT_EQ(snapshot_text(*store_, PortfolioId{}, kWednesday), "1997-03-04 market");
  expect_sound(*store_);
}

TEST_P(StoreContract, ASnapshotsBodyIsReadOnlyWhenAskedFor) {
  in_transaction(*store_, [&] {
    store_->days().put_snapshot({kGrowth, kMonday, bytes_of("known"), bytes_of("book")});
  });
  const auto whole = store_->days().snapshot(kGrowth, kTuesday, true);
  const auto header = store_->days().snapshot(kGrowth, kTuesday, false);
  ASSERT_TRUE(whole && header);
  EXPECT_EQ(header->day, kMonday);
  EXPECT_EQ(header->header, bytes_of("known"));
  EXPECT_TRUE(header->body.empty());
  EXPECT_EQ(whole->header, header->header);
  EXPECT_EQ(whole->body.size(), 4U);
  expect_sound(*store_);
}

TEST_P(StoreContract, TheFirstDayIsOfThePortfolioTheKindAndTheMoment) {
  const EventLog& log = store_->events();
  EXPECT_FALSE(log.first_day(kGrowth, kTrades, std::nullopt));
  in_transaction(*store_, [&] {
    const auto known_on = [](Batch one, Date day) {
      one.known = Instant{day.days * std::int64_t{86'400'000'000}};
      return one;
    };
    store_->events().append(known_on(batch(kTrades, kGrowth, kTuesday, "first told"), kTuesday));
    store_->events().append(known_on(batch(kTrades, kIncome, kMonday, "of another"), kTuesday));
    store_->events().append(known_on(batch(kPrices, kGrowth, kMonday, "of another kind"), kTuesday));
    store_->events().append(known_on(batch(kTrades, kGrowth, kMonday - 3, "told late"), kWednesday));
  });
  EXPECT_EQ(log.first_day(kGrowth, kTrades, std::nullopt), kMonday - 3);
  EXPECT_EQ(log.first_day(kGrowth, kTrades, Instant{kTuesday.days * std::int64_t{86'400'000'000}}), kTuesday);
  EXPECT_EQ(log.first_day(kIncome, kTrades, std::nullopt), kMonday);
  EXPECT_EQ(log.first_day(kGrowth, kPrices, std::nullopt), kMonday);
  EXPECT_FALSE(log.first_day(kIncome, kPrices, std::nullopt));
}

TEST(Chain, TheSameAppendsGiveTheSameHeadInEveryStore) {
  const Folder folder;
  const auto memory = open_memory_store();
  const auto sqlite = open_sqlite_store(folder.file("store.openend"), false);
  fill_log(*memory);
  fill_log(*sqlite);
  EXPECT_EQ(hex(memory->events().head()), hex(sqlite->events().head()));
}

TEST(Chain, EveryFieldOfABatchCountsInItsDigest) {
  const Batch plain = batch(kTrades, kGrowth, kMonday, "body");
  const std::function<void(Batch&)> changes[] = {
      [](Batch& b) { b.sequence = 1; },
      [](Batch& b) { b.kind = 4; },
      [](Batch& b) { b.portfolio = kIncome; },
      [](Batch& b) { b.day = kTuesday; },
      [](Batch& b) { b.known.microseconds += 1; },
      [](Batch& b) { b.source = SourceId{}; },
      [](Batch& b) { b.count = 3; },
      [](Batch& b) { b.body = bytes_of("cody"); },
      [](Batch& b) { b.body = bytes_of(std::string_view("body\0", 5)); },
  };
  for (std::size_t at = 0; at < std::size(changes); ++at) {
    Batch changed = plain;
    changes[at](changed);
    EXPECT_NE(digest_of_batch(changed), digest_of_batch(plain)) << "change " << at;
  }
  EXPECT_EQ(digest_of_batch(plain), digest_of_batch(batch(kTrades, kGrowth, kMonday, "body")));
}

TEST(Chain, TheHeadOfOneKnownBatchNeverChanges) {
  Batch known = batch(kTrades, kGrowth, kMonday, "body");
  known.sequence = 1;
  // sha256 of 01..00 (8) 0300 00000000 c3260000 known (8) 00000000 02000000 0400..00 (8) "body", by an independent
  // program
  EXPECT_EQ(hex(digest_of_batch(known)), "c9973007beffa74afc1b3417bea51833b4373956d7e936b1e1cc825656f09de2");
  EXPECT_EQ(hex(next_head(Digest{}, digest_of_batch(known))),
            "78677f396cc96ac2e475ee2157cef143c5a804fa74e9ff3ced15954ef4aca1cd");
}

}  // namespace
}  // namespace openend::store
