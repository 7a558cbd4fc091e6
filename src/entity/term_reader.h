// entity/term_reader.h - floor 2
//
// Reads the terms of one file of a trust's folder. For the files that build a trust from them only.
#pragma once

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "entity/trust.h"

namespace openend::entity {

/// Reads one file's terms by path, remembers what was read, and collects every fault.
class TermReader {
 public:
  TermReader(std::string file, const std::vector<Term>& terms, Refusals& faults)
      : file_(std::move(file)), faults_(faults) {
    for (const Term& term : terms) {
      if (term.file == file_) terms_.emplace(term.path, &term);
    }
  }

  bool has(const std::string& path) const { return terms_.count(path) != 0; }
  /// Whether any key stands below this path.
  bool has_below(const std::string& path) const {
    const auto at = terms_.lower_bound(path + ".");
    return at != terms_.end() && at->first.compare(0, path.size() + 1, path + ".") == 0;
  }

  const Term* find(const std::string& path) {
    const auto at = terms_.find(path);
    if (at == terms_.end()) return nullptr;
    used_.insert_or_assign(path, true);
    return at->second;
  }

  void fault(const std::string& path, const Term* term, std::string expected) {
    Refusal refusal;
    refusal.code = term == nullptr ? "E-TERM-001" : "E-TERM-002";
    refusal.message = term == nullptr ? "the key " + path + " is missing" : "the key " + path + " can not be read";
    refusal.place.file = file_;
    refusal.place.row = term == nullptr ? 0 : term->line;
    refusal.place.excerpt = path;
    refusal.found = term == nullptr ? "nothing" : term->value;
    refusal.expected = std::move(expected);
    refusal.remedy = "correct " + file_ + " and run openend init again";
    faults_.push_back(std::move(refusal));
  }

  std::string text(const std::string& path, bool required) {
    const Term* term = find(path);
    if (term == nullptr) {
      if (required) fault(path, nullptr, "a text");
      return {};
    }
    return term->value;
  }
  std::optional<Date> date(const std::string& path, bool required) {
    const Term* term = find(path);
    if (term == nullptr) {
      if (required) fault(path, nullptr, "a date such as 1996-12-31");
      return std::nullopt;
    }
    const auto value = Date::parse(term->value);
    if (!value) fault(path, term, "a date such as 1996-12-31");
    return value;
  }
  std::optional<Decimal> decimal(const std::string& path, bool required) {
    const Term* term = find(path);
    if (term == nullptr) {
      if (required) fault(path, nullptr, "a decimal in quotes, such as \"0.75\"");
      return std::nullopt;
    }
    const auto value = Decimal::parse(term->value);
    if (!value || value->is_negative()) fault(path, term, "a decimal of zero or more in quotes, such as \"0.75\"");
    return value;
  }
  std::optional<Currency> currency(const std::string& path) {
    const Term* term = find(path);
    if (term == nullptr) {
      fault(path, nullptr, "a currency code such as \"USD\"");
      return std::nullopt;
    }
    const auto value = Currency::parse(term->value);
    if (!value) fault(path, term, "a currency code of three capital letters, such as \"USD\"");
    return value;
  }

  std::vector<std::string> list(const std::string& path) {
    std::vector<std::string> values;
    for (int i = 0; const Term* term = find(path + "[" + std::to_string(i) + "]"); ++i) values.push_back(term->value);
    return values;
  }

  /// Calls `read` with the path of each entry of an array of tables.
  void each(const std::string& name, const std::function<void(const std::string&)>& read) {
    for (int i = 0;; ++i) {
      const std::string path = name + "[" + std::to_string(i) + "]";
      if (!has_below(path)) break;
      read(path);
    }
  }

  /// The keys directly below a path.
  std::vector<std::string> keys_below(const std::string& path) const {
    std::vector<std::string> keys;
    const std::string prefix = path + ".";
    for (auto at = terms_.lower_bound(prefix); at != terms_.end() && at->first.compare(0, prefix.size(), prefix) == 0;
         ++at) {
      keys.push_back(at->first.substr(prefix.size()));
    }
    return keys;
  }

  void ignore_below(const std::string& path) {
    for (const auto& key : keys_below(path)) used_.insert_or_assign(path + "." + key, true);
  }

  void refuse_unknown() {
    for (const auto& [path, term] : terms_) {
      if (used_.count(path) != 0) continue;
      Refusal refusal;
      refusal.code = "E-TERM-003";
      refusal.message = "the key " + path + " is not known";
      refusal.place = {file_, term->line, 0, path};
      refusal.found = term->value;
      refusal.expected = "a key of docs/reference/trust-files.md";
      refusal.remedy = "remove the key or correct its spelling";
      faults_.push_back(std::move(refusal));
    }
  }

 private:
  std::string file_;
  Refusals& faults_;
  std::map<std::string, const Term*> terms_;
  std::map<std::string, bool> used_;
};

}  // namespace openend::entity
