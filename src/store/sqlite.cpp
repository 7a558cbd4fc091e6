#include <algorithm>
#include <array>
#include <limits>
#include <map>

#include "store/chain.h"
#include "store/ports.h"
#include "store/sqlite_connection.h"
#include "store/sqlite_integrity.h"

namespace openend::store {
namespace {

constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();

/// Ids are stored as they are, and "none" as -1.
template <class Tag>
std::int64_t stored(Id<Tag> id) {
  return id.exists() ? std::int64_t{id.value} : -1;
}
template <class AnyId>
AnyId id_from(std::int64_t value) {
  return AnyId{static_cast<std::uint32_t>(value)};
}
std::int64_t stored(Date day) { return day.days; }
std::int64_t stored(std::uint64_t sequence) {
  return static_cast<std::int64_t>(std::min(sequence, static_cast<std::uint64_t>(kMost)));
}
Date day_from(std::int64_t days) { return Date{static_cast<std::int32_t>(days)}; }

/// Day first, then portfolio, then version, in one integer that sorts so; days before 1970 too.
struct SealKey {
  static constexpr std::int64_t kDayBias = 1 << 22;

  std::int64_t value;

  explicit SealKey(std::int64_t stored_value) : value(stored_value) {}
  SealKey(Date day, PortfolioId portfolio, std::uint16_t version) {
    OE_ASSERT(day.days >= -kDayBias && day.days < kDayBias, "a sealed day lies within 11,000 years of 1970");
    OE_ASSERT(portfolio.value < (1U << 24), "a store holds fewer than 16,777,216 portfolios");
    value = (day.days + kDayBias) << 40 | std::int64_t{portfolio.value} << 16 | version;
  }
  Date day() const { return day_from((value >> 40) - kDayBias); }
  PortfolioId portfolio() const { return id_from<PortfolioId>(value >> 16 & 0xffffff); }
  std::uint16_t version() const { return static_cast<std::uint16_t>(value & 0xffff); }
};
constexpr std::uint16_t kAnyVersion = 0xffff;

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
  void verify_seals(ChainCheck& check) const;
  void verify_last_seals(ChainCheck& check, std::map<PortfolioId, Date> last_sealed) const;
  void verify_snapshots(ChainCheck& check) const;

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
  mutable Statement last_batch_{connection_, "read the event log",
                                "SELECT seq, head FROM batch ORDER BY seq DESC LIMIT 1"};
  mutable Statement recorded_end_{connection_, "read the end of the log", "SELECT seq, head FROM chain_end"};
  mutable std::array<std::unique_ptr<Statement>, 32> read_;
};

Seal seal_from(const Rows& rows) {
  const SealKey key(rows.number(0));
  return {key.portfolio(), key.day(), key.version(), static_cast<std::uint64_t>(rows.number(1)), rows.digest(2),
          rows.bytes(3),   {}};
}

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

  void put_snapshot(PortfolioId portfolio, Date day, Bytes book) override {
    OE_ASSERT(connection_.in_transaction(), "a snapshot is put inside a transaction");
    const Digest digest = digest_of(book);
    put_snapshot_.execute(stored(portfolio), stored(day), ByteView(digest), ByteView(book));
  }

  std::optional<Snapshot> snapshot(PortfolioId portfolio, Date day) const override {
    Rows rows = snapshot_.run(stored(portfolio), stored(day));
    if (!rows.next()) return std::nullopt;
    return Snapshot{day_from(rows.number(0)), rows.bytes(1)};
  }

