// What a store in a file promises beyond the contract of ports.h.
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <fstream>

#include "store/store_testing.h"

namespace openend::store {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class SqliteFile : public testing::Test {
 protected:
  std::unique_ptr<Store> open(bool must_exist = true) const { return open_sqlite_store(path_, must_exist); }

  /// A store with six batches, two versions of a seal and a snapshot, closed.
  void make() const {
    const auto store = open(false);
    fill_log(*store);
    in_transaction(*store, [&] {
      Seal first = seal(kGrowth, kMonday, 1, "first package");
      first.log_position = 6;
      store->days().add(std::move(first));
      store->days().add(seal(kGrowth, kMonday, 2, "second package"));
      store->days().put_snapshot({kGrowth, kMonday, {}, bytes_of("the book of Monday")});
    });
  }

  /// Somebody's own SQL, past our door.
  void tamper(const std::string& sql) const {
    sqlite3* handle = nullptr;
    ASSERT_EQ(sqlite3_open(path_.c_str(), &handle), SQLITE_OK);
    EXPECT_EQ(sqlite3_exec(handle, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK) << sqlite3_errmsg(handle);
    sqlite3_close(handle);
  }

  /// Flips one bit of the first place in the file that holds this text.
  void flip(const std::string& text) const {
    std::fstream file(path_, std::ios::in | std::ios::out | std::ios::binary);
    const std::string all{std::istreambuf_iterator<char>(file), {}};
    const std::size_t at = all.find(text);
    ASSERT_NE(at, std::string::npos) << text;
    file.seekp(static_cast<std::streamoff>(at));
    file.put(static_cast<char>(all[at] ^ 1));
  }

  /// Each finding as "code message".
  std::vector<std::string> findings() const {
    std::vector<std::string> found;
    const auto store = open();
    const Result<Done> result = store->events().verify_chain();
    if (result) return found;
    for (const Refusal& refusal : result.refusals()) {
      found.push_back(refusal.code + " " + refusal.message);
      EXPECT_EQ(refusal.place.file, path_);
    }
    return found;
  }

  /// The fault that opening gives.
  std::string fault(bool must_exist = true) const {
    try {
      open(must_exist);
    } catch (const StoreFault& fault) {
      return fault.what();
    }
    return "no fault";
  }

  Folder folder_;
  std::string path_ = folder_.file("store.openend");
};

TEST_F(SqliteFile, IsAllThereWhenOpenedAgain) {
  make();
  const auto memory = open_memory_store();
  fill_log(*memory);
  const auto store = open();
  EXPECT_EQ(store->events().head(), memory->events().head());
  EXPECT_EQ(store->events().last_sequence(), 6U);
  EXPECT_THAT(sequences(*store, {}), ElementsAre(1, 2, 3, 6, 4, 5));
  EXPECT_EQ(store->events().sources().at(0).name, "trades-1997-03-03.csv");
  EXPECT_EQ(journal_text(store->days().latest(kGrowth, kMonday, true)), "journal of second package");
  EXPECT_EQ(store->days().version(kGrowth, kMonday, 1, false)->log_position, 6U);
  EXPECT_EQ(snapshot_text(*store, kGrowth, kTuesday), "1997-03-03 the book of Monday");
  expect_sound(*store);
}

TEST_F(SqliteFile, IsOneFileWhenClosed) {
  make();
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder_.path())) names.push_back(entry.path().filename().string());
  EXPECT_THAT(names, ElementsAre("store.openend"));
}

TEST_F(SqliteFile, SeesWhatAnotherProcessAppended) {
  make();
  const auto ours = open();
  const auto theirs = open();
  in_transaction(*theirs, [&] { theirs->events().append(batch(kTrades, kGrowth, kWednesday, "theirs")); });
  EXPECT_EQ(ours->events().head(), theirs->events().head());
  in_transaction(*ours, [&] { EXPECT_EQ(ours->events().append(batch(kTrades, kGrowth, kWednesday, "ours")), 8U); });
  EXPECT_EQ(theirs->events().last_sequence(), 8U);
  expect_sound(*theirs);
}

TEST_F(SqliteFile, RefusesASecondWriterAndKeepsTheFirst) {
  make();
  const auto first = open();
  SqliteOptions impatient;
  impatient.wait_for_writer = std::chrono::milliseconds(20);
  const auto second = open_sqlite_store(path_, true, impatient);
  first->begin();
  first->events().append(batch(kTrades, kGrowth, kWednesday, "first"));
  try {
    const Transaction refused(*second);
    FAIL() << "two writers at once";
  } catch (const StoreFault& fault) {
    EXPECT_THAT(fault.what(), HasSubstr("Another openend is writing"));
    EXPECT_THAT(fault.what(), HasSubstr(path_));
  }
  EXPECT_EQ(second->events().last_sequence(), 6U) << "a reader sees what is committed, and waits for nobody";
  first->commit();
  EXPECT_EQ(second->events().last_sequence(), 7U);
  in_transaction(*second, [&] { second->events().append(batch(kTrades, kGrowth, kWednesday, "second")); });
  expect_sound(*first);
}

