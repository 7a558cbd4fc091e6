#include "day/offers.h"

#include <algorithm>

namespace openend::day {

namespace {

Refusals too_much(const event::Offer& option, Fixed held) {
  Refusals faults = refuse("E-ELE-018", "more was elected of the offer " + option.id + " than is held when it is paid",
                           "withdraw an election, or send the missing purchase with an earlier date");
  faults[0].place.row = option.row;
  faults[0].source = option.source;
  faults[0].found = held.decimal().text() + " held on " + option.pay_date.text();
  faults[0].expected = "as much as was elected and taken";
  return faults;
}

/// Counts the rounding of what a result takes.
void note_taken(book::Book& book, const event::Offer& option, const event::Answers& answers, Fixed taken,
                std::span<const event::Offer> offers) {
  const auto elected = answers.find(option.option);
  const event::Offer* result = event::result_of(offers, option, option.pay_date);
  if (elected == answers.end() || result == nullptr) return;
  book.roundings.add_fraction(RoundingPlace::ElectedUnits, elected->second.decimal() * result->accepted_pct.decimal(),
                              100, taken.decimal());
}

}  // namespace

Result<Done> pay_offers(Walk& walk, Date date) {
  const auto is_paid = [&](const event::Offer& offer) { return offer.is_option() && offer.pay_date == date; };
  if (std::none_of(walk.in.offers.begin(), walk.in.offers.end(), is_paid)) return Done{};
  book::Book& book = walk.book;
  Refusals faults;
  event::each_offer(walk.in.offers, [&](const std::vector<const event::Offer*>& options) {
    const event::Offer& first = *options.front();
    if (first.pay_date != date || !faults.empty()) return;
    const auto answers = book.answers.find(first.id);
    const std::uint32_t slot = book.find(first.security);
    const bool is_held = slot != book::kNone && book.positions.quantity[slot] > 0;
    if (!is_held && answers == book.answers.end()) return;
    const Fixed held = is_held ? Fixed{book.positions.quantity[slot], book.positions.places[slot]} : Fixed{};
    const auto units = event::units_by_option(walk.in.offers, options,
                                              answers == book.answers.end() ? event::Answers{} : answers->second, held);
    if (!units) {
      faults = too_much(first, held);
      return;
    }
    for (std::size_t i = 0; i < options.size() && faults.empty(); ++i) {
      if (answers != book.answers.end() && !options[i]->standard)
        note_taken(book, *options[i], answers->second, (*units)[i], walk.in.offers);
      auto posted = book::post_option(book, walk.journal, *options[i], (*units)[i], *walk.in.securities,
                                      *walk.in.columns, walk.rules);
      if (!posted) faults = std::move(posted).refusals();
    }
    book.answers.erase(first.id);
  });
  if (!faults.empty()) return faults;
  return Done{};
}

}  // namespace openend::day
