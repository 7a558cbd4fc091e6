#include "app/bench_jobs.h"

#include <fmt/format.h>
#include <time.h>

#include <algorithm>

namespace openend::app {

namespace {

using store::feeds::TextFile;

constexpr int kRuns = 9;  ///< of each job: the median counts
constexpr int kDaysBack = 60;

class Desk {
 public:
  Desk(Session& session, const store::feeds::FolderMapping& mapping, Date last, unsigned threads,
       const std::function<Instant()>& now, std::vector<std::string>& faults)
      : session_(session), mapping_(mapping), last_(last), threads_(threads), now_(now), faults_(faults) {}

  Result<BenchJob> late_prices() {
    std::vector<BenchJob> runs;
    for (int run = 0; run < kRuns; ++run) {
      const auto& securities = session_.registry().securities();
      const SecurityId security{static_cast<std::uint32_t>(securities.size() / kRuns * static_cast<unsigned>(run))};
      TRY(const std::size_t holders, holders_of(security));
      const auto& known = securities[security.value];
      TRY(auto job, told(fmt::format("late-price-{}.csv", run), "prices",
                         fmt::format("price_date,security,price,currency\n{},{},{}.0001,{}\n", last_.text(), known.key,
                                     50 + run, known.currency.code())));
      if (job.sealed != holders)
        faults_.push_back(
            fmt::format("a late price of {}: {} hold it, {} struck again", known.key, holders, job.sealed));
      runs.push_back(std::move(job));
    }
    return median("late price", std::move(runs));
  }

  Result<BenchJob> trades_long_ago() {
    std::vector<BenchJob> runs;
    TRY(const Calendar calendar, session_.calendar());
    const Date day = calendar.previous_open(last_ - kDaysBack + 1).value_or(last_);
    const auto& portfolios = session_.registry().trust().portfolios;
    for (int run = 0; run < kRuns; ++run) {
      const auto& portfolio = portfolios[static_cast<std::size_t>(run) % portfolios.size()];
      const auto& security = session_.registry().securities()[static_cast<std::size_t>(run)];
      TRY(auto job, told(fmt::format("late-trade-{}.csv", run), "trades",
                         fmt::format("trade_id,trade_date,settle_date,fund,security,side,quantity,price,net_amount\n"
                                     "{},{},{},{},{},B,100,50.0000,-5000.0000\n",
                                     900'000'000 + run, day.text(), day.text(), portfolio.key, security.key)));
      runs.push_back(std::move(job));
    }
    return median(fmt::format("trade {} days back", kDaysBack), std::move(runs));
  }

  /// All of the year struck again from its first event is what was sealed.
  Result<Done> check() {
    Walk walk(session_);
    TRY(const VerifyReport verdict, walk.replay(threads_));
    for (const auto& fault : verdict.faults) faults_.push_back(fault);
    for (const auto& note : verdict.notes) faults_.push_back(note);
    return Done{};
  }

 private:
  Result<std::size_t> holders_of(SecurityId security) {
    std::size_t holders = 0;
    for (const auto& portfolio : session_.registry().trust().portfolios) {
      Walk walk(session_);
      TRY(const RebuiltDay day, walk.rebuild(portfolio.id, last_));
      const auto slot = day.book.find(security);
      holders += slot != book::kNone && day.book.positions.quantity[slot] != 0;
    }
    return holders;
  }

  Result<BenchJob> told(const std::string& name, const std::string& kind, std::string text) {
    BenchJob job;
    std::vector<Session::Named> files;
    files.push_back({kind, TextFile::of(name, std::move(text))});
    const std::int64_t start = cpu_microseconds();
    TRY(const auto imported, session_.import(files, mapping_, now_(), false));
    const std::int64_t imported_at = cpu_microseconds();
    StrikeRequest request;
    request.date = last_;
    request.threads = threads_;
    request.known = now_();
    Walk walk(session_);
    TRY(const StrikeReport report, walk.strike(request));
    job.import_us = imported_at - start;
    job.strike_us = cpu_microseconds() - imported_at;
    job.sealed = report.days_sealed;
    for (const auto& portfolio : report.portfolios) {
      for (const auto& refusal : portfolio.refusals) faults_.push_back(refusal.message);
    }
    return job;
  }

  static BenchJob median(std::string name, std::vector<BenchJob> runs) {
    const auto total = [](const BenchJob& job) { return job.import_us + job.strike_us; };
    std::sort(runs.begin(), runs.end(), [&](const auto& a, const auto& b) { return total(a) < total(b); });
    BenchJob job = runs[runs.size() / 2];
    job.name = std::move(name);
    return job;
  }

  Session& session_;
  const store::feeds::FolderMapping& mapping_;
  Date last_;
  unsigned threads_;
  const std::function<Instant()>& now_;
  std::vector<std::string>& faults_;
};

}  // namespace

std::int64_t cpu_microseconds() {
  timespec used{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
  return used.tv_sec * std::int64_t{1'000'000} + used.tv_nsec / 1000;
}

Result<std::vector<BenchJob>> bench_late_news(Session& session, const store::feeds::FolderMapping& mapping, Date last,
                                              unsigned threads, const std::function<Instant()>& now,
                                              std::vector<std::string>& faults) {
  Desk desk(session, mapping, last, threads, now, faults);
  std::vector<BenchJob> jobs;
  TRY(auto prices, desk.late_prices());
  jobs.push_back(std::move(prices));
  TRY(auto trades, desk.trades_long_ago());
  jobs.push_back(std::move(trades));
  CHECK(desk.check());
  return jobs;
}

}  // namespace openend::app
