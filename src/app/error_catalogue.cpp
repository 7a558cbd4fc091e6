#include "app/error_catalogue.h"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "app/commands.h"

namespace openend::app {

namespace {

constexpr std::string_view kErrors =
#include "errors_toml.inc"
    ;

std::vector<ErrorEntry> read_catalogue() {
  std::vector<ErrorEntry> entries;
  const toml::table catalogue = toml::parse(kErrors, std::string_view("src/app/errors.toml"));
  for (const auto& [code, entry] : catalogue) {
    const auto text = [&words = entry](std::string_view key) { return words.at_path(key).value_or(std::string()); };
    entries.push_back({std::string(code.str()), text("meaning"), text("cause"), text("remedy")});
    const ErrorEntry& read = entries.back();
    OE_ASSERT(!read.meaning.empty() && !read.cause.empty() && !read.remedy.empty(),
              "an entry of the catalogue of errors has a meaning, a cause and a remedy");
  }
  std::sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) { return a.code < b.code; });
  return entries;
}

/// "E-LOT" of "E-LOT-014".
std::string_view area_of(std::string_view code) { return code.substr(0, code.rfind('-')); }

void print_markdown() {
  fmt::print(
      "# Errors\n\nEvery refusal of OpenEnd has a code that is never used again for something else. This page is "
      "printed by\n`openend errors --markdown`; `openend explain CODE` prints one entry.\n");
  std::string_view area;
  for (const ErrorEntry& entry : error_catalogue()) {
    if (area_of(entry.code) != area) {
      area = area_of(entry.code);
      fmt::print("\n## {}\n\n| code | meaning | usual cause | remedy |\n|---|---|---|---|\n", area);
    }
    fmt::print("| {} | {} | {} | {} |\n", entry.code, entry.meaning, entry.cause, entry.remedy);
  }
}

}  // namespace

const std::vector<ErrorEntry>& error_catalogue() {
  static const std::vector<ErrorEntry> entries = read_catalogue();
  return entries;
}

const ErrorEntry* find_error(std::string_view code) {
  const auto& all = error_catalogue();
  const auto at = std::find_if(all.begin(), all.end(), [&](const ErrorEntry& entry) { return entry.code == code; });
  return at == all.end() ? nullptr : &*at;
}

bool is_error_code(std::string_view text) {
  const auto within = [&](std::size_t from, std::size_t to, char first, char last) {
    return from < to &&
           std::all_of(text.begin() + static_cast<std::ptrdiff_t>(from), text.begin() + static_cast<std::ptrdiff_t>(to),
                       [&](char c) { return c >= first && c <= last; });
  };
  const std::size_t end = text.size();
  return text.starts_with("E-") && end > 6 && text[end - 4] == '-' && within(2, end - 4, 'A', 'Z') &&
         within(end - 3, end, '0', '9');
}

Result<int> errors_command(bool markdown, bool json) {
  if (markdown) {
    print_markdown();
    return kDone;
  }
  nlohmann::ordered_json all = nlohmann::ordered_json::array();
  for (const ErrorEntry& entry : error_catalogue()) {
    if (json)
      all.push_back(
          {{"code", entry.code}, {"meaning", entry.meaning}, {"cause", entry.cause}, {"remedy", entry.remedy}});
    else
      fmt::print("{:<14} {}\n", entry.code, entry.meaning);
  }
  if (json) fmt::print("{}\n", all.dump(2));
  return kDone;
}

}  // namespace openend::app
