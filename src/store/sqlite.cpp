#include <algorithm>
#include <array>
#include <limits>

#include "store/chain.h"
#include "store/ports.h"
#include "store/sqlite_connection.h"
#include "store/sqlite_integrity.h"
#include "store/sqlite_values.h"

namespace openend::store {
namespace {

struct LogEnd {
  std::uint64_t sequence = 0;
  Digest head{};
  bool operator==(const LogEnd&) const = default;
};

class SqliteLog final : public EventLog {
 public:
  explicit SqliteLog(const Connection& connection) : connection_(connection) {}

  std::uint64_t append(Batch batch) override {
    OE_ASSERT(connection_.in_transaction(), "a batch is appended inside a transaction");
    batch.sequence = end_.sequence + 1;
    const Digest digest = digest_of_batch(batch);
    const Digest head = next_head(end_.head, digest);
    append_.execute(stored(batch.sequence), std::int64_t{batch.kind}, stored(batch.portfolio), stored(batch.day),
                    batch.known.microseconds, stored(batch.source), std::int64_t{batch.count}, ByteView(digest),
                    ByteView(head), batch.body.view());
    end_ = {batch.sequence, head};
    appended_ = true;
    return batch.sequence;
  }

  SourceId add_source(const std::string& name, const Digest& digest, std::uint64_t rows) override {
    OE_ASSERT(connection_.in_transaction(), "a source is added inside a transaction");
    std::int64_t id = 0;
    {
      Rows last = last_source_.run();
      if (last.next()) id = last.number(0) + 1;
    }
    add_source_.execute(id, std::string_view(name), ByteView(digest), stored(rows));
    return id_from<SourceId>(id);
  }

  std::vector<Batch> read(const Query& query) const override {
    std::vector<Batch> found;
    const std::int64_t kind = query.kind.value_or(0);
    const std::int64_t from = query.from ? stored(*query.from) : std::numeric_limits<std::int64_t>::min();
    const std::int64_t to = query.to ? stored(*query.to) : kMost;
    const std::int64_t portfolio = query.portfolio ? stored(*query.portfolio) : 0;
    const std::int64_t known = query.known_by ? query.known_by->microseconds : kMost;
    Rows rows = statement_for(query).run(kind, from, to, portfolio, stored(query.after_sequence), known);
    while (rows.next()) found.push_back(batch_from(rows, query.with_bodies));
    std::ranges::sort(
        found, [](const Batch& a, const Batch& b) { return a.day != b.day ? a.day < b.day : a.sequence < b.sequence; });
    return found;
  }

  std::optional<Date> first_day(PortfolioId portfolio, std::uint16_t kind,
                                const std::optional<Instant>& known_by) const override {
    Rows rows = first_day_.run(std::int64_t{kind}, stored(portfolio), known_by ? known_by->microseconds : kMost);
    if (!rows.next()) return std::nullopt;
    return day_from(rows.number(0));
  }

  std::vector<Source> sources() const override {
    std::vector<Source> found;
    Rows rows = sources_.run();
    while (rows.next()) {
      found.push_back({id_from<SourceId>(rows.number(0)), rows.text(1), rows.digest(2),
                       static_cast<std::uint64_t>(rows.number(3))});
    }
    return found;
  }

  std::uint64_t last_sequence() const override { return end().sequence; }
  Digest head() const override { return end().head; }
  Result<Done> verify_chain() const override;

  /// The transaction has begun: another process may have written since we last looked.
  void begin() {
    appended_ = false;
    end_ = read_end();
    if (read_recorded_end() == end_) return;
    connection_.fail_with("cannot write to " + connection_.path() +
                          ": its event log does not end where it was recorded to end. Run: openend verify.");
  }
  /// The transaction is about to be committed.
  void record_end() {
    if (appended_) record_end_.execute(stored(end_.sequence), ByteView(end_.head));
  }

 private:
  LogEnd end() const { return connection_.in_transaction() ? end_ : read_end(); }
  LogEnd read_end() const { return end_from(last_batch_.run()); }
  LogEnd read_recorded_end() const { return end_from(recorded_end_.run()); }
  static LogEnd end_from(Rows&& rows) {
    if (!rows.next()) return {};
    return {static_cast<std::uint64_t>(rows.number(0)), rows.digest(1)};
  }

