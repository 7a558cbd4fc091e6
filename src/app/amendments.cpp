// app/amendments.cpp - floor 7
//
// What late events did to sealed net asset values, and what news would do that no strike has taken up [spec N-7, N-12].
// The first list compares each sealed day's first version with its latest; the second closes the touched days again in
// memory and compares them with what is sealed. Nothing is recorded, and both states of a day stay printable.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <tuple>

#include "app/commands.h"
#include "app/refusal_json.h"
#include "app/session.h"
#include "app/walk.h"
#include "event/codec.h"
#include "nav/amendment.h"
#include "report/render.h"

namespace openend::app {

namespace {

using nlohmann::ordered_json;

constexpr Date kFirst{INT32_MIN / 2}, kLast{INT32_MAX / 2};

constexpr const char* kAsClosed =
    "openend report KIND --portfolio P --date D --store S --as-known MOMENT, with the moment at which the version "
    "became known";
constexpr const char* kAsAmended = "the same without --as-known";

struct Version {
  unsigned number = 0;
  nav::NavPackage package;
  std::optional<Instant> known;  ///< when a strike sealed it, as the event log tells
};

/// One sealed day of one portfolio, before and after.
struct Change {
  const entity::Portfolio* portfolio = nullptr;
  Date day;
  std::vector<Version> versions;  ///< as sealed: the first to the latest, or the latest alone before news
  std::optional<nav::NavPackage> would_be;
  policy::Settings settings;
  nav::Amendment amendment;

  const nav::NavPackage& sealed() const { return versions.front().package; }
  const nav::NavPackage& after() const { return would_be ? *would_be : versions.back().package; }
};

struct Answer {
  std::vector<Change> amended, would_be;
  std::vector<WouldBe::Refused> refused;
};

using KnownMoments = std::map<std::tuple<PortfolioId, Date, unsigned>, Instant>;

/// When each version of a day was sealed: from the answers that the strikes left in the log.
KnownMoments moments_of(const store::EventLog& log, Date from, Date to) {
  store::Query query;
  query.kind = static_cast<std::uint16_t>(event::BatchKind::Strike);
  query.from = from;
  query.to = to;
  KnownMoments moments;
  for (const store::Batch& batch : log.read(query)) {
    std::vector<event::SealedAnswer> answers;
    if (!event::decode(batch.body, answers))
      throw store::StoreFault("batch " + std::to_string(batch.sequence) + " can not be read: run openend verify");
    for (const auto& answer : answers) moments[{answer.portfolio, answer.day, answer.version}] = batch.known;
  }
  return moments;
}

Version version_of(const store::Seal& seal, const KnownMoments& moments) {
  Version version;
  version.number = seal.version;
  if (!nav::decode(seal.header, version.package))
    throw store::StoreFault("the day " + seal.day.text() + " can not be read: run openend verify");
  const auto at = moments.find({seal.portfolio, seal.day, seal.version});
  if (at != moments.end()) version.known = at->second;
  return version;
}

class Comparison {
 public:
  Comparison(Session& session, const AmendmentWords& words)
      : session_(session),
        from_(words.from.value_or(kFirst)),
        to_(words.to.value_or(kLast)),
        moments_(moments_of(session.store().events(), from_, to_)) {}

  /// Sealed days with more than one version.
  void add_amended(const entity::Portfolio& portfolio, std::vector<Change>& changes) const {
    const auto& archive = session_.store().days();
    for (const store::Seal& latest : archive.days(portfolio.id, from_)) {
      if (latest.day > to_ || latest.version == 1) continue;
      Change change = begin(portfolio, latest.day);
      for (std::uint16_t number = 1; number <= latest.version; ++number) {
        const auto seal = archive.version(portfolio.id, latest.day, number, false);
        if (!seal) throw store::StoreFault("a version of " + latest.day.text() + " is missing: run openend verify");
        change.versions.push_back(version_of(*seal, moments_));
      }
      finish(std::move(change), changes);
    }
  }

