// app/check_shares.h - floor 7
//
// Share activity needs a pricing day to be dealt at, and no class redeems more shares than it has. What money will buy
// is only known once its day is struck: from the first unstruck subscription on, the strike decides.
#pragma once

#include <vector>

#include "entity/registry.h"
#include "money/calendar.h"
#include "store/feeds/delivery.h"
#include "store/ports.h"

namespace openend::app {

/// Withdrawals must have been checked before.
Refusals check_shares(const store::Store& store, const std::vector<store::feeds::FileDelivery>& deliveries,
                      const entity::Registry& registry, const Calendar& calendar);

}  // namespace openend::app