TEST_F(SqliteFile, TellsWhereItWasTamperedWith) {
  struct Row {
    const char* sentence;
    std::function<void()> change;
    std::vector<std::string> expected;  ///< a part of each finding
  };
  const Row rows[] = {
      {"a byte of a batch", [&] { flip("income Monday"); }, {"E-STORE-002 batch 2 of 1997-03-03"}},
      {"a batch's day", [&] { tamper("UPDATE batch SET day = day + 1 WHERE seq = 4"); }, {"E-STORE-002 batch 4"}},
      {"a batch's head",
       [&] { tamper("UPDATE batch SET head = zeroblob(32) WHERE seq = 3"); },
       {"E-STORE-003 batch 3 does not continue", "E-STORE-003 batch 4 does not continue"}},
      {"a batch with its digest made anew",
       [&] { tamper("UPDATE batch SET body = x'00', digest = zeroblob(32) WHERE seq = 3"); },
       {"E-STORE-002 batch 3", "E-STORE-003 batch 3"}},
      {"a batch taken out",
       [&] { tamper("DELETE FROM batch WHERE seq = 3"); },
       {"E-STORE-001 the event log lacks batch 3"}},
      {"two taken out", [&] { tamper("DELETE FROM batch WHERE seq IN (1, 2)"); }, {"lacks batches 1 to 2"}},
      {"the last taken out",
       [&] { tamper("DELETE FROM batch WHERE seq = 6"); },
       {"E-STORE-001 the event log was cut off after batch 5", "E-STORE-008 version 1 of portfolio 0 on 1997-03-03"}},
      {"all taken out", [&] { tamper("DELETE FROM batch"); }, {"E-STORE-001", "E-STORE-008"}},
      {"one added",
       [&] {
         tamper(
             "INSERT INTO batch SELECT 7, kind, portfolio, day, known, source, count, digest, head, "
             "body FROM batch WHERE seq = 6");
       },
       {"E-STORE-002 batch 7", "E-STORE-003 batch 7", "E-STORE-004 the event log goes on after"}},
      {"a byte of a package", [&] { flip("first package"); }, {"E-STORE-005 version 1 of portfolio 0 on 1997-03-03"}},
      {"a byte of a journal",
       [&] { flip("journal of second"); },
       {"E-STORE-005 version 2 of portfolio 0 on 1997-03-03"}},
      {"a journal taken out",
       [&] { tamper("DELETE FROM seal_journal WHERE key & 65535 = 2"); },
       {"has lost its journal"}},
      {"a version taken out",
       [&] { tamper("DELETE FROM seal_head WHERE key & 65535 = 1"); },
       {"E-STORE-005 version 2 of portfolio 0 on 1997-03-03 does not follow"}},
      {"a day taken out", [&] { tamper("DELETE FROM seal_head"); }, {"E-STORE-005 the last sealed day of portfolio 0"}},
      {"a byte of a snapshot", [&] { flip("the book of Monday"); }, {"E-STORE-006 the snapshot of portfolio 0"}},
  };
  for (const Row& row : rows) {
    fs::remove(path_);
    make();
    EXPECT_THAT(findings(), IsEmpty());
    row.change();
    std::vector<testing::Matcher<std::string>> expected;
    for (const std::string& part : row.expected) expected.push_back(HasSubstr(part));
    EXPECT_THAT(findings(), testing::ElementsAreArray(expected)) << row.sentence;
  }
}

TEST_F(SqliteFile, DoesNotGoOnFromALogWhoseEndIsMissing) {
  make();
  tamper("DELETE FROM batch WHERE seq = 6");
  const auto store = open();
  EXPECT_THROW(store->begin(), StoreFault);
  EXPECT_EQ(store->events().last_sequence(), 5U) << "it can still be read";
}

TEST_F(SqliteFile, AFaultInATransactionTakesAllOfItBack) {
  make();
  tamper("CREATE TRIGGER full BEFORE INSERT ON batch WHEN new.seq = 8 BEGIN SELECT RAISE(ABORT, 'no more'); END");
  const auto store = open();
  const Digest head = store->events().head();
  try {
    const Transaction lost(*store);
    store->events().append(batch(kTrades, kGrowth, kWednesday, "seven"));
    store->events().append(batch(kTrades, kGrowth, kWednesday, "eight"));
    FAIL() << "the trigger lets nothing in";
  } catch (const StoreFault& fault) {
    EXPECT_THAT(fault.what(), HasSubstr("cannot append to the event log: " + path_ + ": no more"));
    EXPECT_THAT(fault.what(), HasSubstr("Nothing of this transaction was kept"));
  }
  EXPECT_EQ(store->events().head(), head);
  in_transaction(*store, [&] { EXPECT_EQ(store->events().append(batch(kTrades, kGrowth, kWednesday, "seven")), 7U); });
}

