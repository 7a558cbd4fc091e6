// report/render.h - floor 4
//
// The renderers: a Report in, bytes out. They know tables and nothing of funds.
#pragma once

#include <string>
#include <string_view>

#include "report/report.h"

namespace openend::report {

/// For a terminal: aligned columns, digits in groups of three, rules around totals; long texts are wrapped.
std::string render_text(const Report& report);
/// RFC 4180 quoting, lines end in \n; several tables are separated by an empty line, each with its own header row.
std::string render_csv(const Report& report);
/// One object; every cell is text, so that no reader turns money into a binary float.
std::string render_json(const Report& report);
/// A complete document: language, captions, header cells with scope, light, dark and paper.
std::string render_html(const Report& report);

/// "-1234567.50" as "-1,234,567.50"; any other text unchanged.
std::string group_digits(std::string_view cell);
/// heading, item, subtotal, total
std::string_view name_of(Row::Kind kind);

}  // namespace openend::report
