// An import and a strike whose disk stops or tears a page, at every single write and sync of theirs. What was
// acknowledged is there, whole; the rest never happened; the store verifies; and doing the work again ends where a
// store ends that met no fault.
#include <gtest/gtest.h>

#include <filesystem>
#include <functional>

#include "../engine/desk.h"
#include "faulty_disk.h"
#include "folder.h"

namespace openend::faults {
namespace {

namespace fs = std::filesystem;
using store::StoreFault;

constexpr Instant kThen{852'500'000'000'000};

using Files = std::vector<std::pair<std::string, std::string>>;  // kind, text

const Files kOpening{
    {"securities", desk::kSecurities},
    {"opening-balances",
     "portfolio,date,account,amount,basis\nalpha,1997-01-03,cash,1000000.00,printed\n"
     "alpha,1997-01-03,capital,1000000.00,printed\nbeta,1997-01-03,cash,500000.00,printed\n"
     "beta,1997-01-03,capital,500000.00,printed\n"},
    {"opening-shares",
     "portfolio,class,date,shares,basis\nalpha,one,1997-01-03,100000,printed\nbeta,one,1997-01-03,50000,printed\n"},
};

/// Enough for several pages, the chain's overflow pages among them.
Files week() {
  std::string trades = "trade_id,trade_date,settle_date,portfolio,security,side,quantity,price,net_amount\n";
  std::string prices = "date,security,price,currency\n";
  for (int i = 0; i < 400; ++i) {
    const Date date = desk::day("1997-01-06") + i % 5;
    const int price = 50 + i % 7;
    trades += std::to_string(i + 1) + "," + date.text() + "," + (date + 5).text() + (i % 2 == 0 ? ",alpha" : ",beta") +
              ",ACME,B,10," + std::to_string(price) + ",-" + std::to_string(10 * price) + ".00\n";
  }
  for (int i = 0; i < 5; ++i) {
    const std::string date = (desk::day("1997-01-06") + i).text();
    prices += date + ",ACME," + std::to_string(50 + i) + ",USD\n";
  }
  return {{"prices", prices},
          {"trades", trades},
          {"entries", "id,date,portfolio,entry,amount\na,1997-01-07,alpha,expense accrued,123.45\n"},
          {"shares", "date,portfolio,class,subscriptions,redemptions\n1997-01-07,alpha,one,5000.00,10\n"}};
}

void import(app::Session& session, const Files& files) {
  std::vector<app::Session::Named> named;
  for (const auto& [kind, text] : files) named.push_back({kind, store::feeds::TextFile::of(kind + ".csv", text)});
  const auto done = session.import(named, {}, kThen, false);
  ASSERT_TRUE(done) << desk::told(done.refusals());
}

/// `acknowledged` is called after each transaction.
using Acknowledge = std::function<void()>;
using Work = void (*)(app::Session&, const Acknowledge&);

void take_the_week(app::Session& session, const Acknowledge& acknowledged) {
  import(session, week());
  acknowledged();
}

void strike_the_week(app::Session& session, const Acknowledge& acknowledged) {
  app::StrikeRequest request;
  request.date = desk::day("1997-01-10");
  request.known = kThen;
  request.progress = [&](Date, std::size_t, std::size_t) { acknowledged(); };
  const auto report = app::Walk(session).strike(request);
  ASSERT_TRUE(report) << desk::told(report.refusals());
  for (const auto& portfolio : report.value().portfolios) ASSERT_TRUE(portfolio.refusals.empty());
}

/// All that a store tells of itself: its head, its sources, and every sealed day's digest.
std::string state_of(store::Store& store) {
  std::string text = hex(store.events().head());
  for (const auto& source : store.events().sources()) text += " " + source.name;
  for (std::uint32_t portfolio = 0; portfolio < 2; ++portfolio) {
    for (const auto& seal : store.days().days(PortfolioId{portfolio}, {})) text += " " + hex(seal.digest);
  }
  return text;
}

std::string state_of(const std::string& path) { return state_of(*store::open_sqlite_store(path, true)); }

void expect_verified(const std::string& path) {
  auto store = store::open_sqlite_store(path, true);
  const auto chain = store->events().verify_chain();
  EXPECT_TRUE(chain) << desk::told(chain.refusals());
  EXPECT_TRUE(app::faults_of_sources(store->events()).empty());
  app::Session session(std::move(store));
  const auto replayed = app::Walk(session).replay(1);
  ASSERT_TRUE(replayed);
  EXPECT_EQ(replayed.value().differing, 0U);
}

struct Task {
  const char* name;
  bool week_is_there;
  Work work;
};
const Task kTasks[] = {{"Import", false, take_the_week}, {"Strike", true, strike_the_week}};

class EveryWrite : public testing::TestWithParam<std::tuple<int, Failure>> {
 protected:
  const Task& task() const { return kTasks[std::get<0>(GetParam())]; }

