// store/ports.h - floor 6
//
// What OpenEnd remembers, behind two small ports: the event log (what was told to us, and what we answered, chained by
// hash) and the day archive (what follows from it and is kept only to be fast: sealed days and snapshots of books).
// Prices, terms and securities are events like any other, so there is no third truth. One contract suite
// (contract_test.cpp) runs against every store. Bytes here are opaque: what they mean is the business of event/ and
// book/.
//
// Faults of disk are exceptions of type StoreFault, thrown only here and caught once, at the door of the program.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/digest.h"
#include "base/id.h"
#include "base/result.h"
#include "base/shared_bytes.h"
#include "money/date.h"

namespace openend::store {

/// The disk, or whatever stands behind a store, failed: the message says what to do. Nothing of the transaction was
/// kept.
class StoreFault : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// One import's events of one kind, portfolio and day; or one strike's answers. The unit of the chain.
struct Batch {
  std::uint64_t sequence = 0;  ///< 1, 2, 3 ...: given by the log
  std::uint16_t kind = 0;      ///< event::BatchKind
  PortfolioId portfolio;       ///< none for what belongs to the whole trust
  Date day;                    ///< effective day
  Instant known;               ///< when it became known
  SourceId source;             ///< the file it came from; none for our own answers
  std::uint32_t count = 0;     ///< events in the body
  SharedBytes body;
};

/// A file that was imported.
struct Source {
  SourceId id;
  std::string name;
  Digest digest{};
  std::uint64_t rows = 0;
};

/// What to read: every field that is set must match; days are inclusive.
struct Query {
  std::optional<std::uint16_t> kind;
  std::optional<PortfolioId> portfolio;
  std::optional<Date> from, to;
  std::uint64_t after_sequence = 0;
  std::optional<Instant> known_by;
  bool with_bodies = true;  ///< false: headers only, bodies left empty
};

class EventLog {
 public:
  virtual ~EventLog() = default;
  /// Adds a batch at the end of the chain, inside the open transaction; gives its sequence.
  /// digest = SHA-256 of header fields and body; head = SHA-256(previous head, digest).
  virtual std::uint64_t append(Batch batch) = 0;
  virtual SourceId add_source(const std::string& name, const Digest& digest, std::uint64_t rows) = 0;
  /// In order of (day, sequence).
  virtual std::vector<Batch> read(const Query& query) const = 0;
  /// The first day of which a portfolio has a batch of a kind, as far as it was known by a moment.
  virtual std::optional<Date> first_day(PortfolioId portfolio, std::uint16_t kind,
                                        const std::optional<Instant>& known_by) const = 0;
  virtual std::vector<Source> sources() const = 0;
  virtual std::uint64_t last_sequence() const = 0;
  /// Head of the chain: the store digest. All zeros for an empty log.
  virtual Digest head() const = 0;
  /// Re-reads every batch and recomputes the chain. A refusal locates each batch that was tampered with.
  virtual Result<Done> verify_chain() const = 0;
};

/// One portfolio's sealed day: the small part that is always wanted, and the large part that is read to explain.
struct Seal {
  PortfolioId portfolio;
  Date day;
  std::uint16_t version = 1;       ///< a restated day gets the next one; none is ever changed
  std::uint64_t log_position = 0;  ///< sequence of the last batch known when it was struck
  Digest digest{};                 ///< the package digest
  Bytes header;                    ///< nav::NavPackage, encoded
  Bytes journal;                   ///< the day's entries and postings, encoded (empty when read without journals)
};

/// What a walk needs to go on from the end of a day: a portfolio's book, or the market that all of them see.
struct Snapshot {
  PortfolioId portfolio;  ///< none: the market
  Date day;
  Bytes header;      ///< the small part, which says whether the large one is wanted
  SharedBytes body;  ///< empty when read without bodies
};

class DayArchive {
 public:
  virtual ~DayArchive() = default;
  /// Adds a seal; the version must be one more than the last of that portfolio and day (asserted).
  virtual void add(Seal seal) = 0;
  /// Latest version of that day, or none.
  virtual std::optional<Seal> latest(PortfolioId portfolio, Date day, bool with_journal) const = 0;
  virtual std::optional<Seal> version(PortfolioId portfolio, Date day, std::uint16_t version,
                                      bool with_journal) const = 0;
  /// Latest version of every sealed day of a portfolio from `from` on, in day order, without journals.
  virtual std::vector<Seal> days(PortfolioId portfolio, Date from) const = 0;
  /// The last sealed day's latest version, without journal.
  virtual std::optional<Seal> last(PortfolioId portfolio) const = 0;

  /// Replaces an earlier snapshot of the same portfolio and day.
  virtual void put_snapshot(Snapshot snapshot) = 0;
  /// The latest snapshot of a day not after `day`.
  virtual std::optional<Snapshot> snapshot(PortfolioId portfolio, Date day, bool with_body) const = 0;
  /// Forgets the snapshots of a portfolio from one day to another, both included.
  virtual void drop_snapshots(PortfolioId portfolio, Date from, Date to) = 0;
};

/// A store: its two ports and its transactions. Reading needs none.
class Store {
 public:
  virtual ~Store() = default;
  virtual EventLog& events() = 0;
  virtual DayArchive& days() = 0;
  const EventLog& events() const { return const_cast<Store*>(this)->events(); }
  const DayArchive& days() const { return const_cast<Store*>(this)->days(); }

  virtual void begin() = 0;
  /// Returns only when all of the transaction is on disk: acknowledged means committed.
  virtual void commit() = 0;
  /// Leaves the store as it was at begin(), head of the chain included.
  virtual void roll_back() = 0;
};

/// begin() ... commit(); rolls back when it goes out of scope uncommitted.
class Transaction {
 public:
  explicit Transaction(Store& store) : store_(store) { store_.begin(); }
  ~Transaction() {
    if (open_) store_.roll_back();
  }
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  void commit() {
    store_.commit();
    open_ = false;
  }

 private:
  Store& store_;
  bool open_ = true;
};

std::unique_ptr<Store> open_memory_store();

/// Opens or creates one SQLite file: STRICT tables, WAL, synchronous FULL. Closing it leaves one checkpointed file.
/// `must_exist`: a missing file is a fault that says to run `openend init`.
std::unique_ptr<Store> open_sqlite_store(const std::string& path, bool must_exist);

/// The digest of a batch that the chain hashes: sequence, kind, portfolio, day, known, source, count, body.
Digest digest_of_batch(const Batch& batch);
Digest next_head(const Digest& head, const Digest& batch_digest);

}  // namespace openend::store
