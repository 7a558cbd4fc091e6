#include "store/feeds/csv.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include <algorithm>
#include <bit>
#include <cstring>

#include "base/same_text.h"
#include "store/feeds/utf8.h"

namespace openend::store::feeds {

// -- the header
// -------------------------------------------------------------------------------------------------------------

namespace {

std::string shortened(std::string_view text) {
  return text.size() <= 60 ? std::string(text) : std::string(text.substr(0, 57)) + "...";
}

Refusal file_fault(const std::string& file, const char* code, std::string message, std::string_view found,
                   std::string expected, std::string remedy) {
  Refusal refusal;
  refusal.code = code;
  refusal.message = std::move(message);
  refusal.place = {file, 1, 0, shortened(found)};
  refusal.found = refusal.place.excerpt;
  refusal.expected = std::move(expected);
  refusal.remedy = std::move(remedy);
  return refusal;
}

/// What is wrong with the file before its rows are looked at.
std::optional<Refusal> fault_of_file(const TextFile& file) {
  const std::string_view text = file.text();
  const auto line = [&](std::size_t at) {
    return 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n');
  };
  if (text.empty())
    return file_fault(file.name(), "E-CSV-001", "the file is empty", "0 bytes", "a header row, then rows",
                      "send the file again, with its header row");
  if (text.starts_with("\xef\xbb\xbf"))
    return file_fault(file.name(), "E-CSV-002", "the file begins with a byte-order mark", "the bytes EF BB BF",
                      "the name of the first column", "save it as UTF-8 without a byte-order mark");
  if (const std::size_t at = utf8_end(text); at != text.size()) {
    constexpr char kHex[] = "0123456789ABCDEF";
    const auto byte = static_cast<unsigned char>(text[at]);
    Refusal fault =
        file_fault(file.name(), "E-CSV-003", "the file is not UTF-8",
                   std::string("the byte ") + kHex[byte >> 4] + kHex[byte & 15], "UTF-8", "save it as UTF-8");
    fault.place.row = line(at);
    return fault;
  }
  if (text.back() != '\n') {
    const std::size_t begin = text.rfind('\n') == std::string_view::npos ? 0 : text.rfind('\n') + 1;
    Refusal fault = file_fault(file.name(), "E-CSV-004", "the last row does not end: the file may have been cut off",
                               text.substr(begin), "a line break at the end of the last row",
                               "send the whole file; its last row ends with a line break");
    fault.place.row = line(begin);
    return fault;
  }
  return std::nullopt;
}

/// How many bytes are looked through at once for what may end a field.
constexpr std::ptrdiff_t kBlock = 64;

/// A bit for each byte of a block, where a comma, a quote or a line break stands.
std::uint64_t stops_of(const char* bytes) {
  std::uint64_t stops = 0;
#if defined(__SSE2__)
  const __m128i comma = _mm_set1_epi8(','), quote = _mm_set1_epi8('"'), line_break = _mm_set1_epi8('\n');
  for (int part = 0; part < 4; ++part) {
    const __m128i text = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes + 16 * part));
    const __m128i found = _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(text, comma), _mm_cmpeq_epi8(text, quote)),
                                       _mm_cmpeq_epi8(text, line_break));
    stops |= std::uint64_t{static_cast<std::uint32_t>(_mm_movemask_epi8(found))} << (16 * part);
  }
#else
  for (unsigned i = 0; i < kBlock; ++i) {
    if (bytes[i] == ',' || bytes[i] == '"' || bytes[i] == '\n') stops |= std::uint64_t{1} << i;
  }
#endif
  return stops;
}

}  // namespace

namespace {

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const auto& name : names) text += (text.empty() ? "" : ",") + name;
  return text;
}
std::string rules_text(std::span<const ColumnRule> columns) {
  std::string text = "a column of this kind:";
  for (const ColumnRule& rule : columns) (text += " ") += rule.name;
  return text;
}

}  // namespace