TEST_F(SqliteFile, SaysWhatToDoWhenItCannotBeOpened) {
  EXPECT_THAT(fault(), testing::AllOf(HasSubstr("there is no such file"), HasSubstr("openend init")));
  EXPECT_FALSE(fs::exists(path_)) << "looking for a store does not make one";

  std::ofstream(path_).close();
  EXPECT_THAT(fault(), testing::AllOf(HasSubstr("the file is empty"), HasSubstr("openend init")));

  std::ofstream(path_) << "date,security,price\n1997-03-03,BA,58.10\n";
  EXPECT_THAT(fault(), HasSubstr("not an OpenEnd store"));
  EXPECT_THAT(fault(false), HasSubstr("not an OpenEnd store"));
  EXPECT_EQ(fs::file_size(path_), 40U) << "what is not ours is not touched";

  fs::remove(path_);
  fs::create_directory(path_);
  EXPECT_THAT(fault(), HasSubstr("this is a folder"));
  fs::remove(path_);

  path_ = folder_.file("nowhere/store.openend");
  EXPECT_THAT(fault(false), HasSubstr("the folder it lies in exist"));
}

TEST_F(SqliteFile, RefusesOtherFormatsAndOtherPrograms) {
  make();
  tamper("PRAGMA user_version = 11");
  EXPECT_THAT(fault(), HasSubstr("it has format 11, this program knows format 10"));
  tamper("PRAGMA user_version = 10; UPDATE meta SET value = 'blake2b' WHERE name = 'digest'");
  EXPECT_THAT(fault(), HasSubstr("made with 'blake2b'"));
  fs::remove(path_);
  tamper("CREATE TABLE recipes (name TEXT)");
  EXPECT_THAT(fault(), HasSubstr("a database of another program"));
  EXPECT_THAT(fault(false), HasSubstr("a database of another program"));
}

/// Runs in a child that has no rights beyond those of any user, for root may write everywhere.
std::string as_nobody(const std::function<std::string()>& work) {
  int ends[2];
  if (pipe(ends) != 0) return "no pipe";
  const pid_t child = fork();
  if (child == 0) {
    std::string said = "no right to change rights";
    if (geteuid() != 0 || seteuid(65534) == 0) said = work();
    [[maybe_unused]] const auto written = write(ends[1], said.data(), said.size());
    _exit(0);
  }
  close(ends[1]);
  std::string said;
  char buffer[512];
  for (ssize_t size = 0; (size = read(ends[0], buffer, sizeof buffer)) > 0;)
    said.append(buffer, static_cast<std::size_t>(size));
  close(ends[0]);
  waitpid(child, nullptr, 0);
  return said;
}

TEST_F(SqliteFile, SaysSoWhenItMayNotWrite) {
  make();
  chmod(path_.c_str(), 0444);
  chmod(folder_.path().c_str(), 0755);
  EXPECT_THAT(as_nobody([&] { return fault(); }), HasSubstr("you may read the file but not write to it"));
  chmod(path_.c_str(), 0666);
  chmod(folder_.path().c_str(), 0555);
  EXPECT_THAT(as_nobody([&] { return fault(); }), HasSubstr("you may write to both")) << "the folder is read-only";
  path_ = folder_.file("new.openend");
  EXPECT_THAT(as_nobody([&] { return fault(false); }), HasSubstr("you may write to both"));
}

TEST_F(SqliteFile, KeepsMoneySafeByItsSettings) {
  make();
  const auto ask = [&](const char* pragma) {
    sqlite3* handle = nullptr;
    sqlite3_open(path_.c_str(), &handle);
    std::string answer;
    sqlite3_exec(
        handle, pragma,
        [](void* to, int, char** values, char**) {
          *static_cast<std::string*>(to) = values[0];
          return 0;
        },
        &answer, nullptr);
    sqlite3_close(handle);
    return answer;
  };
  EXPECT_EQ(ask("PRAGMA journal_mode"), "wal");
  EXPECT_EQ(ask("PRAGMA application_id"), std::to_string(0x4f70456e));
  EXPECT_EQ(ask("PRAGMA user_version"), "10");
  EXPECT_EQ(ask("SELECT value FROM meta WHERE name = 'digest'"), "sha256");
  EXPECT_EQ(
      ask("SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite%' AND NOT strict"),
      "0");
}

}  // namespace
}  // namespace openend::store
