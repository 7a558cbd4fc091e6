#include "report/reconciliation.h"

#include <map>

#include "report/makers.h"
#include "report/table.h"

namespace openend::report {

namespace {

using event::StatementOf;
using Verdict = Reconciled::Verdict;

/// So many days after it was due a trade still explains a difference at the custodian.
constexpr int kLateDays = 10;

class Matcher {
 public:
  Matcher(const Struck& struck, const Reconciliation& given) : struck_(struck), given_(given) {}

  std::vector<Reconciled> run() {
    if (given_.holdings) holdings();
    if (given_.cash) cash();
    if (given_.shares) shares();
    std::vector<Reconciled> lines;
    for (auto& [subject, line] : lines_) {
      judge(line);
      lines.push_back(std::move(line));
    }
    return lines;
  }

 private:
  Reconciled& line(StatementOf of, const std::string& subject) {
    Reconciled& found = lines_[{of, subject}];
    found.of = of;
    found.subject = subject;
    return found;
  }
  void take(StatementOf of, const std::vector<event::StatedBalance>& statement) {
    for (const auto& stated : statement) {
      line(of, stated.subject).theirs = stated.amount.decimal();
      listed_[{of, stated.subject}] = true;
    }
  }
  const std::string& key_of(SecurityId security) const { return struck_.registry->security(security).key; }
  std::string cash_of_trade(const DealtTrade& trade) const {
    const auto& accounts = struck_.portfolio->cash_accounts;
    return accounts[trade.custody].id + " " + std::string(struck_.registry->security(trade.security).currency.code());
  }

  void holdings() {
    const auto& positions = struck_.book->positions;
    for (std::size_t slot = 0; slot < positions.size(); ++slot) {
      if (positions.quantity[slot] == 0) continue;
      line(StatementOf::Holdings, key_of(SecurityId{positions.security[slot]})).ours =
          Decimal::of(positions.quantity[slot], positions.places[slot]);
    }
    for (const DealtTrade& trade : given_.trades) {
      if (!trade.waits) continue;
      Reconciled& found = line(StatementOf::Holdings, key_of(trade.security));
      found.on_its_way += trade.sell ? trade.quantity : -trade.quantity;
    }
    take(StatementOf::Holdings, *given_.holdings);
  }

  void cash() {
    for (const CashLine& cash : cash_of(struck_)) {
      const std::string subject =
          struck_.portfolio->cash_accounts[cash.custody].id + " " + std::string(cash.currency.code());
      line(StatementOf::Cash, subject).ours = Decimal::of(cash.local, cash.currency.minor_places());
    }
    take(StatementOf::Cash, *given_.cash);
  }

  void shares() {
    for (const auto& entry : struck_.book->classes) {
      Reconciled& found = line(StatementOf::Shares, entry.share_class);
      found.ours = entry.shares.decimal();
    }
    for (const DealtShares& dealt : given_.dealt) {
      Reconciled& found = line(StatementOf::Shares, dealt.share_class);
      if (struck_.package->nav.is_zero()) continue;
      found.on_its_way +=
          divide(dealt.money, struck_.package->nav, struck_.settings.share_places, Rounding::HalfUp) - dealt.redeemed;
    }
    take(StatementOf::Shares, *given_.shares);
  }

  /// What a trade would make of a difference, were it not where the books have it; none: it is not about the subject.
  std::optional<Decimal> by_trade(const Reconciled& found, const DealtTrade& trade) const {
    const bool recent = trade.settles <= struck_.date && struck_.date - trade.settles <= kLateDays;
    if (!trade.waits && !recent) return std::nullopt;
    if (found.of == StatementOf::Holdings && found.subject == key_of(trade.security)) {
      const Decimal in = trade.sell ? -trade.quantity : trade.quantity;
      return trade.waits ? in : -in;
    }
    if (found.of == StatementOf::Cash && found.subject == cash_of_trade(trade)) {
      const Decimal in = trade.sell ? trade.net : -trade.net;
      return trade.waits ? in : -in;
    }
    return std::nullopt;
  }

