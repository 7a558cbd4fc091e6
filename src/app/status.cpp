// app/status.cpp - floor 7
//
// The commands of the workflow: override, approve and publish, and where every portfolio stands on a day.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "app/commands.h"
#include "app/flow.h"
#include "app/news.h"
#include "app/walk.h"
#include "app/zones.h"
#include "check/list.h"

namespace openend::app {

using event::BatchKind;
using nav::FlowState;
using nlohmann::ordered_json;

namespace {

constexpr std::string_view kOnTrust = "names are taken on trust until there are accounts";

/// One portfolio's day as `status` tells it.
struct Standing {
  std::string portfolio;
  Date day;
  FlowState state = FlowState::NotOpened;
  std::vector<nav::DayVersion> versions;  ///< none: not struck
  std::string waits_for;                  ///< why it can not be struck yet
  std::optional<Instant> deadline;
  Instant now;

  const nav::DayVersion* last() const { return versions.empty() ? nullptr : &versions.back(); }
  /// The first publication: later ones amend it.
  const nav::DayVersion* first_published() const {
    const auto at =
        std::find_if(versions.begin(), versions.end(), [](const auto& v) { return v.published.has_value(); });
    return at == versions.end() ? nullptr : &*at;
  }
  bool amended() const { return first_published() != nullptr && first_published() != last(); }
  bool late() const {
    if (!deadline || state == FlowState::NotOpened) return false;
    const auto* published = first_published();
    return (published != nullptr ? published->published->at : now) > *deadline;
  }
};

bool has_market(const store::EventLog& log, Date day) {
  store::Query query;
  query.kind = static_cast<std::uint16_t>(BatchKind::Prices);
  query.from = query.to = day;
  query.with_bodies = false;
  return !log.read(query).empty();
}

/// LAW   Spec N-4: open -> data complete -> calculated.
/// EDGE  READ AS: the data are complete when an estimate can be made of them in which every price is of the day.
void look_ahead(Session& session, PortfolioId portfolio, Date day, Standing& standing) {
  const auto opened = first_event(session.store().events(), portfolio);
  if (!opened || *opened > day) return;
  standing.state = FlowState::Open;
  if (!has_market(session.store().events(), day)) {
    standing.waits_for = "no price of the day is known";
    return;
  }
  StrikeRequest request;
  request.date = day;
  request.portfolios = {portfolio};
  request.record = false;
  Walk walk(session);
  const auto estimate = walk.strike(request);
  if (!estimate) {
    standing.waits_for = estimate.refusals().front().message;
    return;
  }
  if (estimate.value().portfolios.empty()) {  // it has events, and no opening before them
    standing.waits_for = "the portfolio has no opening";
    return;
  }
  const StruckPortfolio& struck = estimate.value().portfolios.front();
  standing.state = FlowState::IncompleteData;
  if (struck.state == StrikeState::Refused) {
    standing.waits_for = struck.refusals.front().message;
    return;
  }
  const auto stale = check::check_of(check::CheckId::PriceMissing).id;
  for (const auto& finding : struck.package.findings) {
    if (finding.check == stale && !finding.passed) {
      standing.waits_for = finding.detail;
      return;
    }
  }
  standing.state = FlowState::DataComplete;
}

Result<Standing> standing_of(Session& session, const entity::Portfolio& portfolio, Date day, Instant now) {
  Standing standing;
  standing.portfolio = portfolio.key;
  standing.day = day;
  standing.now = now;
  const auto settings = session.registry().trust().settings_of(portfolio, day);
  if (!settings.publication_deadline.empty()) {
    TRY(standing.deadline, deadline_on(day, settings.publication_deadline));
  }
  standing.versions = versions_of(session.store(), portfolio.id, day);
  if (standing.versions.empty())
    look_ahead(session, portfolio.id, day, standing);
  else
    standing.state = standing.last()->state();
  return standing;
}

ordered_json signature(const std::string& who, Instant at) { return {{"by", who}, {"at", at.text()}}; }
ordered_json signature(const std::optional<nav::Signed>& given) {
  return given ? signature(given->decision.who, given->at) : ordered_json();
}

ordered_json json_of(const Standing& standing) {
  ordered_json json = {{"portfolio", standing.portfolio},
                       {"class", nullptr},
                       {"date", standing.day.text()},
                       {"state", name_of(standing.state)}};
  ordered_json failed = ordered_json::array(), published = ordered_json::array();
  if (const auto* last = standing.last()) {
    json["class"] = last->package.share_class;
    json["version"] = last->version;
    json["nav_per_share"] = last->package.nav_text();
    json["digest"] = hex(last->package.digest);
    for (const auto& finding : last->package.findings) {
      if (finding.passed) continue;
      ordered_json one = {{"check", finding.check},   {"subject", finding.subject},
                          {"found", finding.found},   {"limit", check::limit_of(finding)},
                          {"detail", finding.detail}, {"override", nullptr}};
      if (const auto* given = last->override_of(finding)) {
        one["override"] = signature(given->decision.who, given->at);
        one["override"]["reason"] = given->decision.reason;
      }
      failed.push_back(std::move(one));
    }
  }
  for (const auto& version : standing.versions) {
    if (!version.published) continue;
    ordered_json one = {{"version", version.version}, {"nav_per_share", version.package.nav_text()}};
    one.update(signature(version.published));
    published.push_back(std::move(one));
  }
  const auto* last = standing.last();
  json["failed"] = failed;
  json["prepared"] = last != nullptr ? signature(last->prepared_by, last->prepared) : ordered_json();
  json["approved"] = last != nullptr ? signature(last->approved) : ordered_json();
  json["published"] = published;
  json["amended"] = standing.amended();
  json["waits_for"] = standing.waits_for;
  json["deadline"] = standing.deadline ? ordered_json(standing.deadline->text()) : ordered_json();
  json["late"] = standing.late();
  return json;
}

/// "ann 1997-01-07 21:30".
std::string short_signature(const std::string& who, Instant at) {
  const std::string moment = at.text();
  return who + " " + moment.substr(0, 10) + " " + moment.substr(11, 5);
}
std::string short_signature(const std::optional<nav::Signed>& given) {
  return given ? short_signature(given->decision.who, given->at) : std::string();
}

std::vector<std::string> cells_of(const Standing& standing) {
  const auto* last = standing.last();
  const std::string late = standing.late() ? "late" : "";
  if (last == nullptr)
    return {standing.portfolio, "", std::string(name_of(standing.state)), "", "", "", "", "", "", late};
  const auto failed = std::count_if(last->package.findings.begin(), last->package.findings.end(),
                                    [](const auto& finding) { return !finding.passed; });
  return {standing.portfolio,
          last->package.share_class,
          std::string(name_of(standing.state)),
          std::to_string(last->version),
          last->package.nav_text(),
          std::to_string(failed),
          short_signature(last->prepared_by, last->prepared),
          short_signature(last->approved),
          short_signature(last->published),
          late};
}

/// So many failures of one check are told to people; a program gets all.
constexpr std::size_t kShown = 3;

void print_notes(const Standing& standing) {
  if (!standing.waits_for.empty()) fmt::print("    {}: {}\n", standing.portfolio, standing.waits_for);
  const auto* last = standing.last();
  if (last == nullptr) return;
  std::map<std::string_view, std::size_t> told;
  for (const auto& finding : last->package.findings) {
    if (finding.passed || ++told[finding.check] > kShown) continue;
    const auto* given = last->override_of(finding);
    fmt::print("    {} ! {}: {}{}\n", standing.portfolio, finding.check, finding.detail,
               given == nullptr ? "" : " (let pass by " + given->decision.who + ": " + given->decision.reason + ")");
  }
  for (const auto& [check, count] : told) {
    if (count > kShown)
      fmt::print("    {} ! {}: and {} more (--json lists all)\n", standing.portfolio, check, count - kShown);
  }
  for (const auto& version : standing.versions) {
    if (version.published && &version != last)
      fmt::print("    {}: version {} is published with {} and amended by version {}\n", standing.portfolio,
                 version.version, version.package.nav_text(), last->version);
  }
}

void print_table(const std::vector<Standing>& standings) {
  std::vector<std::vector<std::string>> rows{{"portfolio", "class", "state", "ver", "NAV", "failed", "prepared (UTC)",
                                              "approved (UTC)", "published (UTC)", "late"}};
  for (const auto& standing : standings) rows.push_back(cells_of(standing));
  std::vector<std::size_t> widths(rows[0].size(), 0);
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].size());
  }
  for (const auto& row : rows) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      const bool number = i >= 3 && i <= 5;
      line += fmt::format(fmt::runtime(number ? "{:>{}}  " : "{:<{}}  "), row[i], widths[i]);
    }
    fmt::print("{}\n", line.substr(0, line.find_last_not_of(' ') + 1));
  }
}

