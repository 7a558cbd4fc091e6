#include "fields.h"

#include <climits>

namespace openend::vectors {

using nlohmann::json;

std::optional<Number> read_number(const json& field) {
  Number number;
  if (field.is_number_integer()) {
    if (field.is_number_unsigned() && field.get<std::uint64_t>() > INT64_MAX) return std::nullopt;
    number.value = Decimal(field.get<std::int64_t>());
    return number;
  }
  if (!field.is_string()) return std::nullopt;
  std::string text = field.get<std::string>();
  const bool negative = !text.empty() && text[0] == '-';
  if (negative) text.erase(0, 1);
  if (!text.empty() && text[0] == '$') text.erase(0, 1);
  if (!text.empty() && text.back() == '%') {
    number.percent = true;
    text.pop_back();
  }
  if (!text.empty() && text[0] == '.') text.insert(0, 1, '0');
  if (!text.empty() && text[0] == '-') return std::nullopt;
  const auto value = Decimal::parse(text);
  if (!value || value->places() > Decimal::kMaxPlaces - 2) return std::nullopt;
  number.decimals = value->places();
  number.value = negative ? -*value : *value;
  if (number.percent) number.value = Decimal::of(number.value.coefficient(), number.value.places() + 2);
  return number;
}

Decimal decimal_in(const json& field) {
  const auto number = read_number(field);
  if (!number) throw Unsupported("no number: " + field.dump());
  return number->value;
}

int whole_in(const json& field) {
  const Decimal value = decimal_in(field).trimmed();
  if (value.places() != 0 || abs(value) > Decimal(INT_MAX)) throw Unsupported("no whole number: " + field.dump());
  return static_cast<int>(value.coefficient());
}

Date date_in(const json& field) {
  const auto date = field.is_string() ? Date::parse(field.get<std::string>()) : std::nullopt;
  if (!date) throw Unsupported("no date: " + field.dump());
  return *date;
}

const json& Fields::at(const char* key) const {
  if (!has(key)) throw Unsupported(std::string("no field ") + key);
  return object_.at(key);
}

Decimal Fields::decimal(const char* key) const { return decimal_in(at(key)); }
Decimal Fields::decimal_or(const char* key, const Decimal& otherwise) const {
  return has(key) ? decimal(key) : otherwise;
}
int Fields::whole(const char* key) const { return whole_in(at(key)); }
int Fields::whole_or(const char* key, int otherwise) const { return has(key) ? whole(key) : otherwise; }
Date Fields::date(const char* key) const { return date_in(at(key)); }

std::string Fields::text(const char* key) const {
  const json& field = at(key);
  if (!field.is_string()) throw Unsupported(std::string("no text in ") + key);
  return field.get<std::string>();
}

bool Fields::flag_or(const char* key, bool otherwise) const {
  if (!has(key)) return otherwise;
  if (!at(key).is_boolean()) throw Unsupported(std::string("no truth in ") + key);
  return at(key).get<bool>();
}

const json& Fields::rows(const char* key) const {
  const json& field = at(key);
  if (!field.is_array()) throw Unsupported(std::string("no list in ") + key);
  return field;
}

std::vector<Decimal> Fields::decimals(const char* key) const {
  std::vector<Decimal> numbers;
  const json& field = at(key);
  if (!field.is_array()) return {decimal_in(field)};
  for (const json& each : field) numbers.push_back(decimal_in(each));
  return numbers;
}

std::vector<int> Fields::wholes(const char* key) const {
  std::vector<int> numbers;
  const json& field = at(key);
  if (!field.is_array()) return {whole_in(field)};
  for (const json& each : field) numbers.push_back(whole_in(each));
  return numbers;
}

std::vector<Decimal> Fields::decimals_by_name(const char* key) const {
  const json& field = at(key);
  if (!field.is_object()) throw Unsupported(std::string("no map in ") + key);
  std::vector<Decimal> numbers;
  for (const auto& each : field.items()) numbers.push_back(decimal_in(each.value()));
  return numbers;
}

std::vector<Decimal> Fields::all_numbers() const {
  std::vector<Decimal> numbers;
  for (const auto& each : object_.items()) {
    if (const auto number = read_number(each.value())) numbers.push_back(number->value);
  }
  return numbers;
}

}  // namespace openend::vectors
