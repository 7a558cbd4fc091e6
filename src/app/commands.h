// app/commands.h - floor 7
//
// What each command of `openend` does, once its words are read (cli.cpp). Each gives the exit code; refusals come back
// to the door, which prints them and exits with 3; faults of disk are exceptions, caught there too.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/exit_codes.h"
#include "app/session.h"
#include "base/id.h"
#include "base/result.h"
#include "event/event.h"
#include "money/date.h"

namespace openend::app {

class Session;

struct Common {
  std::string store;
  bool json = false;
  std::optional<Instant> known;     ///< the clock where it is not given
  std::optional<Instant> as_known;  ///< reports and explanations: as known at that moment
  Instant known_now() const;
};

Result<int> init_command(const Common& common, const std::string& folder);
Result<int> import_command(const Common& common, const std::string& kind, const std::string& path, bool dry_run);
struct StrikeWords {
  Date date;
  std::vector<std::string> portfolios;
  bool estimate = false;
  std::string as;
  unsigned threads = 1;
};
Result<int> strike_command(const Common& common, const StrikeWords& words);
struct ReportWords {
  std::string kind, portfolio;
  std::optional<Date> from;  ///< of a report of a period; none: its fiscal year's first day
  Date date;
  std::string format;
};
Result<int> report_command(const Common& common, const ReportWords& words);
/// "growth@1996-12-31". Refuses what names no portfolio of the store or no day.
Result<std::pair<PortfolioId, Date>> portfolio_and_day(const Session& session, const std::string& subject);
/// The steps of the workflow that a person decides: override, approve, publish.
struct DecisionWords {
  std::string subject;  ///< P@D
  std::string check;    ///< overrides: an id, or id:subject
  std::string reason;
  std::string as;
};
Result<int> decision_command(const Common& common, event::BatchKind kind, const DecisionWords& words);
/// Where every portfolio stands on a day; the last day struck where none is given.
Result<int> status_command(const Common& common, const std::optional<Date>& date);
/// What a struck day follows from, and its digest: printed, or written to a file.
Result<int> certificate_command(const Common& common, const std::string& subject, const std::string& out);
/// Makes the day of a certificate again from this store and compares.
Result<int> verify_certificate_command(const Common& common, const std::string& path);
struct ExplainWords {
  std::string subject, line;
  unsigned depth = 1;  ///< strikes back that balances are walked down
};
Result<int> explain_command(const Common& common, const ExplainWords& words);
Result<int> errors_command(bool markdown, bool json);
struct PrintWords {
  std::string file;  ///< printed.csv; empty: the printed figures that were imported
  std::string portfolio;
  std::optional<Date> from;  ///< of the statements of a period; none: the schedule of a day
  Date date;
};
Result<int> verify_print_command(const Common& common, const PrintWords& words);
Result<int> verify_command(const Common& common, unsigned threads);
Result<int> dump_command(const Common& common, const std::string& portfolio);
struct LedgerWords {
  std::string portfolio, account;
  Date from, to;
};
Result<int> ledger_command(const Common& common, const LedgerWords& words);
struct AmendmentWords {
  std::vector<std::string> portfolios;  ///< none: all of the trust
  std::optional<Date> from, to;         ///< sealed days; not given: all
  unsigned threads = 1;
};
/// Prices swaps, caps, floors and options without a quote of the day by a model, and records the prices; refuses,
/// recording nothing, where one can not be priced.
Result<int> value_contracts_command(const Common& common, Date date);
Result<int> amendments_command(const Common& common, const AmendmentWords& words);
struct BenchWords {
  std::string folder;
  std::string store = "memory";
  unsigned threads = 1;
  bool jobs = false;        ///< then the jobs of an ordinary day too
  std::string write_trust;  ///< write the ordinary trust folder that the run uses, and stop
};
Result<int> bench_complex_command(const Common& common, const BenchWords& words);

/// Refuses a portfolio that the trust has not, naming those that it has.
Result<PortfolioId> portfolio_named(const Session& session, const std::string& key);

/// Prints refusals for a person, or as JSON.
/// `outcome` is the last line: what became of the rest.
void print_refusals(const Refusals& refusals, bool json, std::string_view outcome = "Nothing was recorded.");

}  // namespace openend::app
