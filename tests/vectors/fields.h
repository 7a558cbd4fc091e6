// The inputs of a vector: a JSON object whose numbers are read exactly. A field that is missing or has another shape
// makes the vector unsupported; it is never guessed.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/decimal.h"
#include "money/date.h"

namespace openend::vectors {

/// Why a vector, or a key of it, can not be answered.
struct Unsupported : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// A number as a vector writes it.
struct Number {
  Decimal value;         ///< 0.0079 for "0.79%"
  int decimals = 0;      ///< shown
  bool percent = false;  ///< written with the sign
};
/// A JSON integer, or a text with a plain decimal, a percent or dollars; empty for anything else.
std::optional<Number> read_number(const nlohmann::json& field);

class Fields {
 public:
  explicit Fields(nlohmann::json object) : object_(std::move(object)) {}

  bool has(const char* key) const { return object_.contains(key); }
  const nlohmann::json& at(const char* key) const;
  Decimal decimal(const char* key) const;
  Decimal decimal_or(const char* key, const Decimal& otherwise) const;
  int whole(const char* key) const;
  int whole_or(const char* key, int otherwise) const;
  Date date(const char* key) const;
  std::string text(const char* key) const;
  bool flag_or(const char* key, bool otherwise) const;
  std::vector<Decimal> decimals(const char* key) const;
  std::vector<int> wholes(const char* key) const;
  /// The numbers of an object, by the order of their names.
  std::vector<Decimal> decimals_by_name(const char* key) const;
  /// All fields of the vector that are numbers.
  std::vector<Decimal> all_numbers() const;
  /// Rows of a list of lists.
  const nlohmann::json& rows(const char* key) const;

 private:
  nlohmann::json object_;
};

/// One number, whole number or date out of a row.
Decimal decimal_in(const nlohmann::json& field);
int whole_in(const nlohmann::json& field);
Date date_in(const nlohmann::json& field);

}  // namespace openend::vectors
