#include "app/simulate.h"

#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>

#include "app/law.h"
#include "app/practice.h"
#include "sim/complex.h"
#include "store/feeds/csv.h"

namespace openend::app {

namespace fs = std::filesystem;
using nlohmann::ordered_json;
using store::feeds::ColumnRule;
using store::feeds::CsvFile;
using store::feeds::TextFile;

namespace {

constexpr int kDaysOfAYear = 252;

struct SimulateWords {
  std::uint64_t seed = 1;
  int portfolios = 1, years = 1, days = 0;
  unsigned threads = 1;
  std::string store = "memory", folder, replay;
};

/// A folder that takes what a practice writes; none where no folder is asked for.
class Shelf {
 public:
  explicit Shelf(std::string folder) : folder_(std::move(folder)) {}
  void write(const std::string& name, std::string_view text) const {
    if (folder_.empty()) return;
    const std::string path = folder_ + "/" + name;
    std::error_code error;
    fs::create_directories(fs::path(path).parent_path(), error);
    std::ofstream out(path, std::ios::binary);
    out << text;
    if (!out.flush()) throw store::StoreFault("can not write " + path);
  }

 private:
  std::string folder_;
};

/// The order of what is done, with the moments at which it becomes known.
constexpr std::string_view kManifest = "known,action,date,folder,expected\n";

std::string manifest_row(const sim::Step& step) {
  return fmt::format("{},{},{},{},{}\n", step.known.text(), step.strikes ? "strike" : "import", step.date.text(),
                     step.folder, sim::kExpected[static_cast<std::size_t>(step.expected)]);
}

constexpr std::string_view kNotice =
    "Simulated: everything in this folder was made up by openend simulate. No fund, security, price or person of it "
    "exists.\nThe deliveries are in the program's input format; manifest.csv has their order. What the engine made of "
    "them "
    "is in results.\nRead on: docs/how-to/practice.md\n";

Result<Done> run_steps(Practice& practice, const std::vector<sim::Step>& steps, const Shelf& shelf, bool go_on) {
  for (const sim::Step& step : steps) {
    for (const auto& [kind, text] : step.files) shelf.write("deliveries/" + step.folder + "/" + kind + ".csv", text);
    auto done = practice.take(step, go_on);
    if (!done) return done;
  }
  return Done{};
}

/// A text file's bytes.
std::string read(const std::string& path) { return std::string(TextFile::open(path).text()); }

Result<std::vector<sim::Step>> read_steps(const std::string& folder) {
  const TextFile file = TextFile::open(folder + "/manifest.csv");
  static constexpr ColumnRule kColumns[] = {{"known"}, {"action"}, {"date"}, {"folder"}, {"expected"}};
  TRY(CsvFile csv, CsvFile::open(file, kColumns, {}));
  std::vector<sim::Step> steps;
  while (csv.next()) {
    sim::Step& step = steps.emplace_back();
    const auto known = Instant::parse(csv.text(0));
    const auto date = Date::parse(csv.text(2));
    const bool named = csv.text(1) == "strike" || csv.text(1) == "import";
    if (!known || !date || !named)
      csv.fault_of_row("E-SIM-002", "the step can not be read", "a row of the manifest",
                       "a moment, import or strike, and a day", "correct the row");
    step.known = known.value_or(Instant{});
    step.date = date.value_or(Date{});
    step.strikes = csv.text(1) == "strike";
    step.folder = csv.text(3);
    if (step.strikes) continue;
    for (const auto kind : store::feeds::file_kinds()) {
      const std::string path = folder + "/deliveries/" + step.folder + "/" + std::string(kind) + ".csv";
      if (std::error_code none; fs::exists(path, none)) step.files[std::string(kind)] = read(path);
    }
  }
  if (!csv.ok()) return csv.faults();
  return steps;
}

/// Does again what a folder holds; what comes out otherwise than expected is told by the results.
Result<Done> replay(Practice& practice, const std::string& folder, const Shelf& shelf) {
  TRY(const std::vector<sim::Step> steps, read_steps(folder));
  sim::Files trust;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder + "/trust", error))
    trust[entry.path().filename().string()] = read(entry.path().string());
  CHECK(practice.describe(trust, steps.empty() ? Instant{} : Instant{steps.front().known.microseconds - 1}));
  return run_steps(practice, steps, shelf, true);
}

Result<Done> generate(Practice& practice, const SimulateWords& words, const Shelf& shelf, sim::NewsCount& news) {
  TRY(const Calendar calendar, calendar_named("nyse"));
  const int days = words.days > 0 ? words.days : words.years * kDaysOfAYear;
  sim::Complex complex({words.seed, words.portfolios, days}, calendar);
  for (const auto& [name, text] : complex.trust()) shelf.write("trust/" + name, text);
  CHECK(practice.describe(complex.trust(), complex.described()));
  std::string manifest(kManifest);
  Result<Done> outcome = Done{};
  while (outcome && !complex.over()) {
    const auto steps = complex.next();
    for (const sim::Step& step : steps) manifest += manifest_row(step);
    outcome = run_steps(practice, steps, shelf, false);
  }
  shelf.write("SIMULATED.txt", kNotice);
  shelf.write("manifest.csv", manifest);
  news = complex.news();
  return outcome;
}

