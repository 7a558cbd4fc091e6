#include "answers.h"

#include <algorithm>

namespace openend::vectors {

namespace {

using nlohmann::json;

constexpr int kShownPlaces = 16;

/// Worse verdicts win: a failure is not hidden by what is unsupported beside it.
Verdict worse(Verdict a, Verdict b) {
  if (a == Verdict::Fail || b == Verdict::Fail) return Verdict::Fail;
  return std::max(a, b);
}

Decimal as_percent(const Decimal& part) {
  if (part.places() >= 2) return Decimal::of(part.coefficient(), part.places() - 2);
  return part * Decimal(100);
}

Comparison compare_number(const std::string& key, const json& expected, Decimal result, bool is_part,
                          const std::optional<Decimal>& tolerance) {
  const auto number = read_number(expected);
  if (!number) return {Verdict::Fail, result.text()};
  const bool named_percent = key.size() >= 4 && key.ends_with("_pct");
  Decimal wanted = number->value;
  if (number->percent) wanted = as_percent(wanted);
  if (number->percent || (is_part && named_percent)) result = as_percent(result);
  const std::string sign = number->percent ? "%" : "";
  if (tolerance) {
    const std::string got = result.rounded(std::min(result.places(), kShownPlaces), Rounding::HalfUp).trimmed().text();
    return {abs(result - wanted) <= *tolerance ? Verdict::Pass : Verdict::Fail, got + sign};
  }
  const Decimal rounded = result.rounded(number->decimals, Rounding::HalfUp);
  return {rounded == wanted ? Verdict::Pass : Verdict::Fail, rounded.text() + sign};
}

Comparison compare_list(const std::string& key, const json& expected, const std::vector<Answer>& answers,
                        const std::optional<Decimal>& tolerance) {
  Comparison all{expected.is_array() && expected.size() == answers.size() ? Verdict::Pass : Verdict::Fail, "["};
  for (std::size_t i = 0; i < answers.size(); ++i) {
    const json wanted = expected.is_array() && i < expected.size() ? expected[i] : json();
    const Comparison one = compare(key, wanted, answers[i], tolerance);
    all.verdict = worse(all.verdict, one.verdict);
    all.got += (i == 0 ? "" : ",") + one.got;
  }
  all.got += "]";
  return all;
}

Comparison compare_map(const json& expected, const Answers& answers, const std::optional<Decimal>& tolerance) {
  if (!expected.is_object()) return {Verdict::Fail, "{}"};
  Comparison all{Verdict::Pass, "{"};
  for (const auto& wanted : expected.items()) {
    const auto found = answers.find(wanted.key());
    const Comparison one = found == answers.end() ? Comparison{Verdict::Unsupported, "-"}
                                                  : compare(wanted.key(), wanted.value(), found->second, tolerance);
    all.verdict = worse(all.verdict, one.verdict);
    all.got += (all.got.size() == 1 ? "" : ",") + wanted.key() + ":" + one.got;
  }
  all.got += "}";
  return all;
}

}  // namespace

Comparison compare(const std::string& key, const json& expected, const Answer& answer,
                   const std::optional<Decimal>& tolerance) {
  if (const auto* number = std::get_if<Decimal>(&answer.value))
    return compare_number(key, expected, *number, false, tolerance);
  if (const auto* part = std::get_if<Part>(&answer.value))
    return compare_number(key, expected, part->value, true, tolerance);
  if (const auto* truth = std::get_if<bool>(&answer.value)) {
    const bool same = expected.is_boolean() && expected.get<bool>() == *truth;
    return {same ? Verdict::Pass : Verdict::Fail, *truth ? "true" : "false"};
  }
  if (const auto* text = std::get_if<std::string>(&answer.value)) {
    const bool same = expected.is_string() && expected.get<std::string>() == *text;
    return {same ? Verdict::Pass : Verdict::Fail, *text};
  }
  if (const auto* list = std::get_if<std::vector<Answer>>(&answer.value))
    return compare_list(key, expected, *list, tolerance);
  return compare_map(expected, std::get<Answers>(answer.value), tolerance);
}

}  // namespace openend::vectors
