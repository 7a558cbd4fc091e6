// The store that forgets when it closes: for tests, benchmarks and practice. Every other promise it keeps.
#include <algorithm>
#include <compare>
#include <functional>
#include <limits>
#include <map>

#include "store/chain.h"
#include "store/ports.h"

namespace openend::store {
namespace {

constexpr Date kFirstDay{std::numeric_limits<std::int32_t>::min()};
constexpr Date kLastDay{std::numeric_limits<std::int32_t>::max()};

class MemoryLog final : public EventLog {
 public:
  explicit MemoryLog(const bool& open) : open_(open) {}

  std::uint64_t append(Batch batch) override {
    OE_ASSERT(open_, "a batch is appended inside a transaction");
    batch.sequence = last_sequence() + 1;
    const Digest digest = digest_of_batch(batch);
    const Digest new_head = next_head(head(), digest);
    by_kind_[batch.kind][batch.day].push_back(batch.sequence);
    auto& of_portfolio = by_portfolio_[batch.portfolio];
    const DayKey key{batch.day, batch.sequence};
    of_portfolio.insert(std::ranges::upper_bound(of_portfolio, key), key);  // at the end, unless it is late
    entries_.push_back({std::move(batch), digest, new_head});
    return last_sequence();
  }

  SourceId add_source(const std::string& name, const Digest& digest, std::uint64_t rows) override {
    OE_ASSERT(open_, "a source is added inside a transaction");
    const SourceId id{static_cast<std::uint32_t>(sources_.size())};
    sources_.push_back({id, name, digest, rows});
    return id;
  }

  std::vector<Batch> read(const Query& query) const override {
    std::vector<Batch> found;
    for (const std::uint64_t sequence : candidates(query)) {
      const Batch& batch = at(sequence).batch;
      if (!matches(query, batch)) continue;
      found.push_back(query.with_bodies ? batch : without_body(batch));
    }
    return found;
  }

  std::optional<Date> first_day(PortfolioId portfolio, std::uint16_t kind,
                                const std::optional<Instant>& known_by) const override {
    const auto of_portfolio = by_portfolio_.find(portfolio);
    if (of_portfolio == by_portfolio_.end()) return std::nullopt;
    for (const DayKey& key : of_portfolio->second) {
      const Batch& batch = at(key.sequence).batch;
      if (batch.kind == kind && (!known_by || batch.known <= *known_by)) return key.day;
    }
    return std::nullopt;
  }

  std::vector<Source> sources() const override { return sources_; }
  std::uint64_t last_sequence() const override { return entries_.size(); }
  Digest head() const override { return entries_.empty() ? Digest{} : entries_.back().head; }

  Result<Done> verify_chain() const override {
    ChainCheck check("");
    for (const Entry& entry : entries_) check.take(entry.batch, entry.digest, entry.head);
    check.finish(last_sequence(), head());
    return std::move(check).result();
  }

  std::size_t source_count() const { return sources_.size(); }
  /// Forgets what was added after the log had these many batches and sources.
  void cut_back(std::uint64_t batches, std::size_t sources) {
    while (last_sequence() > batches) {
      const Batch& batch = entries_.back().batch;
      by_kind_[batch.kind][batch.day].pop_back();  // the last of all is the last of its day
      auto& of_portfolio = by_portfolio_[batch.portfolio];
      of_portfolio.erase(std::ranges::lower_bound(of_portfolio, DayKey{batch.day, batch.sequence}));
      entries_.pop_back();
    }
    sources_.resize(sources);
  }

 private:
  struct Entry {
    Batch batch;
    Digest digest;
    Digest head;
  };
  struct DayKey {
    Date day;
    std::uint64_t sequence;
    auto operator<=>(const DayKey&) const = default;
  };

  const Entry& at(std::uint64_t sequence) const { return entries_[sequence - 1]; }