  static Batch batch_from(const Rows& rows, bool with_body) {
    Batch batch;
    batch.sequence = static_cast<std::uint64_t>(rows.number(0));
    batch.kind = static_cast<std::uint16_t>(rows.number(1));
    batch.portfolio = id_from<PortfolioId>(rows.number(2));
    batch.day = day_from(rows.number(3));
    batch.known = Instant{rows.number(4)};
    batch.source = id_from<SourceId>(rows.number(5));
    batch.count = static_cast<std::uint32_t>(rows.number(6));
    if (with_body) batch.body = rows.bytes(7);
    return batch;
  }

  /// One statement for each shape of query, so that each has its plan: by kind and day where a day, a portfolio or a
  /// kind is named, else by sequence.
  Statement& statement_for(const Query& query) const {
    const bool one_day = query.from && query.from == query.to;
    const bool by_day = query.kind || query.portfolio || query.from || query.to;
    const std::size_t shape = (query.kind ? 1U : 0U) | (query.portfolio ? 2U : 0U) | (one_day ? 4U : 0U) |
                              (by_day ? 8U : 0U) | (query.with_bodies ? 16U : 0U);
    std::unique_ptr<Statement>& statement = read_[shape];
    if (statement != nullptr) return *statement;
    std::string sql = "SELECT seq, kind, portfolio, day, known, source, count";
    if (query.with_bodies) sql += ", body";
    sql += " FROM batch ";
    if (by_day) {
      sql += "INDEXED BY batch_by_day WHERE ";
      sql += query.kind ? "kind = ?1" : kEveryKind;
      sql += one_day ? " AND day = ?2" : " AND day BETWEEN ?2 AND ?3";
      if (query.portfolio) sql += " AND portfolio = ?4";
      sql += " AND ";
    } else {
      sql += "NOT INDEXED WHERE ";
    }
    sql += "seq > ?5 AND known <= ?6";
    statement = std::make_unique<Statement>(connection_, "read the event log", std::move(sql));
    return *statement;
  }

  void verify_batches(ChainCheck& check, const LogEnd& recorded) const;

  /// The few kinds there are, found by as many steps into the index.
  static constexpr const char* kEveryKind =
      "kind IN (WITH RECURSIVE kinds (kind) AS (SELECT min(kind) FROM batch UNION ALL "
      "SELECT (SELECT min(b.kind) FROM batch AS b WHERE b.kind > kinds.kind) FROM kinds WHERE kinds.kind IS NOT NULL) "
      "SELECT kind FROM kinds)";

  const Connection& connection_;
  LogEnd end_;  ///< of the open transaction
  bool appended_ = false;
  Statement append_{connection_, "append to the event log", "INSERT INTO batch VALUES (?,?,?,?,?,?,?,?,?,?)"};
  Statement add_source_{connection_, "record a source", "INSERT INTO source VALUES (?,?,?,?)"};
  Statement last_source_{connection_, "read the sources", "SELECT id FROM source ORDER BY id DESC LIMIT 1"};
  Statement record_end_{connection_, "record the end of the log",
                        "UPDATE chain_end SET seq = ?, head = ? WHERE id = 1"};
  mutable Statement sources_{connection_, "read the sources", "SELECT id, name, digest, rows FROM source ORDER BY id"};
  mutable Statement first_day_{connection_, "read the event log",
                               "SELECT day FROM batch INDEXED BY batch_by_day "
                               "WHERE kind = ? AND portfolio = ? AND known <= ? ORDER BY day LIMIT 1"};
  mutable Statement last_batch_{connection_, "read the event log",
                                "SELECT seq, head FROM batch ORDER BY seq DESC LIMIT 1"};
  mutable Statement recorded_end_{connection_, "read the end of the log", "SELECT seq, head FROM chain_end"};
  mutable std::array<std::unique_ptr<Statement>, 32> read_;
};

class SqliteArchive final : public DayArchive {
 public:
  explicit SqliteArchive(const Connection& connection) : connection_(connection) {}

  void add(Seal seal) override {
    OE_ASSERT(connection_.in_transaction(), "a seal is added inside a transaction");
    const SealKey key(seal.day, seal.portfolio, seal.version);
    OE_ASSERT(seal.version == last_version(seal.portfolio, seal.day) + 1, "a seal has the next version of its day");
    const Digest body_digest = digest_of_seal(seal);
    add_head_.execute(key.value, stored(seal.log_position), ByteView(seal.digest), ByteView(body_digest),
                      ByteView(seal.header));
    add_journal_.execute(key.value, ByteView(seal.journal));
    advance_.execute(stored(seal.portfolio), stored(seal.day));
  }

