// Whatever becomes known late, and in whatever order days are struck meanwhile: in the end every sealed day is, to the
// byte, what a store would have sealed that knew everything before its first strike.
#include <filesystem>
#include <random>
#include <set>

#include "app/news.h"
#include "desk.h"

namespace openend::desk {
namespace {

constexpr const char* kFirst = "1997-01-03";
constexpr const char* kLast = "1997-08-15";  // three quarters begin or go on
constexpr const char* kFees[] = {"0.65", "0.80"};

Terms terms_with(const char* fee) {
  const std::string text =
      "[[advisory_fee]]\nfrom = 1996-01-02\ntiers = [ { rate_pct = \"" + std::string(fee) + "\" } ]\n";
  return {.calendar = "weekdays", .settings = "", .alpha = text, .beta = text};
}

/// One file, or other terms.
struct Told {
  std::string kind, rows;
};

void tell(Desk& desk, const Told& told) {
  if (told.kind == "terms") return desk.describe(terms_with(told.rows.c_str()));
  if (told.kind == "trades") return desk.trades(told.rows);
  if (told.kind == "dividends") return desk.dividends(told.rows);
  if (told.kind == "corporate-actions") return desk.splits(told.rows);
  if (told.kind == "entries") return desk.entries(told.rows);
  if (told.kind == "shares") return desk.shares(told.rows);
  if (told.kind == "cancellations") return desk.cancel(told.rows);
  if (told.kind == "prices") return desk.send("prices", "date,security,price,currency,source\n" + told.rows);
  if (told.kind == "fair-values")
    return desk.send(
        "fair-values",
        "id,date,portfolio,security,value,level,method,inputs,reason,who,next_review,expires\n" + told.rows);
  desk.send(told.kind, told.rows);
}

/// Random news; what was told can be told again to another store.
class World {
 public:
  explicit World(std::uint64_t seed) : random_(seed) {}

  Told news(Date today) {
    const Date when = std::min(day(kLast), day("1997-01-06") + roll(today - day("1997-01-06") + 4));
    const std::string date = when.text(), portfolio = roll(2) == 0 ? "alpha" : "beta";
    const std::string number = std::to_string(++count_);
    switch (roll(13)) {
      case 0:
      case 1:
      case 2:
      case 3: return {"prices", price(when)};
      case 4:
      case 5: {  // of securities that only some hold, some of the time
        const std::string security = roll(2) == 0 ? "CORK" : "BOLT";
        bought_.push_back(date + "," + portfolio + ",trades," + number + "\n");
        return {"trades", number + "," + date + "," + (when + 3).text() + "," + portfolio + "," + security +
                              ",B,100,30,-3000.00,,,\n"};
      }
      case 6:
        return {"trades", number + "," + date + "," + (when + 3).text() + "," + portfolio + ",ACME,S,1,50,50.00,,,\n"};
      case 7: return {"dividends", date + "," + stock() + ",0." + std::to_string(10 + count_) + "," + date + "\n"};
      case 8:
        return {"fair-values", "F" + number + "," + date + "," + (roll(2) == 0 ? portfolio : "") + "," + stock() + "," +
                                   std::to_string(20 + roll(20)) + ",3,model,,halted,committee,," + (when + 5).text() +
                                   "\n"};
      case 9:
        if (!bought_.empty()) {
          const std::string row = bought_.back();
          bought_.pop_back();
          return {"cancellations", row};
        }
        return {"prices", price(when)};
      case 10: {
        if (roll(3) == 0) return {"terms", kFees[roll(2)]};
        return {"securities", "security,name,kind,currency\n" + stock() + ",Renamed " + number +
                                  (roll(2) == 0 ? ",common_stock,USD\n" : ",preferred_stock,USD\n")};
      }
      case 11: {
        const std::string security = stock();
        if (when <= day(kFirst) + 1 || !split_.insert(date + security).second) return {"prices", price(when)};
        static constexpr const char* kActions[] = {"split,2,1,,,", "split,1,2,25.25,,", "split,3,2,,,",
                                                   "split,1.05,1,25.25,,", "return_of_capital,,,,,0.75"};
        return {"corporate-actions", "s" + number + "," + date + "," + security + "," + kActions[roll(5)] + "\n"};
      }
      default: return {"entries", "x" + number + "," + date + "," + portfolio + ",expense accrued,1.23\n"};
    }
  }
  int roll(int sides) { return static_cast<int>(random_() % static_cast<std::uint64_t>(std::max(sides, 1))); }

