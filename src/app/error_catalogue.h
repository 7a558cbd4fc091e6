// app/error_catalogue.h - floor 7
//
// What every refusal means, by its code: the one catalogue, src/app/errors.toml, built into the program.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace openend::app {

struct ErrorEntry {
  std::string code, meaning, cause, remedy;
};

/// In the order of the codes.
const std::vector<ErrorEntry>& error_catalogue();
/// None for a code that is not in the catalogue.
const ErrorEntry* find_error(std::string_view code);
/// Whether a text has the shape of a code: E-LOT-014.
bool is_error_code(std::string_view text);

}  // namespace openend::app
