#include <algorithm>

#include "report/render.h"

namespace openend::report {

namespace {

constexpr std::size_t kWidest = 60;  ///< of the first column's text
constexpr std::size_t kWide = 40;    ///< of the other texts
constexpr std::size_t kPage = 160;   ///< a table that is wider breaks its texts into more lines
constexpr std::size_t kNarrow = 12;  ///< narrower than this no text gets,
constexpr std::size_t kLeast = 36;   ///< and than this no first column
constexpr std::string_view kGap = "  ";

/// Characters, not bytes.
std::size_t width_of(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

/// Bytes of the first `count` characters.
std::size_t bytes_of(std::string_view text, std::size_t count) {
  std::size_t at = 0;
  while (at < text.size() && count > 0) {
    ++at;
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) ++at;
    --count;
  }
  return at;
}

/// Control characters as blanks: a name must not steer the terminal.
std::string printable(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
  }
  return out;
}

/// Lines of at most `limit` characters, broken at blanks where there are any.
std::vector<std::string> wrapped(std::string_view text, std::size_t limit) {
  std::vector<std::string> lines;
  while (width_of(text) > limit) {
    const std::size_t most = bytes_of(text, limit);
    const std::size_t blank = text.rfind(' ', most);
    const std::size_t end = blank == std::string_view::npos || blank == 0 ? most : blank;
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(end);
    while (text.starts_with(' ')) text.remove_prefix(1);
  }
  if (!text.empty() || lines.empty()) lines.emplace_back(text);
  return lines;
}

using Cells = std::vector<std::vector<std::string>>;  ///< the lines of each cell of a row

Cells cells_of(const Table& table, const Row& row, std::size_t wide) {
  Cells cells;
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    if (table.columns[i].align == Align::Right) {
      cells.push_back({group_digits(printable(row.cells[i]))});
      continue;
    }
    std::vector<std::string> lines =
        wrapped(printable(row.cells[i]), i == 0 ? std::clamp(wide + wide / 2, kLeast, kWidest) : wide);
    if (i == 0) {
      const std::string indent(std::size_t{row.indent} * 2, ' ');
      for (std::size_t k = 0; k < lines.size(); ++k) lines[k] = indent + (k == 0 ? "" : "  ") + lines[k];
    }
    cells.push_back(std::move(lines));
  }
  return cells;
}

class TableText {
 public:
  TableText(std::string& out, const Table& table) : out_(out), table_(table) {}

  void write() {
    Cells titles;
    for (const Column& column : table_.columns) titles.push_back({column.title});
    std::vector<Cells> body = laid_out(titles, kWide);
    for (std::size_t wide = kWide; width() > kPage && wide > kNarrow;) body = laid_out(titles, wide -= 2);
    if (width() > kPage) body = laid_out(titles, kWide);  // its figures alone are wider: nothing is gained
    out_ += table_.title + "\n\n";
    lines(titles);
    out_ += std::string(width(), '-') + "\n";
    if (body.empty()) out_ += "(none)\n";
    for (std::size_t i = 0; i < body.size(); ++i) {
      const Row::Kind kind = table_.rows[i].kind;
      const bool ruled = i > 0 && table_.rows[i - 1].kind == Row::Kind::Total;  // a double rule is above already
      if (!ruled && (kind == Row::Kind::Subtotal || kind == Row::Kind::Total)) rule(body[i], '-');
      lines(body[i]);
      if (kind == Row::Kind::Total) rule(body[i], '=');
    }
    out_ += '\n';
  }

 private:
  /// The rows with texts of at most a width, and the columns measured.
  std::vector<Cells> laid_out(const Cells& titles, std::size_t wide) {
    std::vector<Cells> body;
    for (const Row& row : table_.rows) body.push_back(cells_of(table_, row, wide));
    widths_.assign(table_.columns.size(), 0);
    measure(titles);
    for (const Cells& cells : body) measure(cells);
    return body;
  }

  std::size_t width() const {
    std::size_t total = 0;
    for (const std::size_t one : widths_) total += one + kGap.size();
    return total == 0 ? 0 : total - kGap.size();
  }

  void measure(const Cells& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      for (const std::string& line : cells[i]) widths_[i] = std::max(widths_[i], width_of(line));
    }
  }

  void cell(std::size_t column, std::string_view text, char fill) {
    const std::string blanks(widths_[column] - width_of(text), fill);
    if (column > 0) out_ += kGap;
    if (table_.columns[column].align == Align::Right) out_ += blanks;
    out_ += text;
    if (table_.columns[column].align == Align::Left) out_ += blanks;
  }

  void end_line() {
    out_.erase(out_.find_last_not_of(' ') + 1);
    out_ += '\n';
  }

  void lines(const Cells& cells) {
    std::size_t height = 1;
    for (const auto& lines_of_cell : cells) height = std::max(height, lines_of_cell.size());
    for (std::size_t k = 0; k < height; ++k) {
      for (std::size_t i = 0; i < cells.size(); ++i) cell(i, k < cells[i].size() ? cells[i][k] : "", ' ');
      end_line();
    }
  }

  /// A rule as wide as its column, where the total has a figure.
  void rule(const Cells& cells, char sign) {
    bool any = false;
    std::string line;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const bool figure = table_.columns[i].align == Align::Right && !cells[i][0].empty();
      line += (i > 0 ? std::string(kGap) : "") + std::string(widths_[i], figure ? sign : ' ');
      any = any || figure;
    }
    if (!any) return;
    out_ += line;
    end_line();
  }

  std::string& out_;
  const Table& table_;
  std::vector<std::size_t> widths_;
};

}  // namespace

std::string group_digits(std::string_view cell) {
  const std::size_t first = cell.starts_with('-') ? 1 : 0;
  const std::size_t point = std::min(cell.find('.'), cell.size());
  const auto digits = [](std::string_view part) {
    return part.find_first_not_of("0123456789") == std::string_view::npos;
  };
  const std::string_view fraction = point < cell.size() ? cell.substr(point + 1) : std::string_view();
  if (point == first || !digits(cell.substr(first, point - first)) || !digits(fraction)) return std::string(cell);
  std::string out(cell);
  for (std::size_t at = point; at > first + 3;) {
    at -= 3;
    out.insert(at, 1, ',');
  }
  return out;
}

std::string_view name_of(Row::Kind kind) {
  switch (kind) {
    case Row::Kind::Heading: return "heading";
    case Row::Kind::Item: return "item";
    case Row::Kind::Subtotal: return "subtotal";
    case Row::Kind::Total: return "total";
  }
  return "";
}

std::string render_text(const Report& report) {
  std::string out;
  if (!report.trust.empty()) out += report.trust + "\n";
  out += report.portfolio_name + " (" + report.portfolio + ")\n" + report.title + ", " + report.date.text() +
         ", version " + std::to_string(report.version) + "\n";
  if (report.estimate) out += "ESTIMATE: not a struck net asset value\n";
  if (report.differs) out += "A FIGURE DIFFERS: see below\n";
  out += '\n';
  for (const Table& table : report.tables) TableText(out, table).write();
  if (!report.notes.empty()) out += "Notes\n\n";
  for (const std::string& note : report.notes) {
    const std::vector<std::string> lines = wrapped(printable(note), 96);
    for (std::size_t i = 0; i < lines.size(); ++i) out += (i == 0 ? "- " : "  ") + lines[i] + "\n";
  }
  if (!report.notes.empty()) out += '\n';
  return out + "digest " + report.digest + "\n";
}

}  // namespace openend::report