  void drop_snapshots(PortfolioId portfolio, Date day) override {
    OE_ASSERT(connection_.in_transaction(), "snapshots are dropped inside a transaction");
    drop_snapshots_.execute(stored(portfolio), stored(day));
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
  Statement put_snapshot_{connection_, "keep a snapshot", "INSERT OR REPLACE INTO snapshot VALUES (?,?,?,?)"};
  Statement drop_snapshots_{connection_, "drop snapshots", "DELETE FROM snapshot WHERE portfolio = ? AND day >= ?"};
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
      "SELECT day, body FROM snapshot WHERE portfolio = ? AND day <= ? ORDER BY day DESC LIMIT 1"};
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
  verify_seals(check);
  verify_snapshots(check);
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

void SqliteLog::verify_seals(ChainCheck& check) const {
  Statement seals(connection_, "read the sealed days",
                  "SELECT key, log_position, digest, header, body_digest, journal "
                  "FROM seal_head LEFT JOIN seal_journal USING (key) ORDER BY key");
  std::map<PortfolioId, Date> last_sealed;
  SealKey previous(0);
  Rows rows = seals.run();
  while (rows.next()) {
    Seal seal = seal_from(rows);
    const std::string name = "version " + std::to_string(seal.version) + " of portfolio " +
                             std::to_string(seal.portfolio.value) + " on " + seal.day.text();
    if (rows.is_null(5)) check.add("E-STORE-005", name + " has lost its journal", "a journal", "none");
    seal.journal = rows.bytes(5);
    const Digest computed = digest_of_seal(seal);
    if (!rows.is_null(5) && computed != rows.digest(4)) {
      check.add("E-STORE-005", name + " is not what was sealed: its digest differs", hex(rows.digest(4)),
                hex(computed));
    }
    const SealKey key(rows.number(0));
    const int expected = previous.value >> 16 == key.value >> 16 ? previous.version() + 1 : 1;
    if (seal.version != expected) {
      check.add("E-STORE-005", name + " does not follow an earlier version", "version " + std::to_string(expected),
                "version " + std::to_string(seal.version));
    }
    if (seal.log_position > check.last_sequence()) {
      check.add("E-STORE-008", name + " was struck on a log that went further than this one",
                "batch " + std::to_string(seal.log_position), "batch " + std::to_string(check.last_sequence()));
    }
    Date& last = last_sealed.try_emplace(seal.portfolio, seal.day).first->second;
    last = std::max(last, seal.day);
    previous = key;
  }
  verify_last_seals(check, std::move(last_sealed));
}

void SqliteLog::verify_last_seals(ChainCheck& check, std::map<PortfolioId, Date> last_sealed) const {
  Statement last_seals(connection_, "read the last sealed days", "SELECT portfolio, day FROM last_seal");
  Rows rows = last_seals.run();
  const auto differs = [&](PortfolioId portfolio, const std::string& expected, const std::string& found) {
    check.add("E-STORE-005", "the last sealed day of portfolio " + std::to_string(portfolio.value) + " differs",
              expected, found);
  };
  while (rows.next()) {
    const auto portfolio = id_from<PortfolioId>(rows.number(0));
    const Date day = day_from(rows.number(1));
    const auto found = last_sealed.find(portfolio);
    if (found == last_sealed.end() || found->second != day) {
      differs(portfolio, day.text(), found == last_sealed.end() ? "none" : found->second.text());
    }
    if (found != last_sealed.end()) last_sealed.erase(found);
  }
  for (const auto& [portfolio, day] : last_sealed) differs(portfolio, "none", day.text());
}

void SqliteLog::verify_snapshots(ChainCheck& check) const {
  Statement snapshots(connection_, "read the snapshots", "SELECT portfolio, day, digest, body FROM snapshot");
  Rows rows = snapshots.run();
  while (rows.next()) {
    const Digest computed = digest_of(rows.bytes(3));
    if (computed == rows.digest(2)) continue;
    check.add("E-STORE-006",
              "the snapshot of portfolio " + std::to_string(rows.number(0)) + " on " + day_from(rows.number(1)).text() +
                  " is not what was kept: its digest differs",
              hex(rows.digest(2)), hex(computed));
  }
}

}  // namespace

std::unique_ptr<Store> open_sqlite_store(const std::string& path, bool must_exist) {
  return open_sqlite_store(path, must_exist, SqliteOptions{});
}

std::unique_ptr<Store> open_sqlite_store(const std::string& path, bool must_exist, const SqliteOptions& options) {
  return std::make_unique<SqliteStore>(path, must_exist, options);
}

}  // namespace openend::store
