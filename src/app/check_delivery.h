// app/check_delivery.h - floor 7
//
// What can only be checked against the store: an event that is there already, a withdrawal of nothing, an event that an
// opening already holds; then, where those are in order, sales and redemptions of more than there is. Every fault of a
// delivery is returned, with file and row.
#pragma once

#include <vector>

#include "entity/registry.h"
#include "money/calendar.h"
#include "store/feeds/delivery.h"
#include "store/ports.h"

namespace openend::app {

/// `registry` knows what the delivery itself brings. Reads only what is recorded of the portfolios that the delivery
/// touches.
Refusals check_against_store(const store::Store& store, const std::vector<store::feeds::FileDelivery>& deliveries,
                             const entity::Registry& registry, const Calendar& calendar);

}  // namespace openend::app