  /// What every store knows from the beginning.
  std::vector<Told> beginning() {
    std::vector<Told> all;
    std::string trades, prices;
    for (const char* portfolio : {"alpha", "beta"})
      trades += std::to_string(++count_) + ",1997-01-06,1997-01-09," + portfolio + ",ACME,B,5000,50,-250000.00,,,\n";
    for (const char* security : {"BOLT", "CORK"})  // an action on what nobody held is refused
      trades += std::to_string(++count_) + ",1997-01-06,1997-01-09,beta," + security + ",B,7,30,-210.00,,,\n";
    for (Date date = day(kFirst); date <= day(kLast); date = date + 1) {
      if (!date.is_weekend() && (date.days % 3 == 0 || date == day(kFirst))) prices += price(date, true);
    }
    all.push_back({"trades", trades});
    all.push_back({"prices", prices});
    return all;
  }

 private:
  std::string stock() { return std::vector<std::string>{"ACME", "BOLT", "CORK"}[static_cast<std::size_t>(roll(3))]; }
  std::string price(Date date, bool of_all = false) {
    std::string rows;
    const char* source = roll(4) == 0 ? "SECOND" : "FIRST";
    for (const char* security : {"ACME", "BOLT", "CORK"}) {
      const bool rare = security == std::string("CORK") && date != day(kFirst);  // what is told late of it, stands long
      if (of_all ? !rare : roll(3) == 0)
        rows += date.text() + "," + security + "," + std::to_string(30 + roll(20)) + ",USD," + source + "\n";
    }
    return rows.empty() ? price(date, true) : rows;
  }

