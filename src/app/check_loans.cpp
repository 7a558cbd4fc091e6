#include "app/check_loans.h"

#include <algorithm>
#include <map>
#include <set>

#include "app/day_groups.h"

namespace openend::app {

namespace {

using store::Batch;
using store::feeds::FileDelivery;

/// A loan as far as it has been told.
struct Told {
  event::Loan loan;  ///< as it stands; its texts are not kept
  std::string counterparty;
  std::string history;  ///< its facts, one line an event, as the other side must tell them
  Cause touched;        ///< a delivered row that speaks of it
  bool open = true;
};

class LoanCheck {
 public:
  LoanCheck(RecordedBooks& recorded, const std::vector<FileDelivery>& deliveries, const entity::Registry& registry)
      : recorded_(recorded), deliveries_(deliveries), registry_(registry) {}

  Refusals run() {
    std::set<PortfolioId> portfolios;
    for (const FileDelivery& delivery : deliveries_) {
      static constexpr std::string_view kKinds[] = {"loans", "loan-payments", "joint-accounts", "collateral",
                                                    "cancellations"};
      if (std::find(std::begin(kKinds), std::end(kKinds), delivery.kind) == std::end(kKinds)) continue;
      for (const Batch& batch : delivery.batches) {
        if (batch.kind == static_cast<std::uint16_t>(event::BatchKind::Book) && is_of_loans(batch))
          portfolios.insert(batch.portfolio);
      }
    }
    for (const PortfolioId portfolio : portfolios) replay(portfolio);
    if (faults_.empty()) compare_sides();
    return std::move(faults_);
  }

 private:
  static bool is_of_loans(const Batch& batch) {
    event::EventList list;
    decode_or_fault(batch, {}, list);
    return std::any_of(list.events.begin(), list.events.end(), [](const event::Event& event) {
      const auto* cancel = std::get_if<event::Cancellation>(&event.body);
      return (cancel == nullptr ? event.body.index() : cancel->target) >= event::kBodyIndex<event::Loan>;
    });
  }

  const std::map<std::string, Told>& replay(PortfolioId portfolio) {
    const auto at = books_.try_emplace(portfolio);
    if (!at.second) return at.first->second;
    DayGroups days;
    for (const Batch& batch : recorded_.of(portfolio)) days.add({&batch, {}});
    for (std::size_t i = 0; i < deliveries_.size(); ++i) {
      for (const Batch& batch : deliveries_[i].batches) {
        if (batch.portfolio == portfolio && batch.kind == static_cast<std::uint16_t>(event::BatchKind::Book))
          days.add({&batch, SourceId{static_cast<std::uint32_t>(i)}});
      }
    }
    auto& loans = at.first->second;
    std::map<std::string, Cause> withdrawn;
    days.each(
        [&](const event::EventList& list) {
          for (const event::Event& event : list.events) {
            const auto* cancel = std::get_if<event::Cancellation>(&event.body);
            if (cancel != nullptr && cancel->target >= event::kBodyIndex<event::Loan> && event.source.exists())
              withdrawn.insert_or_assign(event::text_of(cancel->reference), Cause(event));
          }
        },
        [&](const event::EventList& list) {
          for (const event::Event& event : list.events) take(loans, withdrawn, event);
        });
    return loans;
  }

  void take(std::map<std::string, Told>& loans, const std::map<std::string, Cause>& withdrawn,
            const event::Event& event) {
    if (const auto* loan = std::get_if<event::Loan>(&event.body)) {
      Told made{*loan, std::string(loan->counterparty), {}, {}, true};
      made.history = line(event, loan->principal, loan->rate, loan->due);
      made.history += loan->year365 ? "actual/365" : "actual/360";
      if (event.source.exists()) made.touched = Cause(event);
      loans.insert_or_assign(event::text_of(event.reference), std::move(made));
    } else if (const auto* payment = std::get_if<event::LoanPayment>(&event.body)) {
      pay(loans, withdrawn, event, *payment);
    } else if (const auto* told = std::get_if<event::CollateralValue>(&event.body)) {
      const auto of = loans.find(std::string(told->deal));
      if (told->security.exists() || (of != loans.end() && is_open(of->second, event.date))) return;
      fault(event, withdrawn, std::string(told->deal), "E-COL-002",
            "the collateral is of no deal that is open on that day", std::string(told->deal),
            "a repurchase agreement of securities.csv, or a loan that is open",
            "correct the deal or the date, or send the deal with it");
    }
  }

