// The same answers whatever remembers, however many threads close the days, and however often the store is reopened.
#include <filesystem>

#include "desk.h"

namespace openend::desk {
namespace {

namespace fs = std::filesystem;

/// A folder that is gone after the test.
class Folder {
 public:
  Folder() {
    std::string name = (fs::temp_directory_path() / "openend-engine-XXXXXX").string();
    path_ = mkdtemp(name.data());
  }
  ~Folder() { fs::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::string store() const { return (path_ / "desk.db").string(); }
  std::size_t files() const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(path_), fs::directory_iterator()));
  }

 private:
  fs::path path_;
};

constexpr const char* kFee =
    "[[advisory_fee]]\nfrom = 1996-01-02\ntiers = [ { up_to = \"500000\", rate_pct = \"0.90\" }, { rate_pct = \"0.65\" "
    "} ]\n";
const Terms kTerms{.calendar = "nyse", .settings = "", .alpha = kFee, .beta = kFee};

/// Five months of two portfolios with a bond, a note, stocks, dividends, orders and a fee, told month by month.
struct Month {
  const char* last;
  std::string trades, entries, shares;
};

std::vector<Month> months() {
  return {
      {"1997-01-31",
       "1,1997-01-06,1997-01-09,alpha,ACME,B,1000,50,-50000.00,,,\n2,1997-01-14,1997-01-15,alpha,CORP6,B,100000,99.5,-"
       "102483.33,,2983.33,\n"
       "3,1997-01-16,1997-01-22,beta,ACME,B,300.5,51,-15325.50,,,\n",
       "a,1997-01-17,alpha,expense accrued,123.45\n", "1997-01-21,alpha,one,9999.99,0\n"},
      {"1997-02-28",
       "4,1997-01-31,1997-02-03,beta,NOTE,B,1000000,99.895,-998950.00,,,\n5,1997-02-20,1997-02-25,alpha,ACME,S,333,52."
       "5,17482.50,,,lifo\n",
       "b,1997-02-14,alpha,expense paid,23.45\n", "1997-02-18,beta,one,0,111.111\n"},
      {"1997-03-31", "6,1997-03-05,1997-03-10,alpha,BOLT,B,77,30.125,-2319.63,,,\n",
       "c,1997-03-17,beta,other income received,7.77\n", "1997-03-27,alpha,one,5000.00,12.345\n"},
      {"1997-04-30", "7,1997-04-02,1997-04-07,alpha,BOLT,S,77,31,2387.00,,,\n",
       "d,1997-04-08,beta,expense accrued,50.00\n", "1997-04-29,beta,one,100.00,0\n"},
      {"1997-05-30", "8,1997-05-06,1997-05-09,beta,ACME,S,300.5,49,14724.50,,,fifo\n",
       "e,1997-05-19,alpha,expense accrued,1.00\n", "1997-05-20,alpha,one,77.77,0.001\n"},
  };
}

void prepare(Desk& desk) {
  for (const char* portfolio : {"alpha", "beta"}) desk.open(portfolio, "1997-01-03", "2000000.00", "200000");
  std::string rows;
  for (Date date = day("1997-01-03"); date <= day("1997-05-30"); date = date + 1) {
    if (date.weekday() != 3 && date != day("1997-01-03")) continue;  // Wednesdays: other days use the last price
    const int step = (date.days % 29) * 13;
    rows += date.text() + ",ACME," + Decimal::of(5000 + step, 2).text() + ",USD\n" + date.text() + ",BOLT," +
            Decimal::of(3000 + step / 2, 2).text() + ",USD\n" + date.text() + ",CORP6," +
            Decimal::of(9900 + step / 3, 2).text() + ",USD\n";
  }
  desk.prices(rows);
  desk.dividends("1997-01-28,ACME,0.10,1997-02-11\n1997-04-15,ACME,0.12,1997-05-02\n");
}

void tell(Desk& desk, const Month& month) {
  desk.trades(month.trades);
  desk.entries(month.entries);
  desk.shares(month.shares);
}

std::vector<std::string> digests(Desk& desk) {
  std::vector<std::string> all;
  for (const char* portfolio : {"alpha", "beta"}) {
    for (const auto& seal : desk.session().store().days().days(desk.id(portfolio), day("1997-01-01"))) {
      all.push_back(std::string(portfolio) + " " + seal.day.text() + " " + hex(seal.digest));
    }
  }
  return all;
}

/// Everything told first, then struck in one go, in memory: what the others are held against.
std::vector<std::string> in_one_go() {
  Desk desk(kTerms);
  prepare(desk);
  for (const Month& month : months()) tell(desk, month);
  desk.struck("1997-05-30");
  return digests(desk);
}

