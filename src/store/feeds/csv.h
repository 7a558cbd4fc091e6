// store/feeds/csv.h - floor 6
//
// Reads a CSV file (RFC 4180, UTF-8, one header row) as rows of fields that view the mapped file. Columns are found by
// name through a mapping; whatever is wrong is collected as refusals with row, column and excerpt, at most kMostFaults.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.h"
#include "base/fixed.h"
#include "base/result.h"
#include "money/date.h"
#include "store/feeds/number_text.h"

namespace openend::store::feeds {

inline constexpr std::size_t kMostFaults = 100;
inline constexpr std::size_t kLongestField = 4096;  ///< bytes
inline constexpr int kMostPlaces = 12;              ///< decimals of a price or a rate
inline constexpr int kMostQuantityPlaces = 8;       ///< of a quantity, so that a product stays exact
inline constexpr int kMostMoneyDigits = 15;         ///< of an amount's whole units: many such add up in 64 bits

/// A file mapped into memory, or text given directly. Throws StoreFault when the file can not be read.
class TextFile {
 public:
  static TextFile open(const std::string& path);
  static TextFile of(std::string name, std::string text);
  TextFile(TextFile&&) noexcept;
  TextFile& operator=(TextFile&&) = delete;
  ~TextFile();

  const std::string& name() const { return name_; }
  std::string_view text() const { return text_; }
  Digest digest() const;

 private:
  TextFile() = default;
  std::string name_;
  std::string owned_;
  std::string_view text_;
  void* mapped_ = nullptr;
};

/// How another party's columns become ours (docs/reference/input-files.md, import.toml).
struct Mapping {
  struct Renamed {
    std::string ours, theirs;
  };
  struct Scaled {
    std::string ours;
    Decimal unit;
  };
  std::vector<Renamed> columns;
  std::vector<Scaled> units;
  std::vector<std::string> ignore;
};

struct ColumnRule {
  std::string_view name;
  bool required = true;
};

class CsvFile {
 public:
  /// Reads the header and checks it against the columns wanted. Refuses missing, unknown and repeated columns.
  static Result<CsvFile> open(const TextFile& file, std::span<const ColumnRule> columns, const Mapping& mapping);

  /// Goes to the next row; false at the end of the file or once too many faults were found.
  bool next();
  /// Number of the row in the file, the header being 1.
  std::uint32_t row() const { return row_; }
  std::uint64_t rows_read() const { return rows_; }

  /// The field of the column at `place` in the rules; empty when the column is absent.
  std::string_view text(std::size_t place) const {
    const int at = places_[place];
    return at < 0 ? std::string_view{} : fields_[static_cast<std::size_t>(at)];
  }
  bool has(std::size_t place) const { return !text(place).empty(); }

  // Each reader gives nothing after recording a fault.
  std::optional<std::string_view> word(std::size_t place);  ///< not empty
  std::optional<Date> date(std::size_t place);
  /// Units of the mapping applied.
  std::optional<Fixed> number(std::size_t place) {
    const std::string_view field = text(place);
    const auto value = reads_at_once(field) ? parse_short_fixed(field) : parse_fixed(field);
    return value && !has_units_ ? value : number_with_care(place, value);
  }
  /// Refuses more decimals that are not zeros.
  std::optional<Fixed> number(std::size_t place, int most_places) {
    const auto value = number(place);
    return !value || value->places <= most_places ? value : without_zeros(place, *value, most_places);
  }
  std::optional<Decimal> decimal(std::size_t place);      ///< of at most kMostPlaces
  std::optional<int> whole(std::size_t place, int most);  ///< 0 to `most`
  /// To minor units; more decimals than the currency has are refused unless they are zeros.
  std::optional<std::int64_t> money(std::size_t place, int minor_places);
  std::optional<bool> flag(std::size_t place);  ///< 0, 1 or empty
  void fault(std::size_t place, const char* code, std::string message, std::string expected, std::string remedy);
  /// About the whole of the row just read, or of another by its number.
  void fault_of_row(const char* code, std::string message, std::string found, std::string expected, std::string remedy,
                    std::uint32_t row = 0);

  const Refusals& faults() const { return faults_; }
  bool ok() const { return faults_.empty(); }

 private:
  bool split_line();
  bool split_plain_line();
  bool leave_blocks();
  bool fields_fit();
  std::optional<Fixed> number_with_care(std::size_t place, std::optional<Fixed> value);
  std::optional<Fixed> without_zeros(std::size_t place, Fixed value, int most_places);
  /// Whether it is short, and lies in the file with so much before its end.
  bool reads_at_once(std::string_view field) const {
    const auto end = reinterpret_cast<std::uintptr_t>(field.data() + field.size());
    return field.size() <= kWord && end - at_once_from_ <= at_once_length_;
  }

  std::string file_;
  std::string_view text_, rest_;     ///< the file, and what is not read yet
  std::uintptr_t at_once_from_ = 0;  ///< where a field may end that is read at once, and how far on
  std::size_t at_once_length_ = 0;
  const char* block_ = nullptr;  ///< of the file, being split into fields; none while rows are read with care
  std::uint64_t stops_ = 0;      ///< what of it may still end a field
  std::vector<std::string_view> rule_names_;
  std::vector<int> places_;
  std::vector<std::optional<Decimal>> units_;
  bool has_units_ = false;
  std::vector<std::string_view> fields_;
  std::vector<std::unique_ptr<std::string>> unquoted_;  ///< fields whose quotes were doubled
  std::size_t width_ = 0;
  std::uint32_t row_ = 1;
  std::uint32_t next_row_ = 2;
  std::uint64_t rows_ = 0;
  std::string_view last_date_text_;
  Date last_date_;
  Refusals faults_;
};

}  // namespace openend::store::feeds