  void judge(Reconciled& found) {
    const Decimal difference = found.difference();
    if (difference.is_zero()) return;
    const event::Explanation* explained = nullptr;
    for (const auto& e : given_.explanations) {
      if (e.of == found.of && e.subject == found.subject) explained = &e;
    }
    if (explained != nullptr && explained->amount.decimal() == difference) {
      found.verdict = Verdict::Explained;
      found.reason = explained->reason + " (" + explained->who + ", " + explained->date.text() + ")";
      return;
    }
    for (const DealtTrade& trade : given_.trades) {
      if (by_trade(found, trade) != difference) continue;
      found.verdict = Verdict::Timing;
      found.reason = "trade " + trade.id + " due " + trade.settles.text() +
                     (trade.waits ? ": settled there, not in the books" : ": settled in the books, not there");
      return;
    }
    found.verdict = Verdict::Open;
    if (listed_.count({found.of, found.subject}) == 0)
      found.reason = "not on the statement";
    else if (found.ours.is_zero() && found.on_its_way.is_zero())
      found.reason = "not in the books";
    else
      found.reason = "nothing known makes it";
    if (explained != nullptr)
      found.reason += "; an explanation of " + explained->amount.decimal().text() + " does not fit any more";
  }

  const Struck& struck_;
  const Reconciliation& given_;
  std::map<std::pair<StatementOf, std::string>, Reconciled> lines_;
  std::map<std::pair<StatementOf, std::string>, bool> listed_;
};

std::string_view word_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::Agrees: return "agrees";
    case Verdict::Timing: return "timing";
    case Verdict::Explained: return "explained";
    case Verdict::Open: return "open";
  }
  return {};
}

Table counts_table(const Reconciliation& given) {
  Table table{"statements", "Statements of the day", {}, {}};
  table.columns = {
      text_column("of", "Of"),           number_column("lines", "Lines"),         number_column("agree", "Agree"),
      number_column("timing", "Timing"), number_column("explained", "Explained"), number_column("open", "Open")};
  const std::pair<StatementOf, bool> all[] = {{StatementOf::Holdings, given.holdings.has_value()},
                                              {StatementOf::Cash, given.cash.has_value()},
                                              {StatementOf::Shares, given.shares.has_value()}};
  for (const auto& [of, received] : all) {
    std::size_t counts[4]{}, lines = 0;
    for (const Reconciled& line : given.lines) {
      if (line.of != of) continue;
      ++lines;
      ++counts[static_cast<std::size_t>(line.verdict)];
    }
    Row row{Row::Kind::Item, 0, {std::string(event::kStatementWords[static_cast<std::size_t>(of)])}};
    if (received) {
      row.cells.push_back(std::to_string(lines));
      for (const std::size_t count : counts) row.cells.push_back(std::to_string(count));
    } else {
      row.cells.insert(row.cells.end(), {"not received", "", "", "", ""});
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

}  // namespace

std::vector<Reconciled> reconcile(const Struck& struck, const Reconciliation& given) {
  return Matcher(struck, given).run();
}

Report reconciliation(const Struck& struck) {
  Report report = begin(struck, "reconciliation", "The books beside custodian and transfer agent");
  if (struck.reconciliation == nullptr) {
    report.notes.emplace_back("no statement is known: nothing was compared");
    return finish(std::move(report), struck);
  }
  const Reconciliation& given = *struck.reconciliation;
  Table table{"differences", "Differences", {}, {}};
  table.columns = {text_column("of", "Of"),
                   text_column("subject", "Subject"),
                   number_column("ours", "Books"),
                   number_column("on_its_way", "On its way"),
                   number_column("theirs", "Statement"),
                   number_column("difference", "Difference"),
                   text_column("verdict", "Verdict"),
                   text_column("reason", "Reason"),
                   text_column("since", "Since"),
                   number_column("days", "Days")};
  for (const Reconciled& line : given.lines) {
    if (line.verdict == Verdict::Agrees) continue;
    report.differs = report.differs || line.verdict == Verdict::Open;
    table.rows.push_back({Row::Kind::Item,
                          0,
                          {std::string(event::kStatementWords[static_cast<std::size_t>(line.of)]), line.subject,
                           line.ours.text(), line.on_its_way.text(), line.theirs.text(), line.difference().text(),
                           std::string(word_of(line.verdict)), line.reason, line.since ? line.since->text() : "",
                           line.since ? std::to_string(struck.date - *line.since) : ""}});
  }
  report.tables = {counts_table(given), std::move(table)};
  report.notes.emplace_back(
      "a statement must show the books plus what is on its way: trades that wait to settle, and share activity of the "
      "day, which the books take tomorrow");
  report.notes.emplace_back(report.differs ? "an open difference is cleared by an event: a correction of the books, "
                                             "a new statement, or a row of explanations.csv"
                                           : "no difference is open");
  return finish(std::move(report), struck);
}

}  // namespace openend::report