  /// Sealed days that news would change.
  void add_would_be(const entity::Portfolio& portfolio, const WouldBe& news, std::vector<Change>& changes) const {
    for (const WouldBe::Day& day : news.days) {
      if (day.sealed.portfolio != portfolio.id || day.sealed.day < from_) continue;
      Change change = begin(portfolio, day.sealed.day);
      change.versions.push_back(version_of(day.sealed, moments_));
      change.would_be = day.would_be;
      finish(std::move(change), changes);
    }
  }

  Date to() const { return to_; }

 private:
  Change begin(const entity::Portfolio& portfolio, Date day) const {
    Change change;
    change.portfolio = &portfolio;
    change.day = day;
    change.settings = session_.registry().trust().settings_of(portfolio, day);
    return change;
  }
  static void finish(Change change, std::vector<Change>& changes) {
    change.amendment = nav::amendment(change.sealed(), change.after(), change.settings);
    changes.push_back(std::move(change));
  }

  Session& session_;
  Date from_, to_;
  KnownMoments moments_;
};

Result<Answer> compare(Session& session, const AmendmentWords& words) {
  std::vector<PortfolioId> wanted;
  for (const auto& key : words.portfolios) {
    TRY(const PortfolioId id, portfolio_named(session, key));
    wanted.push_back(id);
  }
  const Comparison comparison(session, words);
  Walk walk(session);
  TRY(WouldBe news, walk.would_be(wanted, comparison.to(), words.threads));
  Answer answer;
  for (const entity::Portfolio& portfolio : session.registry().trust().portfolios) {
    if (!wanted.empty() && std::find(wanted.begin(), wanted.end(), portfolio.id) == wanted.end()) continue;
    comparison.add_amended(portfolio, answer.amended);
    comparison.add_would_be(portfolio, news, answer.would_be);
  }
  answer.refused = std::move(news.refused);
  return answer;
}

// -- as JSON
// --------------------------------------------------------------------------------------------------------------

std::string money(std::int64_t minor) { return Decimal::of(minor, 2).text(); }
std::string moment(const Version& version) { return version.known ? version.known->text() : std::string(); }

ordered_json figures(const nav::NavPackage& package) {
  return {{"nav_per_share", package.nav_text()},
          {"net_assets", money(package.net_assets)},
          {"shares_outstanding", package.shares.decimal().text()},
          {"digest", hex(package.digest)}};
}

ordered_json to_json(const Version& version) {
  ordered_json json = {{"version", version.number}, {"known", moment(version)}};
  json.update(figures(version.package));
  return json;
}

ordered_json to_json(const Change& change) {
  ordered_json json = {
      {"portfolio", change.portfolio->key}, {"class", change.after().share_class}, {"date", change.day.text()}};
  json["sealed"] = to_json(change.versions.front());
  if (change.would_be) {
    json["would_be"] = figures(*change.would_be);
  } else {
    json["amended"] = to_json(change.versions.back());
    for (const Version& version : change.versions) json["versions"].push_back(to_json(version));
  }
  json["difference_per_share"] = change.amendment.per_share.text();
  json["difference_pct"] = change.amendment.percent ? change.amendment.percent->text() : std::string();
  json["difference_net_assets"] = money(change.after().net_assets - change.sealed().net_assets);
  json["reaches_limits"] = change.amendment.reaches_limits;
  json["limits"] = {{"per_share", change.settings.correction_per_share.text()},
                    {"pct", change.settings.correction_pct.text()}};
  return json;
}

void print_json(const Session& session, const Answer& answer) {
  ordered_json amended = ordered_json::array(), would_be = ordered_json::array(), refused = ordered_json::array();
  for (const Change& change : answer.amended) amended.push_back(to_json(change));
  for (const Change& change : answer.would_be) would_be.push_back(to_json(change));
  for (const auto& entry : answer.refused)
    add_refusals(refused, entry.reasons, session.registry().portfolio_key(entry.portfolio));
  const ordered_json all = {{"amended", amended},
                            {"would_be", would_be},
                            {"refused", refused},
                            {"print", {{"as_closed", kAsClosed}, {"as_amended", kAsAmended}}}};
  fmt::print("{}\n", all.dump(2, ' ', false, ordered_json::error_handler_t::replace));
}

// -- for people
// -----------------------------------------------------------------------------------------------------------

using Cells = std::vector<std::string>;

/// Columns as wide as they need; the first three are words, the others figures.
void print_table(const std::vector<Cells>& rows) {
  std::vector<std::size_t> widths(rows[0].size(), 0);
  for (const Cells& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].size());
  }
  for (const Cells& row : rows) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i)
      line += i < 3 ? fmt::format("{:<{}}  ", row[i], widths[i]) : fmt::format("{:>{}}  ", row[i], widths[i]);
    fmt::print("{}\n", line.erase(line.find_last_not_of(' ') + 1));
  }
}

