#include "app/check_elections.h"

#include <algorithm>

namespace openend::app {

ElectionBook::ElectionBook(const std::vector<event::Offer>& offers) : offers_(offers) {
  event::each_offer(offers_, [&](const Options& options) { by_pay_date_.push_back(options); });
  std::stable_sort(by_pay_date_.begin(), by_pay_date_.end(),
                   [](const Options& a, const Options& b) { return a.front()->pay_date < b.front()->pay_date; });
}

void ElectionBook::begin() {
  answers_.clear();
  next_ = 0;
}

const ElectionBook::Options* ElectionBook::due(Date until) const {
  const bool any = next_ < by_pay_date_.size() && by_pay_date_[next_].front()->pay_date <= until;
  return any ? &by_pay_date_[next_] : nullptr;
}

std::optional<Date> ElectionBook::last_pay_date() const {
  if (by_pay_date_.empty()) return std::nullopt;
  return by_pay_date_.back().front()->pay_date;
}

std::optional<std::vector<Fixed>> ElectionBook::units(const Options& options, Fixed held) const {
  const auto said = answers_.find(options.front()->id);
  return event::units_by_option(offers_, options, said == answers_.end() ? event::Answers{} : said->second, held);
}

void ElectionBook::pay() { answers_.erase(by_pay_date_[next_++].front()->id); }

Decimal ElectionBook::bound(SecurityId security, Date date, std::string_view but) const {
  Decimal units;
  for (const auto& [id, said] : answers_) {
    const auto options = event::options_of(offers_, id);
    if (id == but || options.empty() || options.front()->security != security) continue;
    for (const event::Offer* option : options) {
      const auto elected = said.find(option->option);
      if (option->gives_up() && elected != said.end())
        units = units + event::accepted(offers_, *option, elected->second, date).decimal();
    }
  }
  return units;
}

Decimal ElectionBook::said(std::string_view offer, std::string_view option) const {
  Decimal units;
  const auto of_offer = answers_.find(offer);
  if (of_offer == answers_.end()) return units;
  for (const auto& [word, elected] : of_offer->second) {
    if (option.empty() || option == word) units = units + elected.decimal();
  }
  return units;
}

SecurityId ElectionBook::security_of(std::string_view offer) const {
  const auto options = event::options_of(offers_, offer);
  return options.empty() ? SecurityId{} : options.front()->security;
}

std::optional<ElectionBook::Wrong> ElectionBook::wrong(const event::Election& election, Date date,
                                                       const Decimal& held) const {
  const std::string offer(election.offer), option(election.option);
  const auto options = event::options_of(offers_, offer);
  if (options.empty())
    return Wrong{"E-ELE-011", "there is no such offer", offer, "an offer of offers.csv that stands",
                 "correct the offer_id, or send the offer first"};
  std::string words(event::kDecline);
  bool exists = option == event::kDecline;
  for (const event::Offer* known : options) {
    words += ", " + known->option;
    exists = exists || known->option == option;
  }
  if (!exists) return Wrong{"E-ELE-012", "the offer " + offer + " has no such option", option, words, "correct it"};
  const event::Offer& first = *options.front();
  if (date < first.date || date > first.deadline)
    return Wrong{"E-ELE-013", "the offer " + offer + " takes no election on that day", date.text(),
                 first.date.text() + " to " + first.deadline.text(),
                 "correct the date; what is told after the deadline is no election"};
  const Decimal asked = election.quantity.decimal();
  if (election.withdraws) {
    const Decimal most = said(offer, option);
    if (asked <= most) return std::nullopt;
    return Wrong{"E-ELE-014", "more is taken back than was elected", asked.text() + " asked",
                 "at most " + most.trimmed().text() + " elected for " + option, "correct the quantity or the option"};
  }
  const Decimal free = held - bound(first.security, date, offer) - said(offer);
  if (asked <= free) return std::nullopt;
  return Wrong{"E-ELE-015", "more is elected than is held free", asked.text() + " asked",
               "at most " + std::max(free, Decimal{}).trimmed().text() + " free of " + held.text() + " held",
               "correct the quantity, or take back another election first"};
}

}  // namespace openend::app
