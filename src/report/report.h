// report/report.h - floor 4
//
// A report is a function from a struck day to tables; renderers know nothing of funds. Every report names its
// portfolio, its date, its package digest, and the notes that its reader must be told.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "book/book.h"
#include "entity/registry.h"
#include "filing/nport.h"
#include "money/calendar.h"
#include "nav/bridge.h"
#include "nav/flow.h"
#include "nav/package.h"
#include "nav/second.h"
#include "value/fair_values.h"
#include "value/mark.h"

namespace openend::report {

/// The strike before, for what compares the two.
struct StruckBefore {
  Date date;
  book::Book book;
  value::Marks marks;
};

struct Period;
struct Reconciliation;

/// What a report may read: one portfolio's day, as it was struck.
struct Struck {
  const entity::Registry* registry = nullptr;
  const entity::Portfolio* portfolio = nullptr;
  policy::Settings settings;
  const Calendar* calendar = nullptr;  ///< none: every day is a pricing day
  Date date;
  Date value_through;  ///< accruals are in through this day
  const book::Book* book = nullptr;
  const value::Marks* marks = nullptr;
  const nav::NavPackage* package = nullptr;
  const value::PriceBoard* prices = nullptr;           ///< as of the day; none: sources are not told
  const value::FairValueBoard* fair_values = nullptr;  ///< as of the day; none: nothing is determined
  std::span<const event::Offer> offers;                ///< that opened until the day, with what was announced of them
  unsigned version = 1;
  bool estimate = false;
  const nav::Bridge* bridge = nullptr;  ///< only for a report that asks for it
  const nav::SecondNav* second = nullptr;
  const book::JournalView* journal = nullptr;  ///< the day's entries
  /// The strike before, made when it is asked for; none: this is the first.
  std::function<std::optional<StruckBefore>()> before;
  /// The struck versions of the portfolio's days between two, with the decisions on them; not set: none are known.
  std::function<std::vector<nav::DayVersion>(Date from, Date to)> versions_between;
  const Period* period = nullptr;                  ///< only for a report of a period
  const Reconciliation* reconciliation = nullptr;  ///< only for the report of that name
  const filing::nport::Filing* filing = nullptr;   ///< only for a report that asks for it; none: opened otherwise
};

enum class Align : unsigned char { Left, Right };

struct Column {
  std::string key;    ///< name in CSV and JSON
  std::string title;  ///< heading on paper
  Align align = Align::Left;
};

struct Row {
  enum class Kind : unsigned char { Heading, Item, Subtotal, Total } kind = Kind::Item;
  unsigned indent = 0;
  std::vector<std::string>
      cells;  ///< plain: "-1234.50", no separators; renderers for people group the digits of right-aligned cells
};

struct Table {
  std::string key, title;
  std::vector<Column> columns;
  std::vector<Row> rows;
};

struct Report {
  std::string kind;
  std::string title;
  std::string trust, portfolio, portfolio_name;
  Date date;
  std::string digest;
  unsigned version = 1;
  bool estimate = false;
  std::vector<Table> tables;
  std::vector<std::string> notes;
  bool differs = false;  ///< a tie-out found a figure that differs without explanation
};

/// One kind of report: its word on the command line, what it is, and the function that makes it.
struct Kind {
  std::string_view word, sentence;
  Report (*make)(const Struck&);
  bool with_bridge = false;      ///< needs the day's financial-statement value too
  bool with_filing = false;      ///< needs the filing that the portfolio was opened from
  bool of_period = false;        ///< speaks of all days from one to another
  bool with_statements = false;  ///< needs the statements of custodian and transfer agent
};
/// The one list of reports.
std::span<const Kind> kinds();

enum class Format : unsigned char { Text, Csv, Json, Html };
std::string render(const Report& report, Format format);

}  // namespace openend::report