  void pay(std::map<std::string, Told>& loans, const std::map<std::string, Cause>& withdrawn, const event::Event& event,
           const event::LoanPayment& payment) {
    const std::string id(payment.loan);
    const auto at = loans.find(id);
    if (at == loans.end() || !is_open(at->second, event.date)) {
      fault(event, withdrawn, id, "E-LOAN-012", "no such loan is open on that day", id,
            "a loan of loans.csv that is open",
            "correct the loan_id or the date, or send the loan with it; what is recorded of a loan goes before it");
      return;
    }
    event::Loan& loan = at->second.loan;
    const bool lends = event::lends_security(loan.kind);
    if (loan.kind == event::LoanKind::JointRepurchase)
      fault(event, withdrawn, id, "E-JOINT-003", "a joint agreement is paid as a whole, on its day", id,
            "no payment on it", "leave the row out");
    if (payment.principal > loan.principal)
      fault(event, withdrawn, id, "E-LOAN-013", "more is paid back than is owed", money(payment.principal),
            "at most " + money(loan.principal), "correct the principal");
    if (lends && payment.quantity.decimal() > loan.quantity.decimal())
      fault(event, withdrawn, id, "E-LOAN-014", "more is given back than is lent", payment.quantity.decimal().text(),
            "at most " + loan.quantity.decimal().text(), "correct the quantity");
    if ((payment.has_worth && !lends) || (payment.quantity.coefficient != 0 && !lends))
      fault(event, withdrawn, id, "E-LOAN-009", "no securities are lent by this loan", id, "empty fields",
            "leave worth and quantity empty");
    if (event::is_interfund(loan.kind) && (payment.has_due || payment.has_rate) && payment.bank_rate == 0)
      fault(event, withdrawn, id, "E-LOAN-006", "an interfund loan is renewed without the bounds of its rate", id,
            "rate_pct, repo_rate_pct and bank_rate_pct of the day", "give all three");
    loan.principal -= payment.principal;
    loan.quantity = to_fixed((loan.quantity.decimal() - payment.quantity.decimal()).trimmed()).value_or(Fixed{});
    if (payment.has_due) loan.due = payment.due;
    loan.has_due = loan.has_due || payment.has_due;
    at->second.history +=
        line(event, payment.principal, payment.has_rate ? payment.rate : -1, payment.has_due ? payment.due : Date{});
    if (event.source.exists()) at->second.touched = Cause(event);
    at->second.open = loan.principal != 0 || (lends && loan.quantity.coefficient != 0);
  }

  /// A loan that falls due is open until the end of that day.
  static bool is_open(const Told& told, Date day) { return told.open && (!told.loan.has_due || told.loan.due >= day); }

  static std::string line(const event::Event& event, std::int64_t principal, event::LoanRate rate, Date due) {
    return event.date.text() + " " + std::to_string(principal) + " " + std::to_string(rate) + " " +
           std::to_string(due.days) + "\n";
  }
  static std::string money(std::int64_t minor) { return Decimal::of(minor, 2).text(); }

  /// LAW   SAI 1999 p.4; spec G-5: a loan from one portfolio to another is of both books.
  void compare_sides() {
    std::vector<PortfolioId> told;
    for (const auto& entry : books_) told.push_back(entry.first);
    for (const PortfolioId portfolio : told) {
      for (const auto& [id, ours] : replay(portfolio)) {
        if (!event::is_interfund(ours.loan.kind) || !ours.touched.exists()) continue;
        const auto& theirs = replay(registry_.find_portfolio(ours.counterparty));
        const auto mirror = theirs.find(id);
        if (mirror != theirs.end() && mirror->second.loan.kind != ours.loan.kind &&
            mirror->second.counterparty == registry_.portfolio_key(portfolio) && mirror->second.history == ours.history)
          continue;
        Refusal told_so =
            ours.touched.refusal(deliveries_, "E-LOAN-017", "the other side of the interfund loan differs",
                                 "send both sides in one delivery, with one id, day, principal and terms");
        told_so.found = mirror == theirs.end() ? "nothing of " + id + " in " + ours.counterparty
                                               : "other facts of " + id + " in " + ours.counterparty;
        told_so.expected = "the same loan, and the same payments on it, in the books of both portfolios";
        faults_.push_back(std::move(told_so));
      }
    }
  }

  /// At a delivered row; of what is recorded, at the row that withdraws what it needs.
  void fault(const event::Event& event, const std::map<std::string, Cause>& withdrawn, const std::string& id,
             const char* code, std::string message, std::string found, std::string expected, std::string remedy) {
    Cause cause(event);
    const auto taken_back = withdrawn.find(id);
    if (!cause.exists() && taken_back != withdrawn.end()) cause = taken_back->second;
    if (!cause.exists() || faults_.size() >= store::feeds::kMostFaults) return;
    Refusal refusal = cause.refusal(deliveries_, code, std::move(message), std::move(remedy));
    refusal.found = std::move(found);
    refusal.expected = std::move(expected);
    faults_.push_back(std::move(refusal));
  }

  RecordedBooks& recorded_;
  const std::vector<FileDelivery>& deliveries_;
  const entity::Registry& registry_;
  std::map<PortfolioId, std::map<std::string, Told>> books_;
  Refusals faults_;
};

}  // namespace

Refusals check_loans(RecordedBooks& recorded, const std::vector<FileDelivery>& deliveries,
                     const entity::Registry& registry) {
  return LoanCheck(recorded, deliveries, registry).run();
}

}  // namespace openend::app