void print_summary(const Practice& practice, const SimulateWords& words, const sim::NewsCount& news, bool json) {
  const PracticeCount& count = practice.count();
  const Session& session = practice.session();
  if (json) {
    ordered_json told, navs = ordered_json::array();
    for (std::size_t i = 0; i < news.size(); ++i) told[std::string(sim::kNews[i])] = news[i];
    for (const auto& p : practice.last()) {
      navs.push_back({{"portfolio", session.registry().portfolio_key(p.portfolio)},
                      {"date", p.date.text()},
                      {"net_assets", Decimal::of(p.net_assets, 2).text()},
                      {"shares", p.shares.decimal().text()},
                      {"nav_per_share", p.nav.text()},
                      {"digest", hex(p.digest)}});
    }
    ordered_json answer{{"simulated", true},        {"days", count.days},
                        {"navs", count.navs},       {"restated", count.restated},
                        {"refused", count.refused}, {"already_recorded", count.repeated},
                        {"portfolios", navs},       {"store_digest", hex(session.store().events().head())}};
    if (words.replay.empty()) {
      answer["seed"] = words.seed;
      answer["news"] = told;
    }
    fmt::print("{}\n", answer.dump(2));
    return;
  }
  fmt::print("SIMULATED: {}; nothing of it is real\n",
             words.replay.empty() ? fmt::format("seed {}", words.seed) : "again from " + words.replay);
  fmt::print("{} days struck, {} net asset values, {} of them restated by late news\n", count.days, count.navs,
             count.restated);
  if (words.replay.empty()) {
    fmt::print("news that was not simply the day's:");
    for (std::size_t i = 0; i < news.size(); ++i) fmt::print("{} {} {}", i == 0 ? "" : ",", news[i], sim::kNews[i]);
    fmt::print("\n");
  }
  fmt::print("{} deliveries refused, {} recorded before; the store was left as it was\n\n", count.refused,
             count.repeated);
  fmt::print("{:<22} {:<10} {:>20} {:>18} {:>10}\n", "simulated portfolio", "date", "net assets", "shares", "NAV");
  for (const auto& p : practice.last()) {
    fmt::print("{:<22} {:<10} {:>20} {:>18} {:>10}\n", session.registry().portfolio_key(p.portfolio), p.date.text(),
               Decimal::of(p.net_assets, 2).text(), p.shares.decimal().text(), p.nav.text());
  }
}

Result<int> simulate_command(const Common& common, const SimulateWords& words) {
  const bool in_memory = words.store == "memory";
  if (!in_memory && ::access(words.store.c_str(), F_OK) == 0)
    return refuse("E-SIM-003", "the store " + words.store + " is there already",
                  "name a file that does not exist: a simulation never touches another store");
  std::error_code error;  // what can not be looked at can not be written either
  if (!words.folder.empty() && fs::exists(words.folder, error) && !fs::is_empty(words.folder, error))
    return refuse("E-SIM-004", "the folder " + words.folder + " is not empty", "name a folder that does not exist");
  Practice practice(in_memory ? store::open_memory_store() : store::open_sqlite_store(words.store, false),
                    words.threads);
  sim::NewsCount news{};
  const Shelf shelf(words.folder);
  const Result<Done> outcome =
      words.replay.empty() ? generate(practice, words, shelf, news) : replay(practice, words.replay, Shelf(""));
  const Shelf results(words.replay.empty() ? words.folder : words.replay);
  for (const auto& [name, text] : practice.results()) results.write("results/" + name, text);
  if (!outcome) return outcome.refusals();
  print_summary(practice, words, news, common.json);
  return kDone;
}

}  // namespace

void add_simulate(CLI::App& app, Common& common, std::function<Result<int>()>& run) {
  auto words = std::make_shared<SimulateWords>();
  auto* simulate = app.add_subcommand(
      "simulate",
      "Practise: run fictitious years of a fund complex, made up from a seed.\nExample: openend simulate --seed 7 "
      "--portfolios 3 --years 1 --folder /tmp/practice\nRead on: docs/how-to/practice.md");
  simulate->add_option("--seed", words->seed, "what everything is made up from; default: 1");
  simulate->add_option("--portfolios", words->portfolios, "how many; default: 1")->check(CLI::Range(1, 1'000));
  simulate->add_option("--years", words->years, "how many, of 252 pricing days; default: 1")->check(CLI::Range(1, 10));
  simulate->add_option("--days", words->days, "pricing days, in place of years")->check(CLI::Range(1, 2'520));
  simulate->add_option("--store", words->store, "memory (the default), or a file that does not exist yet");
  simulate->add_option("--folder", words->folder, "write the deliveries and what was made of them here");
  simulate->add_option("--replay", words->replay, "do again what is in such a folder, as it is now");
  simulate->add_option("--threads", words->threads, "threads to strike on")->check(CLI::Range(1, 256));
  simulate->add_flag("--json", common.json, "answer in JSON");
  simulate->callback([words, &common, &run] { run = [words, &common] { return simulate_command(common, *words); }; });
}

}  // namespace openend::app
