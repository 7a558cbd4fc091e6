// app/check_loans.h - floor 7
//
// Loans as the events tell them, one after the other: nothing is paid on what is not open, no more than is owed, and an
// interfund loan says the same on both sides.
#pragma once

#include <vector>

#include "app/check_holdings.h"
#include "entity/registry.h"
#include "store/feeds/delivery.h"

namespace openend::app {

/// Withdrawals must have been checked before.
Refusals check_loans(RecordedBooks& recorded, const std::vector<store::feeds::FileDelivery>& deliveries,
                     const entity::Registry& registry);

}  // namespace openend::app
