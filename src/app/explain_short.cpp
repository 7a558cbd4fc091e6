// app/explain_short.cpp - floor 7
//
// What issuers paid on securities that were sold short, and what that took from the sales.
#include "app/explain_day.h"
#include "app/held.h"

namespace openend::app {

using entity::Account;
using policy::RuleId;

namespace {

/// Units that are owed on an ex-date, before what it does: those of the strike before, with what was sold, bought back
/// and split since. `entry`: of the journal, the one that asks.
std::int64_t owed_at(const Explained& x, std::size_t entry, SecurityId security, Date ex_date) {
  const Explained* before = x.previous();
  std::int64_t owed = 0;
  for (std::size_t i = 0; before != nullptr && i < before->day().book.contracts.size(); ++i) {
    const book::OpenContract& open = before->day().book.contracts[i];
    owed += open.sort == book::ContractSort::ShortSale && open.security == security ? open.contracts : 0;
  }
  const auto actions = x.actions(security, x.day().previous, ex_date - 1);
  auto action = actions.begin();
  const auto act_until = [&](Date date) {
    for (; action != actions.end() && action->ex_date <= date; ++action) {
      const bool brought = action->security != security;
      const std::int64_t of = brought ? owed_at(x, entry, action->security, action->ex_date) : owed;
      const std::int64_t come = of == 0 ? 0 : units_owed_after(of, *action);
      if (brought) {
        owed += come;
      } else if (action->is_split() || action->ends_holding()) {
        owed = action->is_split() ? come : 0;
      }
    }
  };
  const auto& j = x.journal();
  for (std::size_t i = 0; i < entry; ++i) {
    const auto rule = static_cast<RuleId>(j.rule[i]);
    if (rule != RuleId::ShortSale && rule != RuleId::ShortSaleEnd) continue;
    const event::Event* event = x.find({SourceId{j.source[i]}, j.row[i]});
    const auto* trade = event == nullptr ? nullptr : std::get_if<event::ContractTrade>(&event->body);
    if (trade == nullptr || trade->security != security) continue;
    act_until(event->date);
    owed += trade->sell ? trade->contracts : -trade->contracts;
  }
  act_until(ex_date);
  return owed;
}

}  // namespace

std::vector<Node> parts_of_short(const Explained& x, std::size_t entry, SecurityId security, Account account,
                                 const Decimal& amount, const PaidOnShort& paid) {
  const int minor = x.session().registry().security(security).currency.minor_places();
  const std::int64_t owed = owed_at(x, entry, security, paid.ex_date);
  const bool is_due = account == Account::PayableDividends || account == Account::PayableInvestmentsPurchased;
  const Decimal units(is_due ? -owed : owed), money = (units * paid.rate).rounded(minor, Rounding::HalfUp);
  Node cash = rounded(leaf("paid on what is owed", money.text()),
                      product("units x " + paid.word, {leaf("units owed", units.text()),
                                                       leaf(paid.word, paid.rate.text(), "ex " + paid.ex_date.text())}),
                      paid.place);
  if (account != Account::RealisedOnShortSales) return std::move(cash.parts);
  return {std::move(cash), leaf("less what the sales had brought", (amount - money).text())};
}

}  // namespace openend::app
