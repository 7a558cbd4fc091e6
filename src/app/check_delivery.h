// app/check_delivery.h - floor 7
//
// What can only be checked against the log: an event that is there already, a withdrawal of nothing, an event that an
// opening already holds. Every fault of a delivery is returned, with file and row.
#pragma once

#include <vector>

#include "entity/registry.h"
#include "store/feeds/delivery.h"
#include "store/ports.h"

namespace openend::app {

/// `registry` names the portfolios in messages. Reads only the log's batches of the days that the delivery touches.
Refusals check_against_log(const store::EventLog& log, const std::vector<store::feeds::FileDelivery>& deliveries,
                           const entity::Registry& registry);

}  // namespace openend::app
