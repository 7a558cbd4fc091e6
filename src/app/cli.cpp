#include "app/cli.h"

#include <fmt/format.h>
#include <pwd.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <functional>
#include <nlohmann/json.hpp>

#include "app/cli_checks.h"
#include "app/commands.h"
#include "app/help.h"
#include "app/open_filing.h"
#include "app/simulate.h"
#include "nav/package.h"
#include "report/report.h"
#include "store/feeds/delivery.h"
#include "store/ports.h"

namespace openend::app {

namespace {

std::string login_name() {
  if (const char* name = ::getlogin(); name != nullptr) return name;
  const passwd* user = ::getpwuid(::getuid());  // no terminal: the user that the program runs as
  return user != nullptr ? user->pw_name : "";
}

/// All the words a person may write.
struct Words {
  Common common;
  std::string as_known, known, folder, kind, path, date, portfolio, format = "text";
  bool dry_run = false;
  StrikeWords strike;
  LedgerWords ledger;
  DecisionWords decision;
  std::string from, to;
  BenchWords bench;
  FilingWords filing;
  AmendmentWords amendments;
  ExplainWords explain;
  std::string print;
  bool markdown = false;
  std::string subject;  ///< of a certificate
  unsigned threads = 1;
  HelpWords help;
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

std::string joined(const auto& words, const char* between = ", ") {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : between) + std::string(word);
  return text;
}

/// A check for CLI11: one of these words, each told by its `word`.
CLI::Validator one_of(std::string what, std::string words) {
  CLI::Validator check;
  check.description("{" + words + "}");
  check.operation([what = std::move(what), words = "," + words + ","](std::string& text) {
    if (!text.empty() && words.find("," + text + ",") != std::string::npos) return std::string();
    return "there is no " + what + " \"" + text + "\"; there are " + words.substr(1, words.size() - 2);
  });
  return check;
}
/// Words worth offering; what else is right is checked elsewhere.
CLI::Validator such_as(const std::string& words) {
  CLI::Validator check;
  check.description("{" + words + "}");
  check.operation([](std::string&) { return std::string(); });
  return check;
}

using Run = std::function<Result<int>()>;

CLI::App* add_decision(CLI::App& app, const char* name, const std::string& help, event::BatchKind kind, Words& words,
                       Run& run) {
  auto* command = app.add_subcommand(name, help);
  command->add_option("SUBJECT", words.decision.subject, "portfolio@date, as growth@1996-12-31")
      ->required()
      ->check(is_subject);
  command->add_option("--as", words.decision.as, "who decides; taken on trust; default: the login name");
  add_store(command, words);
  add_known(command, words);
  command->callback([&words, &run, kind] {
    run = [&words, kind] {
      if (words.decision.as.empty()) words.decision.as = login_name();
      return decision_command(words.common, kind, words.decision);
    };
  });
  return command;
}

/// The workflow of a struck day.
void add_workflow(CLI::App& app, Words& words, Run& run) {
  auto* let_pass = add_decision(app, "override",
                                "Let a failed check of a struck day pass, for a reason.\nExample: openend override "
                                "growth@1996-12-31 nav-move --reason \"the index fell too\" --as ann --store "
                                "aspen.db\nRead on: docs/how-to/approve-and-publish.md",
                                event::BatchKind::Override, words, run);
  let_pass->add_option("CHECK", words.decision.check, "a failed check, or check:subject")->required();
  let_pass->add_option("--reason", words.decision.reason, "why it may pass")->required();
  add_decision(app, "approve",
               "Approve a struck day as a second person.\nExample: openend approve growth@1996-12-31 --as bob --store "
               "aspen.db\nRead on: docs/how-to/approve-and-publish.md",
               event::BatchKind::Approval, words, run);
  add_decision(app, "publish",
               "Publish an approved day; it never changes again.\nExample: openend publish growth@1996-12-31 --as bob "
               "--store aspen.db\nRead on: docs/how-to/approve-and-publish.md",
               event::BatchKind::Publication, words, run);
  auto* status = app.add_subcommand("status",
                                    "Where every portfolio stands on a day: state, failed checks, who prepared, "
                                    "approved and published it, and what is late.\nExample: openend status --date "
                                    "1996-12-31 --store aspen.db\nRead on: docs/how-to/approve-and-publish.md");
  status->add_option("--date", words.date, "the pricing day; default: the last day struck")->check(is_date);
  add_store(status, words);
  add_known(status, words);
  status->callback([&] { run = [&] { return status_command(words.common, Date::parse(words.date)); }; });
  auto* certificate = app.add_subcommand(
      "certificate",
      "What a struck day follows from, for whoever wants to run it again.\nExample: openend certificate "
      "growth@1996-12-31 --out growth.json --store aspen.db\nRead on: "
      "docs/how-to/approve-and-publish.md");
  certificate->add_option("SUBJECT", words.subject, "portfolio@date, as growth@1996-12-31")->required();
  certificate->add_option("--out", words.path, "write it to this file");
  add_store(certificate, words);
  certificate->callback([&] { run = [&] { return certificate_command(words.common, words.subject, words.path); }; });
}

void add_filings(CLI::App& app, Words& words, Run& run) {
  auto* open = app.add_subcommand("open-filing", "Open a fund's public filing as a portfolio.");
  open->require_subcommand(1);
  auto* nport = open->add_subcommand(
      "nport",
      "Open a filing of Form N-PORT as a portfolio that is held, reported and struck.\nExample: openend open-filing "
      "nport primary_doc.xml --store fund.db\nRead on: docs/how-to/open-a-filing.md");
  nport->add_option("FILE", words.filing.path, "the filing's primary document, XML")->required();
  nport->add_option("--shares", words.filing.shares, "shares outstanding on the day, which the form does not file");
  add_store(nport, words);
  add_known(nport, words);
  nport->callback([&] { run = [&] { return open_filing_command(words.common, words.filing); }; });
}

/// Explain, errors, verify: what asks for reasons.
void add_explanations(CLI::App& app, Words& words, Run& run) {
  auto* explain = app.add_subcommand("explain",
                                     "Walk a figure down to what made it; or explain an event, a rule, an error "
                                     "code.\nExample: openend explain growth@1996-12-31 net_assets "
                                     "--store aspen.db\nRead on: docs/tutorial.md");
  explain->add_option("SUBJECT", words.explain.subject, "portfolio@date, event:PORTFOLIO:KIND:REFERENCE, rule:ID, CODE")
      ->required();
  explain->add_option("LINE", words.explain.line, "a line of the day");
  explain->add_option("--depth", words.explain.depth, "strikes that balances are walked down; default: the day's own")
      ->check(CLI::Range(1, 400));
  add_store(explain, words)->required(false);
  add_as_known(explain, words);
  explain->callback([&] { run = [&] { return explain_command(words.common, words.explain); }; });

  auto* errors = app.add_subcommand(
      "errors", "List every error code with its meaning.\nExample: openend errors\nRead on: docs/errors.md");
  errors->add_flag("--markdown", words.markdown, "as docs/errors.md");
  errors->add_flag("--json", words.common.json, "answer in JSON");
  errors->callback([&] { run = [&] { return errors_command(words.markdown, words.common.json); }; });

  auto* verify = app.add_subcommand(
      "verify",
      "Re-read the chain and replay every sealed day; or hold a day against a print or a certificate.\nExample: "
      "openend verify --store aspen.db\nRead on: docs/decisions/0003-store.md");
  verify->add_option("--threads", words.threads, "threads to replay on")->check(CLI::Range(1, 256));
  verify->add_option("--certificate", words.path, "make only the day of this certificate again, and compare");
  auto* print =
      verify->add_option("--print", words.print, "a printed.csv; without a file: the figures imported")->expected(0, 1);
  verify->add_option("--portfolio", words.portfolio, "with --print: of which portfolio")->needs(print);
  verify->add_option("--date", words.date, "with --print: the pricing day")->needs(print)->check(is_date);
  verify->add_option("--from", words.from, "with --print: a period's first day")->needs(print)->check(is_date);
  add_store(verify, words);
  verify->callback([&, print] {
    if (print->count() == 0) {
      run = [&] {
        if (!words.path.empty()) return verify_certificate_command(words.common, words.path);
        return verify_command(words.common, words.threads);
      };
      return;
    }
    if (words.portfolio.empty() || words.date.empty()) throw CLI::RequiredError("--print: --portfolio and --date");
    const PrintWords of{words.print, words.portfolio, Date::parse(words.from), *Date::parse(words.date)};
    run = [&, of] { return verify_print_command(words.common, of); };
  });
}

void add_commands(CLI::App& app, Words& words, Run& run) {
  auto* init = app.add_subcommand("init",
                                  "Validate and record a trust's folder.\nExample: openend init "
                                  "samples/aspen-1996/trust --store aspen.db\nRead on: docs/reference/trust-files.md");
  init->add_option("FOLDER", words.folder, "folder with trust.toml and a file per portfolio")->required();
  add_store(init, words);
  add_known(init, words);
  init->callback([&] { run = [&] { return init_command(words.common, words.folder); }; });

  auto* importer = app.add_subcommand(
      "import",
      "Take a file, or all files of a folder, whole or not at all.\nExample: openend "
      "import folder samples/aspen-1996/input --store aspen.db\nRead on: docs/reference/input-files.md");
  importer->add_option("KIND", words.kind, "folder, or a kind of file: " + joined(store::feeds::file_kinds()))
      ->required()
      ->check(such_as("folder," + joined(store::feeds::file_kinds(), ",")));
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

  std::string report_help = "Print a report of a struck day.\nReports:", report_words;
  for (const auto& kind : report::kinds()) {
    report_help += "\n  " + std::string(kind.word) + ": " + std::string(kind.sentence);
    report_words += (report_words.empty() ? "" : ",") + std::string(kind.word);
  }
  auto* report =
      app.add_subcommand("report", report_help +
                                       "\nExample: openend report schedule --portfolio growth --date 1996-12-31 "
                                       "--store aspen.db --format text\nRead on: docs/reference/reports.md");
  report->add_option("KIND", words.kind, "which report")->required()->check(one_of("report", report_words));
  report->add_option("--portfolio", words.portfolio, "of which portfolio")->required();
  report->add_option("--date", words.date, "the pricing day")->required()->check(is_date);
  report->add_option("--from", words.from, "a period's first day; else its fiscal year's")->check(is_date);
  report->add_option("--format", words.format, "text, csv, json or html")
      ->check(one_of("format", "text,csv,json,html"));
  add_store(report, words);
  add_as_known(report, words);
  report->callback([&] {
    const ReportWords of{words.kind, words.portfolio, Date::parse(words.from), *Date::parse(words.date), words.format};
    run = [&, of] { return report_command(words.common, of); };
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
      "ledger --portfolio growth --account cash --from 1996-12-31 --to 1997-01-31 --store aspen.db\nRead on: "
      "docs/reference/chart.md");
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

  auto* value = app.add_subcommand(
      "value-contracts",
      "Price the swaps, caps, floors and options that have no quote of a day by QuantLib, and record that.\n"
      "Example: openend value-contracts --date 1996-12-31 --store aspen.db\nRead on: "
      "docs/decisions/0010-futures-and-options.md");
  value->add_option("--date", words.date, "the day of the curves")->required()->check(is_date);
  add_store(value, words);
  add_known(value, words);
  value->callback([&] { run = [&] { return value_contracts_command(words.common, *Date::parse(words.date)); }; });

  auto* amendments = app.add_subcommand(
      "amendments",
      "What late events changed of sealed net asset values, and what news would change that no strike has taken "
      "up.\nExample: openend amendments --portfolio growth --from 1997-01-01 --store aspen.db\nRead on: "
      "docs/reference/amendments.md");
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
  auto* complex =
      bench->add_subcommand("complex",
                            "Run a workload folder as an ordinary trust and compare every NAV with its "
                            "oracle.\nExample: openend bench complex /tmp/S --json\nRead on: docs/performance.md");
  complex->add_option("DIR", words.bench.folder, "the workload's folder")->required();
  complex->add_option("--store", words.bench.store, "memory, or a file that does not exist yet");
  complex->add_option("--threads", words.bench.threads, "threads to strike on")->check(CLI::Range(1, 256));
  complex->add_flag("--jobs", words.bench.jobs, "then the next day, late prices and trades of two months ago");
  complex->add_option("--write-trust", words.bench.write_trust,
                      "write the ordinary trust folder and import.toml here, and stop");
  complex->add_flag("--json", words.common.json, "answer in JSON");
  complex->callback([&] { run = [&] { return bench_complex_command(words.common, words.bench); }; });
}

/// The first of the line's words that is a command, where one was read.
std::string command_of(const CLI::App& app) {
  const auto read = app.get_subcommands();
  return read.empty() ? std::string() : read.front()->get_name();
}

void add_help(CLI::App& app, Words& words, Run& run) {
  auto* help = app.add_subcommand(
      "help",
      "Tell what the commands do; make the man page and the completions of shells.\nExample: openend help "
      "strike\nExample: openend help --shape bash > /etc/bash_completion.d/openend");
  help->add_option("COMMAND", words.help.command, "a command; default: the list of them")
      ->check([&app](const std::string& name) {
        return is_command(app, name) ? std::string() : "there is no command \"" + name + "\"";
      });
  help->add_option("--shape", words.help.shape, "of all commands: man, markdown, bash or zsh")
      ->check(one_of("shape", "man,markdown,bash,zsh"));
  help->add_flag("--json", words.help.json, "answer in JSON");
  help->callback([&] { run = [&] { return help_command(app, words.help); }; });
}

/// What ended a command early: one line for a person, and an object for a program that asked for JSON.
void print_end(const char* kind, const std::string& text, bool json) {
  fmt::print(stderr, "{}: {}\n", kind, text);
  if (!json) return;
  fmt::print("{}\n", nlohmann::ordered_json{{kind, text}}.dump(2, ' ', false,
                                                               nlohmann::ordered_json::error_handler_t::replace));
}

int end_of_parse(const CLI::App& app, const CLI::ParseError& error, bool json) {
  if (dynamic_cast<const CLI::CallForHelp*>(&error) != nullptr) {
    print_help(app, command_of(app));
    return kDone;
  }
  if (error.get_exit_code() == 0) return app.exit(error);  // --version
  const std::string command = command_of(app);
  print_end("usage", error.what(), json);
  fmt::print(stderr, "See openend {}--help\n", command.empty() ? "" : command + " ");
  return kUsage;
}

}  // namespace

int run(int count, char** argv) {
  CLI::App app{kSentence, "openend"};
  app.set_version_flag("--version", std::string(nav::kCalculation));
  app.require_subcommand(1);
  Words words;
  Run run_command;
  add_commands(app, words, run_command);
  add_workflow(app, words, run_command);
  add_filings(app, words, run_command);
  add_simulate(app, words.common, run_command);
  add_help(app, words, run_command);
  try {
    app.parse(count, argv);
  } catch (const CLI::ParseError& error) {
    return end_of_parse(app, error, std::find(argv, argv + count, std::string("--json")) != argv + count);
  }
  const bool json = words.common.json;
  try {
    if (!words.known.empty()) words.common.known = Instant::parse(words.known);
    if (!words.as_known.empty()) words.common.as_known = Instant::parse(words.as_known);
    const auto outcome = run_command();
    if (outcome) return outcome.value();
    print_refusals(outcome.refusals(), json);
    return kRefused;
  } catch (const store::StoreFault& fault) {
    print_end("fault", fault.what(), json);
    return kFault;
  } catch (const std::bad_alloc&) {
    print_end("fault", "the machine has no memory left; nothing of this command was recorded", json);
    return kFault;
  }
}

}  // namespace openend::app
