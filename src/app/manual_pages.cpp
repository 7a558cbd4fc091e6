// The manual in other shapes: troff, Markdown, and what shells complete from.
#include <fmt/format.h>

#include <algorithm>

#include "app/exit_codes.h"
#include "app/manual.h"

namespace openend::app {

namespace {

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
    text.replace(at, from.size(), to);
  return text;
}

/// Text for troff: a backslash, a hyphen that is meant, a line that would begin a request.
std::string troff(const std::string& text) {
  std::string out = replaced(replaced(text, "\\", "\\e"), "-", "\\-");
  out = replaced(out, "\n  ", "\n.br\n");
  return out.starts_with('.') || out.starts_with('\'') ? "\\&" + out : out;
}

std::string joined(const std::vector<std::string>& words, std::string_view between) {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : std::string(between)) + word;
  return text;
}

std::string option_words(const ManualCommand& command) {
  std::string words;
  for (const auto& option : command.options) {
    if (!option.by_place) words += option.name + " ";
  }
  return words + "--help";
}

/// What may stand at a command's first place, where it is one of a list.
std::string first_choices(const ManualCommand& command) {
  for (const auto& option : command.options) {
    if (option.by_place) return joined(option.choices, " ");
  }
  return {};
}

std::string first_word(const ManualCommand& command) { return command.name.substr(0, command.name.find(' ')); }

std::vector<std::string> first_words(const std::vector<ManualCommand>& commands) {
  std::vector<std::string> words;
  for (const auto& command : commands) {
    const std::string word = first_word(command);
    if (std::find(words.begin(), words.end(), word) == words.end()) words.push_back(word);
  }
  return words;
}

/// The second words of the commands of two words that begin with this one: of bench, complex.
std::string second_words(const std::vector<ManualCommand>& commands, const std::string& first) {
  std::vector<std::string> words;
  for (const auto& command : commands) {
    if (command.name.starts_with(first + " ")) words.push_back(command.name.substr(first.size() + 1));
  }
  return joined(words, " ");
}

constexpr const char* kMade = "Made by `openend help`; do not edit, make it again.";

std::string single_quoted(const std::string& text) { return "'" + replaced(text, "'", "'\\''") + "'"; }

/// A description in an argument of zsh's _arguments, in single quotes.
std::string zsh_words(const std::string& text) {
  std::string out = text.substr(0, text.find('\n'));
  for (const char* special : {"\\", "[", "]", ":"}) out = replaced(out, special, std::string("\\") + special);
  return replaced(out, "'", "'\\''");
}

std::string zsh_action(const ManualOption& option) {
  if (!option.choices.empty()) return "(" + joined(option.choices, " ") + ")";
  const bool path = option.value == "FILE" || option.value == "FOLDER" || option.name == "FOLDER" ||
                    option.name == "PATH" || option.name == "DIR";
  return path ? "_files" : " ";
}

}  // namespace

std::string man_page(const std::string& sentence, const std::vector<ManualCommand>& commands) {
  std::string page = fmt::format(".\\\" {}\n.TH OPENEND 1 \"\" \"OpenEnd\" \"User commands\"\n.nh\n.ad l\n", kMade);
  page += ".SH NAME\nopenend \\- books and net asset values of open\\-end funds\n";
  page += ".SH SYNOPSIS\n.B openend\n.I COMMAND\n[words and options]\n";
  page += ".SH DESCRIPTION\n" + troff(sentence) + "\n";
  page += "A decision, a file or a strike is recorded whole or not at all, and what is recorded is never changed.\n";
  page += ".SH COMMANDS\n";
  for (const auto& command : commands) {
    page += ".SS " + troff(usage_of(command)) + "\n" + troff(command.purpose) + "\n";
    for (const auto& option : command.options)
      page += fmt::format(".TP\n.B {}\n{}\n", troff(option.name + (option.value.empty() ? "" : " " + option.value)),
                          troff(option.help));
    for (const auto& example : command.examples)
      page += ".PP\nExample:\n.PP\n.nf\n" + troff("    " + example) + "\n.fi\n";
    if (!command.read_on.empty()) page += ".PP\nRead on: " + troff(command.read_on) + "\n";
  }
  page += ".SH EXIT STATUS\n";
  for (const ExitCode& exit : kExits) page += fmt::format(".TP\n.B {}\n{}\n", int{exit.code}, exit.means);
  page += ".SH SEE ALSO\n" + troff("docs/tutorial.md, docs/reference/commands.md, docs/how-to of the source") + "\n";
  return page;
}

