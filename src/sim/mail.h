// sim/mail.h - floor 5
//
// What a simulated complex is sent: rows of input files, each with the evening on which it arrives, and the steps that
// take them in.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/decimal.h"
#include "money/date.h"

namespace openend::sim {

/// A number as the files write it: a count of the last of so many decimals.
inline std::string text(std::int64_t value, int places) { return Decimal::of(value, places).text(); }
/// A quantity, which is kept in thousandths, without zeros at its end.
inline std::string quantity_text(std::int64_t thousandths) { return Decimal::of(thousandths, 3).trimmed().text(); }

/// How news can come that is not simply today's.
enum class News : unsigned char { Late, Corrected, Cancelled, OutOfOrder, Duplicated };
inline constexpr std::array<std::string_view, 5> kNews{"late", "corrected", "cancelled", "out of order", "duplicated"};
using NewsCount = std::array<std::size_t, kNews.size()>;

/// Files of a delivery: the text of each by its kind (docs/reference/input-files.md).
using Files = std::map<std::string, std::string>;

/// What must become of a step.
enum class Expected : unsigned char { Taken, AlreadyRecorded, Refused };
inline constexpr std::array<std::string_view, 3> kExpected{"taken", "already recorded", "refused"};

/// An import of a delivery, or a strike.
struct Step {
  bool strikes = false;
  Date date;           ///< the pricing day struck; of a delivery, the evening
  Instant known;       ///< when it is done
  std::string folder;  ///< of a delivery
  Files files;
  Expected expected = Expected::Taken;
};

/// Rows waiting for their evening, by the number of the pricing day.
class Mail {
 public:
  /// The last columns may be left out. Stops on a kind without columns here.
  void send(std::size_t evening, std::string_view kind, const std::vector<std::string>& cells);
  /// Takes out what has arrived by an evening.
  Files take(std::size_t evening);
  /// The next evening on which something arrives; none when all has.
  std::optional<std::size_t> next() const;

 private:
  std::map<std::size_t, Files> waiting_;
};

/// A file's header and these rows.
std::string with_header(std::string_view kind, const std::string& rows);

}  // namespace openend::sim
