// app/filing_delivery.h - floor 7
//
// What a filing becomes in a store: the terms of a trust and of one portfolio, and the portfolio's opening book with
// its securities, their places in the schedule, their values as prices of the source N-PORT, what a reader must be
// told, and the bytes of the filing itself. How it fits with a store that has a trust: docs/decisions/0008-filings.md.
#pragma once

#include <optional>

#include "entity/registry.h"
#include "filing/nport_booking.h"
#include "money/calendar.h"
#include "store/feeds/delivery.h"

namespace openend::app {

/// The source of the prices that come from a filing.
inline constexpr std::string_view kFilingSource = "N-PORT";

struct OpenedFiling {
  const store::feeds::TextFile& file;
  const filing::nport::Filing& filing;
  const filing::nport::Booking& booking;
  Date day;                     ///< the pricing day at whose close the books open
  std::optional<Fixed> shares;  ///< outstanding, where they were given; a filing has none
};

/// The registrant as a trust, and the series as a portfolio: cik0000822977 and s000013795.
std::string trust_key(const filing::nport::Filing& filing);
std::string portfolio_key(const filing::nport::Filing& filing);

/// The last pricing day that is not after the filing's: where a month ends on a weekend, values are those of its last
/// close. Refuses a day that the calendar does not reach.
Result<Date> opening_day(const filing::nport::Filing& filing, const Calendar& calendar);

/// `recorded` and what the filing adds: all of a trust for a store that has none, else one more portfolio.
Result<std::vector<entity::Term>> terms_of(const OpenedFiling& opened, const std::vector<entity::Term>& recorded);

/// Against a registry that knows the terms; it learns the securities and what is said of them.
store::feeds::FileDelivery deliver(const OpenedFiling& opened, entity::Registry& registry);

}  // namespace openend::app
