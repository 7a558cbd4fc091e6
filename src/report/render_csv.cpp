#include "report/render.h"

namespace openend::report {

namespace {

void add_cell(std::string& out, std::string_view cell) {
  if (cell.find_first_of(",\"\r\n") == std::string_view::npos) {
    out += cell;
    return;
  }
  out += '"';
  for (const char c : cell) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

}  // namespace

std::string render_csv(const Report& report) {
  std::string out;
  for (const Table& table : report.tables) {
    if (!out.empty()) out += '\n';
    out += "table,row";
    for (const Column& column : table.columns) {
      out += ',';
      add_cell(out, column.key);
    }
    out += '\n';
    for (const Row& row : table.rows) {
      add_cell(out, table.key);
      out += ',';
      out += name_of(row.kind);
      for (const std::string& cell : row.cells) {
        out += ',';
        add_cell(out, cell);
      }
      out += '\n';
    }
  }
  return out;
}

}  // namespace openend::report