  std::optional<Seal> latest(PortfolioId portfolio, Date day, bool with_journal) const override {
    return latest_between(SealKey(day, portfolio, 0), SealKey(day, portfolio, kAnyVersion), with_journal);
  }

  std::optional<Seal> version(PortfolioId portfolio, Date day, std::uint16_t version,
                              bool with_journal) const override {
    const SealKey key(day, portfolio, version);
    return latest_between(key, key, with_journal);
  }

  /// Keys have the day first, so this steps from day to day: one or two short searches for each.
  std::vector<Seal> days(PortfolioId portfolio, Date from) const override {
    std::vector<Seal> found;
    const std::optional<Date> end = last_day(portfolio);
    if (!end) return found;
    Date day = std::max(from, day_from(-SealKey::kDayBias));
    while (day <= *end) {
      const SealKey next = next_key(SealKey(day, portfolio, 0));
      if (next.day() > day && next.portfolio() != portfolio) {
        // Another portfolio opens that day: ours may come later in it.
        day = next.portfolio() < portfolio ? next.day() : next.day() + 1;
      } else if (next.portfolio() != portfolio) {
        day = day + 1;
      } else {
        found.push_back(*latest(portfolio, next.day(), false));
        day = next.day() + 1;
      }
    }
    return found;
  }

  std::optional<Seal> last(PortfolioId portfolio) const override {
    const std::optional<Date> day = last_day(portfolio);
    if (!day) return std::nullopt;
    return latest(portfolio, *day, false);
  }

  void put_snapshot(Snapshot snapshot) override {
    OE_ASSERT(connection_.in_transaction(), "a snapshot is put inside a transaction");
    const Digest digest = digest_of_snapshot(snapshot);
    put_snapshot_.execute(stored(snapshot.portfolio), stored(snapshot.day), ByteView(digest), ByteView(snapshot.header),
                          snapshot.body.view());
  }

  std::optional<Snapshot> snapshot(PortfolioId portfolio, Date day, bool with_body) const override {
    Rows rows = (with_body ? snapshot_ : snapshot_header_).run(stored(portfolio), stored(day));
    if (!rows.next()) return std::nullopt;
    return Snapshot{portfolio, day_from(rows.number(0)), rows.bytes(1), with_body ? rows.bytes(2) : Bytes{}};
  }

  void drop_snapshots(PortfolioId portfolio, Date from, Date to) override {
    OE_ASSERT(connection_.in_transaction(), "snapshots are dropped inside a transaction");
    drop_snapshots_.execute(stored(portfolio), stored(from), stored(to));
  }

 private:
  std::optional<Seal> latest_between(SealKey first, SealKey last, bool with_journal) const {
    Rows rows = latest_.run(first.value, last.value);
    if (!rows.next()) return std::nullopt;
    Seal seal = seal_from(rows);
    if (with_journal) {
      Rows journal = journal_.run(rows.number(0));
      if (!journal.next()) {
        connection_.fail_with("cannot read a sealed day: " + connection_.path() + " lacks the journal of " +
                              seal.day.text() + ". Run: openend verify.");
      }
      seal.journal = journal.bytes(0);
    }
    return seal;
  }

  std::uint16_t last_version(PortfolioId portfolio, Date day) const {
    Rows rows = last_version_.run(SealKey(day, portfolio, 0).value, SealKey(day, portfolio, kAnyVersion).value);
    return rows.next() ? SealKey(rows.number(0)).version() : std::uint16_t{0};
  }

  std::optional<Date> last_day(PortfolioId portfolio) const {
    Rows rows = last_day_.run(stored(portfolio));
    if (!rows.next()) return std::nullopt;
    return day_from(rows.number(0));
  }

  /// The first seal at or after a key; the greatest of all keys when there is none.
  SealKey next_key(SealKey key) const {
    Rows rows = next_key_.run(key.value);
    return SealKey(rows.next() ? rows.number(0) : kMost);
  }

