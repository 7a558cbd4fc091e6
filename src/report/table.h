// report/table.h - floor 4
//
// Making tables: cells as plain text, rows, the head and the notes that every report carries.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "report/figures.h"
#include "report/report.h"

namespace openend::report {

/// A report with its head filled in, and the warning that an estimate carries.
Report begin(const Struck& struck, std::string kind, std::string title);
/// Adds what every reader must be told: how costs, prices and identities came to be; the package's exceptions.
Report finish(Report report, const Struck& struck);

/// A money cell, with all decimals of the base currency: drop_cents() takes those of a whole table away.
std::string money(const Struck& struck, std::int64_t minor);
/// A percent cell with one decimal; empty where there is no whole.
std::string percent(std::int64_t part, std::int64_t whole);
/// Takes the decimals of the named columns away, where the trust values to the whole unit and every figure of theirs is
/// whole. A table never mixes the two.
void drop_cents(Table& table, const Struck& struck, std::initializer_list<std::string_view> keys);

inline Column text_column(std::string key, std::string title) {
  return {std::move(key), std::move(title), Align::Left};
}
inline Column number_column(std::string key, std::string title) {
  return {std::move(key), std::move(title), Align::Right};
}
/// "Value (USD)".
std::string in_base(const Struck& struck, std::string_view what);

}  // namespace openend::report
