#include "app/open_filing.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "app/filing_delivery.h"
#include "app/law.h"
#include "app/walk.h"
#include "filing/nport_checks.h"
#include "store/feeds/nport.h"

namespace openend::app {

using namespace filing::nport;
using nlohmann::ordered_json;
using store::feeds::TextFile;

namespace {

std::string cents(std::int64_t minor) { return Decimal::of(minor, 2).text(); }

Result<std::optional<Fixed>> shares_given(const std::string& text) {
  if (text.empty()) return std::optional<Fixed>{};
  constexpr int kSharePlaces = 3;
  const auto value = Decimal::parse(text);
  const auto shares = value ? to_fixed(value->trimmed()) : std::nullopt;
  if (shares && shares->coefficient > 0 && shares->places <= kSharePlaces) return shares;
  Refusals faults = refuse("E-NPORT-014", "the shares outstanding can not be read",
                           "give the number that the fund states for the day, or leave --shares out");
  faults[0].found = text;
  faults[0].expected = "a number above zero of at most 3 decimals, such as 1250000.125";
  return faults;
}

/// Refuses a store whose trust is another registrant, and a series that is open already.
Result<Done> fits(const entity::Registry& registry, const Filing& filing) {
  if (!registry.has_trust()) return Done{};
  const entity::Trust& trust = registry.trust();
  if (trust.key != trust_key(filing)) {
    Refusals faults = refuse("E-NPORT-011", "the store holds another trust than the filing's registrant",
                             "open the filing into a store of its own");
    faults[0].found = filing.registrant + ", CIK " + filing.cik;
    faults[0].expected = trust.name;
    return faults;
  }
  const std::string key = portfolio_key(filing);
  if (trust.find(key) == nullptr) return Done{};
  Refusals faults = refuse("E-NPORT-012", "the series is open already, from another filing",
                           "open this filing into a store of its own");
  faults[0].found = key + " as of " + filing.date.text();
  faults[0].expected = "a series that the store does not hold";
  return faults;
}

bool recorded_before(const store::Store& store, const TextFile& file) {
  const auto sources = store.events().sources();
  const Digest digest = file.digest();
  return std::any_of(sources.begin(), sources.end(),
                     [&](const auto& source) { return source.digest == digest && source.name == file.name(); });
}

/// What the engine's own books say of the day, without recording a strike.
struct Proof {
  nav::NavPackage package;
  bool agrees = false;
};
Result<Proof> prove(Session& session, const OpenedFiling& opened, Instant known) {
  StrikeRequest request;
  request.date = opened.day;
  request.portfolios = {session.registry().find_portfolio(portfolio_key(opened.filing))};
  request.record = false;
  request.known = known;
  Walk walk(session);
  TRY(StrikeReport report, walk.strike(request));
  OE_ASSERT(report.portfolios.size() == 1, "the portfolio was opened on that day");
  StruckPortfolio& struck = report.portfolios[0];
  if (struck.state == StrikeState::Refused) return std::move(struck.refusals);
  return Proof{struck.package, struck.package.net_assets == opened.booking.net_assets};
}

struct Answer {
  const OpenedFiling& opened;
  std::vector<Verdict> verdicts;
  Proof proof;
  std::string portfolio;
  bool recorded_before = false;

