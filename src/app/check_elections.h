// app/check_elections.h - floor 7
//
// What a portfolio has said of the offers on what it holds, counted from its events: so that no election comes late or
// speaks of more than is free, and no unit is sold that was elected.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "event/event.h"
#include "event/offer.h"

namespace openend::app {

class ElectionBook {
 public:
  using Options = std::vector<const event::Offer*>;

  /// `offers` in order, as they stand; those delivered have the place of their delivery as source.
  explicit ElectionBook(const std::vector<event::Offer>& offers);

  /// Another portfolio, from its beginning.
  void begin();
  /// The next offer that is paid until a day; none where there is none.
  const Options* due(Date until) const;
  std::optional<Date> last_pay_date() const;
  /// Units by option of the offer that is due; nothing where more was elected than is held.
  std::optional<std::vector<Fixed>> units(const Options& options, Fixed held) const;
  /// The offer that is due has been paid.
  void pay();

  /// Of a security, what is elected on a day and not paid: it is not free. The answers to one offer may be left out.
  Decimal bound(SecurityId security, Date date, std::string_view but = {}) const;
  /// What was said of an offer, of one option or in all.
  Decimal said(std::string_view offer, std::string_view option = {}) const;
  /// The security of an offer that stands, or none.
  SecurityId security_of(std::string_view offer) const;

  struct Wrong {
    const char* code;
    std::string message, found, expected, remedy;
  };
  /// LAW   Spec L-7: an elective action waits for an instruction until its deadline; at most what is free is elected.
  std::optional<Wrong> wrong(const event::Election& election, Date date, const Decimal& held) const;
  void take(const event::Election& election) { event::answer(answers_, election); }

 private:
  const std::vector<event::Offer>& offers_;
  std::vector<Options> by_pay_date_;
  std::size_t next_ = 0;
  event::AnswersByOffer answers_;
};

}  // namespace openend::app
