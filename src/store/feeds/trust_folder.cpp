// store/feeds/trust_folder.cpp - floor 6
//
// TOML files flattened into terms: the trust's folder, and the mapping of a delivery.
#include <algorithm>
#include <filesystem>

#include <toml++/toml.h>

#include "store/feeds/delivery.h"

namespace openend::store::feeds {

namespace {

namespace fs = std::filesystem;

Refusal toml_fault(const std::string& file, long line, std::string message, std::string found, std::string remedy) {
  Refusal refusal;
  refusal.code = "E-TOML-001";
  refusal.message = std::move(message);
  refusal.place = {file, line, 0, found};
  refusal.found = std::move(found);
  refusal.expected = "TOML as in docs/reference/trust-files.md";
  refusal.remedy = std::move(remedy);
  return refusal;
}

std::string date_text(const toml::date& date) { return Date::of(date.year, date.month, date.day).text(); }

class Flattener {
 public:
  Flattener(std::string file, std::vector<entity::Term>& terms, Refusals& faults)
      : file_(std::move(file)), terms_(terms), faults_(faults) {}

  void walk(const toml::node& node, const std::string& path) {
    const long line = static_cast<long>(node.source().begin.line);
    if (const auto* table = node.as_table()) {
      for (const auto& [key, value] : *table)
        walk(value, path.empty() ? std::string(key.str()) : path + "." + std::string(key.str()));
    } else if (const auto* array = node.as_array()) {
      for (std::size_t i = 0; i < array->size(); ++i) walk(*array->get(i), path + "[" + std::to_string(i) + "]");
    } else if (const auto* text = node.as_string()) {
      add(path, text->get(), 't', line);
    } else if (const auto* number = node.as_integer()) {
      add(path, std::to_string(number->get()), 'i', line);
    } else if (const auto* truth = node.as_boolean()) {
      add(path, truth->get() ? "true" : "false", 'b', line);
    } else if (const auto* date = node.as_date()) {
      add(path, date_text(date->get()), 'd', line);
    } else {
      faults_.push_back(toml_fault(file_, line, "the value of " + path + " is a binary float or a time", path,
                                   "write decimals in quotes: \"0.75\""));
    }
  }

 private:
  void add(const std::string& path, std::string value, char type, long line) {
    terms_.push_back({file_, path, std::move(value), type, line});
  }

  std::string file_;
  std::vector<entity::Term>& terms_;
  Refusals& faults_;
};

/// Parses one file into terms; faults are added.
void flatten(const TextFile& file, std::vector<entity::Term>& terms, Refusals& faults) {
  try {
    const toml::table parsed = toml::parse(file.text(), file.name());
    Flattener(file.name(), terms, faults).walk(parsed, "");
  } catch (const toml::parse_error& error) {
    faults.push_back(toml_fault(file.name(), static_cast<long>(error.source().begin.line),
                                "the file is not TOML: " + std::string(error.description()),
                                std::string(error.description()), "correct the line"));
  }
}

}  // namespace

Result<std::vector<entity::Term>> read_trust_texts(const std::vector<TextFile>& files) {
  std::vector<entity::Term> terms;
  Refusals faults;
  for (const TextFile& file : files) flatten(file, terms, faults);
  if (!faults.empty()) return faults;
  return terms;
}

Result<std::vector<entity::Term>> read_trust_folder(const std::string& folder) {
  std::error_code error;
  std::vector<std::string> paths;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    if (entry.path().extension() == ".toml") paths.push_back(entry.path().string());
  }
  if (error) throw StoreFault("can not read the folder " + folder + ": " + error.message());
  std::sort(paths.begin(), paths.end());
  if (std::none_of(paths.begin(), paths.end(), [](const auto& p) { return fs::path(p).filename() == "trust.toml"; })) {
    return refuse("E-TERM-004", "the folder " + folder + " has no trust.toml",
                  "name the folder that describes the trust");
  }
  std::vector<TextFile> files;
  for (const auto& path : paths) files.push_back(TextFile::open(path));
  TRY(auto terms, read_trust_texts(files));
  // A portfolio's file that the trust does not list would be recorded and never read.
  Refusals faults;
  for (const auto& path : paths) {
    const std::string key = fs::path(path).stem().string();
    if (key == "trust" || key == "import") continue;
    const bool listed = std::any_of(terms.begin(), terms.end(), [&](const auto& t) {
      return t.file == "trust.toml" && t.path.starts_with("trust.portfolios[") && t.value == key;
    });
    if (!listed)
      faults.push_back(toml_fault(key + ".toml", 0, "the portfolio " + key + " is not in the trust's list", key,
                                  "add it to portfolios in trust.toml, or remove the file"));
  }
  if (!faults.empty()) return faults;
  return terms;
}

Result<FolderMapping> read_mapping(const TextFile& file) {
  std::vector<entity::Term> terms;
  Refusals faults;
  flatten(file, terms, faults);
  FolderMapping mapping;
  for (const auto& term : terms) {
    if (term.path.starts_with("ignore_files[")) {
      mapping.ignore_files.push_back(term.value);
      continue;
    }
    const std::size_t dot = term.path.find('.');
    const std::string kind = term.path.substr(0, dot);
    const std::string rest = dot == std::string::npos ? std::string() : term.path.substr(dot + 1);
    const auto kinds = file_kinds();
    if (std::find(kinds.begin(), kinds.end(), kind) == kinds.end()) {
      faults.push_back(toml_fault(term.file, term.line, "there is no kind of file called " + kind, kind,
                                  "name one of the kinds of docs/reference/input-files.md"));
      continue;
    }
    Mapping& of_kind = mapping.kinds[kind];
    if (rest.starts_with("columns.")) {
      of_kind.columns.push_back({rest.substr(8), term.value});
    } else if (const auto unit = rest.starts_with("units.") ? parse_fixed(term.value) : std::nullopt;
               unit && unit->places <= kMostPlaces && unit->coefficient > 0) {
      of_kind.units.push_back({rest.substr(6), unit->decimal()});
    } else if (rest.starts_with("ignore[")) {
      of_kind.ignore.push_back(term.value);
    } else {
      faults.push_back(toml_fault(term.file, term.line, "the key " + term.path + " is not known", term.path,
                                  "columns, units or ignore"));
    }
  }
  if (!faults.empty()) return faults;
  return mapping;
}

}  // namespace openend::store::feeds
