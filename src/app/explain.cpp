// app/explain.cpp - floor 7
//
// Walks a figure of a struck day down to the events and the rule behind it: a tree whose parts sum to the whole at each
// level. A day's account is its balance at the strike before, plus the entries since, each with its rule and source
// row.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "app/commands.h"
#include "app/session.h"
#include "app/walk.h"
#include "event/codec.h"
#include "instrument/list.h"

namespace openend::app {

namespace {

using nlohmann::ordered_json;

struct Node {
  std::string label;
  std::string amount;
  std::string detail;
  std::vector<Node> parts;
};

std::string money(std::int64_t minor) { return Decimal::of(minor, 2).text(); }

ordered_json to_json(const Node& node) {
  ordered_json json = {{"label", node.label}, {"amount", node.amount}};
  if (!node.detail.empty()) json["detail"] = node.detail;
  for (const Node& part : node.parts) json["parts"].push_back(to_json(part));
  return json;
}

void print_text(const Node& node, unsigned depth) {
  fmt::print("{:>20}  {}{}{}\n", node.amount, std::string(2 * std::size_t{depth}, ' '), node.label,
             node.detail.empty() ? "" : "   [" + node.detail + "]");
  for (const Node& part : node.parts) print_text(part, depth + 1);
}

/// Everything a figure of one portfolio's day can be explained from.
struct Explained {
  Session& session;
  const RebuiltDay& day;
  const Walk& walk;  ///< that rebuilt the day
  book::JournalView journal;
  book::Balances before{};  ///< at the strike before
  std::map<std::uint32_t, std::string> files;

