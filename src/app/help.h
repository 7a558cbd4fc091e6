// app/help.h - floor 7
//
// `openend help`: what the commands do, for a person, a program, a man page or a shell.
#pragma once

#include <string>

#include "base/result.h"

namespace CLI {
class App;
}

namespace openend::app {

inline constexpr const char* kSentence =
    "openend keeps the books of open-end funds and strikes their net asset values.";

struct HelpWords {
  std::string command;  ///< empty: all
  std::string shape;    ///< man, markdown, bash, zsh; empty: the text of --help
  bool json = false;
};

bool is_command(const CLI::App& app, const std::string& name);
void print_help(const CLI::App& app, const std::string& name);
Result<int> help_command(const CLI::App& app, const HelpWords& words);

}  // namespace openend::app
