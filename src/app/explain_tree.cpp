#include "app/explain_tree.h"

#include <fmt/format.h>

#include <algorithm>

#include <nlohmann/json.hpp>

namespace openend::app {

using nlohmann::ordered_json;

Node leaf(std::string label, std::string amount, std::string detail, std::string place) {
  Node node;
  node.label = std::move(label);
  node.amount = std::move(amount);
  node.detail = std::move(detail);
  node.place = std::move(place);
  return node;
}

Node fact(std::string label, std::string text, std::string place) {
  return leaf(std::move(label), {}, std::move(text), std::move(place));
}

Decimal amount_of(const Node& node) { return Decimal::parse(node.amount).value_or(Decimal{}); }

Node product(std::string label, std::vector<Node> factors) {
  Decimal result(1);
  for (const Node& factor : factors) result = result * amount_of(factor);
  Node node = leaf(std::move(label), result.trimmed().text());
  node.relation = Node::Relation::Product;
  node.parts = std::move(factors);
  return node;
}

Node quotient(std::string label, Node numerator, Node denominator) {
  const Decimal result = divide(amount_of(numerator), amount_of(denominator), 10, Rounding::HalfUp);
  Node node = leaf(std::move(label), result.text());
  node.relation = Node::Relation::Quotient;
  node.parts = {std::move(numerator), std::move(denominator)};
  return node;
}

Node rounded(Node node, Node exact, RoundingPlace place) {
  const RoundingRule& rule = kRoundingPlaces[static_cast<std::size_t>(place)];
  const Decimal effect = (amount_of(node) - amount_of(exact)).trimmed();
  node.parts.push_back(std::move(exact));
  node.parts.push_back(leaf("rounding of " + std::string(rule.word), effect.text(), std::string(rule.sentence)));
  return node;
}

std::string money_text(std::int64_t minor, int places) { return Decimal::of(minor, places).text(); }

namespace {

Decimal made_by_parts(const Node& node, int places) {
  if (node.relation == Node::Relation::Quotient) {
    const Decimal denominator = node.parts.size() == 2 ? amount_of(node.parts[1]) : Decimal{};
    return denominator.is_zero() ? Decimal{} : divide(amount_of(node.parts[0]), denominator, places, Rounding::HalfUp);
  }
  const bool sum = node.relation == Node::Relation::Sum;
  Decimal made(sum ? 0 : 1);
  for (const Node& part : node.parts) made = sum ? made + amount_of(part) : made * amount_of(part);
  return made;
}

std::string_view word_of(Node::Relation relation) {
  switch (relation) {
    case Node::Relation::Sum: return "sum";
    case Node::Relation::Product: return "product";
    case Node::Relation::Quotient: return "quotient";
  }
  return "";
}

std::string sign_of(Node::Relation relation, std::size_t part) {
  if (relation == Node::Relation::Product) return part == 0 ? "" : "x ";
  if (relation == Node::Relation::Quotient) return part == 0 ? "" : "/ ";
  return "";
}

void print(const Node& node, unsigned depth, const std::string& sign) {
  const std::string unit = node.unit.empty() ? "" : " " + node.unit;
  std::string line = fmt::format("{:>22}  {}{}{}", sign + node.amount + unit, std::string(2 * std::size_t{depth}, ' '),
                                 node.label, node.detail.empty() ? "" : ": " + node.detail);
  if (!node.place.empty()) line += "   [" + node.place + "]";
  if (node.rule != nullptr) line += fmt::format("   ({})", node.rule->source);
  fmt::print("{}\n", line);
  if (!node.fault.empty())
    fmt::print("{:>22}  {}DIFFERENCE: {}\n", "", std::string(2 * std::size_t{depth}, ' '), node.fault);
  for (std::size_t i = 0; i < node.parts.size(); ++i) print(node.parts[i], depth + 1, sign_of(node.relation, i));
  for (const Node& known : node.facts) {
    Node shown = known;
    shown.label = "- " + shown.label;
    print(shown, depth + 1, "");
  }
}

/// The rules met in a tree, each once.
void collect(const Node& node, std::vector<const policy::Rule*>& rules) {
  if (node.rule != nullptr && std::find(rules.begin(), rules.end(), node.rule) == rules.end())
    rules.push_back(node.rule);
  for (const Node& part : node.parts) collect(part, rules);
  for (const Node& known : node.facts) collect(known, rules);
}

}  // namespace

bool check(Node& node) {
  bool good = true;
  for (Node& part : node.parts) good = check(part) && good;
  for (Node& known : node.facts) good = check(known) && good;
  if (node.parts.empty()) return good;
  const auto stated = Decimal::parse(node.amount);
  const Decimal made = made_by_parts(node, stated ? stated->places() : 0);
  if (stated && made == *stated) return good;
  node.fault = "the parts make " + made.trimmed().text();
  if (stated) node.fault += ", which is " + (made - *stated).trimmed().text() + " more";
  return false;
}

ordered_json to_json(const Node& node) {
  ordered_json json = {{"label", node.label}};
  const auto text = [&](const char* key, const std::string& value) {
    if (!value.empty()) json[key] = value;
  };
  text("amount", node.amount);
  text("unit", node.unit);
  text("detail", node.detail);
  text("place", node.place);
  if (node.rule != nullptr)
    json["rule"] = {{"id", node.rule->id}, {"source", node.rule->source}, {"sentence", node.rule->sentence}};
  text("fault", node.fault);
  if (!node.parts.empty()) json["relation"] = word_of(node.relation);
  for (const Node& part : node.parts) json["parts"].push_back(to_json(part));
  for (const Node& known : node.facts) json["facts"].push_back(to_json(known));
  return json;
}

void print_text(const Node& node) {
  print(node, 0, "");
  std::vector<const policy::Rule*> rules;
  collect(node, rules);
  if (!rules.empty()) fmt::print("\nRules\n");
  for (const policy::Rule* rule : rules) fmt::print("  {} ({})\n    {}\n", rule->id, rule->source, rule->sentence);
}

}  // namespace openend::app
