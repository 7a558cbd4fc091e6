#include "app/practice.h"

#include <fmt/format.h>

#include "app/walk.h"
#include "book/journal.h"

namespace openend::app {

using store::feeds::TextFile;

namespace {

std::string minor(std::int64_t amount, int places) { return Decimal::of(amount, places).text(); }

std::string joined_accounts() {
  std::string header;
  for (const auto& line : entity::kChart) header += "," + std::string(line.word);
  return header;
}

}  // namespace

Practice::Practice(std::unique_ptr<store::Store> store, unsigned threads)
    : session_(std::move(store)), threads_(threads) {}

Result<Done> Practice::describe(const sim::Files& trust, Instant known) {
  std::vector<TextFile> files;
  for (const auto& [name, text] : trust) files.push_back(TextFile::of(name, text));
  TRY(auto terms, store::feeds::read_trust_texts(files));
  return session_.init(std::move(terms), known);
}

Result<Done> Practice::take(const sim::Step& step, bool go_on) {
  ++step_;
  const Digest before = session_.store().events().head();
  Refusals why;
  const std::string outcome = step.strikes ? strike(step, why) : import(step, why);
  const bool same_store = session_.store().events().head() == before;
  count_.refused += outcome == "refused";
  count_.repeated += outcome == "already recorded";
  steps_ += fmt::format("{},{},{},{},{},{}\n", step_, step.strikes ? step.date.text() : step.folder, outcome,
                        why.empty() ? "" : why.front().code, same_store ? "unchanged" : "changed",
                        hex(session_.store().events().head()));
  const auto expected = sim::kExpected[static_cast<std::size_t>(step.expected)];
  const bool recorded = outcome == "taken";
  if (go_on || (outcome == expected && (recorded || same_store))) return Done{};
  if (!why.empty()) return why;
  return refuse("E-SIM-001", "a simulated step came out otherwise than it should: " + step.folder,
                "keep the seed and tell the makers");
}

std::string Practice::import(const sim::Step& step, Refusals& why) {
  std::vector<Session::Named> files;
  for (const auto kind : store::feeds::file_kinds()) {
    const auto at = step.files.find(std::string(kind));
    if (at != step.files.end()) files.push_back({std::string(kind), TextFile::of(at->first + ".csv", at->second)});
  }
  auto report = session_.import(files, {}, step.known, false);
  if (!report) {
    why = std::move(report).refusals();
    return "refused";
  }
  for (const auto& file : report.value()) {
    if (!file.already_recorded) return "taken";
  }
  return "already recorded";
}

std::string Practice::strike(const sim::Step& step, Refusals& why) {
  Walk walk(session_);
  walk.stands_every_day = true;
  walk.on_closed = [&](const nav::NavPackage& package) {
    auto& seen = seen_[{package.portfolio.value, package.date.days}];
    if (seen == package.digest) return;  // a day replayed on the way, and as it was
    count_.restated += seen != Digest{};
    seen = package.digest;
    ++count_.navs;
    note_day(package);
    const auto standing = walk.standing(package.portfolio);
    const std::string key =
        fmt::format("{},{},{}", step_, package.date.text(), session_.registry().portfolio_key(package.portfolio));
    const auto& positions = standing->book->positions;
    for (std::size_t i = 0; i < positions.size(); ++i) {
      if (positions.quantity[i] == 0) continue;
      const auto& security = session_.registry().security(SecurityId{positions.security[i]});
      const int places = security.currency.minor_places();
      const bool foreign = positions.foreign[i] != 0;
      holdings_ +=
          fmt::format("{},{},{},{},{},{},{},{}\n", key, security.key, minor(positions.quantity[i], positions.places[i]),
                      minor(positions.cost[i], 2), minor(standing->marks->value[i], 2),
                      minor(positions.accrued[i], places), foreign ? minor(positions.local_cost[i], places) : "",
                      foreign ? minor(standing->marks->local_value[i], places) : "");
    }
    const auto& accounts = session_.registry().trust().find(package.portfolio)->cash_accounts;
    for (const auto& entry : standing->book->sub_balances) {
      money_ +=
          fmt::format("{},{},{},{},{},{}\n", key, entity::line_of(entry.account).word, entry.currency.code(),
                      entry.custody < accounts.size() ? accounts[entry.custody].id : "",
                      minor(entry.local, entry.currency.minor_places()), minor(entry.cost + entry.translation, 2));
    }
  };
  StrikeRequest request;
  request.date = step.date;
  request.known = step.known;
  request.threads = threads_;
  request.as = "simulation";
  auto report = walk.strike(request);
  if (!report) {
    why = std::move(report).refusals();
    return "refused";
  }
  ++count_.days;
  last_.clear();
  for (auto& struck : report.value().portfolios) {
    if (struck.state == StrikeState::Refused)
      why = std::move(struck.refusals);
    else
      last_.push_back(std::move(struck.package));
  }
  return why.empty() ? "taken" : "refused";
}

void Practice::note_day(const nav::NavPackage& p) {
  days_ += fmt::format("{},{},{},{},{},{},{},{}", step_, p.date.text(), session_.registry().portfolio_key(p.portfolio),
                       minor(p.net_assets, 2), p.shares.decimal().text(), p.nav.text(), p.nav_unrounded.text(),
                       hex(p.digest));
  for (const std::int64_t balance : p.balances) days_ += "," + minor(balance, 2);
  days_ += "\n";
}

/// What the postings of each sealed day sum to, in every currency that they are in.
std::string Practice::sums() const {
  std::string text;
  for (const auto& portfolio : session_.registry().trust().portfolios) {
    for (const auto& head : session_.store().days().days(portfolio.id, Date::of(1900, 1, 1))) {
      const auto seal = session_.store().days().latest(portfolio.id, head.day, true);
      book::JournalView journal;
      if (!seal || !book::decode(seal->journal, journal)) throw store::StoreFault("a day's entries can not be read");
      std::map<std::string, std::int64_t> sums{{"USD", 0}};
      for (const std::int64_t amount : journal.amount) sums["USD"] += amount;
      for (std::size_t i = 0; i < journal.local.posting.size(); ++i) {
        const Currency currency = journal.local.currency[i];
        if (currency != portfolio.base) sums[std::string(currency.code())] += journal.local.amount[i];
      }
      for (const auto& [currency, sum] : sums)
        text += fmt::format("{},{},{},{}\n", head.day.text(), portfolio.key, currency, sum);
    }
  }
  return text;
}

std::map<std::string, std::string> Practice::results() const {
  return {{"simulated-steps.csv", "step,what,outcome,code,store,head\n" + steps_},
          {"simulated-days.csv",
           "step,date,portfolio,net_assets,shares,nav,nav_unrounded,digest" + joined_accounts() + "\n" + days_},
          {"simulated-holdings.csv",
           "step,date,portfolio,security,quantity,cost,value,accrued,local_cost,local_value\n" + holdings_},
          {"simulated-money.csv", "step,date,portfolio,account,currency,cash_account,local,carried\n" + money_},
          {"simulated-sums.csv", "date,portfolio,currency,sum_of_postings\n" + sums()}};
}

}  // namespace openend::app
