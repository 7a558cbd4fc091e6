// store/store_testing.h - floor 6, for the tests of the stores only
//
// A small trust of two portfolios and a few days, in batches, seals and snapshots whose bytes are words.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/ports.h"
#include "store/sqlite_store.h"

namespace openend::store {

inline constexpr PortfolioId kGrowth{0};
inline constexpr PortfolioId kIncome{1};
inline constexpr std::uint16_t kTrades = 3;
inline constexpr std::uint16_t kPrices = 7;
inline const Date kMonday = Date::of(1997, 3, 3);
inline const Date kTuesday = kMonday + 1;
inline const Date kWednesday = kMonday + 2;

/// A folder that is gone after the test.
class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "openend-store-XXXXXX").string();
    path_ = mkdtemp(name.data());
  }
  ~Folder() {
    chmod(path_.c_str(), 0700);
    std::filesystem::remove_all(path_);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::string file(const std::string& name) const { return (path_ / name).string(); }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

inline Bytes bytes_of(std::string_view text) { return {text.begin(), text.end()}; }

inline Batch batch(std::uint16_t kind, PortfolioId portfolio, Date day, std::string_view body) {
  Batch batch;
  batch.kind = kind;
  batch.portfolio = portfolio;
  batch.day = day;
  batch.known = Instant{day.days * std::int64_t{86'400'000'000}};
  batch.source = SourceId{0};
  batch.count = 2;
  batch.body = bytes_of(body);
  return batch;
}

inline Seal seal(PortfolioId portfolio, Date day, std::uint16_t version, std::string_view header) {
  Seal seal;
  seal.portfolio = portfolio;
  seal.day = day;
  seal.version = version;
  seal.digest = digest_of(bytes_of(header));
  seal.header = bytes_of(header);
  seal.journal = bytes_of("journal of " + std::string(header));
  return seal;
}

inline void in_transaction(Store& store, const std::function<void()>& work) {
  Transaction transaction(store);
  work();
  transaction.commit();
}

inline std::string body_text(const Batch& batch) { return {batch.body.begin(), batch.body.end()}; }
inline std::vector<std::uint64_t> sequences(const Store& store, const Query& query) {
  std::vector<std::uint64_t> found;
  for (const Batch& one : store.events().read(query)) found.push_back(one.sequence);
  return found;
}
inline std::string header_text(const std::optional<Seal>& seal) {
  return seal ? std::string(seal->header.begin(), seal->header.end()) : "none";
}
inline std::string journal_text(const std::optional<Seal>& seal) {
  return seal ? std::string(seal->journal.begin(), seal->journal.end()) : "none";
}
inline std::string snapshot_text(const Store& store, PortfolioId portfolio, Date day) {
  const auto found = store.days().snapshot(portfolio, day, true);
  return found ? found->day.text() + " " + std::string(found->body.begin(), found->body.end()) : "none";
}

/// Six batches: 1 prices and 2-3 trades of Monday, 4 and 5 of Tuesday, and 6, which is Monday's but known late.
inline void fill_log(Store& store) {
  in_transaction(store, [&] {
    EventLog& log = store.events();
    log.add_source("trades-1997-03-03.csv", digest_of(bytes_of("file")), 32);
    log.append(batch(kPrices, PortfolioId{}, kMonday, "prices of Monday"));
    log.append(batch(kTrades, kIncome, kMonday, "income Monday"));
    log.append(batch(kTrades, kGrowth, kMonday, "growth Monday"));
  });
  in_transaction(store, [&] {
    EventLog& log = store.events();
    log.append(batch(kTrades, kGrowth, kTuesday, "growth Tuesday"));
    log.append(batch(kPrices, PortfolioId{}, kTuesday, ""));
    Batch late = batch(kTrades, kGrowth, kMonday, "growth Monday, late");
    late.known = Instant{kWednesday.days * std::int64_t{86'400'000'000}};
    log.append(std::move(late));
  });
}

inline void expect_sound(const Store& store) {
  const Result<Done> result = store.events().verify_chain();
  if (result) return;
  for (const Refusal& refusal : result.refusals()) ADD_FAILURE() << refusal.code << " " << refusal.message;
}

}  // namespace openend::store
