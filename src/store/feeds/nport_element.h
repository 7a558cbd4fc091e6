// store/feeds/nport_element.h - floor 6
//
// One element of an N-PORT filing, asked for its parts by name. What was never asked for is a fault too, so that
// nothing of a position is passed over. Only the readers of the filing include this.
#pragma once

#include <map>
#include <optional>
#include <pugixml.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "filing/nport.h"
#include "store/feeds/csv.h"

namespace openend::store::feeds {

/// What the elements of one file share: its name and text, the faults, and how often a field was masked.
struct NportFile {
  explicit NportFile(const TextFile& the_file) : file(the_file) {}

  const TextFile& file;
  Refusals faults;
  std::map<std::string, int> masked, not_applicable;

  long line_of(pugi::xml_node node);
  bool full() const { return faults.size() >= kMostFaults; }
  void fault(pugi::xml_node node, std::string_view part, const char* code, std::string message, std::string found,
             std::string expected, std::string remedy);

 private:
  std::size_t offset_ = 0;  ///< lines are counted on from the last place asked for
  long line_ = 1;
};

class Element {
 public:
  Element(NportFile& file, pugi::xml_node node);

  pugi::xml_node node() const { return node_; }
  std::string_view name() const;
  long line() const { return file_->line_of(node_); }

  /// The child of this name, if any; a second one is a fault.
  std::optional<Element> find(std::string_view name);
  /// The child of this name; a fault where there is none.
  std::optional<Element> need(std::string_view name);
  /// The one child that has any of the names; a fault where there is none.
  std::optional<Element> one_of(std::initializer_list<std::string_view> names);
  std::vector<Element> all(std::string_view name);

  // Of a child by its name, or of an attribute with "@" before it. The `need_` ones find fault where there is none; all
  // of them give nothing for what is masked (XXXX) or not applicable (N/A).
  std::string text(std::string_view part);
  std::string need_text(std::string_view part);
  std::optional<Decimal> number(std::string_view part);
  std::optional<Decimal> need_number(std::string_view part);
  /// A number that is neither masked nor left out: at most 13 digits before the point and 8 after it.
  Decimal need_money(std::string_view part);
  std::optional<Decimal> need_value(std::string_view part);
  std::optional<Date> date(std::string_view part);
  std::optional<Date> need_date(std::string_view part);
  /// Y or N.
  bool need_flag(std::string_view part);
  /// One of the codes.
  std::string need_code(std::string_view part, std::span<const std::string_view> codes);
  std::string need_code(std::string_view part, std::span<const filing::nport::Word> words);
  /// A currency of three letters.
  std::string currency(std::string_view part);
  std::string need_currency(std::string_view part);

  /// The element's own text.
  std::string own_text();
  /// Finds fault with every child that was not asked for.
  void refuse_rest();
  void fault(std::string_view part, const char* code, std::string message, std::string found, std::string expected,
             std::string remedy);

 private:
  struct Child {
    pugi::xml_node node;
    std::string_view name{};
    bool asked = false;
    bool told = false;  ///< a second one, found fault with once however often it is asked for
  };
  std::optional<std::string_view> raw(std::string_view part, bool needed);
  std::optional<Decimal> as_number(std::string_view part, std::optional<std::string_view> found);
  std::optional<Decimal> as_money(std::string_view part, std::optional<Decimal> number);
  std::optional<Date> as_date(std::string_view part, std::optional<std::string_view> found);
  std::string as_currency(std::string_view part, std::optional<std::string_view> found);
  void missing(std::string_view part);

  NportFile* file_;
  pugi::xml_node node_;
  std::vector<Child> children_;
};

}  // namespace openend::store::feeds
