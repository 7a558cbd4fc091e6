// app/explain.cpp - floor 7
//
// `openend explain`: a line of a struck day, an event, a rule or an error code. Every figure is walked down as a tree
// whose parts make the whole at each level, to the file and row it came from, with each rule and rounding on the way.
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "app/commands.h"
#include "app/error_catalogue.h"
#include "app/explain_day.h"
#include "app/explain_record.h"

namespace openend::app {

using nlohmann::ordered_json;

namespace {

constexpr std::string_view kSubjects =
    "write a day as growth@1996-12-31, an event as event:growth:trades:17, a rule as rule:sale, or an error's code";

int usage(const std::string& what) {
  fmt::print(stderr, "usage: {}: {}\nSee openend explain --help\n", what, kSubjects);
  return kUsage;
}

void print(const ordered_json& json) {
  fmt::print("{}\n", json.dump(2, ' ', false, ordered_json::error_handler_t::replace));
}

int print_tree(Node node, bool json) {
  const bool good = check(node);
  if (json)
    print(to_json(node));
  else
    print_text(node);
  return good ? kDone : kFailed;
}

int explain_error(const std::string& code, bool json) {
  const ErrorEntry* entry = find_error(code);
  if (entry == nullptr) return usage("there is no error " + code);
  if (json)
    print({{"code", entry->code}, {"meaning", entry->meaning}, {"cause", entry->cause}, {"remedy", entry->remedy}});
  else
    fmt::print("{}\n  {}\n  cause     {}\n  remedy    {}\n", entry->code, entry->meaning, entry->cause, entry->remedy);
  return kDone;
}

int explain_rule(const std::string& id, bool json) {
  for (const policy::Rule& rule : policy::kRules) {
    if (rule.id != id) continue;
    if (json)
      print({{"id", rule.id}, {"source", rule.source}, {"sentence", rule.sentence}});
    else
      fmt::print("{} ({})\n  {}\n", rule.id, rule.source, rule.sentence);
    return kDone;
  }
  std::string known;
  for (const policy::Rule& rule : policy::kRules) known += (known.empty() ? "" : ", ") + std::string(rule.id);
  fmt::print(stderr, "there is no rule {}: the rules are {}\n", id, known);
  return kUsage;
}

Result<Node> explain_line(const Explained& x, const std::string& line, unsigned depth) {
  if (line == "nav_per_share") return explain_nav(x, depth);
  if (line == "net_assets") return explain_net_assets(x, true, depth);
  if (line == "shares") return explain_shares(x, depth);
  if (const auto account = entity::parse_account(line)) return explain_account(x, *account, depth);
  if (line.starts_with("holding:")) return explain_holding(x, line.substr(8));
  if (line.starts_with("forward:")) return explain_forward(x, line.substr(8));
  if (line.starts_with("contract:")) return explain_contract(x, line.substr(9));
  return refuse("E-EXPLAIN-001", "there is no line " + line, "list the lines with openend explain P@D");
}

std::vector<std::pair<std::string, std::string>> lines_of(const Explained& x) {
  const auto& p = x.package();
  std::vector<std::pair<std::string, std::string>> lines{
      {"nav_per_share", p.nav_text()}, {"net_assets", x.money(p.net_assets)}, {"shares", p.shares.decimal().text()}};
  for (std::size_t i = 0; i < entity::kAccounts; ++i) {
    if (p.balances[i] != 0) lines.emplace_back(entity::kChart[i].word, x.money(p.balances[i]));
  }
  const auto& positions = x.day().book.positions;
  for (std::size_t slot = 0; slot < positions.size(); ++slot) {
    if (positions.quantity[slot] != 0)
      lines.emplace_back("holding:" + x.key_of(SecurityId{positions.security[slot]}),
                         x.money(x.day().sealed.marks.value[slot]));
  }
  const auto& forwards = x.day().book.forwards;
  for (std::size_t i = 0; i < forwards.size(); ++i)
    lines.emplace_back("forward:" + forwards[i].contract, x.money(x.day().sealed.marks.forward_gain[i]));
  const auto& contracts = x.day().book.contracts;
  for (std::size_t i = 0; i < contracts.size(); ++i) {
    const std::string line = "contract:" + x.key_of(contracts[i].security);
    const bool told =
        std::any_of(lines.begin(), lines.end(), [&](const auto& told_line) { return told_line.first == line; });
    if (!told) lines.emplace_back(line, x.money(contract_gain(x, contracts[i].security)));
  }
  return lines;
}

/// Every line of the day, each explained: for those who check them all.
Result<Node> explain_all(const Explained& x, unsigned depth) {
  Node node = fact(x.subject(x.date()), {});
  for (const auto& [word, amount] : lines_of(x)) {
    TRY(Node made, explain_line(x, word, depth));
    Node line = leaf(word, amount);
    line.parts.push_back(std::move(made));
    node.facts.push_back(std::move(line));
  }
  return node;
}

void print_lines(const Explained& x, bool json) {
  ordered_json listed = ordered_json::array();
  for (const auto& [word, amount] : lines_of(x)) {
    if (json)
      listed.push_back({{"line", word}, {"amount", amount}});
    else
      fmt::print("{:>20}  {}\n", amount, word);
  }
  if (json) print({{"subject", x.subject(x.date())}, {"digest", hex(x.package().digest)}, {"lines", listed}});
}

Result<int> explain_day(const Common& common, const ExplainWords& words, const std::string& portfolio, Date date) {
  Session session(store::open_sqlite_store(common.store, true));
  TRY(const PortfolioId id, portfolio_named(session, portfolio));
  TRY(const auto x, Explained::open(session, common.as_known, id, date));
  if (words.line.empty()) {
    print_lines(*x, common.json);
    return kDone;
  }
  TRY(Node node, words.line == "all" ? explain_all(*x, words.depth) : explain_line(*x, words.line, words.depth));
  return print_tree(std::move(node), common.json);
}

Result<int> explain_subject(const Common& common, const ExplainWords& words) {
  const std::string& subject = words.subject;
  if (is_error_code(subject)) return explain_error(subject, common.json);
  if (subject.starts_with("rule:")) return explain_rule(subject.substr(5), common.json);
  const bool is_event = subject.starts_with("event:");
  const auto event = is_event ? EventName::parse(subject) : std::nullopt;
  const std::size_t at = subject.rfind('@');
  const auto date = at == std::string::npos || is_event ? std::nullopt : Date::parse(subject.substr(at + 1));
  if (!event && (!date || at == 0)) return usage("\"" + subject + "\" can not be explained");
  if (common.store.empty()) {
    fmt::print(stderr, "--store is required to explain {}\n", subject);
    return kUsage;
  }
  if (date) return explain_day(common, words, subject.substr(0, at), *date);
  Session session(store::open_sqlite_store(common.store, true));
  TRY(const PortfolioId id, portfolio_named(session, event->portfolio));
  TRY(Node node, explain_event(session, common.as_known, id, *event));
  return print_tree(std::move(node), common.json);
}

}  // namespace

Result<int> explain_command(const Common& common, const ExplainWords& words) {
  auto explained = explain_subject(common, words);
  if (explained) return explained;
  print_refusals(explained.refusals(), common.json, "Nothing was explained.");
  return kRefused;
}

}  // namespace openend::app
