// app/dump.cpp - floor 7
//
// Prints the event log, one JSON object a line: what the blobs of the store hold, for people and other programs.
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "app/commands.h"
#include "app/session.h"
#include "event/codec.h"
#include "event/flow.h"

namespace openend::app {

using nlohmann::ordered_json;

namespace {

ordered_json json_of_body(const Session& session, const event::EventList& list, const event::Event& event) {
  const auto key = [&](SecurityId id) { return session.registry().security(id).key; };
  ordered_json j;
  if (const auto* e = std::get_if<event::OpeningLot>(&event.body))
    j = {{"event", "opening lot"},
         {"security", key(e->security)},
         {"quantity", e->quantity.decimal().text()},
         {"cost", Decimal::of(e->cost, 2).text()}};
  if (const auto* e = std::get_if<event::OpeningBalance>(&event.body))
    j = {{"event", "opening balance"},
         {"account", entity::line_of(e->account).word},
         {"amount", Decimal::of(e->amount, 2).text()},
         {"basis", e->basis}};
  if (const auto* e = std::get_if<event::OpeningForward>(&event.body))
    j = {{"event", "opening forward"},
         {"side", e->sell ? "sell" : "buy"},
         {"currency", e->currency.code()},
         {"units", e->units.decimal().text()},
         {"settlement_date", e->settlement.text()},
         {"amount", Decimal::of(e->amount, 2).text()}};
  if (const auto* e = std::get_if<event::OpeningShares>(&event.body))
    j = {{"event", "opening shares"},
         {"class", e->share_class},
         {"shares", e->shares.decimal().text()},
         {"basis", e->basis}};
  if (const auto* e = std::get_if<event::Trade>(&event.body)) {
    j = {{"event", e->sell ? "sale" : "purchase"},   {"security", key(e->security)},
         {"quantity", e->quantity.decimal().text()}, {"price", e->price.decimal().text()},
         {"net", Decimal::of(e->net, 2).text()},     {"settles", e->settles.text()}};
    for (std::uint32_t i = 0; i < e->picks; ++i)
      j["lots"].push_back({{"lot", list.picks[e->first_pick + i].lot},
                           {"quantity", list.picks[e->first_pick + i].quantity.decimal().text()}});
  }
  if (const auto* e = std::get_if<event::ForwardDeal>(&event.body))
    j = {{"event", "forward contract"},
         {"sell_currency", e->sold.code()},
         {"sell_amount", Decimal::of(e->sold_amount, e->sold.minor_places()).text()},
         {"buy_currency", e->bought.code()},
         {"buy_amount", Decimal::of(e->bought_amount, e->bought.minor_places()).text()},
         {"settlement_date", e->settles.text()},
         {"settlement", e->delivered ? "delivery" : "cash"},
         {"counterparty", e->counterparty}};
  if (const auto* e = std::get_if<event::ContractTrade>(&event.body))
    j = {{"event", e->close ? "contracts closed" : "contracts opened"},
         {"security", key(e->security)},
         {"side", e->sell ? "sale" : "purchase"},
         {"contracts", e->contracts},
         {"price", e->price.decimal().text()}};
  if (const auto* e = std::get_if<event::OptionExercise>(&event.body))
    j = {{"event", e->assigned ? "assignment" : "exercise"},
         {"security", key(e->security)},
         {"contracts", e->contracts}};
  if (const auto* e = std::get_if<event::Election>(&event.body))
    j = {{"event", e->withdraws ? "election withdrawn" : "election"},
         {"offer", e->offer},
         {"option", e->option},
         {"quantity", e->quantity.decimal().text()}};
  if (const auto* e = std::get_if<event::Loan>(&event.body)) {
    j = {{"event", event::word_of(e->kind)},
         {"counterparty", e->counterparty},
         {"principal", Decimal::of(e->principal, 2).text()},
         {"rate_pct", Decimal::of(e->rate, event::kLoanRatePlaces).trimmed().text()}};
    if (e->has_due) j["due"] = e->due.text();
    if (event::names_security(e->kind))
      j.update({{"security", key(e->security)}, {"quantity", e->quantity.decimal().text()}});
  }
  if (const auto* e = std::get_if<event::LoanPayment>(&event.body))
    j = {{"event", "loan payment"}, {"loan", e->loan}, {"principal", Decimal::of(e->principal, 2).text()}};
  if (const auto* e = std::get_if<event::CollateralValue>(&event.body))
    j = {{"event", "collateral"}, {"deal", e->deal}, {"value", Decimal::of(e->value, 2).text()}};
  if (const auto* e = std::get_if<event::BookEntry>(&event.body))
    j = {{"event", event::kEntryKinds[e->entry].word}, {"amount", Decimal::of(e->amount, 2).text()}, {"text", e->text}};
  if (const auto* e = std::get_if<event::ShareActivity>(&event.body))
    j = {{"event", "share activity"},
         {"class", e->share_class},
         {"subscriptions", Decimal::of(e->subscriptions, 2).text()},
         {"redemptions", e->redemptions.decimal().text()}};
  if (const auto* e = std::get_if<event::PeriodTotal>(&event.body))
    j = {{"event", "period total"},
         {"line", e->of().word},
         {"from", e->from.text()},
         {"amount", e->amount().text()},
         {"basis", e->basis}};
  if (std::get_if<event::Cancellation>(&event.body) != nullptr) j = {{"event", "cancellation"}};
  j["reference"] = text_of(event.reference);
  j["row"] = event.row;
  return j;
}

/// What people decided about a struck day; empty for other batches.
std::string_view decision_word(event::BatchKind kind) {
  switch (kind) {
    case event::BatchKind::Override: return "override";
    case event::BatchKind::Approval: return "approval";
    case event::BatchKind::Publication: return "publication";
    default: return {};
  }
}

ordered_json json_of(std::string_view word, const event::Decision& decision) {
  ordered_json j = {{"event", word}, {"version", decision.version}, {"digest", decision.digest}, {"who", decision.who}};
  if (!decision.check.empty())
    j.update({{"check", decision.check}, {"subject", decision.subject}, {"reason", decision.reason}});
  return j;
}

}  // namespace

Result<int> dump_command(const Common& common, const std::string& portfolio) {
  Session session(store::open_sqlite_store(common.store, true));
  store::Query query;
  if (!portfolio.empty()) {
    query.portfolio = session.registry().find_portfolio(portfolio);
    if (!query.portfolio->exists()) {
      return refuse("E-REF-001", "the portfolio " + portfolio + " is not known", "name a portfolio of the trust");
    }
  }
  std::vector<store::Source> sources = session.store().events().sources();
  for (const auto& batch : session.store().events().read(query)) {
    ordered_json head = {{"sequence", batch.sequence},
                         {"kind", batch.kind},
                         {"day", batch.day.text()},
                         {"known", batch.known.text()},
                         {"count", batch.count}};
    if (batch.portfolio.exists()) head["portfolio"] = session.registry().portfolio_key(batch.portfolio);
    for (const auto& source : sources) {
      if (source.id == batch.source) head["file"] = source.name;
    }
    const auto kind = static_cast<event::BatchKind>(batch.kind);
    if (const auto word = decision_word(kind); !word.empty()) {
      event::Decision decision;
      if (!event::decode(batch.body, decision))
        throw store::StoreFault("batch " + std::to_string(batch.sequence) + " can not be read: run openend verify");
      head.update(json_of(word, decision));
    }
    if (kind != event::BatchKind::Book && kind != event::BatchKind::Shares) {
      fmt::print("{}\n", head.dump());
      continue;
    }
    event::EventList list;
    if (!event::decode(batch.body, batch.day, batch.source, list))
      throw store::StoreFault("batch " + std::to_string(batch.sequence) + " can not be read: run openend verify");
    for (const auto& event : list.events) {
      ordered_json line = head;
      line.erase("count");
      line.update(json_of_body(session, list, event));
      fmt::print("{}\n", line.dump(-1, ' ', false, ordered_json::error_handler_t::replace));
    }
  }
  return kDone;
}

}  // namespace openend::app
