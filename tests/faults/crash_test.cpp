// Acknowledged means committed: whatever happens to the process or the disk, a store that is opened again holds the
// transactions that were acknowledged, whole and in order, and at most the one that was under way.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <thread>

#include "faulty_disk.h"
#include "folder.h"
#include "store/ports.h"

namespace openend::faults {
namespace {

namespace fs = std::filesystem;
using store::Store;
using store::StoreFault;

constexpr std::uint64_t kBatches = 3;       ///< in a transaction
constexpr std::uint64_t kPortfolios = 2;    ///< sealed in a transaction
constexpr std::uint64_t kTransactions = 6;  ///< in a whole run; the store is closed and opened again after half of them

Date day_of(std::uint64_t number) { return Date{9900 + static_cast<std::int32_t>(number)}; }

/// Transaction `number`, 1, 2, 3 ...: the same bytes whenever it is written. `weight` makes it heavier.
void write_transaction(Store& store, std::uint64_t number, std::size_t weight = 1) {
  const auto fill = [&](std::uint64_t salt, std::size_t size) {
    return Bytes(size * weight, static_cast<std::uint8_t>(number * 16 + salt));
  };
  store::Transaction transaction(store);
  store.events().add_source("file-" + std::to_string(number), Digest{}, number);
  for (std::uint64_t at = 0; at < kBatches; ++at) {
    store::Batch batch;
    batch.kind = static_cast<std::uint16_t>(at);
    batch.portfolio = PortfolioId{static_cast<std::uint32_t>(at)};
    batch.day = day_of(number);
    batch.body = fill(at, 3000 * at);
    store.events().append(std::move(batch));
  }
  for (std::uint32_t at = 0; at < kPortfolios; ++at) {
    store::Seal seal;
    seal.portfolio = PortfolioId{at};
    seal.day = day_of(number);
    seal.log_position = store.events().last_sequence();
    seal.header = fill(at, 200);
    seal.journal = fill(at, 9000);
    store.days().add(std::move(seal));
    store.days().put_snapshot({PortfolioId{at}, day_of(number), {}, fill(at, 20000)});
    store.days().drop_snapshots(PortfolioId{at}, day_of(number), day_of(number));
    store.days().put_snapshot({PortfolioId{at}, day_of(number - number % 2), {}, fill(at, 10000)});
  }
  transaction.commit();
}

/// The head after so many transactions, told by the store that has no disk.
Digest head_after(std::uint64_t transactions, std::size_t weight = 1) {
  const auto memory = store::open_memory_store();
  for (std::uint64_t number = 1; number <= transactions; ++number) write_transaction(*memory, number, weight);
  return memory->events().head();
}

/// Exactly `count` whole transactions are there, and nothing else.
void expect_holds(const Store& store, std::uint64_t count, std::size_t weight = 1) {
  EXPECT_EQ(store.events().last_sequence(), count * kBatches);
  EXPECT_EQ(hex(store.events().head()), hex(head_after(count, weight)));
  EXPECT_EQ(store.events().sources().size(), count);
  for (std::uint32_t at = 0; at < kPortfolios; ++at) {
    const PortfolioId portfolio{at};
    EXPECT_EQ(store.days().days(portfolio, day_of(0)).size(), count);
    const auto snapshot = store.days().snapshot(portfolio, day_of(count), true);
    ASSERT_EQ(snapshot.has_value(), count > 0);
    if (snapshot) {
      EXPECT_EQ(*snapshot->body.begin(), static_cast<std::uint8_t>(count * 16 + at));
    }
  }
  const Result<Done> chain = store.events().verify_chain();
  if (chain) return;
  for (const Refusal& refusal : chain.refusals()) ADD_FAILURE() << refusal.code << " " << refusal.message;
}

/// Runs `work` in a child and gives what it acknowledged, each by one byte. The child does not outlive this.
struct Child {
  explicit Child(const std::function<void(int)>& work) {
    int ends[2];
    if (pipe(ends) != 0) std::abort();
    id = fork();
    if (id == 0) {
      close(ends[0]);
      try {
        work(ends[1]);
      } catch (...) {
        _exit(2);
      }
      _exit(0);
    }
    close(ends[1]);
    from = ends[0];
  }
  ~Child() { close(from); }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  bool wait_for_acknowledgement() {
    char byte = 0;
    if (read(from, &byte, 1) != 1) return false;
    ++acknowledged;
    return true;
  }
  /// After its end: how it ended.
  int finish() {
    while (wait_for_acknowledgement()) {
    }
    int status = 0;
    waitpid(id, &status, 0);
    return status;
  }

