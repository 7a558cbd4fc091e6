#include <algorithm>

#include "check/election_checks.h"
#include "report/makers.h"
#include "report/table.h"

namespace openend::report {

namespace {

std::string units_text(const Decimal& units) { return units.trimmed().text(); }

std::string state_of(const check::OpenOffer& offer) {
  if (offer.unanswered().is_zero()) return offer.has_passed() ? "answered, waits to be paid" : "answered";
  return offer.has_passed() ? "missed" : "open";
}

/// One row for each option that can be chosen, or that something was said of.
Table by_option(const Struck& struck, const std::vector<check::OpenOffer>& open) {
  Table table{"options",
              "Their options",
              {text_column("offer", "Offer"), text_column("option", "Option"), text_column("what", "What"),
               number_column("elected", "Elected"), number_column("accepted", "Accepted"),
               text_column("standard", "Without answer")},
              {}};
  for (const check::OpenOffer& offer : open) {
    const auto answers = struck.book->answers.find(offer.first().id);
    const auto said = [&](std::string_view option) {
      if (answers == struck.book->answers.end()) return Fixed{};
      const auto units = answers->second.find(option);
      return units == answers->second.end() ? Fixed{} : units->second;
    };
    for (const event::Offer* option : offer.options) {
      const Fixed elected = said(option->option);
      const Fixed taken = option->standard ? elected : event::accepted(struck.offers, *option, elected, struck.date);
      table.rows.push_back(
          {Row::Kind::Item,
           0,
           {option->id, option->option, std::string(event::word_of(option->kind)), units_text(elected.decimal()),
            units_text(taken.decimal()), option->standard ? "this one is taken" : ""}});
    }
    const Fixed declined = said(event::kDecline);
    if (declined.coefficient == 0) continue;
    table.rows.push_back(
        {Row::Kind::Item,
         0,
         {offer.first().id, std::string(event::kDecline), "", units_text(declined.decimal()), "", ""}});
  }
  return table;
}

}  // namespace

/// LAW   Spec L-7: elective actions wait for an instruction, and warn before the deadline.
Report elections(const Struck& struck) {
  Report report = begin(struck, "elections", "Offers and elections");
  const auto open = check::open_offers(*struck.book, struck.offers, struck.calendar, struck.date);
  Table table{"offers",
              "Offers that are open, or wait to be paid",
              {text_column("offer", "Offer"), text_column("security", "Security"), text_column("opened", "Opened"),
               text_column("deadline", "Deadline"), number_column("days_left", "Pricing days left"),
               text_column("paid", "Paid"), number_column("held", "Held"), number_column("answered", "Answered"),
               number_column("unanswered", "Without answer"), text_column("state", "State")},
              {}};
  std::size_t waiting = 0;
  for (const check::OpenOffer& offer : open) {
    const event::Offer& first = offer.first();
    waiting += !offer.unanswered().is_zero();
    table.rows.push_back(
        {Row::Kind::Item,
         0,
         {first.id, struck.registry->security(first.security).key, first.date.text(), first.deadline.text(),
          offer.has_passed() ? "" : std::to_string(offer.days_left), first.pay_date.text(), units_text(offer.held),
          units_text(offer.answered), units_text(offer.unanswered()), state_of(offer)}});
  }
  report.tables.push_back(std::move(table));
  report.tables.push_back(by_option(struck, open));
  if (waiting != 0)
    report.notes.push_back(std::to_string(waiting) + (waiting == 1 ? " offer has" : " offers have") +
                           " units without an answer; a row in elections.csv with the option decline says that nothing "
                           "is wanted");
  return finish(std::move(report), struck);
}

}  // namespace openend::report
