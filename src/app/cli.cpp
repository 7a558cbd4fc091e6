#include "app/cli.h"

#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <functional>

#include "app/commands.h"
#include "nav/package.h"
#include "report/report.h"
#include "store/feeds/delivery.h"
#include "store/ports.h"

namespace openend::app {

namespace {

/// A check for CLI11: the text is a day.
std::string is_date(const std::string& text) {
  return Date::parse(text) ? std::string() : "\"" + text + "\" is not a day such as 1996-12-31";
}
std::string is_instant(const std::string& text) {
  return Instant::parse(text) ? std::string() : "\"" + text + "\" is not a moment such as 1997-01-02T21:30:00Z";
}

std::string login_name() {
  const char* name = ::getlogin();
  return name != nullptr ? name : "";
}

/// All the words a person may write.
struct Words {
  Common common;
  std::string as_known, known, folder, kind, path, date, portfolio, format = "text";
  bool dry_run = false;
  StrikeWords strike;
  LedgerWords ledger;
  std::string from, to;
  BenchWords bench;
  AmendmentWords amendments;
  ExplainWords explain;
  std::string print;
  bool markdown = false;
  unsigned threads = 1;
};

CLI::Option* add_store(CLI::App* command, Words& words) {
  command->add_flag("--json", words.common.json, "answer in JSON");
  return command->add_option("--store", words.common.store, "the store: one SQLite file")->required();
}
void add_known(CLI::App* command, Words& words) {
  command->add_option("--known", words.known, "when this became known (UTC); default: now")->check(is_instant);
}

void add_as_known(CLI::App* command, Words& words) {
  command->add_option("--as-known", words.as_known, "the day as it was known at that moment (UTC)")->check(is_instant);
}

std::string joined(const auto& words) {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : ", ") + std::string(word);
  return text;
}

using Run = std::function<Result<int>()>;

/// Explain, errors, verify: what asks for reasons.
void add_explanations(CLI::App& app, Words& words, Run& run) {
  auto* explain = app.add_subcommand(
      "explain",
      "Walk a figure down to what made it: P@D lists the lines, P@D LINE explains one; or an event "
      "(event:P:trades:17), a rule (rule:sale), an error code.\nExample: openend explain growth@1996-12-31 net_assets "
      "--store aspen.db");
  explain->add_option("SUBJECT", words.explain.subject, "portfolio@date, event:PORTFOLIO:KIND:REFERENCE, rule:ID, CODE")
      ->required();
  explain->add_option("LINE", words.explain.line, "a line of the day");
  explain->add_option("--depth", words.explain.depth, "strikes that balances are walked down; default: the day's own")
      ->check(CLI::Range(1, 400));
  add_store(explain, words)->required(false);
  add_as_known(explain, words);
  explain->callback([&] { run = [&] { return explain_command(words.common, words.explain); }; });

  auto* errors = app.add_subcommand("errors", "List every error code with its meaning.\nExample: openend errors");
  errors->add_flag("--markdown", words.markdown, "as docs/errors.md");
  errors->add_flag("--json", words.common.json, "answer in JSON");
  errors->callback([&] { run = [&] { return errors_command(words.markdown, words.common.json); }; });

  auto* verify = app.add_subcommand(
      "verify",
      "Re-read the chain of events and replay every sealed day; or, with --print, compare a day with a printed "
      "report, figure by figure.\nExample: openend verify --store aspen.db");
  verify->add_option("--threads", words.threads, "threads to replay on")->check(CLI::Range(1, 256));
  auto* print =
      verify->add_option("--print", words.print, "a printed.csv; without a file: the figures imported")->expected(0, 1);
  verify->add_option("--portfolio", words.portfolio, "with --print: of which portfolio")->needs(print);
  verify->add_option("--date", words.date, "with --print: the pricing day")->needs(print)->check(is_date);
  add_store(verify, words);
  verify->callback([&, print] {
    if (print->count() == 0) {
      run = [&] { return verify_command(words.common, words.threads); };
      return;
    }
    if (words.portfolio.empty() || words.date.empty()) throw CLI::RequiredError("--print: --portfolio and --date");
    run = [&] { return verify_print_command(words.common, {words.print, words.portfolio, *Date::parse(words.date)}); };
  });
}

void add_commands(CLI::App& app, Words& words, Run& run) {
  auto* init = app.add_subcommand(
      "init", "Validate and record a trust's folder.\nExample: openend init samples/aspen-1996/trust --store aspen.db");
  init->add_option("FOLDER", words.folder, "folder with trust.toml and a file per portfolio")->required();
  add_store(init, words);
  add_known(init, words);
  init->callback([&] { run = [&] { return init_command(words.common, words.folder); }; });

  auto* importer = app.add_subcommand("import",
                                      "Take a file, or all files of a folder, whole or not at all.\nExample: openend "
                                      "import folder samples/aspen-1996/input --store aspen.db");
  importer->add_option("KIND", words.kind, "folder, or a kind of file: " + joined(store::feeds::file_kinds()))
      ->required();
  importer->add_option("PATH", words.path, "the file or folder")->required();
  importer->add_flag("--dry-run", words.dry_run, "check everything, record nothing");
  add_store(importer, words);
  add_known(importer, words);
  importer->callback(
      [&] { run = [&] { return import_command(words.common, words.kind, words.path, words.dry_run); }; });

  auto* strike = app.add_subcommand("strike",
                                    "Strike net asset values; pricing days since the last strike are struck on the "
                                    "way.\nExample: openend strike --date 1996-12-31 --store aspen.db");
  strike->add_option("--date", words.date, "the pricing day")->required()->check(is_date);
  strike->add_option("--portfolio", words.strike.portfolios, "only these portfolios");
  strike->add_flag("--estimate", words.strike.estimate, "with what is known so far; nothing is recorded");
  strike->add_option("--as", words.strike.as, "who strikes; taken on trust");
  strike->add_option("--threads", words.strike.threads, "threads to strike on")->check(CLI::Range(1, 256));
  add_store(strike, words);
  add_known(strike, words);
  strike->callback([&] {
    run = [&] {
      words.strike.date = *Date::parse(words.date);
      if (words.strike.as.empty()) words.strike.as = login_name();
      return strike_command(words.common, words.strike);
    };
  });

  std::string report_help = "Print a report of a struck day. Reports:";
  for (const auto& kind : report::kinds())
    report_help += "\n  " + std::string(kind.word) + ": " + std::string(kind.sentence);
  auto* report = app.add_subcommand(
      "report",
      report_help +
          "\nExample: openend report schedule --portfolio growth --date 1996-12-31 --store aspen.db --format text");
  report->add_option("KIND", words.kind, "which report")->required();
  report->add_option("--portfolio", words.portfolio, "of which portfolio")->required();
  report->add_option("--date", words.date, "the pricing day")->required()->check(is_date);
  report->add_option("--format", words.format, "text, csv, json or html")
      ->check(CLI::IsMember({"text", "csv", "json", "html"}));
  add_store(report, words);
  add_as_known(report, words);
  report->callback([&] {
    run = [&] {
      return report_command(words.common, words.kind, words.portfolio, *Date::parse(words.date), words.format);
    };
  });

  add_explanations(app, words, run);

  auto* dump = app.add_subcommand(
      "dump",
      "Print the event log, one JSON object a line.\nExample: openend dump --portfolio growth --store aspen.db");
  dump->add_option("--portfolio", words.portfolio, "only this portfolio's events");
  add_store(dump, words);
  dump->callback([&] { run = [&] { return dump_command(words.common, words.portfolio); }; });

  auto* ledger = app.add_subcommand(
      "ledger",
      "Print the entries of an account, or of all, between two days, as the strikes sealed them.\nExample: openend "
      "ledger --portfolio growth --account cash --from 1996-12-31 --to 1997-01-31 --store aspen.db");
  ledger->add_option("--portfolio", words.ledger.portfolio, "of which portfolio")->required();
  ledger->add_option("--account", words.ledger.account, "an account of docs/reference/chart.md; default: all");
  ledger->add_option("--from", words.from, "first day")->required()->check(is_date);
  ledger->add_option("--to", words.to, "last day")->required()->check(is_date);
  add_store(ledger, words);
  ledger->callback([&] {
    run = [&] {
      words.ledger.from = *Date::parse(words.from);
      words.ledger.to = *Date::parse(words.to);
      return ledger_command(words.common, words.ledger);
    };
  });

  auto* amendments = app.add_subcommand(
      "amendments",
      "What late events changed of sealed net asset values, and what news would change that no strike has taken "
      "up.\nExample: openend amendments --portfolio growth --from 1997-01-01 --store aspen.db");
  amendments->add_option("--portfolio", words.amendments.portfolios, "only these portfolios");
  amendments->add_option("--from", words.from, "first sealed day")->check(is_date);
  amendments->add_option("--to", words.to, "last sealed day")->check(is_date);
  amendments->add_option("--threads", words.amendments.threads, "threads to close days on")->check(CLI::Range(1, 256));
  add_store(amendments, words);
  amendments->callback([&] {
    run = [&] {
      words.amendments.from = Date::parse(words.from);
      words.amendments.to = Date::parse(words.to);
      return amendments_command(words.common, words.amendments);
    };
  });

  auto* bench = app.add_subcommand("bench", "Measure the engine on a generated year.");
  bench->require_subcommand(1);
  auto* complex = bench->add_subcommand("complex",
                                        "Run a workload folder as an ordinary trust and compare every NAV with its "
                                        "oracle.\nExample: openend bench complex /tmp/S --json");
  complex->add_option("DIR", words.bench.folder, "the workload's folder")->required();
  complex->add_option("--store", words.bench.store, "memory, or a file that does not exist yet");
  complex->add_option("--threads", words.bench.threads, "threads to strike on")->check(CLI::Range(1, 256));
  complex->add_option("--write-trust", words.bench.write_trust,
                      "write the ordinary trust folder and import.toml here, and stop");
  complex->add_flag("--json", words.common.json, "answer in JSON");
  complex->callback([&] { run = [&] { return bench_complex_command(words.common, words.bench); }; });
}

}  // namespace

int run(int count, char** argv) {
  CLI::App app{
      "openend keeps the books of open-end funds and strikes their net asset values.\nExit codes: 0 done, 1 a check "
      "failed or figures differ, 2 usage, 3 input refused, 4 disk or store fault."};
  app.set_version_flag("--version", std::string(nav::kCalculation));
  app.require_subcommand(1);
  Words words;
  Run run_command;
  add_commands(app, words, run_command);
  try {
    app.parse(count, argv);
  } catch (const CLI::ParseError& error) {
    const int code = app.exit(error);
    return code == 0 ? kDone : kUsage;
  }
  try {
    if (!words.known.empty()) words.common.known = Instant::parse(words.known);
    if (!words.as_known.empty()) words.common.as_known = Instant::parse(words.as_known);
    const auto outcome = run_command();
    if (outcome) return outcome.value();
    print_refusals(outcome.refusals(), words.common.json);
    return kRefused;
  } catch (const store::StoreFault& fault) {
    fmt::print(stderr, "fault: {}\n", fault.what());
    return kFault;
  } catch (const std::bad_alloc&) {
    fmt::print(stderr, "fault: the machine has no memory left; nothing of this command was recorded\n");
    return kFault;
  }
}

}  // namespace openend::app
