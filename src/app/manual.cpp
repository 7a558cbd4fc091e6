#include "app/manual.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <sstream>

#include "app/exit_codes.h"

namespace openend::app {

namespace {

constexpr std::size_t kWidth = 100, kIndent = 24;

/// What follows an option, where its name alone tells.
std::string value_word(const std::string& name) {
  constexpr std::array<std::array<const char*, 2>, 15> kWords{{{"--date", "DATE"},
                                                               {"--from", "DATE"},
                                                               {"--to", "DATE"},
                                                               {"--known", "MOMENT"},
                                                               {"--as-known", "MOMENT"},
                                                               {"--store", "FILE"},
                                                               {"--portfolio", "PORTFOLIO"},
                                                               {"--shares", "COUNT"},
                                                               {"--threads", "COUNT"},
                                                               {"--format", "FORMAT"},
                                                               {"--account", "ACCOUNT"},
                                                               {"--as", "NAME"},
                                                               {"--shape", "SHAPE"},
                                                               {"--write-trust", "FOLDER"},
                                                               {"--reason", "TEXT"}}};
  for (const auto& [option, word] : kWords) {
    if (name == option) return word;
  }
  return "VALUE";
}

/// The words of a check that lists them: "TEXT:{a,b}" gives a and b.
std::vector<std::string> choices_of(const std::string& type) {
  const std::size_t begin = type.find('{'), end = type.find('}');
  std::vector<std::string> choices;
  if (begin == std::string::npos || end == std::string::npos) return choices;
  std::istringstream words(type.substr(begin + 1, end - begin - 1));
  for (std::string word; std::getline(words, word, ',');) choices.push_back(word);
  return choices;
}

ManualOption option_of(const CLI::Option& option) {
  ManualOption told;
  told.by_place = option.get_positional();
  told.name = told.by_place ? option.get_name(true) : "--" + option.get_lnames().front();
  told.required = option.get_required();
  const bool flag = option.get_items_expected_max() == 0;
  if (!flag && !told.by_place) told.value = value_word(told.name);
  told.repeats = !flag && option.get_expected_max() > 1;
  told.help = option.get_description();
  told.choices = choices_of(option.get_type_name());
  return told;
}

ManualCommand command_of(const CLI::App& app, const std::string& name) {
  ManualCommand command;
  command.name = name;
  std::istringstream lines(app.get_description());
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("Example: "))
      command.examples.push_back(line.substr(9));
    else if (line.starts_with("Read on: "))
      command.read_on = line.substr(9);
    else
      command.purpose += (command.purpose.empty() ? "" : "\n") + line;
  }
  for (const CLI::Option* option : app.get_options()) {
    if (option->get_name() != "--help") command.options.push_back(option_of(*option));
  }
  return command;
}

void add_commands_of(const CLI::App& app, const std::string& before, std::vector<ManualCommand>& commands) {
  for (const CLI::App* sub : app.get_subcommands([](const CLI::App*) { return true; })) {
    const std::string name = before + sub->get_name();
    if (sub->get_subcommands([](const CLI::App*) { return true; }).empty())
      commands.push_back(command_of(*sub, name));
    else
      add_commands_of(*sub, name + " ", commands);
  }
}

/// Words in lines that are not too long; lines after the first begin with `indent` spaces.
std::string folded(const std::vector<std::string>& words, std::size_t indent) {
  std::string out;
  std::size_t column = indent;
  for (const std::string& word : words) {
    if (!out.empty() && column + 1 + word.size() > kWidth) {
      out += "\n" + std::string(indent, ' ');
      column = indent;
    } else if (!out.empty()) {
      out += ' ';
      ++column;
    }
    out += word;
    column += word.size();
  }
  return out;
}

std::vector<std::string> words_of(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> words;
  for (std::string word; in >> word;) words.push_back(word);
  return words;
}

std::string line_of(const std::string& left, const std::string& right) {
  std::string line = "  " + left;
  line += line.size() + 2 > kIndent ? "\n" + std::string(kIndent, ' ') : std::string(kIndent - line.size(), ' ');
  return line + folded(words_of(right), kIndent) + "\n";
}

std::string first_sentence(const std::string& text) { return text.substr(0, text.find('\n')); }

/// The name, what stands by its place, what is required, what is not; an option and its value are one.
std::vector<std::string> usage_words(const ManualCommand& command) {
  std::vector<std::string> usage{"openend " + command.name};
  const auto add = [&](const ManualOption& option) {
    std::string word = option.name + (option.value.empty() ? "" : " " + option.value);
    if (option.repeats) word += " ...";
    usage.push_back(option.required ? word : "[" + word + "]");
  };
  for (const auto& option : command.options) {
    if (option.by_place) add(option);
  }
  for (const bool required : {true, false}) {
    for (const auto& option : command.options) {
      if (!option.by_place && option.required == required) add(option);
    }
  }
  return usage;
}

std::string exits() {
  std::string text;
  for (const ExitCode& exit : kExits)
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", int{exit.code}, exit.means);
  return "Exit codes: " + text + ".\n";
}

}  // namespace

std::vector<ManualCommand> manual_of(const CLI::App& app) {
  std::vector<ManualCommand> commands;
  add_commands_of(app, "", commands);
  return commands;
}

std::string usage_of(const ManualCommand& command) {
  std::string usage;
  for (const auto& word : usage_words(command)) usage += (usage.empty() ? "" : " ") + word;
  return usage;
}

std::string help_of(const ManualCommand& command) {
  std::string text = command.purpose + "\n\nUsage: " + folded(usage_words(command), 7) + "\n\n";
  for (const auto& option : command.options)
    text += line_of(option.name + (option.value.empty() ? "" : " " + option.value),
                    option.help + (option.required ? " (required)" : ""));
  text += line_of("--help", "this text") + "\n";
  for (const auto& example : command.examples) text += "Example: " + example + "\n";
  return text + exits() + "Read on: " + (command.read_on.empty() ? "docs/reference/commands.md" : command.read_on) +
         "\n";
}

std::string help_of(const std::string& sentence, const std::vector<ManualCommand>& commands) {
  std::string text = sentence + "\n\nUsage: openend COMMAND ...\n\n";
  for (const auto& command : commands) text += line_of(command.name, first_sentence(command.purpose));
  text += "\n" + line_of("COMMAND --help", "what the command does, its options and an example") +
          line_of("--version", "the version of the calculation") + "\n";
  text += "Example: openend init samples/aspen-1996/trust --store aspen.db\n";
  return text + exits() + "Read on: docs/tutorial.md, docs/reference/commands.md, man openend\n";
}

}  // namespace openend::app
