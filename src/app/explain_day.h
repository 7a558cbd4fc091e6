// app/explain_day.h - floor 7
//
// A rebuilt day with what explaining it asks for: its journal, the events behind it, rates, and the strike before. What
// is read from the log is read when it is asked for. For the files of `explain` only.
#pragma once

#include <list>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "app/explain_tree.h"
#include "app/session.h"
#include "app/walk.h"
#include "event/codec.h"
#include "event/rate_board.h"

namespace openend::app {

class Explained {
 public:
  static Result<std::unique_ptr<Explained>> open(Session& session, const std::optional<Instant>& known_by,
                                                 PortfolioId portfolio, Date date);

  Session& session() const { return session_; }
  const RebuiltDay& day() const { return day_; }
  const nav::NavPackage& package() const { return day_.sealed.package; }
  const entity::Portfolio& portfolio() const { return *portfolio_; }
  Date date() const { return package().date; }
  const book::JournalView& journal() const { return journal_; }
  /// An account's balance at the strike before.
  std::int64_t before(entity::Account account) const { return before_[static_cast<std::size_t>(account)]; }
  std::int64_t balance(entity::Account account) const { return package().balances[static_cast<std::size_t>(account)]; }

  /// What priced the holdings on the day.
  const value::PriceBoard& prices() const { return prices_; }
  const value::FairValueBoard& fair_values() const { return fair_values_; }

  int places() const { return portfolio_->base.minor_places(); }
  std::string money(std::int64_t minor) const { return money_text(minor, places()); }
  std::string key_of(SecurityId security) const { return session_.registry().security(security).key; }
  /// "trades.csv row 18"; empty for what the strike itself made.
  std::string place(book::Origin origin) const;
  std::string place(const event::Event& event) const { return place(book::Origin{event.source, event.row}); }
  /// growth@1996-12-30
  std::string subject(Date date) const { return portfolio_->key + "@" + date.text(); }

  /// The day before, rebuilt; none where it can not be.
  const Explained* previous() const;
  /// The events of the opening, in the order in which they were posted.
  const event::EventList& opening() const;
  /// The event of a row; none where the log has none of the portfolio.
  const event::Event* find(book::Origin origin) const;
  /// The events of the portfolio that fall on a day, those that were withdrawn left out.
  const event::EventList& on(Date date) const;
  /// The name that a lot's reference had, and the event that made it.
  struct LotName {
    std::string name, place;
  };
  LotName lot_name(SecurityId security, const book::Lot& lot) const;

  /// What issuers did to a security, with ex-dates after a day until another, in the order of the books.
  std::vector<event::CorporateAction> actions(SecurityId security, Date after, Date until) const;
  /// The options of offers on a security, or that bring it, which are paid after a day until another.
  std::vector<event::Offer> offers(SecurityId security, Date after, Date until) const;
  /// The exchange rate in force on a day; none where there is none.
  const event::RateQuote* rate(Currency currency, Date date) const;
  /// The newest batch of market data, on or before the day, in which `found` finds what it looks for.
  template <class Found>
  void search_back(event::BatchKind kind, Found&& found) const;

 private:
  struct Decoded {
    std::vector<store::Batch> batches;
    event::EventList list;
  };
  Explained(Session& session, std::optional<Instant> known_by) : session_(session), known_by_(known_by) {}
  const event::EventList& read(Date date) const;

