// app/bench_complex.cpp - floor 7
//
// Runs a generated year (benchmarks/workload) as an ordinary trust: describes it in the words of any trust's folder,
// imports its files through a mapping, strikes every weekday, and compares every figure with the workload's oracle. The
// conventions below are settings that any trust may use; nothing else in the program knows of this workload.
#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "app/bench_jobs.h"
#include "app/commands.h"
#include "app/session.h"
#include "app/walk.h"

namespace openend::app {

namespace {

namespace fs = std::filesystem;
using nlohmann::ordered_json;
using store::feeds::ColumnRule;
using store::feeds::CsvFile;
using store::feeds::TextFile;

constexpr std::string_view kImportToml = R"(ignore_files = ["expected_nav.csv", "expected_holdings.csv"]

[prices]
columns = { date = "price_date" }

[trades]
columns = { portfolio = "fund" }

[shares]
columns = { portfolio = "fund", subscriptions = "sub_amount", redemptions = "red_shares" }
units = { redemptions = "0.001" }
ignore = ["sub_shares", "red_amount", "nav"]
)";

std::string trust_toml(const std::vector<std::string>& funds) {
  std::string list;
  for (const auto& fund : funds) list += (list.empty() ? "" : ", ") + ("\"" + fund + "\"");
  return R"toml([trust]
id = "workload"
name = "Generated fund complex (simulated)"
base_currency = "USD"
calendar = "weekdays"
portfolios = [)toml" +
         list + R"toml(]

[[settings]]
from = 1990-01-01
holding_value = "minor unit, half up"
nav_places = 4
share_places = 3
trades_enter = "same day"
share_settlement_days = 0
redemption_money = "two steps"
lot_method = "fifo"
fee_base = "prior net assets after dealing"
fee_days = "per strike"
fee_year = 365
fee_rounding = "each strike"
)toml";
}

std::string portfolio_toml(const std::string& fund) {
  return "[portfolio]\nid = \"" + fund + "\"\nname = \"Fund " + fund + R"toml( (simulated)"
inception = 1990-01-01
base_currency = "USD"

[[class]]
id = "A"
name = "A"
from = 1990-01-01
initial_price = "10.0000"

[[advisory_fee]]
from = 1990-01-01
tiers = [ { rate_pct = "0.50" } ]
source = "workload convention"
)toml";
}

/// What the workload's files name: funds, securities, the last day.
struct Contents {
  std::vector<std::string> funds;
  std::string securities_csv;
  Date last;
};

Result<Contents> survey(const std::string& folder) {
  Contents contents;
  static constexpr ColumnRule kShares[] = {{"date"}, {"fund"}};
  const store::feeds::Mapping rest{{}, {}, {"class", "sub_amount", "sub_shares", "red_shares", "red_amount", "nav"}};
  const TextFile shares_file = TextFile::open(folder + "/shares.csv");
  TRY(CsvFile shares, CsvFile::open(shares_file, kShares, rest));
  std::optional<Date> first;
  while (shares.next()) {
    const auto day = shares.date(0);
    if (!day) break;
    if (!first) first = day;
    const std::string fund(shares.text(1));
    if (*day == *first && std::find(contents.funds.begin(), contents.funds.end(), fund) == contents.funds.end())
      contents.funds.push_back(fund);
    contents.last = *day;
  }
  if (!shares.ok()) return shares.faults();
  static constexpr ColumnRule kPrices[] = {{"price_date"}, {"security"}, {"currency"}};
  const TextFile prices_file = TextFile::open(folder + "/prices.csv");
  TRY(CsvFile prices, CsvFile::open(prices_file, kPrices, {{}, {}, {"price"}}));
  contents.securities_csv = "security,name,kind,currency,status\n";
  std::optional<Date> day_one;
  while (prices.next()) {
    const auto day = prices.date(0);
    if (!day || (day_one && *day != *day_one)) break;
    day_one = day;
    contents.securities_csv += fmt::format("{0},{0},common_stock,{1},simulated\n", prices.text(1), prices.text(2));
  }
  if (!prices.ok()) return prices.faults();
  return contents;
}

std::vector<std::pair<std::string, std::string>> trust_files(const Contents& contents) {
  std::vector<std::pair<std::string, std::string>> files{{"trust.toml", trust_toml(contents.funds)}};
  for (const auto& fund : contents.funds) files.emplace_back(fund + ".toml", portfolio_toml(fund));
  return files;
}

/// Writes what the run uses, so that the same year can be run by hand with init, import and strike.
Result<int> write_trust(const Contents& contents, const std::string& folder) {
  std::error_code error;
  fs::create_directories(folder + "/trust", error);
  const auto write = [&](const std::string& name, std::string_view text) {
    std::ofstream out(folder + "/" + name, std::ios::binary);
    out << text;
    if (!out.flush()) throw store::StoreFault("can not write " + folder + "/" + name);
  };
  for (const auto& [name, text] : trust_files(contents)) write("trust/" + name, text);
  write("import.toml", kImportToml);
  write("securities.csv", contents.securities_csv);
  fmt::print("trust/, import.toml and securities.csv written to {}\n", folder);
  return kDone;
}

