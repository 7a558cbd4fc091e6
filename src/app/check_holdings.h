// app/check_holdings.h - floor 7
//
// No delivery may leave a sale without the securities that it sells: not its own, and not one recorded earlier that a
// late sale, a withdrawn purchase or a split would strip. Counted from a portfolio's events alone, in the order of the
// books.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "entity/registry.h"
#include "event/corporate_action.h"
#include "event/offer.h"
#include "store/feeds/delivery.h"
#include "store/ports.h"

namespace openend::app {

/// The recorded batches of portfolios, each portfolio's read once, by day and sequence.
class RecordedBooks {
 public:
  explicit RecordedBooks(const store::EventLog& log) : log_(log) {}
  const std::vector<store::Batch>& of(PortfolioId portfolio);
  /// The recorded corporate actions of all securities; their source is none.
  const std::vector<event::CorporateAction>& actions();
  /// The recorded offers, as they became known; likewise.
  const std::vector<event::Offer>& offers();

 private:
  const store::EventLog& log_;
  std::optional<std::vector<event::CorporateAction>> actions_;
  std::optional<std::vector<event::Offer>> offers_;
  std::map<PortfolioId, std::vector<store::Batch>> read_;
};

/// Every sale that would be of more than is held, every position too large for a book, and every corporate action of a
/// security that nobody held, where all books are struck for its day: `struck` is the last such day. Withdrawals must
/// have been checked before. Which lots a sale names is checked by the strike, which knows what each method has left of
/// them.
Refusals check_holdings(RecordedBooks& recorded, const std::vector<store::feeds::FileDelivery>& deliveries,
                        const entity::Registry& registry, const std::optional<Date>& struck);

}  // namespace openend::app
