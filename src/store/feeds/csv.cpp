#include "store/feeds/csv.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include <algorithm>
#include <bit>
#include <cerrno>
#include <cstring>

#include "base/same_text.h"
#include "store/ports.h"

namespace openend::store::feeds {

// -- files
// --------------------------------------------------------------------------------------------------------------

TextFile TextFile::open(const std::string& path) {
  const auto fail = [&](const char* what) -> StoreFault {
    return StoreFault("can not " + std::string(what) + " " + path + ": " + std::strerror(errno));
  };
  const int handle = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (handle < 0) throw fail("open");
  struct stat state {};
  if (::fstat(handle, &state) != 0 || !S_ISREG(state.st_mode)) {
    const auto fault =
        S_ISREG(state.st_mode) ? fail("read") : StoreFault("can not read " + path + ": it is not a file");
    ::close(handle);
    throw fault;
  }
  TextFile file;
  file.name_ = path.substr(path.rfind('/') == std::string::npos ? 0 : path.rfind('/') + 1);
  const auto size = static_cast<std::size_t>(state.st_size);
  if (size != 0) {
    file.mapped_ = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, handle, 0);
    if (file.mapped_ == MAP_FAILED) {
      file.mapped_ = nullptr;
      const auto fault = fail("map");
      ::close(handle);
      throw fault;
    }
    file.text_ = {static_cast<const char*>(file.mapped_), size};
  }
  ::close(handle);
  return file;
}

TextFile TextFile::of(std::string name, std::string text) {
  TextFile file;
  file.name_ = std::move(name);
  file.owned_ = std::move(text);
  file.text_ = file.owned_;
  return file;
}

TextFile::TextFile(TextFile&& other) noexcept
    : name_(std::move(other.name_)), owned_(std::move(other.owned_)), text_(other.text_), mapped_(other.mapped_) {
  if (mapped_ == nullptr && !owned_.empty()) text_ = owned_;
  other.mapped_ = nullptr;
  other.text_ = {};
}

TextFile::~TextFile() {
  if (mapped_ != nullptr) ::munmap(mapped_, text_.size());
}

Digest TextFile::digest() const {
  return digest_of({reinterpret_cast<const std::uint8_t*>(text_.data()), text_.size()});
}

// -- numbers
// --------------------------------------------------------------------------------------------------------------

std::optional<Fixed> parse_fixed(std::string_view text) {
  const char* at = text.data();
  const char* const end = at + text.size();
  const bool negative = at != end && *at == '-';
  if (negative) ++at;
  std::int64_t coefficient = 0;
  int places = -1;
  const char* const first = at;
  for (; at != end; ++at) {
    const unsigned digit = static_cast<unsigned char>(*at) - static_cast<unsigned>('0');
    if (digit <= 9) {
      if (coefficient > 92'233'720'368'547'757) return std::nullopt;
      coefficient = coefficient * 10 + digit;
      if (places >= 0) ++places;
    } else if (*at == '.' && places < 0 && at != first) {
      places = 0;
    } else {
      return std::nullopt;
    }
  }
  if (at == first || places == 0 || places > 18) return std::nullopt;
  return Fixed{negative ? -coefficient : coefficient, static_cast<std::uint8_t>(places < 0 ? 0 : places)};
}

// -- the header
// -------------------------------------------------------------------------------------------------------------

namespace {

bool is_utf8(std::string_view text) {
  std::size_t i = 0;
  while (i < text.size()) {
    // Most text is plain: sixty-four bytes at a time, then eight.
    std::uint64_t words[8];
    if (i + sizeof words <= text.size()) {
      std::memcpy(words, text.data() + i, sizeof words);
      std::uint64_t any = 0;
      for (const std::uint64_t word : words) any |= word;
      if ((any & 0x8080808080808080ULL) == 0) {
        i += sizeof words;
        continue;
      }
    }
    if (i + 8 <= text.size()) {
      std::memcpy(words, text.data() + i, 8);
      if ((words[0] & 0x8080808080808080ULL) == 0) {
        i += 8;
        continue;
      }
    }
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t length = lead < 0x80                   ? 1
                               : lead >= 0xc2 && lead < 0xe0 ? 2
                               : lead >= 0xe0 && lead < 0xf0 ? 3
                               : lead >= 0xf0 && lead < 0xf5 ? 4
                                                             : 0;
    if (length == 0 || i + length > text.size()) return false;
    for (std::size_t k = 1; k < length; ++k) {
      if ((static_cast<unsigned char>(text[i + k]) & 0xc0) != 0x80) return false;
    }
    i += length;
  }
  return true;
}

Refusal file_fault(const std::string& file, const char* code, std::string message, std::string remedy) {
  Refusal refusal;
  refusal.code = code;
  refusal.message = std::move(message);
  refusal.place.file = file;
  refusal.place.row = 1;
  refusal.remedy = std::move(remedy);
  return refusal;
}

std::string shortened(std::string_view text) {
  return text.size() <= 60 ? std::string(text) : std::string(text.substr(0, 57)) + "...";
}

/// A bit for each of sixteen bytes that is a comma, a quote or a line break.
std::uint32_t marks_of(const char* bytes) {
#if defined(__SSE2__)
  const __m128i text = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes));
  const __m128i hits =
      _mm_or_si128(_mm_cmpeq_epi8(text, _mm_set1_epi8(',')),
                   _mm_or_si128(_mm_cmpeq_epi8(text, _mm_set1_epi8('\n')), _mm_cmpeq_epi8(text, _mm_set1_epi8('"'))));
  return static_cast<std::uint32_t>(_mm_movemask_epi8(hits));
#else
  std::uint32_t marks = 0;
  for (unsigned i = 0; i < 16; ++i) {
    if (bytes[i] == ',' || bytes[i] == '\n' || bytes[i] == '"') marks |= 1U << i;
  }
  return marks;
#endif
}

}  // namespace

