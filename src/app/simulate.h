// app/simulate.h - floor 7
//
// The command `openend simulate`: its words, kept apart from those of the other commands (cli.cpp).
#pragma once

#include <CLI/CLI.hpp>
#include <functional>

#include "app/commands.h"

namespace openend::app {

/// Adds the command; its words outlive the call with `common`.
void add_simulate(CLI::App& app, Common& common, std::function<Result<int>()>& run);

}  // namespace openend::app
