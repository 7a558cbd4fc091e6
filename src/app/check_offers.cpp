#include "app/check_offers.h"

#include <algorithm>

namespace openend::app {

using event::Offer;

namespace {

/// Nothing where the result can be.
std::string fault_of_result(const std::vector<Offer>& standing, const Offer& result) {
  const auto options = event::options_of(standing, result.id);
  if (options.empty()) return "there is no such offer to announce a result of";
  const auto named = std::find_if(options.begin(), options.end(),
                                  [&](const Offer* option) { return option->option == result.option; });
  if (!result.option.empty() && named == options.end()) return "the offer has no option " + result.option;
  if (named != options.end() && (*named)->standard)
    return "the option " + result.option + " takes all that is left, and has no result";
  const Offer& first = *options.front();
  if (result.date <= first.deadline || result.date > first.pay_date)
    return "the result is not announced after the deadline " + first.deadline.text() + ", until " +
           first.pay_date.text();
  return {};
}

}  // namespace

std::vector<OfferFault> wrong_offers(std::vector<Offer> known, std::vector<Offer> delivered) {
  // First what takes back, then what takes its place, then results.
  std::stable_sort(delivered.begin(), delivered.end(), [](const Offer& a, const Offer& b) {
    const auto rank = [](const Offer& offer) {
      return offer.kind == Offer::Kind::Withdrawal ? 0 : offer.is_option() ? 1 : 2;
    };
    return rank(a) < rank(b);
  });
  std::vector<OfferFault> faults;
  event::put_in_order(known);
  for (const Offer& offer : delivered) {
    if (offer.kind != Offer::Kind::Withdrawal) continue;
    const auto told = std::remove_if(known.begin(), known.end(), [&](const Offer& recorded) {
      return recorded.id == offer.id && recorded.date == offer.date && recorded.security == offer.security;
    });
    if (told == known.end())
      faults.push_back({offer, "E-ELE-009", "there is no such offer or result to withdraw",
                        "write the offer_id, the date and the security of the recorded rows"});
    known.erase(told, known.end());
  }
  std::vector<Offer> standing = known;
  for (const Offer& offer : delivered) {
    if (offer.is_option()) {
      if (!event::options_of(known, offer.id).empty())
        faults.push_back({offer, "E-DUP-001", "the offer is recorded already",
                          "leave the row out; to correct it, withdraw the earlier one and tell all its options again"});
      standing.push_back(offer);
      event::put_in_order(standing);
    } else if (offer.kind == Offer::Kind::Result) {
      std::string wrong = fault_of_result(standing, offer);
      const bool again = std::any_of(known.begin(), known.end(), [&](const Offer& told) {
        return told.kind == Offer::Kind::Result && told.id == offer.id && told.option == offer.option &&
               told.date == offer.date;
      });
      if (!wrong.empty())
        faults.push_back({offer, "E-ELE-010", std::move(wrong), "correct the offer_id, the option or the date"});
      else if (again)
        faults.push_back({offer, "E-DUP-001", "the result is recorded already",
                          "leave the row out; to correct it, withdraw the earlier one first"});
    }
  }
  return faults;
}

}  // namespace openend::app
