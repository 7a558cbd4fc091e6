// check/election_checks.h - floor 3
//
// Offers that wait for an answer: what is held and nothing was said of, and how long there is left to say it.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "book/book.h"
#include "check/finding.h"
#include "entity/security.h"
#include "event/offer.h"
#include "money/calendar.h"

namespace openend::check {

/// An offer of a security that a book holds, or has said something of.
struct OpenOffer {
  std::vector<const event::Offer*> options;
  Decimal held, answered;  ///< what was said of it: elected, or declined
  int days_left = 0;       ///< pricing days after this one until the deadline; below zero: it has passed

  const event::Offer& first() const { return *options.front(); }
  bool has_passed() const { return days_left < 0; }
  Decimal unanswered() const { return answered < held ? held - answered : Decimal{}; }
};

/// The offers that are open on a day, or wait to be paid, in order of deadline. No calendar: every day is a pricing
/// day.
std::vector<OpenOffer> open_offers(const book::Book& book, std::span<const event::Offer> offers,
                                   const Calendar* calendar, Date date);

/// LAW   Spec L-7: an elective action warns before its deadline.
/// EDGE  READ AS: told from so many pricing days before the deadline on, on the deadline itself as due; from the day
///       after it as missed, until the offer is paid.
std::vector<Finding> election_checks(const std::vector<OpenOffer>& open, int warning_days,
                                     const std::vector<entity::Security>& securities);

}  // namespace openend::check