/// The oracle's rows, read along with the strikes.
class NavOracle {
 public:
  static Result<NavOracle> open(const std::string& folder) {
    NavOracle oracle;
    oracle.file_ = std::make_unique<TextFile>(TextFile::open(folder + "/expected_nav.csv"));
    static constexpr ColumnRule kColumns[] = {{"date"},        {"fund"},       {"market_value"}, {"cash"},
                                              {"fee_payable"}, {"net_assets"}, {"shares_milli"}, {"nav"}};
    TRY(CsvFile csv, CsvFile::open(*oracle.file_, kColumns, {}));
    oracle.csv_ = std::make_unique<CsvFile>(std::move(csv));
    return oracle;
  }

  void compare(const nav::NavPackage& p, const std::string& fund) {
    ++navs;
    // A portfolio that was refused leaves rows of the oracle behind: they are passed over.
    bool found = false;
    while (!found && csv_->next()) found = csv_->date(0) == p.date && csv_->text(1) == fund;
    if (!found) return differ(p, fund, "the oracle has no row");
    const auto balance = [&](entity::Account a) { return p.balances[static_cast<std::size_t>(a)]; };
    // The oracle's cash moves on trade date: what is unsettled counts as cash.
    const std::int64_t cash = balance(entity::Account::Cash) + balance(entity::Account::ReceivableInvestmentsSold) +
                              balance(entity::Account::PayableInvestmentsPurchased);
    const auto nav = csv_->number(7);
    const bool same = csv_->money(2, 2) == p.investments && csv_->money(3, 2) == cash &&
                      csv_->money(4, 2) == -balance(entity::Account::PayableAdvisoryFee) &&
                      csv_->money(5, 2) == p.net_assets && csv_->number(6)->coefficient == p.shares.coefficient &&
                      nav->decimal() == p.nav;
    if (same)
      ++equal;
    else
      differ(p, fund,
             "net assets " + Decimal::of(p.net_assets, 2).text() + ", oracle " + std::string(csv_->text(5)) + "; NAV " +
                 p.nav.text() + ", oracle " + std::string(csv_->text(7)));
  }

  std::size_t navs = 0, equal = 0;
  std::vector<std::string> differences;

 private:
  void differ(const nav::NavPackage& p, const std::string& fund, const std::string& what) {
    if (differences.size() < 20) differences.push_back(fund + "@" + p.date.text() + ": " + what);
  }
  std::unique_ptr<TextFile> file_;
  std::unique_ptr<CsvFile> csv_;
};

struct HoldingsVerdict {
  std::size_t holdings = 0, equal = 0;
};

Result<HoldingsVerdict> compare_holdings(const std::string& folder, const Session& session, const Walk& walk,
                                         std::vector<std::string>& differences) {
  const TextFile file = TextFile::open(folder + "/expected_holdings.csv");
  static constexpr ColumnRule kColumns[] = {{"fund"}, {"security"},     {"quantity"},
                                            {"cost"}, {"market_value"}, {"realised"}};
  TRY(CsvFile csv, CsvFile::open(file, kColumns, {}));
  HoldingsVerdict verdict;
  std::string fund;
  std::optional<Walk::Standing> standing;
  while (csv.next()) {
    ++verdict.holdings;
    if (csv.text(0) != fund) {
      fund = csv.text(0);
      standing = walk.standing(session.registry().find_portfolio(fund));
    }
    std::int64_t quantity = 0, cost = 0, value = 0, realised = 0;
    if (standing) {
      const std::uint32_t slot = standing->book->find(session.registry().find_security(csv.text(1)));
      if (slot != book::kNone) {
        const auto& p = standing->book->positions;
        quantity = p.quantity[slot];
        cost = p.cost[slot];
        value = standing->marks->value[slot];
        realised = p.realised[slot];
      }
    }
    const bool same = standing && csv.number(2)->coefficient == quantity && csv.money(3, 2) == cost &&
                      csv.money(4, 2) == value && csv.money(5, 2) == realised;
    verdict.equal += same;
    if (!same && differences.size() < 40)
      differences.push_back(fund + " " + std::string(csv.text(1)) + ": quantity, cost, value or realised differs");
  }
  if (!csv.ok()) return csv.faults();
  return verdict;
}

double cpu_seconds() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

}  // namespace

