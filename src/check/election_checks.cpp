#include "check/election_checks.h"

#include <algorithm>
#include <tuple>

#include "check/strike_checks.h"

namespace openend::check {

namespace {

/// Pricing days after a day until another.
int pricing_days(const Calendar* calendar, Date after, Date until) {
  if (until < after) return -1;
  if (calendar == nullptr) return until - after;
  int days = 0;
  for (auto day = calendar->next_open(after); day && *day <= until; day = calendar->next_open(*day)) ++days;
  return days;
}

std::string in_days(int days) {
  return days == 0 ? "today" : "in " + std::to_string(days) + (days == 1 ? " pricing day" : " pricing days");
}

}  // namespace

std::vector<OpenOffer> open_offers(const book::Book& book, std::span<const event::Offer> offers,
                                   const Calendar* calendar, Date date) {
  std::vector<OpenOffer> open;
  event::each_offer(offers, [&](const std::vector<const event::Offer*>& options) {
    const event::Offer& first = *options.front();
    if (first.date > date || first.pay_date <= date) return;
    OpenOffer offer{options, {}, {}, 0};
    const std::uint32_t slot = book.find(first.security);
    if (slot != book::kNone && book.positions.quantity[slot] > 0)
      offer.held = Decimal::of(book.positions.quantity[slot], book.positions.places[slot]);
    if (const auto answers = book.answers.find(first.id); answers != book.answers.end()) {
      for (const auto& [option, units] : answers->second) offer.answered = offer.answered + units.decimal();
    }
    if (offer.held.is_zero() && offer.answered.is_zero()) return;
    offer.days_left = pricing_days(calendar, date, first.deadline);
    open.push_back(std::move(offer));
  });
  std::stable_sort(open.begin(), open.end(), [](const OpenOffer& a, const OpenOffer& b) {
    return std::tie(a.first().deadline, a.first().id) < std::tie(b.first().deadline, b.first().id);
  });
  return open;
}

std::vector<Finding> election_checks(const std::vector<OpenOffer>& open, int warning_days,
                                     const std::vector<entity::Security>& securities) {
  std::vector<Finding> findings;
  for (const OpenOffer& offer : open) {
    if (offer.days_left > warning_days) continue;
    const event::Offer& first = offer.first();
    const bool said = offer.unanswered().is_zero();
    const std::string found = said ? "answered" : offer.unanswered().trimmed().text() + " without answer";
    const std::string limit = offer.has_passed()
                                  ? "answered by " + first.deadline.text()
                                  : std::to_string(warning_days) + " pricing days before " + first.deadline.text();
    std::string detail;
    if (!said) {
      const auto standard = std::find_if(offer.options.begin(), offer.options.end(),
                                         [](const event::Offer* option) { return option->standard; });
      const std::string becomes =
          standard == offer.options.end() ? "nothing is done" : "the option " + (*standard)->option + " is taken";
      detail = "of the offer " + first.id + ", " + offer.unanswered().trimmed().text() + " of " +
               offer.held.trimmed().text() + " units have no answer; the deadline " + first.deadline.text() +
               (offer.has_passed() ? " has passed, and " + becomes + " for them on " + first.pay_date.text()
                                   : " is " + in_days(offer.days_left) + ", else " + becomes);
    }
    findings.push_back(finding(offer.has_passed() ? CheckId::ElectionMissed : CheckId::ElectionDue, said, found,
                               std::move(detail), limit, securities[first.security.value].key));
  }
  return findings;
}

}  // namespace openend::check
