#include "day/statement_day.h"

#include "book/post.h"
#include "day/contracts.h"

namespace openend::day {

using book::Account;
using book::Book;
using book::Journal;
using nav::Bridge;
using nav::BridgeLine;

namespace {

std::int64_t interest_of(const Book& book) {
  return book.balances[static_cast<std::size_t>(Account::ReceivableInterest)];
}

/// A future, a written option, or an option used: what it moved besides the holdings stands as its money.
Result<Done> take_contract(Book& book, Journal& journal, const DayInputs& in, const event::Event& event,
                           value::Marks& marks, Bridge& bridge) {
  const auto* trade = std::get_if<event::ContractTrade>(&event.body);
  BridgeLine line;
  line.kind = trade != nullptr && trade->sell ? BridgeLine::Kind::Sale : BridgeLine::Kind::Purchase;
  line.origin = {event.source, event.row};
  line.security = trade != nullptr ? trade->security : std::get<event::OptionExercise>(event.body).security;
  line.quantity.coefficient =
      trade != nullptr ? trade->contracts : std::get<event::OptionExercise>(event.body).contracts;
  line.value = -marks.total;
  const std::int64_t before = book.net_assets();
  CHECK(post_traded(book, journal, event, in, posting_rules(in)));
  CHECK(book::settle(book, journal, in.date, posting_rules(in)));
  TRY(marks, mark_book(book, journal, in));
  line.value += marks.total;
  line.money = book.net_assets() - before - line.value;
  bridge.lines.push_back(std::move(line));
  return Done{};
}

/// Posts the trades dated on the day, each with a line of what it moved; gives the marks of all that is held then.
Result<value::Marks> take_trades(Book& book, Journal& journal, const DayInputs& in, Bridge& bridge) {
  TRY(value::Marks marks, mark_book(book, journal, in));
  if (in.settings.trades_enter_same_day) return marks;
  book::PostingRules rules = posting_rules(in);
  rules.accrued_through = in.value_through;
  for (const event::Event& event : in.events->events) {
    if (!event::enters_as_trade(event) || event.date != in.date) continue;
    const auto* trade = std::get_if<event::Trade>(&event.body);
    if (trade == nullptr) {
      CHECK(take_contract(book, journal, in, event, marks, bridge));
      continue;
    }
    BridgeLine line;
    line.kind = trade->sell ? BridgeLine::Kind::Sale : BridgeLine::Kind::Purchase;
    line.origin = {event.source, event.row};
    line.security = trade->security;
    line.quantity = trade->quantity;
    line.money = trade->sell ? trade->net : -trade->net;
    line.value = -marks.total;
    line.interest = -interest_of(book);
    const bool foreign = in.columns->currency[trade->security.value] != rules.base;
    const std::int64_t before = book.net_assets();
    CHECK(book::post_trade(book, journal, event, *trade, *in.events, *in.columns, rules));
    CHECK(book::accrue(book, journal, *in.securities, in.date, in.value_through, rules,
                       in.settings.holding_to_whole_unit));
    CHECK(book::settle(book, journal, in.date, rules));
    TRY(marks, mark_book(book, journal, in));
    line.value += marks.total;
    line.interest += interest_of(book);
    // What is owed in another currency is translated with all that is: its line is what the whole moved.
    if (foreign) line.money = book.net_assets() - before - line.value - line.interest;
    bridge.lines.push_back(std::move(line));
  }
  return marks;
}

Result<Done> take_shares(Book& book, Journal& journal, const DayInputs& in, Bridge& bridge) {
  TRY(const auto dealings, deal_struck(book, journal, in));
  for (const Dealing& dealing : dealings) {
    if (dealing.money_in != 0 || !dealing.bought.is_zero()) {
      BridgeLine& line = bridge.lines.emplace_back();
      line.kind = BridgeLine::Kind::Subscription;
      line.origin = dealing.origin;
      line.money = dealing.money_in;
      line.shares = dealing.bought;
    }
    if (dealing.money_out != 0 || !dealing.redeemed.is_zero()) {
      BridgeLine& line = bridge.lines.emplace_back();
      line.kind = BridgeLine::Kind::Redemption;
      line.origin = dealing.origin;
      line.money = -dealing.money_out;
      line.shares = -dealing.redeemed;
    }
  }
  return Done{};
}

}  // namespace

Result<Bridge> statement_day(Book book, const nav::NavPackage& dealing, const DayInputs& in) {
  OE_ASSERT(book.prior.struck && book.prior.date == in.date && dealing.date == in.date,
            "a statement follows from the day's own strike");
  Bridge bridge;
  Journal journal;
  TRY(const value::Marks marks, take_trades(book, journal, in, bridge));
  CHECK(take_shares(book, journal, in, bridge));
  OE_ASSERT(book.ledger_sum() == 0, "the statement's ledger sums to zero");
  TRY(bridge.statement, nav::strike(book, marks, in.settings, in.date));
  bridge.pending = std::move(book.pending);
  return bridge;
}

}  // namespace openend::day