std::string markdown_list(const std::vector<ManualCommand>& commands) {
  std::string page;
  for (const auto& command : commands) {
    page += fmt::format("### {}\n\n{}\n\n```\n{}\n```\n\n", command.name, replaced(command.purpose, "\n  ", "\n- "),
                        usage_of(command));
    for (const auto& option : command.options)
      page += fmt::format("- `{}{}`: {}{}\n", option.name, option.value.empty() ? "" : " " + option.value, option.help,
                          option.required ? " (required)" : "");
    page += "\n";
    for (const auto& example : command.examples) page += "Example: `" + example + "`\n\n";
    if (!command.read_on.empty()) page += "Read on: " + command.read_on + "\n\n";
  }
  while (page.ends_with("\n\n")) page.pop_back();
  return page;
}

std::string bash_completion(const std::vector<ManualCommand>& commands) {
  std::string text = fmt::format(R"sh(# bash completion for openend. {}

_openend() {{
  local word=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD-1]}} command=${{COMP_WORDS[1]}}
  local options='' first='' place=2
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W '{} --help --version' -- "$word"))
    return
  fi
  case "$command" in
)sh",
                                 kMade, joined(first_words(commands), " "));
  for (const auto& first : first_words(commands)) {
    const std::string second = second_words(commands, first);
    if (second.empty()) continue;
    text += fmt::format(R"sh(    {})
      if [ "$COMP_CWORD" -eq 2 ]; then
        COMPREPLY=($(compgen -W '{}' -- "$word"))
        return
      fi
      command="$command ${{COMP_WORDS[2]}}" place=3 ;;
)sh",
                        first, second);
  }
  text += "  esac\n  case \"$command\" in\n";
  for (const auto& command : commands)
    text += fmt::format("    {}) options={} first={} ;;\n", single_quoted(command.name),
                        single_quoted(option_words(command)), single_quoted(first_choices(command)));
  text += "  esac\n  case \"$command $before\" in\n";
  for (const auto& command : commands) {
    for (const auto& option : command.options) {
      if (option.by_place || option.choices.empty()) continue;
      text += fmt::format("    {}) COMPREPLY=($(compgen -W {} -- \"$word\")); return ;;\n",
                          single_quoted(command.name + " " + option.name), single_quoted(joined(option.choices, " ")));
    }
  }
  return text + R"sh(  esac
  if [[ $word == -* ]]; then
    COMPREPLY=($(compgen -W "$options" -- "$word"))
  elif [ "$COMP_CWORD" -eq "$place" ] && [ -n "$first" ]; then
    COMPREPLY=($(compgen -W "$first" -- "$word"))
  else
    COMPREPLY=($(compgen -f -- "$word"))
  fi
}
complete -o filenames -F _openend openend
)sh";
}

std::string zsh_completion(const std::vector<ManualCommand>& commands) {
  std::string text =
      fmt::format("#compdef openend\n# zsh completion for openend. {}\n\n_openend() {{\n  local -a commands\n", kMade);
  text += "  commands=(\n";
  for (const auto& command : commands)
    text += fmt::format("    '{}:{}'\n", first_word(command), zsh_words(command.purpose));
  text += R"sh(  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  shift words
  (( CURRENT-- ))
  local command=$words[1]
  case $command in
)sh";
  for (const auto& first : first_words(commands)) {
    const std::string second = second_words(commands, first);
    if (second.empty()) continue;
    text += fmt::format(R"sh(    {})
      if (( CURRENT == 2 )); then
        compadd {}
        return
      fi
      command+=" $words[2]"
      shift words
      (( CURRENT-- )) ;;
)sh",
                        first, second);
  }
  text += "  esac\n  case $command in\n";
  for (const auto& command : commands) {
    text += fmt::format("    {})\n      _arguments", single_quoted(command.name));
    for (const auto& option : command.options) {
      if (option.by_place)
        text += fmt::format(" \\\n        '{}:{}:{}'", option.required ? "" : ":", option.name, zsh_action(option));
      else
        text += fmt::format(" \\\n        '{}{}[{}]{}'", option.repeats ? "*" : "", option.name, zsh_words(option.help),
                            option.value.empty() ? "" : ":" + option.value + ":" + zsh_action(option));
    }
    text += " \\\n        '--help[this text]'\n      ;;\n";
  }
  return text + "  esac\n}\n\n_openend \"$@\"\n";
}

}  // namespace openend::app
