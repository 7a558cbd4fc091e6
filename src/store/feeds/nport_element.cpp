#include "store/feeds/nport_element.h"

#include <algorithm>

namespace openend::store::feeds {

namespace {

/// The name without the prefix of its namespace.
std::string_view local_name(std::string_view name) {
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

std::string_view trimmed(std::string_view text) {
  const auto is_blank = [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; };
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

bool is_masked(std::string_view text) {
  return text.size() >= 4 && text.find_first_not_of('X') == std::string_view::npos;
}

/// formData/invstOrSecs/invstOrSec[12]/valUSD, below the root.
std::string path_of(pugi::xml_node node, std::string_view part) {
  std::string path(part);
  for (; node.parent().type() == pugi::node_element; node = node.parent()) {
    std::string step(local_name(node.name()));
    int before = 0, after = 0;
    for (auto other = node.previous_sibling(node.name()); other; other = other.previous_sibling(node.name())) ++before;
    if (before == 0) after = node.next_sibling(node.name()) ? 1 : 0;
    if (before + after > 0) step += "[" + std::to_string(before + 1) + "]";
    path = path.empty() ? step : step + "/" + path;
  }
  return path;
}

/// A text as people may be shown it.
std::string shown(std::string_view text) {
  constexpr std::size_t kMost = 60;
  return text.size() <= kMost ? std::string(text) : std::string(text.substr(0, kMost)) + "...";
}

}  // namespace

long NportFile::line_of(pugi::xml_node node) {
  const auto at = node.offset_debug();
  if (at < 0) return 0;
  const std::size_t offset = std::min(static_cast<std::size_t>(at), file.text().size());
  if (offset < offset_) {
    offset_ = 0;
    line_ = 1;
  }
  const std::string_view between = file.text().substr(offset_, offset - offset_);
  line_ += static_cast<long>(std::count(between.begin(), between.end(), '\n'));
  offset_ = offset;
  return line_;
}

void NportFile::fault(pugi::xml_node node, std::string_view part, const char* code, std::string message,
                      std::string found, std::string expected, std::string remedy) {
  if (full()) return;
  Refusal refusal;
  refusal.code = code;
  const std::string path = path_of(node, part);
  refusal.message = std::move(message) + (path.empty() ? "" : ": " + path);
  refusal.place = {file.name(), line_of(node), 0, path};
  refusal.found = shown(found);
  refusal.expected = std::move(expected);
  refusal.remedy = std::move(remedy);
  faults.push_back(std::move(refusal));
}

Element::Element(NportFile& file, pugi::xml_node node) : file_(&file), node_(node) {
  for (const pugi::xml_node child : node.children()) {
    if (child.type() == pugi::node_element) children_.push_back({child, local_name(child.name())});
  }
}

std::string_view Element::name() const { return local_name(node_.name()); }

void Element::fault(std::string_view part, const char* code, std::string message, std::string found,
                    std::string expected, std::string remedy) {
  const std::string_view child = part.starts_with('@') ? std::string_view{} : part;
  for (const Child& at : children_) {
    if (at.name == child && !child.empty()) {
      return file_->fault(at.node, {}, code, std::move(message), std::move(found), std::move(expected),
                          std::move(remedy));
    }
  }
  file_->fault(node_, part, code, std::move(message), std::move(found), std::move(expected), std::move(remedy));
}

void Element::missing(std::string_view part) {
  file_->fault(node_, part, "E-NPORT-003", "an element or attribute is missing", "nothing", std::string(part),
               "ask for the filing again; the schema requires it");
}

std::vector<Element> Element::all(std::string_view name) {
  std::vector<Element> found;
  for (Child& child : children_) {
    if (child.name != name) continue;
    child.asked = true;
    found.emplace_back(*file_, child.node);
  }
  return found;
}

std::optional<Element> Element::find(std::string_view name) {
  std::optional<Element> found;
  for (Child& child : children_) {
    if (child.name != name) continue;
    child.asked = true;
    if (!found) {
      found.emplace(*file_, child.node);
    } else if (!child.told) {
      child.told = true;
      file_->fault(child.node, {}, "E-NPORT-007", "an element stands twice", std::string(name), "it once",
                   "ask for the filing again; which of the two holds is not for us to say");
    }
  }
  return found;
}

std::optional<Element> Element::need(std::string_view name) {
  auto found = find(name);
  if (!found) missing(name);
  return found;
}

std::optional<Element> Element::one_of(std::initializer_list<std::string_view> names) {
  std::optional<Element> found;
  std::string choice;
  for (const std::string_view name : names) {
    choice += (choice.empty() ? "" : " or ") + std::string(name);
    auto at = find(name);
    if (!at) continue;
    if (!found) {
      found.emplace(std::move(*at));
    } else {
      file_->fault(at->node(), {}, "E-NPORT-007", "an element stands beside one that it excludes", std::string(name),
                   std::string(found->name()) + " alone", "ask for the filing again");
    }
  }
  if (!found) missing(choice);
  return found;
}

std::optional<std::string_view> Element::raw(std::string_view part, bool needed) {
  std::string_view found;
  if (part.starts_with('@')) {
    const auto attribute = node_.attribute(std::string(part.substr(1)).c_str());
    if (!attribute) {
      if (needed) missing(part);
      return std::nullopt;
    }
    found = trimmed(attribute.value());
  } else {
    const auto child = needed ? need(part) : find(part);
    if (!child) return std::nullopt;
    for (const Child& inner : child->children_)
      file_->fault(inner.node, {}, "E-NPORT-009", "an element stands where a value is expected",
                   std::string(inner.name), "a value", "ask for the filing again");
    found = trimmed(child->node().text().get());
  }
  if (found == "N/A" || is_masked(found)) {
    auto& counts = found == "N/A" ? file_->not_applicable : file_->masked;
    ++counts[std::string(part.substr(part.starts_with('@') ? 1 : 0))];
    return std::nullopt;
  }
  if (found.empty() && needed) {
    fault(part, "E-NPORT-003", "an element or attribute is empty", "nothing", "a value",
          "ask for the filing again; the schema requires it");
    return std::nullopt;
  }
  return found;
}

std::string Element::text(std::string_view part) { return std::string(raw(part, false).value_or("")); }
std::string Element::need_text(std::string_view part) { return std::string(raw(part, true).value_or("")); }

/// The schema's decimals: a sign, digits on one side of a point at least, at most 24 of them; no exponent.
std::optional<Decimal> Element::as_number(std::string_view part, std::optional<std::string_view> found) {
  if (!found || found->empty()) return std::nullopt;
  constexpr int kMostDigits = 24;
  std::string plain(*found);
  if (plain.starts_with('+')) plain.erase(0, 1);
  if (plain.ends_with('.')) plain.pop_back();
  const std::size_t first = plain.starts_with('-') ? 1 : 0;
  if (plain.size() > first && plain[first] == '.') plain.insert(first, "0");
  const auto value = Decimal::parse(plain);
  const auto digits = std::count_if(plain.begin(), plain.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (value && digits <= kMostDigits + 1) return value;
  fault(part, "E-NPORT-004", "a number can not be read", std::string(*found),
        "a plain decimal such as 1234.50, of at most 24 digits", "ask for the filing again; nothing is guessed");
  return std::nullopt;
}
std::optional<Decimal> Element::number(std::string_view part) { return as_number(part, raw(part, false)); }
std::optional<Decimal> Element::need_number(std::string_view part) { return as_number(part, raw(part, true)); }

std::optional<Decimal> Element::as_money(std::string_view part, std::optional<Decimal> number) {
  if (!number) return std::nullopt;
  const Decimal value = number->trimmed();
  if (value.places() <= 8 && abs(value) < Decimal(10'000'000'000'000)) return number;
  fault(part, "E-NPORT-008", "an amount is larger or finer than the books can hold", value.text(),
        "less than ten trillion, with at most 8 decimals", "ask whether the figure is right");
  return std::nullopt;
}
std::optional<Decimal> Element::need_value(std::string_view part) { return as_money(part, need_number(part)); }

Decimal Element::need_money(std::string_view part) {
  const std::size_t faults = file_->faults.size();
  const auto value = need_value(part);
  if (!value && faults == file_->faults.size() && !file_->full())
    fault(part, "E-NPORT-004", "a total of the fund is not told", "N/A or masked", "a number",
          "only a filing that states its totals can be opened");
  return value.value_or(Decimal{});
}

/// A day, with one digit of month and day where the filing has it so, and perhaps with a time zone.
std::optional<Date> Element::as_date(std::string_view part, std::optional<std::string_view> found) {
  if (!found || found->empty()) return std::nullopt;
  std::string day(*found);
  if (day.ends_with('Z')) day.pop_back();
  if (day.size() == 16 && (day[10] == '+' || day[10] == '-')) day.resize(10);
  if (day.size() >= 7 && day.size() < 10 && day[4] == '-') {
    if (day[6] == '-') day.insert(5, "0");
    if (day.size() == 9) day.insert(8, "0");
  }
  if (const auto date = Date::parse(day)) return date;
  fault(part, "E-NPORT-005", "a date can not be read", std::string(*found), "a day such as 2023-03-31",
        "ask for the filing again");
  return std::nullopt;
}
std::optional<Date> Element::date(std::string_view part) { return as_date(part, raw(part, false)); }
std::optional<Date> Element::need_date(std::string_view part) { return as_date(part, raw(part, true)); }

bool Element::need_flag(std::string_view part) {
  static constexpr std::string_view kFlags[] = {"Y", "N"};
  return need_code(part, kFlags) == "Y";
}

std::string Element::need_code(std::string_view part, std::span<const std::string_view> codes) {
  const auto found = raw(part, true);
  if (!found) return {};
  if (std::find(codes.begin(), codes.end(), *found) != codes.end()) return std::string(*found);
  std::string all;
  for (const std::string_view code : codes) all += (all.empty() ? "" : ", ") + std::string(code);
  fault(part, "E-NPORT-006", "a code is not one of the form", std::string(*found), all,
        "if the form has a new code, a newer OpenEnd is needed; else ask for the filing again");
  return {};
}
std::string Element::need_code(std::string_view part, std::span<const filing::nport::Word> words) {
  std::vector<std::string_view> codes;
  for (const auto& word : words) codes.push_back(word.code);
  return need_code(part, codes);
}

std::string Element::as_currency(std::string_view part, std::optional<std::string_view> found) {
  if (!found || found->empty()) return {};
  const bool good =
      found->size() == 3 && std::all_of(found->begin(), found->end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  if (good) return std::string(*found);
  fault(part, "E-NPORT-006", "a currency is not a code", std::string(*found), "three capital letters, such as USD",
        "ask for the filing again");
  return {};
}
std::string Element::currency(std::string_view part) { return as_currency(part, raw(part, false)); }
std::string Element::need_currency(std::string_view part) { return as_currency(part, raw(part, true)); }

std::string Element::own_text() { return std::string(trimmed(node_.text().get())); }

void Element::refuse_rest() {
  for (const Child& child : children_) {
    if (child.asked) continue;
    file_->fault(child.node, {}, "E-NPORT-009", "an element is not of the schema", std::string(child.name),
                 "the elements of Form N-PORT here", "what it says would be lost: a newer OpenEnd is needed for it");
  }
}

}  // namespace openend::store::feeds
