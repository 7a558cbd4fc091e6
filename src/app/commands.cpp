#include "app/commands.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>

#include "app/flow.h"
#include "app/open_filing.h"
#include "app/period.h"
#include "app/reconcile.h"
#include "app/refusal_json.h"
#include "app/session.h"
#include "app/struck_day.h"
#include "app/walk.h"
#include "event/codec.h"
#include "report/report.h"

namespace openend::app {

using nlohmann::ordered_json;

Instant Common::known_now() const {
  if (known) return *known;
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return {std::chrono::duration_cast<std::chrono::microseconds>(now).count()};
}

namespace {

Session open_existing(const Common& common) { return Session(store::open_sqlite_store(common.store, true)); }

void print(const ordered_json& json) {
  fmt::print("{}\n", json.dump(2, ' ', false, ordered_json::error_handler_t::replace));
}

}  // namespace

Result<PortfolioId> portfolio_named(const Session& session, const std::string& key) {
  const auto id = session.registry().find_portfolio(key);
  if (id.exists() && session.registry().trust().find(id) != nullptr) return id;
  Refusals faults = refuse("E-REF-001", "the portfolio " + key + " is not known", "name a portfolio of the trust");
  for (const auto& portfolio : session.registry().trust().portfolios)
    faults[0].expected += (faults[0].expected.empty() ? "" : ", ") + portfolio.key;
  faults[0].found = key;
  return faults;
}

void print_refusals(const Refusals& refusals, bool json, std::string_view outcome) {
  if (json) {
    ordered_json all = ordered_json::array();
    add_refusals(all, refusals);
    print({{"refused", all}});
    return;
  }
  for (const Refusal& r : refusals) {
    std::string place = r.place.file;
    if (r.place.row > 0) place += fmt::format(":{}", r.place.row);
    if (r.place.column > 0) place += fmt::format(":{}", r.place.column);
    fmt::print(stderr, "refused {}{}{}\n  {}\n", r.code, place.empty() ? "" : "   ", place, r.message);
    if (!r.found.empty()) fmt::print(stderr, "  found     {}\n", r.found);
    if (!r.expected.empty()) fmt::print(stderr, "  expected  {}\n", r.expected);
    if (!r.remedy.empty()) fmt::print(stderr, "  remedy    {}\n", r.remedy);
  }
  fmt::print(stderr, "{}\n", outcome);
}

// -- init, import
// ---------------------------------------------------------------------------------------------------------

Result<int> init_command(const Common& common, const std::string& folder) {
  TRY(auto terms, store::feeds::read_trust_folder(folder));
  const bool fresh = ::access(common.store.c_str(), F_OK) != 0;
  if (fresh) {  // a folder that does not describe a trust leaves no store behind
    Session trial(store::open_memory_store());
    CHECK(trial.init(terms, common.known_now()));
  }
  Session session(store::open_sqlite_store(common.store, false));
  const auto changes = session.difference(terms);
  CHECK(session.init(std::move(terms), common.known_now()));
  const auto& trust = session.registry().trust();
  if (common.json) {
    ordered_json set = ordered_json::array(), removed = ordered_json::array();
    for (const auto& t : changes.set) set.push_back({{"file", t.file}, {"key", t.path}, {"value", t.value}});
    for (const auto& t : changes.removed) removed.push_back({{"file", t.file}, {"key", t.path}, {"value", t.value}});
    print({{"trust", trust.key},
           {"portfolios", trust.portfolios.size()},
           {"set", set},
           {"removed", removed},
           {"store_digest", hex(session.store().events().head())}});
    return kDone;
  }
  for (const auto& t : changes.set) {
    const auto from = std::find_if(changes.changed_from.begin(), changes.changed_from.end(),
                                   [&](const auto& c) { return c.same_place(t); });
    if (from != changes.changed_from.end())
      fmt::print("~ {}  {}: {} -> {}\n", t.file, t.path, from->value, t.value);
    else if (!fresh)
      fmt::print("+ {}  {} = {}\n", t.file, t.path, t.value);
  }
  for (const auto& t : changes.removed) fmt::print("- {}  {} = {}\n", t.file, t.path, t.value);
  fmt::print("{}: {} portfolios, {} of {} terms recorded.\n", trust.name, trust.portfolios.size(),
             changes.set.size() + changes.removed.size(), session.registry().terms().size());
  return kDone;
}

Result<int> import_command(const Common& common, const std::string& kind, const std::string& path, bool dry_run) {
  Session session = open_existing(common);
  std::vector<Session::Named> files;
  store::feeds::FolderMapping mapping;
  if (kind == "folder") {
    TRY(auto opened, Session::open_folder(path));
    files = std::move(opened.first);
    mapping = std::move(opened.second);
  } else {
    files.push_back({kind, store::feeds::TextFile::open(path)});
  }
  TRY(const auto report, session.import(files, mapping, common.known_now(), dry_run));
  if (common.json) {
    ordered_json all = ordered_json::array();
    for (const auto& f : report)
      all.push_back({{"kind", f.kind},
                     {"file", f.name},
                     {"rows", f.rows},
                     {"sha256", f.digest},
                     {"already_recorded", f.already_recorded}});
    print({{"files", all}, {"recorded", !dry_run}, {"store_digest", hex(session.store().events().head())}});
    return kDone;
  }
  for (const auto& f : report) {
    if (f.already_recorded)
      fmt::print("{:<18} {:>9}  was recorded before; nothing is recorded twice\n", f.kind, "");
    else
      fmt::print("{:<18} {:>9} rows\n", f.kind, f.rows);
  }
  fmt::print("{}\n", dry_run ? "Dry run: all is good, nothing was recorded." : "Recorded.");
  return kDone;
}

// -- strike
// -----------------------------------------------------------------------------------------------------------------

namespace {

ordered_json json_of(const Session& session, const StruckPortfolio& struck) {
  const auto& p = struck.package;
  ordered_json restated = ordered_json::array();
  for (const Date day : struck.restated) restated.push_back(day.text());
  return {{"portfolio", session.registry().portfolio_key(struck.portfolio)},
          {"class", p.share_class},
          {"date", p.date.text()},
          {"state", name_of(struck.state)},
          {"net_assets", Decimal::of(p.net_assets, 2).text()},
          {"shares_outstanding", p.has_shares() ? ordered_json(p.shares.decimal().rounded(3, Rounding::HalfUp).text())
                                                : ordered_json(nullptr)},
          {"nav_per_share", p.has_shares() ? ordered_json(p.nav.text()) : ordered_json(nullptr)},
          {"nav_unrounded", p.has_shares() ? ordered_json(p.nav_unrounded.text()) : ordered_json(nullptr)},
          {"digest", hex(p.digest)},
          {"exceptions", p.exceptions},
          {"version", struck.version},
          {"restated", restated}};
}

std::string grouped(const std::string& number) {
  std::string text = number;
  std::size_t end = std::min(text.find('.'), text.size());
  const std::size_t first = text.starts_with('-') ? 1 : 0;
  while (end > first + 3) text.insert(end -= 3, ",");
  return text;
}

void print_progress(Date day, std::size_t done, std::size_t days) {
  constexpr std::size_t kWidth = 30;
  const std::size_t filled = days == 0 ? kWidth : kWidth * done / days;
  fmt::print(stderr, "\r[{}{}] {} of {} days  {}", std::string(filled, '#'), std::string(kWidth - filled, '.'), done,
             days, day.text());
  if (done == days) fmt::print(stderr, "\n");
}

}  // namespace

Result<int> strike_command(const Common& common, const StrikeWords& words) {
  Session session = open_existing(common);
  StrikeRequest request;
  request.date = words.date;
  request.record = !words.estimate;
  request.threads = words.threads;
  request.known = common.known_now();
  request.as = words.as;
  for (const auto& key : words.portfolios) {
    TRY(const PortfolioId id, portfolio_named(session, key));
    request.portfolios.push_back(id);
  }
  if (!common.json && ::isatty(2) != 0) {
    request.progress = [](Date day, std::size_t done, std::size_t days) {
      if (days > 5) print_progress(day, done, days);
    };
  }
  Walk walk(session);
  TRY(const StrikeReport report, walk.strike(request));
  const bool failed = std::any_of(report.portfolios.begin(), report.portfolios.end(),
                                  [](const auto& p) { return p.state == StrikeState::Refused; });
  if (common.json) {
    ordered_json portfolios = ordered_json::array(), not_opened = ordered_json::array(),
                 refused = ordered_json::array();
    for (const auto& struck : report.portfolios) {
      if (struck.state != StrikeState::Refused) {
        portfolios.push_back(json_of(session, struck));
        continue;
      }
      add_refusals(refused, struck.refusals, session.registry().portfolio_key(struck.portfolio));
    }
    for (const PortfolioId id : report.not_opened) not_opened.push_back(session.registry().portfolio_key(id));
    ordered_json answer = {{"date", report.date.text()}, {"portfolios", portfolios}, {"not_opened", not_opened}};
    if (!refused.empty()) answer["refused"] = refused;
    print(answer);
    return failed ? kFailed : kDone;
  }
  fmt::print("{} of {}{}\n", words.estimate ? "ESTIMATE (nothing recorded)" : "Net asset values", report.date.text(),
             words.as.empty() ? "" : ", struck as " + words.as + " (names are taken on trust)");
  fmt::print("{:<22} {:<14} {:>20} {:>18} {:>10} {:>4}  {}\n", "portfolio", "class", "net assets", "shares", "NAV",
             "ver", "state");
  for (const auto& struck : report.portfolios) {
    if (struck.state == StrikeState::Refused) continue;
    const auto& p = struck.package;
    fmt::print("{:<22} {:<14} {:>20} {:>18} {:>10} {:>4}  {}\n", session.registry().portfolio_key(struck.portfolio),
               p.share_class, grouped(Decimal::of(p.net_assets, 2).text()),
               p.has_shares() ? grouped(p.shares.decimal().rounded(3, Rounding::HalfUp).text()) : p.nav_text(),
               p.nav_text(), struck.version, name_of(struck.state));
    if (!struck.restated.empty())
      fmt::print("    {} sealed day(s) restated, from {} on; the old versions stay\n", struck.restated.size(),
                 struck.restated.front().text());
    for (std::size_t i = 0; i < p.exceptions.size() && i < 3; ++i) fmt::print("    ! {}\n", p.exceptions[i]);
    if (p.exceptions.size() > 3)
      fmt::print("    ! ... and {} more exceptions (--json lists all)\n", p.exceptions.size() - 3);
  }
  if (!report.not_opened.empty()) {
    fmt::print("not opened:");
    for (const PortfolioId id : report.not_opened) fmt::print(" {}", session.registry().portfolio_key(id));
    fmt::print("\n");
  }
  std::fflush(stdout);
  for (const auto& struck : report.portfolios) {
    if (struck.state == StrikeState::Refused)
      print_refusals(struck.refusals, false, "This portfolio was not struck; the others were.");
  }
  return failed ? kFailed : kDone;
}

// -- report, verify, dump
// -----------------------------------------------------------------------------------------------------

Result<std::pair<PortfolioId, Date>> portfolio_and_day(const Session& session, const std::string& subject) {
  const std::size_t at = subject.find('@');
  const auto date = at == std::string::npos ? std::nullopt : Date::parse(subject.substr(at + 1));
  const PortfolioId portfolio = session.registry().find_portfolio(subject.substr(0, at));
  if (!date || !portfolio.exists())
    return refuse("E-EXPLAIN-003", "\"" + subject + "\" names no portfolio and day",
                  "write PORTFOLIO@DATE, as growth@1996-12-31");
  return std::pair(portfolio, *date);
}

Result<int> report_command(const Common& common, const ReportWords& words) {
  const auto kinds = report::kinds();
  const auto wanted = std::find_if(kinds.begin(), kinds.end(), [&](const auto& k) { return k.word == words.kind; });
  OE_ASSERT(wanted != kinds.end(), "the command line takes only words of the list of reports");
  Session session = open_existing(common);
  TRY(const PortfolioId id, portfolio_named(session, words.portfolio));
  TRY(const Calendar calendar, session.calendar());
  Walk walk(session);
  walk.known_by = common.as_known;
  TRY(const RebuiltDay day, walk.rebuild(id, words.date, wanted->with_bridge));
  report::Struck struck = struck_day(session.registry(), calendar, id, day);
  struck.prices = &walk.prices();
  struck.fair_values = &walk.fair_values();
  struck.offers = walk.offers();
  book::JournalView journal;
  if (!book::decode(day.sealed.journal, journal)) throw store::StoreFault("a day's entries can not be read");
  struck.second = &day.sealed.second;
  struck.journal = &journal;
  struck.before = [&]() -> std::optional<report::StruckBefore> {
    if (!day.sealed.package.change.from_strike) return std::nullopt;
    Walk earlier(session);
    earlier.known_by = common.as_known;
    auto before = earlier.rebuild(id, day.sealed.package.change.since);
    if (!before) return std::nullopt;
    return report::StruckBefore{day.sealed.package.change.since, std::move(before.value().book),
                                std::move(before.value().sealed.marks)};
  };
  struck.versions_between = [&](Date first, Date last) {
    return versions_between(session.store(), id, first, last, common.as_known);
  };
  std::optional<filing::nport::Filing> filing;
  if (wanted->with_filing) {
    TRY(filing, recorded_filing(session.store(), id));
    if (filing) struck.filing = &*filing;
  }
  std::optional<report::Period> period;
  if (words.from && !wanted->of_period)
    return refuse("E-PERIOD-007", "the report " + words.kind + " is of one day", "leave out --from");
  if (wanted->of_period) {
    const Date first = words.from.value_or(fiscal_year_start(session.registry().trust(), words.date));
    TRY(period, period_of(session, id, first, words.date, common.as_known));
    struck.period = &*period;
  }
  std::optional<report::Reconciliation> statements;
  if (wanted->with_statements) {
    TRY(statements, reconciliation_of(session, struck, common.as_known));
    struck.reconciliation = &*statements;
  }
  const report::Report made = wanted->make(struck);
  const report::Format shape = words.format == "csv"                   ? report::Format::Csv
                               : words.format == "json" || common.json ? report::Format::Json
                               : words.format == "html"                ? report::Format::Html
                                                                       : report::Format::Text;
  fmt::print("{}", report::render(made, shape));
  return made.differs ? kFailed : kDone;
}

Result<int> verify_command(const Common& common, unsigned threads) {
  auto store = store::open_sqlite_store(common.store, true);
  const auto chain = store->events().verify_chain();  // first: a session reads what may be damaged
  const std::string head = hex(store->events().head());
  const std::uint64_t batches = store->events().last_sequence();
  std::vector<std::string> faults;
  if (chain) faults = faults_of_sources(store->events());
  const bool sources_good = faults.empty();
  VerifyReport replayed;
  if (!chain) {
    for (const auto& r : chain.refusals()) faults.push_back(r.code + " " + r.message);
  } else if (Session session(std::move(store)); session.registry().has_trust()) {
    Walk walk(session);
    TRY(replayed, walk.replay(threads));
    faults.insert(faults.end(), replayed.faults.begin(), replayed.faults.end());
  }
  const bool good = static_cast<bool>(chain) && sources_good && replayed.differing == 0;
  if (common.json) {
    print({{"ok", good},
           {"store_digest", head},
           {"digest_algorithm", kDigestAlgorithm},
           {"batches", batches},
           {"days_replayed", replayed.days},
           {"days_differing", replayed.differing},
           {"calculation", nav::kCalculation},
           {"faults", faults},
           {"notes", replayed.notes}});
  } else {
    fmt::print("chain      {} batches, {}\n", batches, chain ? "whole" : "BROKEN");
    fmt::print("replay     {} sealed days from the first event, {} differ\n", replayed.days, replayed.differing);
    fmt::print("digest     {} {}\n", kDigestAlgorithm, head);
    for (const auto& fault : faults) fmt::print("{}\n", fault);
    for (const auto& note : replayed.notes) fmt::print("note: {}\n", note);
  }
  return good ? kDone : kFailed;
}

}  // namespace openend::app