  std::mt19937_64 random_;
  int count_ = 0;
  std::vector<std::string> bought_;
  std::set<std::string> split_;
};

void open_books(Desk& desk) {
  for (const char* portfolio : {"alpha", "beta"}) desk.open(portfolio, kFirst, "2000000.00", "200000");
}

void strike(Desk& desk, Date until, const std::string& portfolio) {
  app::StrikeRequest request;
  request.date = until;
  if (!portfolio.empty()) request.portfolios = {desk.id(portfolio)};
  request.known = desk.known();
  app::Walk walk(desk.session());
  const auto report = walk.strike(request);
  ASSERT_TRUE(report) << told(report.refusals());
  for (const auto& struck : report.value().portfolios) {
    EXPECT_NE(struck.state, app::StrikeState::Refused) << told(struck.refusals);
  }
}

void expect_same(Desk& desk, Desk& expected) {
  for (const char* portfolio : {"alpha", "beta"}) {
    const auto ours = desk.session().store().days().days(desk.id(portfolio), day(kFirst));
    const auto theirs = expected.session().store().days().days(expected.id(portfolio), day(kFirst));
    ASSERT_EQ(ours.size(), theirs.size());
    for (std::size_t i = 0; i < ours.size(); ++i) {
      ASSERT_EQ(hex(ours[i].digest), hex(theirs[i].digest)) << portfolio << " " << ours[i].day.text();
      EXPECT_TRUE(nav::same_verdicts(desk.sealed(portfolio, ours[i].day.text()),
                                     expected.sealed(portfolio, ours[i].day.text())))
          << portfolio << " " << ours[i].day.text();
    }
  }
}

void live_through(std::uint64_t seed, std::unique_ptr<store::Store> store) {
  SCOPED_TRACE("seed " + std::to_string(seed));
  World world(seed);
  std::vector<Told> all = world.beginning();
  Desk desk(terms_with(kFees[0]), std::move(store));
  open_books(desk);
  for (const Told& one : all) tell(desk, one);
  Date today = day(kFirst);
  while (today < day(kLast)) {
    today = std::min(day(kLast), today + 1 + world.roll(world.roll(4) == 0 ? 60 : 4));
    while (today.is_weekend()) today = today + 1;
    for (int more = world.roll(4); more > 0; --more) {
      all.push_back(world.news(today));
      tell(desk, all.back());
    }
    strike(desk, today, world.roll(5) == 0 ? "alpha" : "");
    const auto past = std::min(today, day("1997-01-06") + world.roll(today - day("1997-01-06")));
    if (!past.is_weekend()) {
      EXPECT_GT(desk.rebuilt("alpha", past.text()).version, 0U) << past.text();
    }
    if (testing::Test::HasFailure()) return;
  }
  strike(desk, day(kLast), "");
  Desk expected(terms_with(kFees[0]));
  open_books(expected);
  for (const Told& one : all) tell(expected, one);
  expected.struck(kLast);
  expect_same(desk, expected);
  EXPECT_EQ(desk.differing(), 0U) << testing::PrintToString(desk.faults);
}

TEST(LateNews, of_any_kind_and_in_any_order_ends_where_a_store_ends_that_knew_it_in_time) {
  for (std::uint64_t seed = 1; seed <= 8; ++seed) live_through(seed, store::open_memory_store());
}

TEST(LateNews, ends_so_in_a_file_too) {
  const auto folder = std::filesystem::temp_directory_path() / ("openend-news-" + std::to_string(::getpid()));
  std::filesystem::create_directory(folder);
  for (std::uint64_t seed = 101; seed <= 101; ++seed)
    live_through(seed, store::open_sqlite_store((folder / std::to_string(seed)).string(), false));
  std::filesystem::remove_all(folder);
}

/// The first day of a portfolio's sealed ones that news touches.
std::string touched(Desk& desk, const std::string& portfolio) {
  const auto last = desk.session().store().days().last(desk.id(portfolio));
  app::News news(desk.session().store(), desk.session().registry(), last->log_position);
  const auto first = news.first_touched(*last);
  return !first ? "none" : first == app::News::kBeginning ? "beginning" : first->text();
}

TEST(LateNews, of_a_security_touches_only_who_knows_it) {
  const struct {
    const char* sentence;
    Told told;
    const char *alpha, *beta;
  } rows[] = {
      {"a price of what alpha holds", {"prices", "1997-01-08,ACME,51,USD,\n"}, "1997-01-08", "none"},
      {"a price of what alpha has sold", {"prices", "1997-01-07,BOLT,31,USD,\n"}, "1997-01-07", "none"},
      {"a price that nobody has a use for", {"prices", "1997-01-08,CORK,9,USD,\n"}, "none", "none"},
      {"a price of a day that is not struck", {"prices", "1997-01-20,ACME,9,USD,\n"}, "none", "none"},
      {"a dividend", {"dividends", "1997-01-09,ACME,0.10,1997-01-13\n"}, "1997-01-09", "none"},
      {"a split", {"corporate-actions", "s,1997-01-09,ACME,split,2,1,,,\n"}, "1997-01-09", "none"},
      {"capital paid back",
       {"corporate-actions", "s,1997-01-09,ACME,return_of_capital,,,,,1.50\n"},
       "1997-01-09",
       "none"},
      {"a liquidation", {"corporate-actions", "s,1997-01-09,ACME,liquidation,,,,,40\n"}, "1997-01-09", "none"},
      {"a determination",
       {"fair-values", "F1,1997-01-09,,ACME,45,3,model,,halted,committee,,1997-01-13\n"},
       "1997-01-09",
       "none"},
      {"a security's facts",
       {"securities", "security,name,kind,currency\nACME,Renamed,common_stock,USD\n"},
       "beginning",
       "none"},
      {"a trade", {"trades", "9,1997-01-08,1997-01-13,beta,CORK,B,1,9,-9.00,,,\n"}, "none", "1997-01-08"},
      {"a rate", {"exchange-rates", "date,currency,base,rate\n1997-01-09,DEM,USD,0.6\n"}, "1997-01-09", "1997-01-09"},
      {"terms", {"terms", kFees[1]}, "beginning", "beginning"},
  };
  for (const auto& row : rows) {
    Desk desk(terms_with(kFees[0]));
    open_books(desk);
    desk.trades(
        "1,1997-01-06,1997-01-09,alpha,ACME,B,100,50,-5000.00,,,\n"
        "2,1997-01-06,1997-01-09,alpha,BOLT,B,100,30,-3000.00,,,\n"
        "3,1997-01-08,1997-01-13,alpha,BOLT,S,100,30,3000.00,,,\n");
    desk.prices("1997-01-06,ACME,50,USD\n1997-01-06,BOLT,30,USD\n");
    desk.struck("1997-01-14");
    tell(desk, row.told);
    EXPECT_EQ(touched(desk, "alpha"), row.alpha) << row.sentence;
    EXPECT_EQ(touched(desk, "beta"), row.beta) << row.sentence;
  }
}

TEST(LateNews, of_a_security_that_nobody_knew_is_there_when_it_is_bought) {
  Desk desk(terms_with(kFees[0]));
  open_books(desk);
  desk.prices("1997-01-06,ACME,50,USD\n");
  desk.struck("1997-01-14");
  desk.prices("1997-01-08,CORK,9,USD\n");
  desk.struck("1997-01-14");
  EXPECT_EQ(desk.version("beta", "1997-01-14"), 1U);
  desk.trades("9,1997-01-14,1997-01-17,beta,CORK,B,100,8,-800.00,,,\n");
  desk.struck("1997-01-15");
  EXPECT_EQ(desk.balance("beta", "1997-01-15", "unrealised_on_investments"), "100.00");
  EXPECT_EQ(desk.differing(), 0U);
}

}  // namespace
}  // namespace openend::desk