void print_standings(const Common& common, Date day, const std::vector<Standing>& standings) {
  if (common.json) {
    ordered_json all = ordered_json::array();
    for (const auto& standing : standings) all.push_back(json_of(standing));
    fmt::print("{}\n", ordered_json{{"date", day.text()}, {"portfolios", all}, {"note", kOnTrust}}.dump(
                           2, ' ', false, ordered_json::error_handler_t::replace));
    return;
  }
  print_table(standings);
  for (const auto& standing : standings) print_notes(standing);
  fmt::print("{}\n", kOnTrust);
}

/// The last day on which anything was struck.
std::optional<Date> last_struck(const Session& session) {
  std::optional<Date> last;
  for (const auto& portfolio : session.registry().trust().portfolios) {
    const auto seal = session.store().days().last(portfolio.id);
    if (seal && (!last || *last < seal->day)) last = seal->day;
  }
  return last;
}

}  // namespace

Result<int> decision_command(const Common& common, BatchKind kind, const DecisionWords& words) {
  Session session(store::open_sqlite_store(common.store, true));
  TRY(const auto named, portfolio_and_day(session, words.subject));
  const entity::Portfolio* portfolio = session.registry().trust().find(named.first);
  if (portfolio == nullptr)
    return refuse("E-REF-001", "the portfolio of " + words.subject + " is not of the trust any more",
                  "name a portfolio of the trust");
  event::Decision decision;
  decision.who = words.as;
  const std::size_t colon = words.check.find(':');
  decision.check = words.check.substr(0, colon);
  if (colon != std::string::npos) decision.subject = words.check.substr(colon + 1);
  decision.reason = words.reason;
  const Instant now = common.known_now();
  CHECK(decide(session, kind, named.first, named.second, std::move(decision), now));
  TRY(Standing standing, standing_of(session, *portfolio, named.second, now));
  std::vector<Standing> one;
  one.push_back(std::move(standing));
  print_standings(common, named.second, one);
  return kDone;
}

Result<int> status_command(const Common& common, const std::optional<Date>& date) {
  Session session(store::open_sqlite_store(common.store, true));
  TRY(const Calendar calendar, session.calendar());
  const auto day = date ? date : last_struck(session);
  if (!day) return refuse("E-FLOW-002", "nothing was struck yet", "name a day with --date");
  if (!calendar.is_open(*day))
    return refuse("E-DAY-002", day->text() + " is no pricing day of the calendar " + calendar.name(),
                  "name a day on which it is open");
  std::vector<Standing> standings;
  for (const auto& portfolio : session.registry().trust().portfolios) {
    TRY(auto standing, standing_of(session, portfolio, *day, common.known_now()));
    standings.push_back(std::move(standing));
  }
  print_standings(common, *day, standings);
  return kDone;
}

}  // namespace openend::app