/// `after`: what the second state is called.
void print_changes(const std::vector<Change>& changes, const std::string& after) {
  const bool sealed_twice = !changes[0].would_be;
  std::vector<Cells> rows{{"portfolio", "class", "day", "NAV sealed", "NAV " + after, "a share", "percent",
                           "net assets sealed", "net assets " + after, "limits", "version", "known"}};
  if (sealed_twice) {
    rows[0].emplace_back("latest");
    rows[0].emplace_back("known");
  }
  for (const Change& change : changes) {
    const Version& first = change.versions.front();
    rows.push_back({change.portfolio->key, change.after().share_class, change.day.text(), change.sealed().nav_text(),
                    change.after().nav_text(), change.amendment.per_share.text(),
                    change.amendment.percent ? change.amendment.percent->text() : "-",
                    report::group_digits(money(change.sealed().net_assets)),
                    report::group_digits(money(change.after().net_assets)),
                    change.amendment.reaches_limits ? "REACHED" : "below", std::to_string(first.number),
                    moment(first)});
    if (!sealed_twice) continue;
    rows.back().push_back(std::to_string(change.versions.back().number));
    rows.back().push_back(moment(change.versions.back()));
  }
  print_table(rows);
  const auto reached =
      std::count_if(changes.begin(), changes.end(), [](const Change& c) { return c.amendment.reaches_limits; });
  fmt::print("{} of {} reach the limits of a correction, on {}: {} a share and {} percent\n", reached, changes.size(),
             changes.back().day.text(), changes.back().settings.correction_per_share.text(),
             changes.back().settings.correction_pct.text());
}

void print_text(const Answer& answer) {
  if (answer.amended.empty()) {
    fmt::print("Amended: no sealed day has more than one version.\n");
  } else {
    fmt::print("Amended: sealed days as first closed, and as they stand now\n");
    print_changes(answer.amended, "amended");
  }
  fmt::print("\n");
  if (answer.would_be.empty()) {
    fmt::print("Would-be: no news is known that would change a sealed day.\n");
  } else {
    fmt::print("Would-be: sealed days that the next strike will amend, by news that no strike has taken up\n");
    print_changes(answer.would_be, "would be");
  }
  if (answer.amended.empty() && answer.would_be.empty()) return;
  fmt::print("\nas closed   {}\nas amended  {}{}\n", kAsClosed, kAsAmended,
             answer.would_be.empty() ? "" : "; an estimate while the news waits for a strike");
}

}  // namespace

Result<int> amendments_command(const Common& common, const AmendmentWords& words) {
  Session session(store::open_sqlite_store(common.store, true));
  TRY(const Answer answer, compare(session, words));
  if (common.json) {
    print_json(session, answer);
  } else {
    print_text(answer);
    std::fflush(stdout);
    for (const auto& entry : answer.refused)
      print_refusals(entry.reasons, false, "The news of this portfolio can not be struck; nothing was recorded.");
  }
  return answer.refused.empty() ? kDone : kFailed;
}

}  // namespace openend::app