Result<CsvFile> CsvFile::open(const TextFile& file, std::span<const ColumnRule> columns, const Mapping& mapping) {
  CsvFile csv;
  csv.file_ = file.name();
  csv.text_ = csv.rest_ = file.text();
  if (auto fault = fault_of_file(file)) return Refusals{std::move(*fault)};
  if (file.text().size() > kWord) {
    csv.at_once_from_ = reinterpret_cast<std::uintptr_t>(file.text().data()) + kWord;
    csv.at_once_length_ = file.text().size() - kWord;
  }
  csv.next_row_ = 1;
  if (!csv.split_line()) return csv.faults_;
  csv.rows_ = 0;
  const std::vector<std::string> header(csv.fields_.begin(), csv.fields_.end());
  csv.width_ = header.size();
  const std::string columns_found = joined(header);
  if (header.size() == 1 && header[0].find_first_of(";\t|") != std::string::npos)
    return Refusals{file_fault(file.name(), "E-CSV-020", "the columns are not separated by commas", columns_found,
                               "column names with commas between them", "save it with commas")};
  std::vector<bool> used(header.size(), false);
  Refusals faults;
  for (const ColumnRule& rule : columns) {
    std::string theirs(rule.name);
    for (const auto& renamed : mapping.columns) {
      if (renamed.ours == rule.name) theirs = renamed.theirs;
    }
    std::optional<Decimal> unit;
    for (const auto& scaled : mapping.units) {
      if (scaled.ours == rule.name) unit = scaled.unit;
    }
    const auto at = std::find(header.begin(), header.end(), theirs);
    if (at == header.end() && rule.required) {
      faults.push_back(file_fault(file.name(), "E-CSV-005", "the column " + theirs + " is missing", columns_found,
                                  "a column called " + theirs, "add the column, or map it in import.toml"));
    }
    csv.rule_names_.push_back(rule.name);
    csv.units_.push_back(unit);
    csv.has_units_ = csv.has_units_ || unit.has_value();
    csv.places_.push_back(at == header.end() ? -1 : static_cast<int>(at - header.begin()));
    if (at != header.end()) used[static_cast<std::size_t>(at - header.begin())] = true;
  }
  for (std::size_t i = 0; i < header.size(); ++i) {
    const bool ignored = std::find(mapping.ignore.begin(), mapping.ignore.end(), header[i]) != mapping.ignore.end();
    if (std::find(header.begin(), header.begin() + static_cast<std::ptrdiff_t>(i), header[i]) !=
        header.begin() + static_cast<std::ptrdiff_t>(i)) {
      faults.push_back(file_fault(file.name(), "E-CSV-006", "the column " + shortened(header[i]) + " stands twice",
                                  header[i], "each column once", "keep one of them"));
      faults.back().place.column = static_cast<long>(i) + 1;
    } else if (!used[i] && !ignored) {
      faults.push_back(file_fault(file.name(), "E-CSV-007", "the column " + shortened(header[i]) + " is not known",
                                  header[i], rules_text(columns), "remove it, or list it under ignore in import.toml"));
      faults.back().place.column = static_cast<long>(i) + 1;
    }
  }
  if (!faults.empty()) return faults;
  return csv;
}

// -- rows
// ---------------------------------------------------------------------------------------------------------------

bool CsvFile::split_line() {
  fields_.clear();
  unquoted_.clear();
  row_ = next_row_;
  const char* at = rest_.data();
  const char* const end = at + rest_.size();
  const char* field = at;
  while (true) {
    if (at == end) break;
    if (*at == '"' && at == field) {
      // A quoted field: find its closing quote, minding doubled ones and line breaks.
      std::string* owned = nullptr;
      const char* part = ++at;
      while (true) {
        const char* quote = static_cast<const char*>(std::memchr(at, '"', static_cast<std::size_t>(end - at)));
        if (quote == nullptr) {
          fault_of_row("E-CSV-008", "a quoted field does not end",
                       shortened({field, static_cast<std::size_t>(end - field)}), "a closing quote", "close the quote");
          rest_ = {};
          return false;
        }
        next_row_ += static_cast<std::uint32_t>(std::count(at, quote, '\n'));
        if (quote + 1 != end && quote[1] == '"') {
          if (owned == nullptr) owned = unquoted_.emplace_back(std::make_unique<std::string>()).get();
          owned->append(part, quote + 1);
          part = at = quote + 2;
          continue;
        }
        if (owned != nullptr) owned->append(part, quote);
        fields_.push_back(owned != nullptr ? std::string_view(*owned)
                                           : std::string_view(part, static_cast<std::size_t>(quote - part)));
        at = quote + 1;
        break;
      }
      if (at != end && *at != ',' && *at != '\n' && *at != '\r') {
        fault_of_row("E-CSV-009", "text follows a closing quote",
                     shortened({field, static_cast<std::size_t>(at - field + 1)}), "a comma or the end of the row",
                     "double the quotes inside the field");
        rest_ = {};
        return false;
      }
    } else {
      while (at != end && *at != ',' && *at != '\n') ++at;
      std::string_view text(field, static_cast<std::size_t>(at - field));
      if (at != end && *at == '\n' && text.ends_with('\r')) text.remove_suffix(1);
      if (text.find('"') != std::string_view::npos) {
        fault_of_row("E-CSV-010", "a quote stands inside an unquoted field", shortened(text),
                     "quotes around the whole field", "quote the field and double its quotes");
      }
      fields_.push_back(text);
    }
    if (at != end && *at == '\r' && at + 1 != end && at[1] == '\n') ++at;
    if (at == end || *at == '\n') break;
    field = ++at;
  }
  if (at != end) ++at;
  ++next_row_;
  rest_ = {at, static_cast<std::size_t>(end - at)};
  return true;
}