  /// Sequences in order of (day, sequence), by the narrowest index that the query allows.
  std::vector<std::uint64_t> candidates(const Query& query) const {
    const Date from = query.from.value_or(kFirstDay);
    const Date to = query.to.value_or(kLastDay);
    if (from > to) return {};
    std::vector<std::uint64_t> found;
    if (query.portfolio) {
      const auto keys = by_portfolio_.find(*query.portfolio);
      if (keys == by_portfolio_.end()) return {};
      auto key = std::ranges::lower_bound(keys->second, DayKey{from, 0});
      for (; key != keys->second.end() && key->day <= to; ++key) found.push_back(key->sequence);
    } else if (query.kind) {
      const auto days = by_kind_.find(*query.kind);
      if (days == by_kind_.end()) return {};
      for (auto day = days->second.lower_bound(from); day != days->second.end() && day->first <= to; ++day)
        found.insert(found.end(), day->second.begin(), day->second.end());
    } else {
      for (std::uint64_t s = query.after_sequence; s < last_sequence(); ++s) found.push_back(s + 1);
      std::ranges::stable_sort(found, {}, [&](std::uint64_t sequence) { return at(sequence).batch.day; });
    }
    return found;
  }

  static bool matches(const Query& query, const Batch& batch) {
    return (!query.kind || batch.kind == *query.kind) && (!query.from || batch.day >= *query.from) &&
           (!query.to || batch.day <= *query.to) && batch.sequence > query.after_sequence &&
           (!query.known_by || batch.known <= *query.known_by);
  }

  static Batch without_body(const Batch& batch) {
    return {batch.sequence, batch.kind, batch.portfolio, batch.day, batch.known, batch.source, batch.count, {}};
  }

  const bool& open_;
  std::vector<Entry> entries_;  ///< sequence n stands at n - 1
  // Sequences in order of (day, sequence): the two ways in which most is asked for.
  std::map<std::uint16_t, std::map<Date, std::vector<std::uint64_t>>> by_kind_;
  std::map<PortfolioId, std::vector<DayKey>> by_portfolio_;
  std::vector<Source> sources_;
};

struct SealedDay {
  Date day;
  std::vector<Seal> versions;  ///< version n stands at n - 1
};
using SealedDays = std::vector<SealedDay>;  ///< in order of day: a new day is nearly always the last

auto at_or_after(auto& days, Date day) { return std::ranges::lower_bound(days, day, {}, &SealedDay::day); }

class MemoryArchive final : public DayArchive {
 public:
  explicit MemoryArchive(const bool& open) : open_(open) {}

  void add(Seal seal) override {
    OE_ASSERT(open_, "a seal is added inside a transaction");
    OE_ASSERT(seal.portfolio.exists(), "a seal belongs to a portfolio");
    const PortfolioId portfolio = seal.portfolio;
    const Date day = seal.day;
    auto& of_portfolio = seals_[portfolio];
    const auto place = at_or_after(of_portfolio, day);
    const bool known = place != of_portfolio.end() && place->day == day;
    auto& versions = (known ? place : of_portfolio.insert(place, {day, {}}))->versions;
    OE_ASSERT(seal.version == versions.size() + 1, "a seal has the next version of its day");
    versions.push_back(std::move(seal));
    undo_.push_back([this, portfolio, day] {
      auto& days = seals_[portfolio];
      const auto last = at_or_after(days, day);
      last->versions.pop_back();
      if (last->versions.empty()) days.erase(last);
    });
  }

  std::optional<Seal> latest(PortfolioId portfolio, Date day, bool with_journal) const override {
    const auto* versions = versions_of(portfolio, day);
    if (versions == nullptr) return std::nullopt;
    return copy(versions->back(), with_journal);
  }

  std::optional<Seal> version(PortfolioId portfolio, Date day, std::uint16_t version,
                              bool with_journal) const override {
    const auto* versions = versions_of(portfolio, day);
    if (versions == nullptr || version == 0 || version > versions->size()) return std::nullopt;
    return copy((*versions)[version - 1U], with_journal);
  }