Result<CsvFile> CsvFile::open(const TextFile& file, std::span<const ColumnRule> columns, const Mapping& mapping) {
  CsvFile csv;
  csv.file_ = file.name();
  csv.rest_ = file.text();
  const auto stop = [&](const char* code, std::string message, std::string remedy) {
    return Refusals{file_fault(file.name(), code, std::move(message), std::move(remedy))};
  };
  if (csv.rest_.empty()) return stop("E-CSV-001", "the file is empty", "send the file again, with its header row");
  if (csv.rest_.starts_with("\xef\xbb\xbf"))
    return stop("E-CSV-002", "the file begins with a byte-order mark", "save it as UTF-8 without a byte-order mark");
  if (!is_utf8(csv.rest_)) return stop("E-CSV-003", "the file is not UTF-8", "save it as UTF-8");
  if (csv.rest_.back() != '\n')
    return stop("E-CSV-004", "the last row does not end: the file may have been cut off",
                "send the whole file; its last row ends with a line break");
  csv.next_row_ = 1;
  if (!csv.split_line()) return csv.faults_;
  csv.rows_ = 0;
  const std::vector<std::string> header(csv.fields_.begin(), csv.fields_.end());
  csv.width_ = header.size();
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
      faults.push_back(file_fault(file.name(), "E-CSV-005", "the column " + theirs + " is missing",
                                  "add the column, or map it in import.toml"));
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
      faults.push_back(
          file_fault(file.name(), "E-CSV-006", "the column " + header[i] + " stands twice", "keep one of them"));
    } else if (!used[i] && !ignored) {
      faults.push_back(file_fault(file.name(), "E-CSV-007", "the column " + shortened(header[i]) + " is not known",
                                  "remove it, or list it under ignore in import.toml"));
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

/// Splits a row that holds no quotes, sixteen bytes at a time. False where it holds some, or the file ends near by: the
/// careful way is taken then.
bool CsvFile::split_plain_line() {
  const char* const begin = rest_.data();
  const char* const end = begin + rest_.size();
  if (fields_.size() != width_) fields_.resize(width_);
  std::size_t count = 0;
  const char* field = begin;
  const auto add = [&](const char* stop) {
    if (count < width_) fields_[count] = {field, static_cast<std::size_t>(stop - field)};
    ++count;
    field = stop + 1;
  };
  for (const char* at = begin; end - at >= 16; at += 16) {
    for (std::uint32_t marks = marks_of(at); marks != 0; marks &= marks - 1) {
      const char* const mark = at + std::countr_zero(marks);
      if (*mark == '"') return false;
      if (*mark == ',') {
        add(mark);
        continue;
      }
      const bool returned = mark != begin && mark[-1] == '\r' && mark != field;
      add(returned ? mark - 1 : mark);
      if (count != width_) fields_.resize(count);  // another width than the header's: told by the caller
      row_ = next_row_++;
      rest_.remove_prefix(static_cast<std::size_t>(mark + 1 - begin));
      return true;
    }
  }
  return false;
}

bool CsvFile::next() {
  if (rest_.empty() || faults_.size() >= kMostFaults) return false;
  if (!split_plain_line() && !split_line()) return false;
  ++rows_;
  if (fields_.size() != width_) {
    fault_of_row("E-CSV-011", "the row has another number of fields than the header",
                 std::to_string(fields_.size()) + " fields", std::to_string(width_) + " fields",
                 "complete the row; quote fields that hold commas; write numbers without thousands separators");
    return next();
  }
  return true;
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
  if (field.empty() || field.size() > 4096) {
    fault(place, "E-CSV-012", std::string(rule_names_[place]) + (field.empty() ? " is not given" : " is too long"),
          "a text of 1 to 4,096 bytes", "fill the field");
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

std::optional<Fixed> CsvFile::number(std::size_t place) {
  auto value = parse_fixed(text(place));
  if (has_units_ && value && units_[place]) {
    const auto scaled = to_fixed((value->decimal() * *units_[place]).trimmed());
    value = scaled;
  }
  if (!value) {
    fault(place, "E-CSV-014", std::string(rule_names_[place]) + " is not a number",
          "a plain decimal such as -1234.50, at most 18 digits", "write it without separators, blanks or exponent");
  }
  return value;
}

std::optional<Decimal> CsvFile::decimal(std::size_t place) {
  const auto value = number(place);
  if (!value) return std::nullopt;
  return value->decimal();
}

std::optional<std::int64_t> CsvFile::money(std::size_t place, int minor_places) {
  const auto value = number(place);
  if (!value) return std::nullopt;
  const int extra = value->places - minor_places;
  if (extra > 0 && value->coefficient % kPowersOfTen[extra] != 0) {
    fault(place, "E-CSV-015", std::string(rule_names_[place]) + " has too many decimals",
          std::to_string(minor_places) + " decimals", "round it to the currency's minor unit");
    return std::nullopt;
  }
  if (extra > 0) return value->coefficient / kPowersOfTen[extra];
  std::int64_t scaled = 0;
  if (__builtin_mul_overflow(value->coefficient, kPowersOfTen[-extra], &scaled)) {
    fault(place, "E-CSV-016", std::string(rule_names_[place]) + " is too large", "at most 92,233,720,368,547,758",
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
