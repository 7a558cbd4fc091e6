#include "store/sqlite_connection.h"

#include <cerrno>
#include <filesystem>

#include "base/assert.h"

namespace openend::store {
namespace {

constexpr std::int64_t kApplicationId = 0x4f70456e;  // "OpEn"
constexpr std::int64_t kFormat = 10;

// Columns are ordered so that the header of a batch is read without the pages of its body.
constexpr const char* kSchema = R"sql(
CREATE TABLE meta (                -- facts about this file
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE source (              -- files that were imported
  id     INTEGER PRIMARY KEY,      -- 0, 1, 2 ...
  name   TEXT NOT NULL,
  digest BLOB NOT NULL,
  rows   INTEGER NOT NULL
) STRICT;

CREATE TABLE batch (               -- the event log; never updated, never deleted from
  seq       INTEGER PRIMARY KEY,   -- 1, 2, 3 ...
  kind      INTEGER NOT NULL,
  portfolio INTEGER NOT NULL,      -- -1: the whole trust
  day       INTEGER NOT NULL,      -- days since 1970-01-01
  known     INTEGER NOT NULL,      -- microseconds since 1970-01-01T00:00:00Z
  source    INTEGER NOT NULL,      -- -1: our own answer
  count     INTEGER NOT NULL,      -- events in the body
  digest    BLOB NOT NULL,         -- of the columns above and the body
  head      BLOB NOT NULL,         -- of the previous head and this digest
  body      BLOB NOT NULL
) STRICT;
CREATE INDEX batch_by_day ON batch (kind, day, portfolio);

CREATE TABLE chain_end (           -- where the log ends, so that batches cut off its end are missed
  id   INTEGER PRIMARY KEY CHECK (id = 1),
  seq  INTEGER NOT NULL,
  head BLOB NOT NULL
) STRICT;
INSERT INTO chain_end VALUES (1, 0, zeroblob(32));

-- Sealed days. key = (day + 4194304) << 40 | portfolio << 16 | version: a day's seals lie side by side.
CREATE TABLE seal_head (
  key          INTEGER PRIMARY KEY,
  log_position INTEGER NOT NULL,
  digest       BLOB NOT NULL,      -- of the package
  body_digest  BLOB NOT NULL,      -- of this row and its journal
  header       BLOB NOT NULL
) STRICT;
CREATE TABLE seal_journal (key INTEGER PRIMARY KEY, journal BLOB NOT NULL) STRICT;
CREATE TABLE last_seal (portfolio INTEGER PRIMARY KEY, day INTEGER NOT NULL) STRICT;

CREATE TABLE snapshot (            -- books and the market, kept only to be fast
  portfolio INTEGER NOT NULL,      -- -1: the market
  day       INTEGER NOT NULL,
  digest    BLOB NOT NULL,         -- of the header and the body
  header    BLOB NOT NULL,
  body      BLOB NOT NULL,
  PRIMARY KEY (portfolio, day)
) STRICT;
)sql";

/// What to do about an error of SQLite.
std::string remedy(int code, std::chrono::milliseconds waited) {
  switch (code) {
    case SQLITE_FULL:
      return "The disk is full, or the file may not grow (a quota, ulimit -f). Make room and run the command again.";
    case SQLITE_BUSY:
    case SQLITE_LOCKED: {
      const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(waited).count();
      return "Another openend is writing to this store (waited " + std::to_string(seconds) +
             " s). Let it finish, then run the command again.";
    }
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_CANTOPEN: return "Check that the file and the folder it lies in exist and that you may write to both.";
    case SQLITE_NOTADB: return "The file is not an OpenEnd store. Name the store, or make one with: openend init";
    case SQLITE_CORRUPT: return "The file is damaged. Keep it, restore a backup, and run: openend verify";
    case SQLITE_NOMEM: return "Memory ran out. Close other programs and run the command again.";
    case SQLITE_IOERR: return "The disk could not be read or written. Check the disk, then run: openend verify";
    default: return "Run: openend verify";
  }
}

}  // namespace

Connection::Connection(const std::string& path, bool must_exist, const SqliteOptions& options)
    : path_(path), options_(options) {
  try {
    open(must_exist);
    check_or_create(must_exist);
  } catch (...) {
    close();
    throw;
  }
}

Connection::~Connection() { close(); }

void Connection::close() {
  roll_back();
  // The last connection moves what the write-ahead log holds into the file and removes it.
  const int code = sqlite3_close(handle_);
  OE_ASSERT(code == SQLITE_OK, "all statements are finished before their connection closes");
  handle_ = nullptr;
}

void Connection::open(bool must_exist) {
  std::error_code ignored;  // whatever else is wrong with the path, SQLite will say
  if (must_exist && !std::filesystem::exists(path_, ignored)) {
    fail_with("cannot open " + path_ + ": there is no such file. Name the store, or make one with: openend init");
  }
  if (std::filesystem::is_directory(path_, ignored)) {
    fail_with("cannot open " + path_ + ": this is a folder. Name a file in it.");
  }
  const int flags =
      SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | (must_exist ? 0 : SQLITE_OPEN_CREATE);
  if (sqlite3_open_v2(path_.c_str(), &handle_, flags, nullptr) != SQLITE_OK) fail("open the store");
  sqlite3_busy_timeout(handle_, static_cast<int>(options_.wait_for_writer.count()));
  if (sqlite3_db_readonly(handle_, "main") == 1) {
    fail_with("cannot open the store " + path_ + ": you may read the file but not write to it. " +
              remedy(SQLITE_READONLY, {}));
  }
}

void Connection::check_or_create(bool must_exist) {
  const std::int64_t application = number_of("PRAGMA application_id");
  const std::int64_t format = number_of("PRAGMA user_version");
  const bool is_empty = number_of("SELECT count(*) FROM sqlite_schema") == 0;
  const bool is_new = application == 0 && format == 0 && is_empty;
  if (is_new && must_exist) {
    fail_with("cannot open " + path_ + ": the file is empty. Make a store with: openend init");
  }
  if (!is_new && application != kApplicationId) {
    fail_with("cannot open " + path_ + ": it is a database of another program. Name an OpenEnd store.");
  }
  if (!is_new && format != kFormat) {
    fail_with("cannot open " + path_ + ": it has format " + std::to_string(format) + ", this program knows format " +
              std::to_string(kFormat) + ". Use the version of OpenEnd that wrote it, or a newer one.");
  }
  if (is_new) run("set the page size", ("PRAGMA page_size = " + std::to_string(options_.page_size)).c_str());
  if (text_of("PRAGMA journal_mode = WAL") != "wal") {
    fail_with("cannot open " + path_ + ": this disk does not allow a write-ahead log. Put the store on a local disk.");
  }
  run("set up the connection",
      "PRAGMA synchronous = FULL; PRAGMA cache_size = -32768; PRAGMA wal_autocheckpoint = 2000; PRAGMA trusted_schema "
      "= OFF");
  if (is_new) create();
  check_meta();
}

void Connection::create() {
  run("begin to create the store", "BEGIN IMMEDIATE");
  if (number_of("SELECT count(*) FROM sqlite_schema") == 0) {  // else another openend was faster
    run("create the store", kSchema);
    const std::string facts = "INSERT INTO meta VALUES ('digest', '" + std::string(kDigestAlgorithm) +
                              "'); PRAGMA application_id = " + std::to_string(kApplicationId) +
                              "; PRAGMA user_version = " + std::to_string(kFormat);
    run("create the store", facts.c_str());
  }
  run("create the store", "COMMIT");
}

void Connection::check_meta() const {
  const std::string algorithm = text_of("SELECT value FROM meta WHERE name = 'digest'");
  if (algorithm == kDigestAlgorithm) return;
  fail_with("cannot open " + path_ + ": its digests are made with '" + algorithm + "', this program knows only " +
            std::string(kDigestAlgorithm) + ". Use the version of OpenEnd that wrote it.");
}

std::int64_t Connection::number_of(const char* sql) const {
  Statement statement(*this, "read the store", sql);
  Rows rows = statement.run();
  return rows.next() ? rows.number(0) : 0;
}

std::string Connection::text_of(const char* sql) const {
  Statement statement(*this, "read the store", sql);
  Rows rows = statement.run();
  return rows.next() ? rows.text(0) : std::string();
}

void Connection::run(const char* doing, const char* sql) const {
  if (sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr) != SQLITE_OK) fail(doing);
}

void Connection::roll_back() const noexcept {
  if (handle_ != nullptr && in_transaction()) sqlite3_exec(handle_, "ROLLBACK", nullptr, nullptr, nullptr);
}

void Connection::fail(const char* doing) const {
  int code = sqlite3_errcode(handle_) & 0xff;
  const int system = sqlite3_system_errno(handle_);
  if (code == SQLITE_IOERR && (system == EFBIG || system == EDQUOT)) code = SQLITE_FULL;
  const std::string reason = sqlite3_errmsg(handle_);  // before the rollback changes it
  fail_with(std::string("cannot ") + doing + ": " + path_ + ": " + reason + ". " +
            remedy(code, options_.wait_for_writer));
}

void Connection::fail_with(const std::string& message) const {
  if (handle_ == nullptr || !in_transaction()) throw StoreFault(message);
  roll_back();
  throw StoreFault(message + (message.ends_with('.') ? "" : ".") + " Nothing of this transaction was kept.");
}

}  // namespace openend::store
