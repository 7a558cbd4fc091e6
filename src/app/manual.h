// app/manual.h - floor 7
//
// What `openend` says about itself. The commands are described once, where the command line is declared (cli.cpp); the
// help, the man page, the list in docs/reference/commands.md and the completions of shells are made from there.
#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace openend::app {

/// A word or an option that a command takes.
struct ManualOption {
  std::string name;   ///< --date, or FOLDER where it stands by its place
  std::string value;  ///< what follows it, in capitals; empty for a flag
  std::string help;
  std::vector<std::string> choices;  ///< the only values, or those worth offering
  bool by_place = false, required = false, repeats = false;
};

struct ManualCommand {
  std::string name;  ///< strike; bench complex
  std::string purpose;
  std::vector<std::string> examples;
  std::string read_on;  ///< a page of docs/
  std::vector<ManualOption> options;
};

/// The commands in the order in which they are declared. A description is its purpose, then lines that begin with
/// "Example: " and at most one that begins with "Read on: ".
std::vector<ManualCommand> manual_of(const CLI::App& app);

std::string usage_of(const ManualCommand& command);
std::string help_of(const ManualCommand& command);
/// The first page: `sentence` and a line for each command.
std::string help_of(const std::string& sentence, const std::vector<ManualCommand>& commands);

std::string man_page(const std::string& sentence, const std::vector<ManualCommand>& commands);
std::string markdown_list(const std::vector<ManualCommand>& commands);
std::string bash_completion(const std::vector<ManualCommand>& commands);
std::string zsh_completion(const std::vector<ManualCommand>& commands);

}  // namespace openend::app