  const Connection& connection_;
  Statement add_head_{connection_, "seal a day", "INSERT INTO seal_head VALUES (?,?,?,?,?)"};
  Statement add_journal_{connection_, "seal a day", "INSERT INTO seal_journal VALUES (?,?)"};
  Statement advance_{connection_, "seal a day",
                     "INSERT INTO last_seal VALUES (?,?) "
                     "ON CONFLICT DO UPDATE SET day = excluded.day WHERE excluded.day > day"};
  Statement put_snapshot_{connection_, "keep a snapshot", "INSERT OR REPLACE INTO snapshot VALUES (?,?,?,?,?)"};
  Statement drop_snapshots_{connection_, "drop snapshots",
                            "DELETE FROM snapshot WHERE portfolio = ? AND day BETWEEN ? AND ?"};
  mutable Statement latest_{connection_, "read a sealed day",
                            "SELECT key, log_position, digest, header FROM seal_head "
                            "WHERE key BETWEEN ? AND ? ORDER BY key DESC LIMIT 1"};
  mutable Statement last_version_{connection_, "read a sealed day",
                                  "SELECT key FROM seal_head WHERE key BETWEEN ? AND ? ORDER BY key DESC LIMIT 1"};
  mutable Statement next_key_{connection_, "read the sealed days",
                              "SELECT key FROM seal_head WHERE key >= ? ORDER BY key LIMIT 1"};
  mutable Statement journal_{connection_, "read a journal", "SELECT journal FROM seal_journal WHERE key = ?"};
  mutable Statement last_day_{connection_, "read the last sealed day", "SELECT day FROM last_seal WHERE portfolio = ?"};
  mutable Statement snapshot_{
      connection_, "read a snapshot",
      "SELECT day, header, body FROM snapshot WHERE portfolio = ? AND day <= ? ORDER BY day DESC LIMIT 1"};
  mutable Statement snapshot_header_{
      connection_, "read a snapshot",
      "SELECT day, header FROM snapshot WHERE portfolio = ? AND day <= ? ORDER BY day DESC LIMIT 1"};
};

class SqliteStore final : public Store {
 public:
  SqliteStore(const std::string& path, bool must_exist, const SqliteOptions& options)
      : connection_(path, must_exist, options) {}

  EventLog& events() override { return log_; }
  DayArchive& days() override { return archive_; }

  void begin() override {
    OE_ASSERT(!connection_.in_transaction(), "one transaction at a time");
    begin_.execute();
    log_.begin();
  }
  void commit() override {
    OE_ASSERT(connection_.in_transaction(), "an open transaction is committed");
    log_.record_end();
    commit_.execute();
  }
  void roll_back() override { connection_.roll_back(); }

 private:
  Connection connection_;
  SqliteLog log_{connection_};
  SqliteArchive archive_{connection_};
  Statement begin_{connection_, "begin a transaction", "BEGIN IMMEDIATE"};
  Statement commit_{connection_, "commit", "COMMIT"};
};

// ---------------------------------------------------------------------------------------------------------------------
// Verification: everything is read again, so that what a person or a disk changed is found and named.

/// All reads inside see the store at one moment, while another process may go on writing.
class ReadSnapshot {
 public:
  explicit ReadSnapshot(const Connection& connection) : connection_(connection), ours_(!connection.in_transaction()) {
    if (ours_) connection_.run("read the store", "BEGIN");
  }
  ~ReadSnapshot() {
    if (ours_) connection_.roll_back();
  }
  ReadSnapshot(const ReadSnapshot&) = delete;
  ReadSnapshot& operator=(const ReadSnapshot&) = delete;

 private:
  const Connection& connection_;
  const bool ours_;
};

Result<Done> SqliteLog::verify_chain() const {
  ChainCheck check(connection_.path());
  const bool writing = connection_.in_transaction();
  const ReadSnapshot snapshot(connection_);
  check_pages(connection_, check);
  verify_batches(check, writing ? end_ : read_recorded_end());
  check_seals(connection_, check);
  check_snapshots(connection_, check);
  return std::move(check).result();
}

void SqliteLog::verify_batches(ChainCheck& check, const LogEnd& recorded) const {
  Statement batches(
      connection_, "read the event log",
      "SELECT seq, kind, portfolio, day, known, source, count, body, digest, head FROM batch ORDER BY seq");
  Rows rows = batches.run();
  while (rows.next()) check.take(batch_from(rows, true), rows.digest(8), rows.digest(9));
  check.finish(recorded.sequence, recorded.head);
}

}  // namespace

std::unique_ptr<Store> open_sqlite_store(const std::string& path, bool must_exist) {
  return open_sqlite_store(path, must_exist, SqliteOptions{});
}

std::unique_ptr<Store> open_sqlite_store(const std::string& path, bool must_exist, const SqliteOptions& options) {
  return std::make_unique<SqliteStore>(path, must_exist, options);
}

}  // namespace openend::store