  /// The store in which the work begins.
  void prepare(const std::string& path) const {
    app::Session session(store::open_sqlite_store(path, false));
    std::vector<store::feeds::TextFile> trust;
    for (auto& [name, text] : desk::trust_texts({})) trust.push_back(store::feeds::TextFile::of(name, text));
    ASSERT_TRUE(session.init(store::feeds::read_trust_texts(trust).value(), kThen));
    import(session, kOpening);
    if (task().week_is_there) import(session, week());
  }

  /// Opens, works, closes; gives how many transactions were acknowledged.
  std::size_t work_on(
      const std::string& path, const Acknowledge& each = [] {}) const {
    std::size_t acknowledged = 0;
    try {
      app::Session session(store::open_sqlite_store(path, true));
      task().work(session, [&] {
        ++acknowledged;
        each();
      });
    } catch (const StoreFault& fault) {
      EXPECT_NE(std::string(fault.what()).find(path), std::string::npos) << fault.what();
    }
    return acknowledged;
  }
};

INSTANTIATE_TEST_SUITE_P(Ways, EveryWrite,
                         testing::Combine(testing::Values(0, 1),
                                          testing::Values(Failure::kStop, Failure::kStopHalf, Failure::kTear)),
                         [](const auto& parameter) {
                           const Failure failure = std::get<1>(parameter.param);
                           return std::string(kTasks[std::get<0>(parameter.param)].name) +
                                  (failure == Failure::kTear       ? "OnATornPage"
                                   : failure == Failure::kStopHalf ? "OnADiskThatKeepsHalf"
                                                                   : "OnADiskThatStops");
                         });

TEST_P(EveryWrite, KeepsWhatWasAcknowledgedAndNothingElse) {
  const Folder pristine;
  prepare(pristine.file());
  ASSERT_FALSE(HasFatalFailure());

  // What a store without a fault looks like before the work and after each of its transactions.
  const Folder clean;
  fs::copy_file(pristine.file(), clean.file());
  std::vector<std::string> expected{state_of(clean.file())};
  work_on(clean.file(), [&] { expected.push_back(state_of(clean.file())); });
  ASSERT_EQ(expected.size(), task().week_is_there ? 7U : 2U);  // six pricing days are struck, or one delivery taken
  ASSERT_EQ(state_of(clean.file()), expected.back());

  const Folder counted;
  fs::copy_file(pristine.file(), counted.file());
  long operations = 0;
  {
    const FaultyDisk disk(Failure::kNone, 0);
    work_on(counted.file());
    operations = disk.operations();
  }
  ASSERT_GT(operations, 15);

  for (long at = 1; at <= operations; ++at) {
    const Folder folder;
    fs::copy_file(pristine.file(), folder.file());
    std::size_t acknowledged = 0;
    {
      const FaultyDisk disk(std::get<1>(GetParam()), at);
      acknowledged = work_on(folder.file());
      ASSERT_TRUE(disk.has_failed()) << at;
    }
    const std::string found = state_of(folder.file());
    const auto place = std::find(expected.begin(), expected.end(), found);
    ASSERT_NE(place, expected.end()) << "at " << at << " of " << operations << ": no state of a store without a fault";
    const auto held = static_cast<std::size_t>(place - expected.begin());
    EXPECT_GE(held, acknowledged);
    EXPECT_LE(held, acknowledged + 1);  // the one under way may have reached the disk
    expect_verified(folder.file());
    work_on(folder.file());
    EXPECT_EQ(state_of(folder.file()), expected.back()) << "the work was done again";
    expect_verified(folder.file());
    if (HasFailure()) FAIL() << "at operation " << at << " of " << operations;
  }
}

}  // namespace
}  // namespace openend::faults