  std::string place(std::uint32_t source, std::uint32_t row) const {
    const auto at = files.find(source);
    return at == files.end() ? std::string() : at->second + " row " + std::to_string(row);
  }
};

Node explain_account(const Explained& x, entity::Account account) {
  const auto index = static_cast<std::size_t>(account);
  Node node{
      std::string(entity::line_of(account).label), money(x.day.sealed.package.balances[index]), "debit positive", {}};
  if (x.before[index] != 0)
    node.parts.push_back({"balance at the strike before", money(x.before[index]), x.day.previous.text(), {}});
  std::size_t posting = 0;
  for (std::size_t entry = 0; entry < x.journal.rule.size(); ++entry) {
    const policy::Rule& rule = policy::rule_of(static_cast<policy::RuleId>(x.journal.rule[entry]));
    for (std::uint16_t i = 0; i < x.journal.count[entry]; ++i, ++posting) {
      if (x.journal.account[posting] != index) continue;
      const std::uint32_t item = x.journal.item[posting];
      std::string label(rule.id);
      if (item != book::kNoItem) label += "  " + x.session.registry().security(SecurityId{item}).key;
      // An opening is one entry of many rows: its place is its files, not one of their rows.
      const bool opening = x.journal.rule[entry] == static_cast<std::uint8_t>(policy::RuleId::Opening);
      std::string detail = opening ? "the opening files" : x.place(x.journal.source[entry], x.journal.row[entry]);
      detail += (detail.empty() ? "" : "; ") + std::string(rule.source);
      node.parts.push_back({std::move(label), money(x.journal.amount[posting]), std::move(detail), {}});
    }
  }
  return node;
}

Node explain_net_assets(const Explained& x, bool deep) {
  Node node{"net assets", money(x.day.sealed.package.net_assets), "assets less liabilities", {}};
  for (std::size_t i = 0; i < entity::kAccounts; ++i) {
    const auto account = static_cast<entity::Account>(i);
    const auto kind = entity::line_of(account).account_class;
    if (kind != entity::AccountClass::Asset && kind != entity::AccountClass::Liability) continue;
    const std::int64_t balance = x.day.sealed.package.balances[i];
    if (balance == 0) continue;
    if (deep)
      node.parts.push_back(explain_account(x, account));
    else
      node.parts.push_back({std::string(entity::line_of(account).word), money(balance), {}, {}});
  }
  return node;
}

Node explain_nav(const Explained& x) {
  const auto& p = x.day.sealed.package;
  Node node{
      "net asset value per share",
      p.nav.text(),
      fmt::format("{} rounded half up to {} places; SAI 1999 p.35", p.nav_unrounded.text(), x.day.settings.nav_places),
      {}};
  node.parts.push_back(explain_net_assets(x, false));
  node.parts.push_back({"shares outstanding", p.shares.decimal().text(), p.share_class, {}});
  return node;
}

/// The row of the file that the price in use came from, and what it is.
std::string price_source(const Explained& x, SecurityId security) {
  const value::PriceBoard::Mark& mark = x.walk.prices().at(security.value);
  const value::PriceBoard::Quote& quote = x.walk.prices().quote(mark);
  store::Query query;
  query.known_by = x.walk.known_by;
  query.kind = static_cast<std::uint16_t>(event::BatchKind::Prices);
  query.from = query.to = Date{mark.day};
  std::string found;
  event::PriceSet set;
  for (const auto& batch : x.session.store().events().read(query)) {
    if (!event::decode(batch.body, batch.day, set) || set.source != quote.source || set.kind != quote.kind) continue;
    for (std::size_t i = 0; i < set.size(); ++i) {
      if (set.security[i] != security.value) continue;
      found = x.place(batch.source.value, set.row[i]) + ", " + std::string(policy::name_of(quote.kind)) + " of " +
              batch.day.text() + (set.source.empty() ? "" : ", " + set.source) +
              (set.status.empty() ? "" : ", " + set.status);
    }
  }
  return found;
}

/// What a determination says of itself.
std::string determination(const Explained& x, const value::OwnValue& own) {
  const event::FairValue& told = x.walk.fair_values().all()[own.determination];
  return fmt::format("determination {} of {} by {}: {}; {}; through {}", told.id, told.date.text(), told.who,
                     told.method, told.reason, told.expires->text());
}

Result<Node> explain_holding(const Explained& x, const std::string& key) {
  const SecurityId id = x.session.registry().find_security(key);
  const std::uint32_t slot = id.exists() ? x.day.book.find(id) : book::kNone;
  if (slot == book::kNone)
    return refuse("E-EXPLAIN-002", "the portfolio does not hold " + key, "list the lines with openend explain P@D");
  const auto& p = x.day.book.positions;
  const auto& security = x.session.registry().security(id);
  const value::OwnValue* own = x.day.sealed.marks.own.at(slot);
  const auto quotation = own != nullptr ? own->quotation : instrument::quotation(security);
  const Decimal quantity = Decimal::of(p.quantity[slot], p.places[slot]);
  Node node{key,
            money(x.day.sealed.marks.value[slot]),
            x.day.settings.holding_to_whole_unit ? "rounded to the whole unit, half up"
                                                 : "rounded to the minor unit, half up",
            {}};
  if (own != nullptr && own->basis == value::Basis::AmortisedCost) {
    node.parts.push_back({"amortised cost",
                          own->value.numerator.rounded(6, Rounding::HalfUp).text(),
                          fmt::format("par {} to {}, through {}; ASR 219", quantity.text(), security.maturity->text(),
                                      x.day.value_through.text()),
                          {}});
  } else if (quotation == instrument::Quotation::FromTerms) {
    node.parts.push_back({"value from terms",
                          money(x.day.sealed.marks.value[slot]),
                          fmt::format("par {}, {}% to {}, through {}", quantity.text(),
                                      security.rate_pct ? security.rate_pct->text() : "0",
                                      security.maturity ? security.maturity->text() : "", x.day.value_through.text()),
                          {}});
  } else {
    const Decimal price = Decimal::of(x.day.sealed.marks.price[slot], x.day.sealed.marks.places[slot]);
    Decimal exact = quantity * price;
    if (quotation == instrument::Quotation::PerHundred) exact = exact * Decimal::of(1, 2);
    Node product{"quantity x price",
                 exact.trimmed().text(),
                 quotation == instrument::Quotation::PerHundred ? "per 100 of par" : "",
                 {}};
    product.parts.push_back({"quantity", quantity.text(), {}, {}});
    for (std::uint32_t lot = p.first_lot[slot]; lot != book::kNone; lot = x.day.book.lots[lot].next) {
      const auto& held = x.day.book.lots[lot];
      const std::string name = held.name >> 63 != 0 ? std::string("by text") : std::to_string(held.name);
      product.parts[0].parts.push_back({"lot " + name,
                                        Decimal::of(held.quantity, p.places[slot]).text(),
                                        "cost " + money(held.cost) + (held.allocated != 0 ? ", allocated" : ""),
                                        {}});
    }
    product.parts.push_back(
        {"price", price.text(), own != nullptr && own->price.known ? determination(x, *own) : price_source(x, id), {}});
    node.parts.push_back(std::move(product));
  }
  return node;
}

Result<Node> explain_line(const Explained& x, const std::string& line) {
  if (line == "nav_per_share") return explain_nav(x);
  if (line == "net_assets") return explain_net_assets(x, true);
  if (const auto account = entity::parse_account(line)) return explain_account(x, *account);
  if (line.starts_with("holding:")) return explain_holding(x, line.substr(8));
  return refuse("E-EXPLAIN-001", "there is no line " + line, "list the lines with openend explain P@D");
}

std::vector<std::pair<std::string, std::string>> lines_of(const Explained& x) {
  const auto& p = x.day.sealed.package;
  std::vector<std::pair<std::string, std::string>> lines{{"nav_per_share", p.nav.text()},
                                                         {"net_assets", money(p.net_assets)}};
  for (std::size_t i = 0; i < entity::kAccounts; ++i) {
    if (p.balances[i] != 0) lines.emplace_back(entity::kChart[i].word, money(p.balances[i]));
  }
  const auto& positions = x.day.book.positions;
  for (std::size_t slot = 0; slot < positions.size(); ++slot) {
    if (positions.quantity[slot] != 0)
      lines.emplace_back("holding:" + x.session.registry().security(SecurityId{positions.security[slot]}).key,
                         money(x.day.sealed.marks.value[slot]));
  }
  return lines;
}

}  // namespace

Result<std::pair<PortfolioId, Date>> portfolio_and_day(const Session& session, const std::string& subject) {
  const std::size_t at = subject.find('@');
  const auto date = at == std::string::npos ? std::nullopt : Date::parse(subject.substr(at + 1));
  const PortfolioId portfolio = session.registry().find_portfolio(subject.substr(0, at));
  if (!date || !portfolio.exists())
    return refuse("E-EXPLAIN-003", "\"" + subject + "\" names no portfolio and day",
                  "write PORTFOLIO@DATE, as growth@1996-12-31");
  return std::pair(portfolio, *date);
}

Result<int> explain_command(const Common& common, const std::string& subject, const std::string& line) {
  Session session(store::open_sqlite_store(common.store, true));
  TRY(const auto named, portfolio_and_day(session, subject));
  Walk walk(session);
  walk.known_by = common.as_known;
  TRY(const RebuiltDay day, walk.rebuild(named.first, named.second));
  Explained x{session, day, walk, {}, {}, {}};
  if (!book::decode(day.sealed.journal, x.journal))
    return refuse("E-EXPLAIN-004", "the day's journal can not be read", "run openend verify");
  x.before = day.sealed.package.balances;
  for (std::size_t i = 0; i < x.journal.account.size(); ++i) x.before[x.journal.account[i]] -= x.journal.amount[i];
  for (const auto& source : session.store().events().sources()) x.files[source.id.value] = source.name;
  if (line.empty()) {
    ordered_json json = ordered_json::array();
    for (const auto& [word, amount] : lines_of(x)) {
      if (common.json)
        json.push_back({{"line", word}, {"amount", amount}});
      else
        fmt::print("{:>20}  {}\n", amount, word);
    }
    if (common.json)
      fmt::print(
          "{}\n",
          ordered_json{{"subject", subject}, {"digest", hex(day.sealed.package.digest)}, {"lines", json}}.dump(2));
    return kDone;
  }
  TRY(const Node node, explain_line(x, line));
  if (common.json)
    fmt::print("{}\n", to_json(node).dump(2, ' ', false, ordered_json::error_handler_t::replace));
  else
    print_text(node, 0);
  return kDone;
}

}  // namespace openend::app