/// Splits a row of as many fields as the header has and without quotes. False where it is another, or the file ends
/// near by: the careful way is taken then. What was found in a block serves the next row too.
bool CsvFile::split_plain_line() {
  const char* const end = rest_.data() + rest_.size();
  const char* field = rest_.data();
  // Kept beside the object while the row is split: what is written to the fields could otherwise be any of them.
  const char* block = block_;
  std::uint64_t stops = stops_;
  if (block == nullptr) {
    if (end - field < kBlock) return false;
    block = field;
    stops = stops_of(block);
  }
  if (fields_.size() != width_) fields_.resize(width_);
  std::string_view* at = fields_.data();
  std::string_view* const last = at + width_ - 1;
  for (;; ++at) {
    while (stops == 0) {
      block += kBlock;
      if (end - block < kBlock) return leave_blocks();
      stops = stops_of(block);
    }
    const char* const stop = block + std::countr_zero(stops);
    stops &= stops - 1;
    *at = {field, static_cast<std::size_t>(stop - field)};
    field = stop + 1;
    if (at == last) break;
    if (*stop != ',') return leave_blocks();
  }
  if (field[-1] != '\n') return leave_blocks();
  if (last->ends_with('\r')) last->remove_suffix(1);
  block_ = block;
  stops_ = stops;
  row_ = next_row_++;
  rest_ = {field, static_cast<std::size_t>(end - field)};
  return true;
}

/// The next block begins where the next row does.
bool CsvFile::leave_blocks() {
  block_ = nullptr;
  return false;
}

bool CsvFile::next() {
  if (rest_.empty() || faults_.size() >= kMostFaults) return false;
  const std::size_t before = rest_.size(), faults_before = faults_.size();
  if (!split_plain_line() && !split_line()) return false;
  ++rows_;
  if (faults_.size() != faults_before) return next();  // its quotes are wrong: told, and nothing more to be read in it
  if (before - rest_.size() > kLongestField && !fields_fit()) return next();
  if (fields_.size() != width_) {
    fault_of_row("E-CSV-011", "the row has another number of fields than the header",
                 std::to_string(fields_.size()) + " fields", std::to_string(width_) + " fields",
                 "complete the row; quote fields that hold commas; write numbers without thousands separators");
    return next();
  }
  return true;
}

bool CsvFile::fields_fit() {
  bool fit = true;
  for (std::size_t i = 0; i < fields_.size(); ++i) {
    if (fields_[i].size() <= kLongestField) continue;
    fault_of_row("E-CSV-018", "a field is too long", std::to_string(fields_[i].size()) + " bytes",
                 "at most 4,096 bytes", "shorten it; a quote that is not closed makes one field of many");
    faults_.back().place.column = static_cast<long>(i) + 1;
    faults_.back().place.excerpt = shortened(fields_[i]);
    fit = false;
  }
  return fit;
}

void CsvFile::fault(std::size_t place, const char* code, std::string message, std::string expected,
                    std::string remedy) {
  Refusal refusal;
  refusal.code = code;
  refusal.message = std::move(message);
  refusal.place = {file_, static_cast<long>(row_), places_[place] + 1, shortened(text(place))};
  refusal.found = text(place).empty() ? "nothing" : shortened(text(place));
  refusal.expected = std::move(expected);
  refusal.remedy = std::move(remedy);
  faults_.push_back(std::move(refusal));
}