  bool good() const {
    return proof.agrees && std::all_of(verdicts.begin(), verdicts.end(), [](const auto& v) { return v.passed; });
  }
};

std::map<std::string, std::size_t> count_kinds(const Filing& filing) {
  std::map<std::string, std::size_t> kinds;
  for (const Position& position : filing.positions) ++kinds[position.kind()];
  return kinds;
}

std::string told(const std::map<std::string, int>& fields) {
  std::string text;
  for (const auto& [field, count] : fields)
    text += (text.empty() ? "" : ", ") + field + " (" + std::to_string(count) + ")";
  return text;
}

void print_json(const Answer& answer, const Session& session) {
  const Filing& filing = answer.opened.filing;
  const Booking& booking = answer.opened.booking;
  ordered_json kinds = ordered_json::object(), checks = ordered_json::array();
  for (const auto& [kind, count] : count_kinds(filing)) kinds[kind] = count;
  for (const Verdict& verdict : answer.verdicts) {
    ordered_json one = {{"check", verdict.check}};
    if (!verdict.subject.empty()) one["subject"] = verdict.subject;
    one.update({{"found", verdict.found},
                {"expected", verdict.expected},
                {"verdict", verdict.passed ? "agrees" : "disagrees"}});
    checks.push_back(std::move(one));
  }
  const auto& package = answer.proof.package;
  const ordered_json all = {
      {"registrant", filing.registrant},
      {"cik", filing.cik},
      {"file_number", filing.file_number},
      {"series", filing.series_name},
      {"submission", filing.submission},
      {"final_filing", filing.is_final},
      {"portfolio", answer.portfolio},
      {"filing_date", filing.date.text()},
      {"opened_on", answer.opened.day.text()},
      {"already_recorded", answer.recorded_before},
      {"positions", filing.positions.size()},
      {"kinds", kinds},
      {"total_assets", filing.total_assets.text()},
      {"total_liabilities", filing.total_liabilities.text()},
      {"net_assets", filing.net_assets.text()},
      {"sum_of_values", filing.sum_of_values().text()},
      {"not_itemised", not_itemised(filing).text()},
      {"without_value", booking.without_value.size()},
      {"rounded_off", booking.rounded_off.text()},
      {"checks", checks},
      {"masked", filing.masked},
      {"not_applicable", filing.not_applicable},
      {"books",
       {{"net_assets", cents(package.net_assets)},
        {"investments", cents(package.investments)},
        {"postings", package.postings},
        {"nav_per_share", package.has_shares() ? ordered_json(package.nav.text()) : ordered_json(nullptr)},
        {"agrees", answer.proof.agrees}}},
      {"store_digest", hex(session.store().events().head())}};
  fmt::print("{}\n", all.dump(2, ' ', false, ordered_json::error_handler_t::replace));
}

void print_verdicts(const std::vector<Verdict>& verdicts) {
  constexpr std::size_t kShown = 20;
  std::size_t shown = 0, hidden = 0;
  for (const Verdict& verdict : verdicts) {
    if (!verdict.subject.empty() && ++shown > kShown) {
      ++hidden;
      continue;
    }
    fmt::print("{:<10} {}\n", verdict.passed ? "agrees" : "DISAGREES", verdict.check);
    if (!verdict.subject.empty()) fmt::print("           {}\n", verdict.subject);
    fmt::print("           filed {}, expected {}\n", verdict.found, verdict.expected);
  }
  if (hidden != 0) fmt::print("           and {} more (--json lists all)\n", hidden);
}

void print_text(const Answer& answer) {
  const Filing& filing = answer.opened.filing;
  const Booking& booking = answer.opened.booking;
  fmt::print("{}, {} ({})\n{}{} as of {}, file {}, opened as {} on {}{}\n\n", filing.registrant, filing.series_name,
             filing.series_id.empty() ? "no series" : filing.series_id, filing.submission,
             filing.is_final ? ", the final one," : "", filing.date.text(), filing.file_number, answer.portfolio,
             answer.opened.day.text(), answer.opened.day == filing.date ? "" : ", the last pricing day before it");
  if (answer.recorded_before) fmt::print("This file was recorded before; nothing is recorded twice.\n\n");
  const auto line = [](std::string_view name, const std::string& amount) {
    fmt::print("{:<46} {:>22}\n", name, amount);
  };
  for (const auto& [kind, count] : count_kinds(filing)) line(kind, std::to_string(count));
  if (filing.positions.empty()) fmt::print("The filing holds no positions: it opens as its totals.\n");
  line("positions", std::to_string(filing.positions.size()));
  line("sum of values", filing.sum_of_values().trimmed().rounded(2, Rounding::HalfUp).text());
  line("other assets and liabilities, not itemised", cents(booking.not_itemised));
  line("rounding each filed value to the cent", booking.rounded_off.text());
  line("net assets", filing.net_assets.trimmed().rounded(2, Rounding::HalfUp).text());
  if (!booking.without_value.empty())
    line("positions without a filed value, not in the books", std::to_string(booking.without_value.size()));
  fmt::print("\n");
  print_verdicts(answer.verdicts);
  const auto& package = answer.proof.package;
  fmt::print("{:<10} net assets of the books\n           struck {}, filed {}; the ledger sums to zero\n",
             answer.proof.agrees ? "agrees" : "DISAGREES", cents(package.net_assets), cents(booking.net_assets));
  fmt::print("           value per share: {}{}\n", package.nav_text(),
             package.has_shares() ? "" : " (N-PORT files no shares outstanding; give them with --shares)");
  if (!filing.masked.empty()) fmt::print("\nmasked by the filer (XXXX): {}\n", told(filing.masked));
  if (!filing.not_applicable.empty()) fmt::print("not applicable (N/A): {}\n", told(filing.not_applicable));
  fmt::print("\nEvery position: openend report filing --portfolio {} --date {} --store S\n", answer.portfolio,
             answer.opened.day.text());
}

Result<Done> record(Session& session, const OpenedFiling& opened, Instant known) {
  CHECK(fits(session.registry(), opened.filing));
  TRY(auto terms, terms_of(opened, session.registry().terms()));
  return session.open(
      std::move(terms), [&](entity::Registry& registry) { return deliver(opened, registry); }, known);
}

}  // namespace

Result<int> open_filing_command(const Common& common, const FilingWords& words) {
  TRY(const auto shares, shares_given(words.shares));
  const TextFile file = TextFile::open(words.path);
  TRY(const Filing filing, store::feeds::read_nport(file));
  const Booking booking = booking_of(filing);
  TRY(const Calendar calendar, calendar_named("nyse"));
  TRY(const Date day, opening_day(filing, calendar));
  const OpenedFiling opened{file, filing, booking, day, shares};
  const Instant known = common.known_now();
  if (::access(common.store.c_str(), F_OK) != 0) {  // what can not be opened leaves no store behind
    Session trial(store::open_memory_store());
    CHECK(record(trial, opened, known));
  }
  Session session(store::open_sqlite_store(common.store, false));
  const bool before = recorded_before(session.store(), file);
  if (!before) CHECK(record(session, opened, known));
  TRY(Proof proof, prove(session, opened, known));
  std::string portfolio = portfolio_key(filing);
  const Answer answer{opened, checks(filing), std::move(proof), std::move(portfolio), before};
  if (common.json) {
    print_json(answer, session);
  } else {
    print_text(answer);
  }
  return answer.good() ? kDone : kFailed;
}

Result<std::optional<Filing>> recorded_filing(const store::Store& store, PortfolioId portfolio) {
  store::Query query;
  query.kind = static_cast<std::uint16_t>(event::BatchKind::Filing);
  query.portfolio = portfolio;
  const auto batches = store.events().read(query);
  if (batches.empty()) return std::optional<Filing>{};
  std::string name;
  for (const auto& source : store.events().sources()) {
    if (source.id == batches.back().source) name = source.name;
  }
  const auto& body = batches.back().body;
  TRY(Filing filing, store::feeds::read_nport(TextFile::of(name, std::string(body.begin(), body.end()))));
  return std::optional<Filing>(std::move(filing));
}

}  // namespace openend::app