Result<int> bench_complex_command(const Common& common, const BenchWords& words) {
  const double start = cpu_seconds();
  TRY(const Contents contents, survey(words.folder));
  if (!words.write_trust.empty()) return write_trust(contents, words.write_trust);
  const bool in_memory = words.store == "memory";
  if (!in_memory && ::access(words.store.c_str(), F_OK) == 0) {
    return refuse("E-BENCH-001", "the store " + words.store + " is there already",
                  "name a file that does not exist: a bench begins with an empty store");
  }
  Session session(in_memory ? store::open_memory_store() : store::open_sqlite_store(words.store, false));
  std::vector<TextFile> terms_files;
  for (auto& [name, text] : trust_files(contents)) terms_files.push_back(TextFile::of(name, std::move(text)));
  TRY(auto terms, store::feeds::read_trust_texts(terms_files));
  CHECK(session.init(std::move(terms), common.known_now()));
  TRY(const auto mapping, store::feeds::read_mapping(TextFile::of("import.toml", std::string(kImportToml))));
  {
    TRY(auto opened, Session::open_folder(words.folder, mapping));
    std::vector<Session::Named> files;
    files.push_back({"securities", TextFile::of("securities.csv", contents.securities_csv)});
    for (auto& file : opened.first) files.push_back(std::move(file));
    TRY(const auto imported, session.import(files, opened.second, common.known_now(), false));
  }
  const double loaded = cpu_seconds();
  const bool has_oracle = ::access((words.folder + "/expected_nav.csv").c_str(), R_OK) == 0;
  std::optional<NavOracle> oracle;
  if (has_oracle) {
    TRY(oracle, NavOracle::open(words.folder));
  }
  Walk walk(session);
  Hasher digests;
  std::size_t struck = 0;
  walk.on_closed = [&](const nav::NavPackage& package) {
    ++struck;
    digests.add(package.digest);
    if (oracle) oracle->compare(package, session.registry().portfolio_key(package.portfolio));
  };
  StrikeRequest request;
  request.date = contents.last;
  request.threads = words.threads;
  request.known = common.known_now();
  std::vector<BenchJob> jobs;
  if (words.jobs) {  // the last day apart
    TRY(const Calendar calendar, session.calendar());
    request.date = calendar.previous_open(contents.last).value_or(contents.last);
    TRY(const StrikeReport year, walk.strike(request));
    request.date = contents.last;
  }
  const std::int64_t before = cpu_microseconds();
  TRY(const StrikeReport report, walk.strike(request));
  if (words.jobs) jobs.push_back({"next day", 0, cpu_microseconds() - before, report.days_sealed});
  std::vector<std::string> differences;
  bool failed = false;
  for (const auto& portfolio : report.portfolios) {
    for (const auto& refusal : portfolio.refusals) differences.push_back(refusal.message);
    failed = failed || portfolio.state == StrikeState::Refused;
  }
  HoldingsVerdict holdings;
  if (oracle) {
    differences.insert(differences.end(), oracle->differences.begin(), oracle->differences.end());
    TRY(holdings, compare_holdings(words.folder, session, walk, differences));
  }
  const double done = cpu_seconds();
  if (words.jobs) {
    std::vector<std::string> faults;
    TRY(auto late, bench_late_news(
                       session, mapping, contents.last, words.threads, [&] { return common.known_now(); }, faults));
    for (auto& job : late) jobs.push_back(std::move(job));
    failed = failed || !faults.empty();
    differences.insert(differences.end(), faults.begin(), faults.end());
  }
  const bool equal =
      !failed &&
      (!oracle || (oracle->equal == oracle->navs && holdings.equal == holdings.holdings && oracle->navs > 0));
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  ordered_json answer = {
      {"folder", words.folder},
      {"store", words.store},
      {"threads", words.threads},
      {"simulated", true},
      {"portfolios", contents.funds.size()},
      {"navs", struck},
      {"navs_equal", oracle ? oracle->equal : 0},
      {"holdings", holdings.holdings},
      {"holdings_equal", holdings.equal},
      {"equal_to_oracle", oracle ? ordered_json(equal) : ordered_json(nullptr)},
      {"packages_digest", hex(digests.finish())},
      {"store_digest", hex(session.store().events().head())},
      {"cpu_seconds",
       {{"import", fmt::format("{:.3f}", loaded - start)}, {"strikes", fmt::format("{:.3f}", done - loaded)}}},
      {"peak_kib", usage.ru_maxrss},
      {"differences", differences}};
  const auto milliseconds = [](std::int64_t us) { return fmt::format("{}.{:03}", us / 1000, us % 1000); };
  for (const auto& job : jobs) {
    answer["jobs"].push_back({{"job", job.name},
                              {"import_ms", milliseconds(job.import_us)},
                              {"strike_ms", milliseconds(job.strike_us)},
                              {"sealed", job.sealed}});
  }
  if (common.json) {
    fmt::print("{}\n", answer.dump(2));
  } else {
    fmt::print("{} portfolios, {} net asset values, {} equal to the oracle; {} holdings, {} equal (simulated year)\n",
               contents.funds.size(), struck, oracle ? oracle->equal : 0, holdings.holdings, holdings.equal);
    fmt::print("import {:.3f} s, strikes {:.3f} s of CPU; peak {} MiB\n", loaded - start, done - loaded,
               usage.ru_maxrss / 1024);
    for (const auto& job : jobs)
      fmt::print("{}: import {} ms, strike {} ms of CPU, {} days of portfolios sealed\n", job.name,
                 milliseconds(job.import_us), milliseconds(job.strike_us), job.sealed);
    for (const auto& difference : differences) fmt::print("  {}\n", difference);
  }
  return equal ? kDone : kFailed;
}

}  // namespace openend::app