  Session& session_;
  std::optional<Instant> known_by_;
  const entity::Portfolio* portfolio_ = nullptr;
  RebuiltDay day_;
  value::PriceBoard prices_;
  value::FairValueBoard fair_values_;
  book::JournalView journal_;
  book::Balances before_{};
  std::map<std::uint32_t, std::string> files_;
  mutable std::unique_ptr<Explained> previous_;
  mutable std::map<Date, Decoded> events_;
  mutable std::optional<std::vector<store::Batch>> headers_;
  mutable std::optional<event::RateBoard> rates_;
};

template <class Found>
void Explained::search_back(event::BatchKind kind, Found&& found) const {
  store::Query query;
  query.kind = static_cast<std::uint16_t>(kind);
  query.known_by = known_by_;
  Date to = date();
  for (int width = 1; to >= portfolio_->inception - 400; width *= 4) {
    query.to = to;
    query.from = to - (width - 1);
    auto batches = session_.store().events().read(query);
    for (auto batch = batches.rbegin(); batch != batches.rend(); ++batch) {
      if (found(*batch)) return;
    }
    to = *query.from - 1;
  }
}

/// Parts of an amount in the base currency that is carried for an amount in another: its worth at the rate of a day,
/// rounded, and what lies between that and the carried amount.
std::vector<Node> translated(const Explained& x, Currency currency, std::int64_t local, Date date, std::int64_t amount);
/// The node with its amount in base currency made from a local amount, itself explained.
Node at_rate(const Explained& x, Node node, Node local, Currency currency, Date date);

// -- what can be asked for
Node explain_account(const Explained& x, entity::Account account, unsigned depth);
Node explain_net_assets(const Explained& x, bool deep, unsigned depth);
Node explain_nav(const Explained& x, unsigned depth);
Node explain_shares(const Explained& x, unsigned depth);
Result<Node> explain_holding(const Explained& x, const std::string& key);
Result<Node> explain_forward(const Explained& x, const std::string& contract);
/// What the open contracts of a security have gained.
std::int64_t contract_gain(const Explained& x, SecurityId security);
Result<Node> explain_contract(const Explained& x, const std::string& key);
/// What the open futures or the written options give an account that stands at their marks.
std::optional<std::vector<Node>> parts_of_contracts(const Explained& x, entity::Account account);
/// What an issuer pays for a unit of a security that is owed.
struct PaidOnShort {
  std::string word;  ///< "rate" or "cash"
  Decimal rate;
  Date ex_date;
  RoundingPlace place;
};
/// The parts of a posting that such a payment makes in an account. `entry` is its entry's place in the journal.
std::vector<Node> parts_of_short(const Explained& x, std::size_t entry, SecurityId security, entity::Account account,
                                 const Decimal& amount, const PaidOnShort& paid);
/// Units of a security that a trade or the exercise of an option brings, or takes: below zero.
Decimal units_moved(const Explained& x, const event::Event& event, SecurityId security);
/// The price that a security stands at, with its row.
Node price_of(const Explained& x, SecurityId security, const Decimal& price);
/// Appreciation by holdings, by forward contracts, or by both and what is translated.
Node appreciation_of_holdings(const Explained& x);
Node appreciation_of_forwards(const Explained& x);
Node appreciation_by_translation(const Explained& x);
/// The posting of an entry: what made its amount. `entry` and `posting` are places in the journal.
Node explain_posting(const Explained& x, std::size_t entry, std::size_t posting);
/// What a corporate action does, its ex-date and its row, as a fact.
Node describe(const Explained& x, const event::CorporateAction& action);
/// What an option of an offer does, its pay date and its row, as a fact.
Node describe(const Explained& x, const event::Offer& option);
/// The pay date of the option that a row of the day tells, or the day.
Date paid_on(const Explained& x, const entity::Security* security, book::Origin origin);
/// Adds what that option does to the facts.
void add_option(const Explained& x, const entity::Security* security, book::Origin origin, Node& node);
/// What an event says, as facts.
Node describe(const Explained& x, const event::Event& event);
Node describe(const Session& session, PortfolioId portfolio, const event::Event& event, const event::EventList& list);
/// A value, interest or cost that a security's terms give, rounded: quantity, rate, days.
Node from_terms(const Explained& x, std::string label, const entity::Security& security,
                const instrument::Fraction& exact, const Decimal& quantity, const Decimal& amount, RoundingPlace place);
/// How a lot amortises by its effective yield; empty where it does not.
std::string yield_of(const Explained& x, std::uint32_t slot, const book::Lot& lot);
/// What made a posting of par that was paid back before maturity, in its own currency: par x price, interest, cost.
std::vector<Node> parts_of_redemption(const Explained& x, const event::CorporateAction& action,
                                      const entity::Security& security, entity::Account account, const Decimal& held,
                                      std::int64_t amount, int minor);
/// What made a posting of interest: earned through the day, less what had been posted before.
std::vector<Node> parts_of_accrual(const Explained& x, const entity::Security& security, entity::Account account,
                                   std::int64_t step, int minor);
/// Whether a posting by the rule is of a corporate action.
inline bool pays_by_action(policy::RuleId rule) {
  using policy::RuleId;
  return rule == RuleId::ReturnOfCapital || rule == RuleId::Liquidation || rule == RuleId::Redemption;
}
/// The facts of a security's terms that interest is computed from.
std::vector<Node> terms_of(const entity::Security& security, Date through);

}  // namespace openend::app
