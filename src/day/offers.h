// day/offers.h - floor 5
//
// Offers in the day being closed: what was chosen of those that are paid.
#pragma once

#include "day/deal.h"

namespace openend::day {

/// Posts the options of every offer that is paid on a day, in their order, and forgets what was elected. Refuses where
/// more was elected than is held.
Result<Done> pay_offers(Walk& walk, Date date);

}  // namespace openend::day