TEST(Stores, memory_and_sqlite_seal_the_same_packages_and_the_same_chain) {
  Folder folder;
  Desk memory(kTerms);
  Desk sqlite(kTerms, store::open_sqlite_store(folder.store(), false));
  for (Desk* desk : {&memory, &sqlite}) {
    prepare(*desk);
    for (const Month& month : months()) tell(*desk, month);
    desk->struck("1997-05-30");
  }
  EXPECT_EQ(digests(sqlite), digests(memory));
  EXPECT_EQ(sqlite.store_digest(), memory.store_digest());
  EXPECT_EQ(sqlite.differing(), 0U);
}

TEST(Stores, a_store_reopened_each_month_ends_as_one_that_never_closed) {
  const auto expected = in_one_go();
  ASSERT_GT(expected.size(), 200U);  // 102 pricing days, two portfolios
  Folder folder;
  {
    Desk desk(kTerms, store::open_sqlite_store(folder.store(), false));
    prepare(desk);
  }
  for (const Month& month : months()) {
    Desk desk({}, store::open_sqlite_store(folder.store(), true));
    tell(desk, month);
    desk.struck(month.last);
  }
  EXPECT_EQ(folder.files(), 1U);
  Desk desk({}, store::open_sqlite_store(folder.store(), true));
  // The months were struck from snapshots, not from the opening.
  EXPECT_TRUE(desk.session().store().days().snapshot(desk.id("alpha"), day("1997-05-30"), false).has_value());
  EXPECT_EQ(digests(desk), expected);
  EXPECT_EQ(desk.differing(), 0U) << testing::PrintToString(desk.faults);
  EXPECT_EQ(desk.days_replayed, expected.size());
  // A day rebuilt from a snapshot is the day that was sealed.
  for (const char* date : {"1997-02-03", "1997-03-03", "1997-05-19"}) {
    EXPECT_EQ(desk.rebuilt("alpha", date).version, 1U) << date;
    EXPECT_EQ(hex(desk.rebuilt("alpha", date).sealed.package.digest), desk.digest("alpha", date)) << date;
  }
}

TEST(Stores, late_news_from_before_the_snapshots_is_taken_up_through_all_of_them) {
  Folder folder;
  auto all = months();
  const std::string late = all[0].entries;  // alpha's expense of 17 January
  all[0].entries = "z,1997-01-17,beta,expense accrued,0.01\n";
  {
    Desk desk(kTerms, store::open_sqlite_store(folder.store(), false));
    prepare(desk);
    for (const Month& month : all) tell(desk, month);
    desk.struck("1997-05-30");
    desk.cancel("1997-01-17,beta,entries,z\n");
    desk.entries(late);
  }
  Desk desk({}, store::open_sqlite_store(folder.store(), true));
  desk.struck("1997-05-30");
  EXPECT_EQ(desk.version("alpha", "1997-01-16"), 1U);
  EXPECT_EQ(desk.version("alpha", "1997-01-17"), 2U);
  EXPECT_EQ(desk.version("alpha", "1997-05-30"), 2U);
  EXPECT_EQ(digests(desk), in_one_go());
  EXPECT_EQ(desk.differing(), 0U);
  // The snapshots were made anew: a day rebuilt from one of them is the restated day.
  EXPECT_EQ(desk.rebuilt("alpha", "1997-04-15").version, 2U);
}

TEST(Stores, days_closed_on_any_number_of_threads_are_the_same) {
  const auto expected = in_one_go();
  for (const unsigned threads : {1U, 2U, 8U}) {
    Desk desk(kTerms);
    prepare(desk);
    for (const Month& month : months()) tell(desk, month);
    desk.strike("1997-05-30", threads);
    EXPECT_EQ(digests(desk), expected) << threads << " threads";
    EXPECT_EQ(desk.differing(threads), 0U);
  }
}

TEST(Stores, struck_day_by_day_or_at_once_it_is_the_same) {
  const auto expected = in_one_go();
  Desk desk(kTerms);
  prepare(desk);
  for (const Month& month : months()) tell(desk, month);
  const auto calendar = desk.session().calendar();
  ASSERT_TRUE(calendar);
  for (auto date = calendar.value().next_open(day("1997-01-02")); *date <= day("1997-05-30");
       date = calendar.value().next_open(*date)) {
    desk.struck(date->text());
  }
  EXPECT_EQ(digests(desk), expected);
}

TEST(Stores, one_portfolio_struck_alone_is_as_with_the_others) {
  const auto expected = in_one_go();
  Desk desk(kTerms);
  prepare(desk);
  for (const Month& month : months()) tell(desk, month);
  for (const char* portfolio : {"beta", "alpha"}) {
    app::StrikeRequest request;
    request.date = day("1997-05-30");
    request.portfolios = {desk.id(portfolio)};
    request.known = desk.known();
    app::Walk walk(desk.session());
    const auto report = walk.strike(request);
    ASSERT_TRUE(report);
    EXPECT_EQ(report.value().portfolios.size(), 1U);
  }
  EXPECT_EQ(digests(desk), expected);
}

}  // namespace
}  // namespace openend::desk