void CsvFile::fault_of_row(const char* code, std::string message, std::string found, std::string expected,
                           std::string remedy, std::uint32_t row) {
  Refusal refusal;
  refusal.code = code;
  refusal.message = std::move(message);
  refusal.place = {file_, static_cast<long>(row == 0 ? row_ : row), 0, found};
  refusal.found = std::move(found);
  refusal.expected = std::move(expected);
  refusal.remedy = std::move(remedy);
  faults_.push_back(std::move(refusal));
}

std::optional<std::string_view> CsvFile::word(std::size_t place) {
  const auto field = text(place);
  if (field.empty()) {
    fault(place, "E-CSV-012", std::string(rule_names_[place]) + " is not given", "a text", "fill the field");
    return std::nullopt;
  }
  return field;
}

std::optional<Date> CsvFile::date(std::size_t place) {
  const auto field = text(place);
  if (same_text(field, last_date_text_) && !field.empty()) return last_date_;
  const auto value = Date::parse(field);
  if (!value) {
    fault(place, "E-CSV-013", std::string(rule_names_[place]) + " is not a date", "a day such as 1996-12-31",
          "write year, month, day with hyphens");
    return std::nullopt;
  }
  last_date_text_ = field;
  last_date_ = *value;
  return value;
}

std::optional<Fixed> CsvFile::number_with_care(std::size_t place, std::optional<Fixed> value) {
  if (has_units_ && value && units_[place]) value = to_fixed((value->decimal() * *units_[place]).trimmed());
  if (!value) {
    fault(place, "E-CSV-014", std::string(rule_names_[place]) + " is not a number",
          "a plain decimal such as -1234.50, at most 18 digits", "write it without separators, blanks or exponent");
  }
  return value;
}

std::optional<Fixed> CsvFile::without_zeros(std::size_t place, Fixed value, int most_places) {
  const std::int64_t unit = kPowersOfTen[value.places - most_places];
  if (value.coefficient % unit == 0) return Fixed{value.coefficient / unit, static_cast<std::uint8_t>(most_places)};
  fault(place, "E-CSV-015", std::string(rule_names_[place]) + " has too many decimals",
        std::to_string(most_places) + " decimals", "round it");
  return std::nullopt;
}

std::optional<int> CsvFile::whole(std::size_t place, int most) {
  const auto value = number(place);
  if (!value) return std::nullopt;
  const std::int64_t unit = kPowersOfTen[value->places];
  if (value->coefficient < 0 || value->coefficient % unit != 0 || value->coefficient / unit > most) {
    fault(place, "E-CSV-019", std::string(rule_names_[place]) + " is not a whole number that can be",
          "0 to " + std::to_string(most), "correct it");
    return std::nullopt;
  }
  return static_cast<int>(value->coefficient / unit);
}

std::optional<Decimal> CsvFile::decimal(std::size_t place) {
  const auto value = number(place, kMostPlaces);
  if (!value) return std::nullopt;
  return value->decimal();
}

std::optional<std::int64_t> CsvFile::money(std::size_t place, int minor_places) {
  const auto value = number(place);
  if (!value) return std::nullopt;
  const int extra = value->places - minor_places;
  std::int64_t scaled = extra > 0 ? value->coefficient / kPowersOfTen[extra] : 0;
  if (extra > 0 && scaled * kPowersOfTen[extra] != value->coefficient) {
    fault(place, "E-CSV-015", std::string(rule_names_[place]) + " has too many decimals",
          std::to_string(minor_places) + " decimals", "round it to the currency's minor unit");
    return std::nullopt;
  }
  const bool fits = extra > 0 || !__builtin_mul_overflow(value->coefficient, kPowersOfTen[-extra], &scaled);
  const std::int64_t most = kPowersOfTen[std::min(kMostMoneyDigits + minor_places, 18)];
  if (!fits || scaled > most || scaled < -most) {
    fault(place, "E-CSV-016", std::string(rule_names_[place]) + " is too large", "at most 1,000,000,000,000,000",
          "check the amount");
    return std::nullopt;
  }
  return scaled;
}

std::optional<bool> CsvFile::flag(std::size_t place) {
  const auto field = text(place);
  if (field.empty() || field == "0") return false;
  if (field == "1") return true;
  fault(place, "E-CSV-017", std::string(rule_names_[place]) + " is not a flag", "0 or 1", "write 0 or 1");
  return std::nullopt;
}

}  // namespace openend::store::feeds
