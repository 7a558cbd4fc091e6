#include "report/render.h"

namespace openend::report {

namespace {

constexpr std::string_view kStyle = R"(
:root { color-scheme: light dark; --ink: #1b1f24; --paper: #ffffff; --line: #8a939c; --soft: #f2f4f6; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6e9ec; --paper: #14171a; --line: #77818b; --soft: #20252a; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 76rem; padding: 1.5rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.45 system-ui, sans-serif; }
h1 { font-size: 1.5rem; margin: 0 0 .25rem; }
p { margin: .25rem 0; }
.scroll { overflow-x: auto; margin: 1.5rem 0; }
.scroll:focus-visible { outline: 2px solid currentColor; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; font-weight: 600; padding: .25rem 0; }
th, td { text-align: left; vertical-align: top; padding: .15rem .6rem .15rem 0; }
th { font-weight: inherit; }
thead th { font-weight: 600; border-bottom: 1px solid var(--line); vertical-align: bottom; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.heading th, .heading td { font-weight: 600; padding-top: .6rem; }
.subtotal td { border-top: 1px solid var(--line); }
.total th, .total td { font-weight: 600; border-top: 1px solid var(--line); border-bottom: 3px double var(--line); }
.in1 { padding-left: 1.25rem; } .in2 { padding-left: 2.5rem; } .in3 { padding-left: 3.75rem; }
.warning { font-weight: 700; border: 2px solid currentColor; padding: .5rem; }
.notes { background: var(--soft); padding: .75rem 1rem; }
.notes h2 { font-size: 1rem; margin: 0; }
code { overflow-wrap: anywhere; }
@media print {
  :root { --ink: #000; --paper: #fff; --line: #000; --soft: #fff; }
  body { max-width: none; padding: 0; font-size: 9pt; }
  .scroll { overflow: visible; }
  thead { display: table-header-group; }
  tr, .notes li { break-inside: avoid; }
  .heading { break-after: avoid; }
}
)";

std::string escaped(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default: out += c;
    }
  }
  return out;
}

void add_row(std::string& out, const Table& table, const Row& row) {
  out += "<tr class=\"" + std::string(name_of(row.kind)) + "\">";
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    const bool number = table.columns[i].align == Align::Right;
    std::string classes = number ? "number" : "";
    if (i == 0 && row.indent > 0) {
      classes += (classes.empty() ? "in" : " in") + std::to_string(row.indent > 3 ? 3 : row.indent);
    }
    out += i == 0 ? "<th scope=\"row\"" : "<td";
    if (!classes.empty()) out += " class=\"" + classes + "\"";
    out += '>' + escaped(number ? group_digits(row.cells[i]) : row.cells[i]);
    out += i == 0 ? "</th>" : "</td>";
  }
  out += "</tr>\n";
}

void add_table(std::string& out, const Table& table, std::size_t number) {
  const std::string id = "table-" + std::to_string(number);
  out += "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-labelledby=\"" + id +
         "\">\n<table>\n<caption id=\"" + id + "\">" + escaped(table.title) + "</caption>\n<thead><tr>";
  for (const Column& column : table.columns) {
    out += column.title.empty()
               ? "<td></td>"
               : "<th scope=\"col\"" + std::string(column.align == Align::Right ? " class=\"number\">" : ">") +
                     escaped(column.title) + "</th>";
  }
  out += "</tr></thead>\n<tbody>\n";
  for (const Row& row : table.rows) add_row(out, table, row);
  if (table.rows.empty()) out += "<tr><td colspan=\"" + std::to_string(table.columns.size()) + "\">none</td></tr>\n";
  out += "</tbody>\n</table>\n</div>\n";
}

}  // namespace

std::string render_html(const Report& report) {
  const std::string title = escaped(report.portfolio_name + ": " + report.title + ", " + report.date.text());
  std::string out =
      "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>" +
      title + "</title>\n<style>" + std::string(kStyle) + "</style>\n</head>\n<body>\n<main>\n<header>\n";
  out += "<p>" + escaped(report.trust) + "</p>\n<h1>" + escaped(report.title) + "</h1>\n<p>" +
         escaped(report.portfolio_name) + ", <time datetime=\"" + report.date.text() + "\">" + report.date.text() +
         "</time>, version " + std::to_string(report.version) + "</p>\n";
  if (report.estimate) out += "<p class=\"warning\">ESTIMATE: not a struck net asset value</p>\n";
  if (report.differs) out += "<p class=\"warning\">A figure differs without explanation.</p>\n";
  out += "</header>\n";
  for (std::size_t i = 0; i < report.tables.size(); ++i) add_table(out, report.tables[i], i + 1);
  if (!report.notes.empty()) {
    out += "<section class=\"notes\" aria-labelledby=\"notes\">\n<h2 id=\"notes\">Notes</h2>\n<ul>\n";
    for (const std::string& note : report.notes) out += "<li>" + escaped(note) + "</li>\n";
    out += "</ul>\n</section>\n";
  }
  out += "</main>\n<footer><p>Digest of the package: <code>" + escaped(report.digest) +
         "</code></p></footer>\n</body>\n</html>\n";
  return out;
}

}  // namespace openend::report
