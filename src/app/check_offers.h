// app/check_offers.h - floor 7
//
// What a delivery of offers may not repeat or take back.
#pragma once

#include <string>
#include <vector>

#include "event/offer.h"

namespace openend::app {

/// What is wrong with a row.
struct OfferFault {
  event::Offer offer;
  const char* code;
  std::string message, remedy;
};

/// LAW   An offer keeps its id while it stands: it may be told again once it is taken back, and elections stay with the
///       id. What is taken back was told; a result is of an option that stands, announced between its deadline and its
///       pay date.
std::vector<OfferFault> wrong_offers(std::vector<event::Offer> known, std::vector<event::Offer> delivered);

}  // namespace openend::app