  std::vector<Seal> days(PortfolioId portfolio, Date from) const override {
    std::vector<Seal> found;
    const auto days = seals_.find(portfolio);
    if (days == seals_.end()) return found;
    for (auto day = at_or_after(days->second, from); day != days->second.end(); ++day)
      found.push_back(copy(day->versions.back(), false));
    return found;
  }

  std::optional<Seal> last(PortfolioId portfolio) const override {
    const auto days = seals_.find(portfolio);
    if (days == seals_.end() || days->second.empty()) return std::nullopt;
    return copy(days->second.back().versions.back(), false);
  }

  void put_snapshot(Snapshot snapshot) override {
    OE_ASSERT(open_, "a snapshot is put inside a transaction");
    const PortfolioId portfolio = snapshot.portfolio;
    const Date day = snapshot.day;
    const auto [place, is_new] = snapshots_[portfolio].try_emplace(day);
    if (is_new) {
      undo_.push_back([this, portfolio, day] { snapshots_[portfolio].erase(day); });
    } else {
      restore_on_undo(std::move(place->second));
    }
    place->second = std::move(snapshot);
  }

  std::optional<Snapshot> snapshot(PortfolioId portfolio, Date day, bool with_body) const override {
    const auto days = snapshots_.find(portfolio);
    if (days == snapshots_.end()) return std::nullopt;
    const auto after = days->second.upper_bound(day);
    if (after == days->second.begin()) return std::nullopt;
    const Snapshot& found = std::prev(after)->second;
    if (with_body) return found;
    return Snapshot{found.portfolio, found.day, found.header, {}};
  }

  void drop_snapshots(PortfolioId portfolio, Date from, Date to) override {
    OE_ASSERT(open_, "snapshots are dropped inside a transaction");
    if (to < from) return;
    auto& days = snapshots_[portfolio];
    const auto first = days.lower_bound(from), end = days.upper_bound(to);
    for (auto at = first; at != end; ++at) restore_on_undo(std::move(at->second));
    days.erase(first, end);
  }

  void keep() { undo_.clear(); }
  void undo() {
    while (!undo_.empty()) {
      undo_.back()();
      undo_.pop_back();
    }
  }

 private:
  void restore_on_undo(Snapshot was) {
    undo_.push_back([this, was = std::move(was)] { snapshots_[was.portfolio][was.day] = was; });
  }

  const std::vector<Seal>* versions_of(PortfolioId portfolio, Date day) const {
    const auto days = seals_.find(portfolio);
    if (days == seals_.end()) return nullptr;
    const auto place = at_or_after(days->second, day);
    return place == days->second.end() || place->day != day ? nullptr : &place->versions;
  }

  static Seal copy(const Seal& seal, bool with_journal) {
    if (with_journal) return seal;
    return {seal.portfolio, seal.day, seal.version, seal.log_position, seal.digest, seal.header, {}};
  }

  const bool& open_;
  std::map<PortfolioId, SealedDays> seals_;
  std::map<PortfolioId, std::map<Date, Snapshot>> snapshots_;
  std::vector<std::function<void()>> undo_;  ///< run backwards, they take the transaction back
};

class MemoryStore final : public Store {
 public:
  EventLog& events() override { return log_; }
  DayArchive& days() override { return archive_; }

  void begin() override {
    OE_ASSERT(!open_, "one transaction at a time");
    open_ = true;
    batches_before_ = log_.last_sequence();
    sources_before_ = log_.source_count();
  }
  void commit() override {
    OE_ASSERT(open_, "an open transaction is committed");
    archive_.keep();
    open_ = false;
  }
  void roll_back() override {
    if (!open_) return;
    log_.cut_back(batches_before_, sources_before_);
    archive_.undo();
    open_ = false;
  }

 private:
  bool open_ = false;
  std::uint64_t batches_before_ = 0;
  std::size_t sources_before_ = 0;
  MemoryLog log_{open_};
  MemoryArchive archive_{open_};
};

}  // namespace

std::unique_ptr<Store> open_memory_store() { return std::make_unique<MemoryStore>(); }

}  // namespace openend::store
