// app/ledger.cpp - floor 7
//
// The general ledger: the entries of an account, or of all, between two days, from the journals that the strikes
// sealed. Each line names its rule and the row of the file that it came from; the balance runs with it [spec L-10].
#include <fmt/format.h>

#include <map>
#include <nlohmann/json.hpp>

#include "app/commands.h"
#include "app/session.h"
#include "book/journal.h"
#include "nav/package.h"

namespace openend::app {

namespace {

using nlohmann::ordered_json;

struct LedgerLine {
  Date day;
  unsigned version = 0;
  std::string account, rule, security, place, amount, balance;
};

/// The lines of one sealed day that touch the account asked for (all, where none is).
void add_day(const Session& session, const std::map<std::uint32_t, std::string>& files, const store::Seal& seal,
             const std::optional<entity::Account>& wanted, std::vector<LedgerLine>& lines) {
  nav::NavPackage package;
  book::JournalView journal;
  if (!nav::decode(seal.header, package) || !book::decode(seal.journal, journal)) {
    throw store::StoreFault("the day " + seal.day.text() + " can not be read: run openend verify");
  }
  book::Balances running = package.balances;  // less the day's postings: the balances before it
  for (std::size_t i = 0; i < journal.account.size(); ++i) running[journal.account[i]] -= journal.amount[i];
  std::size_t posting = 0;
  for (std::size_t entry = 0; entry < journal.rule.size(); ++entry) {
    for (std::uint16_t i = 0; i < journal.count[entry]; ++i, ++posting) {
      const std::size_t account = journal.account[posting];
      running[account] += journal.amount[posting];
      if (wanted && static_cast<std::size_t>(*wanted) != account) continue;
      LedgerLine line;
      line.day = seal.day;
      line.version = seal.version;
      line.account = entity::kChart[account].word;
      line.rule = policy::rule_of(static_cast<policy::RuleId>(journal.rule[entry])).id;
      if (journal.item[posting] != book::kNoItem)
        line.security = session.registry().security(SecurityId{journal.item[posting]}).key;
      const auto file = files.find(journal.source[entry]);
      const bool opening = journal.rule[entry] == static_cast<std::uint8_t>(policy::RuleId::Opening);
      if (opening)
        line.place = "the opening files";
      else if (file != files.end())
        line.place = file->second + ":" + std::to_string(journal.row[entry]);
      line.amount = Decimal::of(journal.amount[posting], 2).text();
      line.balance = Decimal::of(running[account], 2).text();
      lines.push_back(std::move(line));
    }
  }
}

}  // namespace

Result<int> ledger_command(const Common& common, const LedgerWords& words) {
  Session session(store::open_sqlite_store(common.store, true));
  const PortfolioId portfolio = session.registry().find_portfolio(words.portfolio);
  if (!portfolio.exists())
    return refuse("E-REF-001", "the portfolio " + words.portfolio + " is not known", "name a portfolio of the trust");
  std::optional<entity::Account> wanted;
  if (!words.account.empty()) {
    wanted = entity::parse_account(words.account);
    if (!wanted)
      return refuse("E-ACCOUNT-001", "the account " + words.account + " is not known",
                    "name an account of docs/reference/chart.md");
  }
  std::map<std::uint32_t, std::string> files;
  for (const auto& source : session.store().events().sources()) files[source.id.value] = source.name;
  std::vector<LedgerLine> lines;
  for (const auto& head : session.store().days().days(portfolio, words.from)) {
    if (head.day > words.to) break;
    const auto seal = session.store().days().latest(portfolio, head.day, true);
    if (seal) add_day(session, files, *seal, wanted, lines);
  }
  if (common.json) {
    ordered_json all = ordered_json::array();
    for (const auto& l : lines)
      all.push_back({{"day", l.day.text()},
                     {"version", l.version},
                     {"account", l.account},
                     {"rule", l.rule},
                     {"security", l.security},
                     {"source", l.place},
                     {"amount", l.amount},
                     {"balance", l.balance}});
    fmt::print(
        "{}\n",
        ordered_json{
            {"portfolio", words.portfolio}, {"from", words.from.text()}, {"to", words.to.text()}, {"entries", all}}
            .dump(2));
    return kDone;
  }
  fmt::print("{:<10} {:<30} {:>18} {:>20}  {:<18} {:<26} {}\n", "day", "account", "amount", "balance", "rule", "source",
             "security");
  for (const auto& l : lines)
    fmt::print("{:<10} {:<30} {:>18} {:>20}  {:<18} {:<26} {}\n", l.day.text(), l.account, l.amount, l.balance, l.rule,
               l.place, l.security);
  fmt::print("{} postings; debits are positive\n", lines.size());
  return kDone;
}

}  // namespace openend::app
