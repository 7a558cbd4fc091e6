#include "base/assert.h"
#include "report/render.h"

namespace openend::report {

namespace {

std::string quoted(std::string_view text) {
  static constexpr char kHex[] = "0123456789abcdef";
  std::string out = "\"";
  for (const char c : text) {
    switch (c) {
      case '"': out += "\\\""; break;
      case '\\': out += "\\\\"; break;
      case '\n': out += "\\n"; break;
      case '\r': out += "\\r"; break;
      case '\t': out += "\\t"; break;
      default:
        if (static_cast<unsigned char>(c) < 0x20) {
          out += "\\u00";
          out += kHex[static_cast<unsigned char>(c) >> 4];
          out += kHex[c & 0xf];
        } else {
          out += c;
        }
    }
  }
  return out + '"';
}

/// The items of a list, each on a line of its own at that indentation.
template <class List, class Write>
std::string array(const List& list, const std::string& indent, Write&& write) {
  if (list.empty()) return "[]";
  std::string out = "[";
  for (const auto& item : list) {
    out += (out.size() == 1 ? "\n" : ",\n") + indent + "  ";
    out += write(item);
  }
  return out + "\n" + indent + "]";
}

std::string column_text(const Column& column) {
  return "{\"key\": " + quoted(column.key) + ", \"title\": " + quoted(column.title) +
         ", \"align\": " + (column.align == Align::Right ? "\"right\"" : "\"left\"") + "}";
}

std::string row_text(const Table& table, const Row& row) {
  std::string out = "{\"kind\": " + quoted(name_of(row.kind)) + ", \"indent\": " + std::to_string(row.indent);
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const std::string& key = table.columns[i].key;
    OE_ASSERT(key != "kind" && key != "indent", "a column's key leaves the row's own members alone");
    out += ", " + quoted(key) + ": " + quoted(row.cells[i]);
  }
  return out + "}";
}

std::string table_text(const Table& table) {
  return "{\"key\": " + quoted(table.key) + ", \"title\": " + quoted(table.title) +
         ",\n     \"columns\": " + array(table.columns, "     ", column_text) +
         ",\n     \"rows\": " + array(table.rows, "     ", [&](const Row& row) { return row_text(table, row); }) + "}";
}

}  // namespace

std::string render_json(const Report& report) {
  const auto flag = [](bool value) { return std::string(value ? "true" : "false"); };
  std::string out = "{\"report\": " + quoted(report.kind) + ",\n \"title\": " + quoted(report.title) +
                    ",\n \"trust\": " + quoted(report.trust) + ",\n \"portfolio\": " + quoted(report.portfolio) +
                    ",\n \"portfolio_name\": " + quoted(report.portfolio_name) +
                    ",\n \"date\": " + quoted(report.date.text()) + ",\n \"digest\": " + quoted(report.digest) +
                    ",\n \"version\": " + std::to_string(report.version) +
                    ",\n \"estimate\": " + flag(report.estimate) + ",\n \"differs\": " + flag(report.differs);
  out += ",\n \"tables\": " + array(report.tables, " ", table_text);
  out += ",\n \"notes\": " + array(report.notes, " ", [](const std::string& note) { return quoted(note); });
  return out + "}\n";
}

}  // namespace openend::report
