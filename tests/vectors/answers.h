// What a topic's adapter answers, and how it is held against what a vector expects.
#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/decimal.h"
#include "fields.h"
#include "money/date.h"

namespace openend::vectors {

/// A part of one: 0.05 is expected as "5%", or as 5 under a name that ends in _pct.
struct Part {
  Decimal value;
};

struct Answer;
using Answers = std::map<std::string, Answer>;
struct Answer {
  std::variant<Decimal, Part, bool, std::string, std::vector<Answer>, Answers> value;

  Answer(Decimal number) : value(std::move(number)) {}
  Answer(int number) : value(Decimal(number)) {}
  Answer(Part part) : value(std::move(part)) {}
  Answer(bool truth) : value(truth) {}
  Answer(const char* text) : value(std::string(text)) {}
  Answer(std::string text) : value(std::move(text)) {}
  Answer(Date date) : value(date.text()) {}
  Answer(std::vector<Answer> list) : value(std::move(list)) {}
  Answer(Answers map) : value(std::move(map)) {}
};

template <class List>
Answer list_of(const List& list) {
  std::vector<Answer> answers;
  for (const auto& each : list) answers.emplace_back(each);
  return answers;
}

enum class Verdict { Pass, Fail, Unsupported };

struct Comparison {
  Verdict verdict = Verdict::Fail;
  std::string got;  ///< rounded as it was compared
};

/// Rounds half up to the decimals that are shown, or keeps within the tolerance. Lists and maps part by part; a part
/// that has no answer is unsupported.
Comparison compare(const std::string& key, const nlohmann::json& expected, const Answer& answer,
                   const std::optional<Decimal>& tolerance);

}  // namespace openend::vectors