  pid_t id = 0;
  int from = 0;
  std::uint64_t acknowledged = 0;
};

void acknowledge(int to) {
  const char byte = 1;
  if (write(to, &byte, 1) != 1) _exit(3);
}

/// The whole life of a store: made, written to, closed, opened again, written to, closed.
void live(const std::string& path, const std::function<void()>& acknowledged) {
  for (std::uint64_t half = 0; half < 2; ++half) {
    const auto store = store::open_sqlite_store(path, half == 1);
    for (std::uint64_t at = 1; at <= kTransactions / 2; ++at) {
      write_transaction(*store, half * kTransactions / 2 + at);
      acknowledged();
    }
  }
}

/// How often a whole life changes the disk.
long operations_of_a_life() {
  const Folder folder;
  const FaultyDisk disk(Failure::kNone, 0);
  live(folder.file(), [] {});
  return disk.operations();
}

/// Every operation when OPENEND_EVERY_WRITE is set, else about `sample` of them, the first and the last among them.
std::vector<long> moments(long sample) {
  const long all = operations_of_a_life();
  const long step = std::getenv("OPENEND_EVERY_WRITE") != nullptr ? 1 : std::max(1L, all / sample);
  std::vector<long> chosen;
  for (long at = 1; at <= all; at += step) chosen.push_back(at);
  if (chosen.back() != all) chosen.push_back(all);
  return chosen;
}

/// After a crash: what was acknowledged is there, at most one more, and the store goes on.
void expect_survived(const std::string& path, std::uint64_t acknowledged) {
  const auto store = store::open_sqlite_store(path, acknowledged > 0);  // it may have died before there was a store
  const std::uint64_t held = store->events().last_sequence() / kBatches;
  EXPECT_GE(held, acknowledged);
  EXPECT_LE(held, acknowledged + 1);
  expect_holds(*store, held);
  write_transaction(*store, held + 1);
  expect_holds(*store, held + 1);
}

class Crash : public testing::TestWithParam<Failure> {};

INSTANTIATE_TEST_SUITE_P(Ways, Crash, testing::Values(Failure::kKill, Failure::kPowerCut, Failure::kPowerCutHalf),
                         [](const auto& parameter) {
                           switch (parameter.param) {
                             case Failure::kKill: return "Killed";
                             case Failure::kPowerCut: return "PowerCut";
                             default: return "PowerCutWithSomeWritesDone";
                           }
                         });

TEST_P(Crash, KeepsWhatWasAcknowledged) {
  for (const long moment : moments(60)) {
    const Folder folder;
    Child child([&](int to) {
      const FaultyDisk disk(GetParam(), moment);
      live(folder.file(), [&] { acknowledge(to); });
    });
    const int status = child.finish();
    ASSERT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) << "operation " << moment << " was not reached";
    expect_survived(folder.file(), child.acknowledged);
    if (HasFailure()) FAIL() << "at operation " << moment << " of " << operations_of_a_life();
  }
}

/// A signal from outside, at no chosen moment, in a store that is heavy enough to move its log into the file meanwhile.
TEST(CrashFromOutside, KeepsWhatWasAcknowledged) {
  constexpr std::size_t kWeight = 60;
  for (const std::uint64_t after : {1U, 4U, 9U}) {
    const Folder folder;
    Child child([&](int to) {
      const auto store = store::open_sqlite_store(folder.file(), false);
      for (std::uint64_t number = 1;; ++number) {
        write_transaction(*store, number, kWeight);
        acknowledge(to);
      }
    });
    while (child.acknowledged < after && child.wait_for_acknowledgement()) {
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(after));
    kill(child.id, SIGKILL);
    child.finish();
    const auto store = store::open_sqlite_store(folder.file(), true);
    const std::uint64_t held = store->events().last_sequence() / kBatches;
    EXPECT_GE(held, child.acknowledged);
    EXPECT_LE(held, child.acknowledged + 1);
    expect_holds(*store, held, kWeight);
  }
}

class SickDisk : public testing::TestWithParam<Failure> {};

INSTANTIATE_TEST_SUITE_P(Ways, SickDisk, testing::Values(Failure::kFull, Failure::kBroken),
                         [](const auto& parameter) { return parameter.param == Failure::kFull ? "Full" : "Broken"; });

/// The disk fails from some moment on, until the fault was reported; then what failed is tried again.
TEST_P(SickDisk, IsReportedAndLeavesNothingOfTheTransaction) {
  int reported = 0;
  for (const long moment : moments(60)) {
    const Folder folder;
    FaultyDisk disk(GetParam(), moment);
    const auto until_it_works = [&](const std::function<void()>& work) {
      try {
        work();
        return true;
      } catch (const StoreFault& fault) {
        ++reported;
        const std::string said = fault.what();
        EXPECT_NE(said.find(folder.file()), std::string::npos) << said;
        EXPECT_NE(said.find(GetParam() == Failure::kFull ? "The disk is full" : "The disk could not"),
                  std::string::npos)
            << said;
        disk.heal();
      }
      return false;
    };
    for (std::uint64_t half = 0; half < 2; ++half) {
      std::unique_ptr<Store> store;
      const auto open = [&] { store = store::open_sqlite_store(folder.file(), half == 1); };
      if (!until_it_works(open)) open();
      for (std::uint64_t at = 1; at <= kTransactions / 2; ++at) {
        const std::uint64_t number = half * kTransactions / 2 + at;
        if (until_it_works([&] { write_transaction(*store, number); })) continue;
        expect_holds(*store, number - 1);
        write_transaction(*store, number);
      }
    }
    disk.heal();
    expect_holds(*store::open_sqlite_store(folder.file(), true), kTransactions);
    if (HasFailure()) FAIL() << "at operation " << moment;
  }
  EXPECT_GT(reported, 10);
}

TEST(Close, LeavesOneFileAfterACrashWasMended) {
  const Folder folder;
  Child child([&](int to) {
    const auto store = store::open_sqlite_store(folder.file(), false);
    write_transaction(*store, 1);
    acknowledge(to);
    raise(SIGKILL);
  });
  child.finish();
  EXPECT_TRUE(fs::exists(folder.file() + "-wal"));
  expect_survived(folder.file(), 1);
  EXPECT_EQ(std::distance(fs::directory_iterator(folder.path()), {}), 1);
}

}  // namespace
}  // namespace openend::faults
