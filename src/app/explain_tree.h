// app/explain_tree.h - floor 7
//
// The tree that `explain` prints. The parts of a node make its amount: by adding, multiplying, or dividing and rounding
// to the places shown. check() recomputes that for every node, and what does not follow is told in the tree itself.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "base/decimal.h"
#include "money/rounding_manifest.h"
#include "policy/rules.h"

namespace openend::app {

struct Node {
  enum class Relation : unsigned char { Sum, Product, Quotient };

  std::string label;
  std::string amount;  ///< a plain decimal; empty for what is no number
  std::string unit;    ///< a currency, shares, days; empty where the label says it
  std::string detail;
  std::string place;  ///< file and row
  const policy::Rule* rule = nullptr;
  Relation relation = Relation::Sum;
  std::vector<Node> parts;  ///< they make the amount
  std::vector<Node> facts;  ///< what else is to be known of it
  std::string fault;        ///< filled by check()
};

Node leaf(std::string label, std::string amount, std::string detail = {}, std::string place = {});
/// What is known of a node and is no number.
Node fact(std::string label, std::string text, std::string place = {});
Node product(std::string label, std::vector<Node> factors);
/// One divided by the other, to ten decimals, half up.
Node quotient(std::string label, Node numerator, Node denominator);
/// The amount rounded, from the exact one and what the rounding changed.
Node rounded(Node node, Node exact, RoundingPlace place);

/// Minor units as text.
std::string money_text(std::int64_t minor, int places);
Decimal amount_of(const Node& node);

/// Recomputes every amount from its parts; false where one does not follow, and the node says by how much.
bool check(Node& node);

nlohmann::ordered_json to_json(const Node& node);
void print_text(const Node& node);

}  // namespace openend::app
