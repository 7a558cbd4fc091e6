// app/news.h - floor 7
//
// What the log tells before a strike: when a portfolio begins, and which days already sealed are touched by what became
// known since.
//
// WHY   A late price touches only who knows the security. So a strike costs what changed, and not what there is.
// EDGE  A book keeps a place for every security that it ever held. What the book of the last seal does not know was in
//       no earlier one either, and in none since: a back-dated purchase is news of its own, from its own day on.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "book/book.h"
#include "entity/registry.h"
#include "store/ports.h"

namespace openend::app {

/// Whether news of this kind may change days already sealed.
bool moves_values(std::uint16_t kind);

/// The day of a portfolio's first event; none before it has any.
std::optional<Date> first_event(const store::EventLog& log, PortfolioId portfolio,
                                const std::optional<Instant>& known_by = std::nullopt);

/// A snapshot of a book, with the securities that it knows in its header.
store::Snapshot snapshot_of(const book::Book& book, Date day);

/// What became known after a point of the log.
class News {
 public:
  /// For portfolios whose last seals were struck at `after` or later.
  News(const store::Store& store, const entity::Registry& registry, std::uint64_t after);

  /// The first day, from a portfolio's last seal or earlier, that news touches. Terms have no day of their own:
  /// kBeginning.
  std::optional<Date> first_touched(const store::Seal& last);
  static constexpr Date kBeginning{INT32_MIN};

 private:
  struct Item {
    store::Batch header;
    bool of_all = true;       ///< whichever securities a book knows
    std::vector<bool> names;  ///< by security; read when it is first asked for
  };
  static bool names_securities(std::uint16_t kind);
  void read_names(Item& item) const;
  bool touches(Item& item, PortfolioId portfolio, const std::vector<std::uint32_t>* known) const;

  const store::Store& store_;
  const entity::Registry& registry_;
  std::vector<Item> items_;
};

}  // namespace openend::app
