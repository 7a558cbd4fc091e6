#include "app/help.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "app/exit_codes.h"
#include "app/manual.h"

namespace openend::app {

namespace {

/// The commands of the line: one, or all of a word that has several.
std::vector<ManualCommand> commands_named(const CLI::App& app, const std::string& name) {
  std::vector<ManualCommand> commands = manual_of(app);
  std::erase_if(commands, [&](const auto& c) { return c.name != name && !c.name.starts_with(name + " "); });
  return commands;
}

void print_json_help(const CLI::App& app, const std::string& name) {
  nlohmann::ordered_json commands = nlohmann::ordered_json::array(), exits;
  for (const auto& command : name.empty() ? manual_of(app) : commands_named(app, name)) {
    nlohmann::ordered_json options = nlohmann::ordered_json::array();
    for (const auto& option : command.options)
      options.push_back({{"name", option.name},
                         {"value", option.value},
                         {"help", option.help},
                         {"required", option.required},
                         {"choices", option.choices}});
    commands.push_back({{"command", command.name},
                        {"purpose", command.purpose},
                        {"usage", usage_of(command)},
                        {"options", options},
                        {"examples", command.examples},
                        {"read_on", command.read_on}});
  }
  for (const auto& exit : kExits) exits[std::to_string(exit.code)] = exit.means;
  fmt::print("{}\n", nlohmann::ordered_json{{"commands", commands}, {"exit_codes", exits}}.dump(2));
}

}  // namespace

bool is_command(const CLI::App& app, const std::string& name) { return !commands_named(app, name).empty(); }

void print_help(const CLI::App& app, const std::string& name) {
  if (name.empty()) fmt::print("{}", help_of(kSentence, manual_of(app)));
  for (const auto& command : commands_named(app, name)) fmt::print("{}", help_of(command));
}

Result<int> help_command(const CLI::App& app, const HelpWords& words) {
  if (words.shape == "man")
    fmt::print("{}", man_page(kSentence, manual_of(app)));
  else if (words.shape == "markdown")
    fmt::print("{}", markdown_list(manual_of(app)));
  else if (words.shape == "bash")
    fmt::print("{}", bash_completion(manual_of(app)));
  else if (words.shape == "zsh")
    fmt::print("{}", zsh_completion(manual_of(app)));
  else if (words.json)
    print_json_help(app, words.command);
  else
    print_help(app, words.command);
  return kDone;
}

}  // namespace openend::app
