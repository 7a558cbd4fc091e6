#include "app/reconcile.h"

#include <algorithm>
#include <map>
#include <set>

#include "app/struck_day.h"
#include "event/codec.h"

namespace openend::app {

namespace {

using event::BatchKind;
using event::StatementOf;

/// An age is counted back over no more statements than these.
constexpr int kMostDays = 60;

class Reader {
 public:
  Reader(Session& session, PortfolioId portfolio, const std::optional<Instant>& known_by)
      : session_(session), portfolio_(portfolio), known_by_(known_by) {}

  report::Reconciliation of(const report::Struck& struck) const {
    report::Reconciliation given;
    given.holdings = statement(BatchKind::CustodianHoldings, struck.date);
    given.cash = statement(BatchKind::CustodianCash, struck.date);
    given.shares = statement(BatchKind::TransferAgentShares, struck.date);
    for (const store::Batch& batch : read(BatchKind::Explanations, {}, struck.date)) {
      std::vector<event::Explanation> told;
      if (!event::decode(batch.body, batch.day, told)) damaged(batch);
      given.explanations.insert(given.explanations.end(), told.begin(), told.end());
    }
    std::stable_sort(given.explanations.begin(), given.explanations.end(),
                     [](const auto& a, const auto& b) { return a.date < b.date; });
    add_trades(struck, given);
    add_dealt(struck, given);
    given.lines = report::reconcile(struck, given);
    return given;
  }

  /// The days with a statement, the latest first, before a day.
  std::vector<Date> days_before(Date day) const {
    std::set<Date> days;
    for (const BatchKind kind :
         {BatchKind::CustodianHoldings, BatchKind::CustodianCash, BatchKind::TransferAgentShares}) {
      for (const store::Batch& batch : read(kind, {}, day - 1)) days.insert(batch.day);
    }
    return {days.rbegin(), days.rend()};
  }

 private:
  [[noreturn]] static void damaged(const store::Batch& batch) {
    throw store::StoreFault("batch " + std::to_string(batch.sequence) + " can not be read: run openend verify");
  }

  std::vector<store::Batch> read(BatchKind kind, std::optional<Date> from, Date to) const {
    store::Query query;
    query.kind = static_cast<std::uint16_t>(kind);
    query.portfolio = portfolio_;
    query.from = from;
    query.to = to;
    query.known_by = known_by_;
    return session_.store().events().read(query);
  }

  /// The last one received counts.
  std::optional<std::vector<event::StatedBalance>> statement(BatchKind kind, Date day) const {
    const auto batches = read(kind, day, day);
    if (batches.empty()) return std::nullopt;
    const auto last = std::max_element(batches.begin(), batches.end(),
                                       [](const auto& a, const auto& b) { return a.sequence < b.sequence; });
    std::vector<event::StatedBalance> lines;
    if (!event::decode(last->body, lines)) damaged(*last);
    return lines;
  }

  void add_trades(const report::Struck& struck, report::Reconciliation& given) const {
    std::set<std::uint64_t> waiting;
    for (const book::Pending& pending : struck.book->pending) waiting.insert(pending.trade);
    std::map<std::uint64_t, report::DealtTrade> trades;
    for (const store::Batch& batch : read(BatchKind::Book, {}, struck.date)) {
      event::EventList list;
      if (!event::decode(batch.body, batch.day, batch.source, list)) damaged(batch);
      for (const event::Event& event : list.events) {
        const std::uint64_t name = book::lot_name(event.reference);
        if (const auto* trade = std::get_if<event::Trade>(&event.body)) {
          const Currency currency = session_.registry().security(trade->security).currency;
          trades[name] = {text_of(event.reference),
                          trade->security,
                          trade->sell,
                          trade->quantity.decimal(),
                          Decimal::of(trade->net, currency.minor_places()),
                          trade->custody,
                          trade->settles,
                          waiting.count(name) != 0};
        } else if (const auto* cancel = std::get_if<event::Cancellation>(&event.body);
                   cancel != nullptr && cancel->target == event::kBodyIndex<event::Trade>) {
          trades.erase(book::lot_name(cancel->reference));
        }
      }
    }
    for (auto& [name, trade] : trades) given.trades.push_back(std::move(trade));
  }

  void add_dealt(const report::Struck& struck, report::Reconciliation& given) const {
    const int places = struck.portfolio->base.minor_places();
    for (const store::Batch& batch : read(BatchKind::Shares, struck.date, struck.date)) {
      event::EventList list;
      if (!event::decode(batch.body, batch.day, batch.source, list)) damaged(batch);
      for (const event::Event& event : list.events) {
        if (const auto* activity = std::get_if<event::ShareActivity>(&event.body))
          given.dealt.push_back({std::string(activity->share_class), Decimal::of(activity->subscriptions, places),
                                 activity->redemptions.decimal()});
        if (const auto* cancel = std::get_if<event::Cancellation>(&event.body))
          std::erase_if(given.dealt, [&](const auto& dealt) { return dealt.share_class == cancel->reference.text; });
      }
    }
  }

  Session& session_;
  PortfolioId portfolio_;
  const std::optional<Instant>& known_by_;
};

}  // namespace

Result<report::Reconciliation> reconciliation_of(Session& session, const report::Struck& struck,
                                                 const std::optional<Instant>& known_by) {
  const Reader reader(session, struck.portfolio->id, known_by);
  report::Reconciliation given = reader.of(struck);
  std::vector<report::Reconciled*> open;
  for (report::Reconciled& line : given.lines) {
    if (line.verdict == report::Reconciled::Verdict::Agrees) continue;
    line.since = struck.date;
    open.push_back(&line);
  }
  TRY(const Calendar calendar, session.calendar());
  int counted = 0;
  for (const Date day : reader.days_before(struck.date)) {
    if (open.empty() || ++counted > kMostDays) break;
    Walk walk(session);
    walk.known_by = known_by;
    const auto rebuilt = walk.rebuild(struck.portfolio->id, day);
    if (!rebuilt) break;  // a statement of a day that was no strike ends the count
    const auto lines = reader.of(struck_day(session.registry(), calendar, struck.portfolio->id, rebuilt.value())).lines;
    std::erase_if(open, [&](report::Reconciled* line) {
      const auto same = std::find_if(lines.begin(), lines.end(), [&](const report::Reconciled& before) {
        return before.of == line->of && before.subject == line->subject && before.difference() == line->difference();
      });
      if (same != lines.end()) line->since = day;
      return same == lines.end();
    });
  }
  return given;
}

}  // namespace openend::app
