#include <algorithm>
#include <map>
#include <tuple>

#include "book/loan.h"
#include "instrument/list.h"
#include "report/makers.h"
#include "report/table.h"

namespace openend::report {

namespace {

using entity::Account;

constexpr int kDaysAhead = 30;

/// Money that is to come or to go.
struct Flow {
  Currency currency;
  Date date;
  std::int64_t local = 0;  ///< minor units of the currency
  std::string what, of, basis;
};

class Forecast {
 public:
  explicit Forecast(const Struck& struck) : struck_(struck), until_(struck.date + kDaysAhead), next_(struck.date + 1) {
    if (struck.calendar != nullptr) next_ = struck.calendar->next_open(struck.date).value_or(next_);
    settle();
    live();
    settle_forwards();
    end_loans();
    std::stable_sort(flows_.begin(), flows_.end(), [](const Flow& a, const Flow& b) {
      return std::tie(a.currency, a.date) < std::tie(b.currency, b.date);
    });
  }

  Table by_day() const {
    Table table{"days",
                "Cash by currency and day",
                {text_column("currency", "Currency"), text_column("date", "Date"), number_column("in", "Comes in"),
                 number_column("out", "Goes out"), number_column("cash", "Cash then"), text_column("state", "State")},
                {}};
    std::map<Currency, std::int64_t> cash;
    for (const CashLine& line : cash_of(struck_)) cash[line.currency] += line.local;
    for (const Flow& flow : flows_) cash.try_emplace(flow.currency, 0);
    auto flow = flows_.begin();
    for (auto& [currency, balance] : cash) {
      add_row(table, currency, struck_.date, 0, 0, balance);
      while (flow != flows_.end() && flow->currency == currency) {
        std::int64_t in = 0, out = 0;
        const Date date = flow->date;
        for (; flow != flows_.end() && flow->currency == currency && flow->date == date; ++flow)
          (flow->local > 0 ? in : out) += flow->local;
        add_row(table, currency, date, in, out, balance += in + out);
      }
    }
    return table;
  }

  Table one_by_one() const {
    Table table{"flows",
                "What moves it",
                {text_column("currency", "Currency"), text_column("date", "Date"), text_column("what", "What"),
                 text_column("of", "Of"), number_column("amount", "Amount"), text_column("basis", "Basis")},
                {}};
    for (const Flow& flow : flows_)
      table.rows.push_back({Row::Kind::Item,
                            0,
                            {std::string(flow.currency.code()), flow.date.text(), flow.what, flow.of,
                             text(flow.currency, flow.local), flow.basis}});
    return table;
  }

 private:
  static std::string text(Currency currency, std::int64_t minor) {
    return Decimal::of(minor, currency.minor_places()).text();
  }
  static void add_row(Table& table, Currency currency, Date date, std::int64_t in, std::int64_t out,
                      std::int64_t balance) {
    table.rows.push_back(
        {Row::Kind::Item,
         0,
         {std::string(currency.code()), date.text(), in == 0 ? "" : text(currency, in),
          out == 0 ? "" : text(currency, out), text(currency, balance), balance < 0 ? "overdrawn" : ""}});
  }

  void add(Flow flow) {
    if (flow.local != 0 && flow.date <= until_) flows_.push_back(std::move(flow));
  }

  /// Payables and receivables, with those of the day's trades and share activity, which the books take tomorrow.
  void settle() {
    const auto cash = [](const nav::NavPackage& package) {
      return package.balances[static_cast<std::size_t>(Account::Cash)];
    };
    const bool has_bridge = struck_.bridge != nullptr;
    if (has_bridge)
      add({struck_.portfolio->base, next_, cash(struck_.bridge->statement) - cash(*struck_.package),
           "trades and shares of the day that settle at once", "", "known"});
    for (const book::Pending& waiting : has_bridge ? struck_.bridge->pending : struck_.book->pending) {
      Due due = due_of(struck_, waiting);
      const bool late = waiting.date <= struck_.date;
      add({due.currency, late ? next_ : waiting.date, due.local, std::string(entity::line_of(due.account).label),
           std::move(due.trade), late ? "was due " + waiting.date.text() : "known"});
    }
  }

  /// LAW   Spec G-8: income by day; coupons and principal fall due by the terms.
  void live() {
    for (const Holding& holding : holdings_of(struck_)) {
      const entity::Security& security = *holding.security;
      const int places = security.currency.minor_places();
      for (const auto& life : instrument::life(security, struck_.date, until_)) {
        const auto add_part = [&](const char* what, const instrument::Fraction& exact) {
          const Decimal amount = exact.rounded(places, Rounding::HalfUp);
          add({security.currency, life.date, static_cast<std::int64_t>(amount.scaled_to(places)), what, security.key,
               "by its terms"});
        };
        if (life.what == instrument::LifeEvent::What::InKind) continue;  // no money comes
        const Decimal earning = book::earning_par(*struck_.book, holding.slot, life.date - 1);
        add_part("interest", {earning * life.interest.numerator, life.interest.denominator});
        add_part("principal", {holding.quantity * life.redemption, 1});
      }
    }
  }

  void settle_forwards() {
    for (std::size_t i = 0; i < struck_.book->forwards.size(); ++i) {
      const auto& contract = struck_.book->forwards[i];
      if (contract.delivered) {
        const std::int64_t sign = contract.sell ? 1 : -1;
        const auto units =
            static_cast<std::int64_t>(contract.units.decimal().scaled_to(contract.currency.minor_places()));
        add({contract.currency, contract.settlement, -sign * units, "forward contract", contract.contract,
             "delivered"});
        add({struck_.portfolio->base, contract.settlement, sign * contract.amount, "forward contract",
             contract.contract, "delivered"});
        continue;
      }
      add({struck_.portfolio->base, contract.settlement, struck_.marks->forward_gain[i], "forward contract",
           contract.contract, "estimated: at the day's forward rate"});
    }
  }

  /// Loans that fall due, with the interest until then.
  void end_loans() {
    for (const book::OpenLoan& loan : struck_.book->loans) {
      if (!loan.has_due) continue;
      const auto minor = [](const instrument::Fraction& exact) {
        return static_cast<std::int64_t>(exact.rounded(0, Rounding::HalfUp).scaled_to(0));
      };
      const int days = loan.days_through(loan.due);
      const std::int64_t back = loan.principal + minor(loan.interest(days)), sign = event::is_lent(loan.kind) ? 1 : -1;
      add({struck_.portfolio->base, loan.due, sign * back + event::fee_sign(loan.kind) * minor(loan.fee(days)),
           std::string(event::word_of(loan.kind)), loan.id, "due, unless it is renewed"});
    }
  }

  const Struck& struck_;
  Date until_, next_;
  std::vector<Flow> flows_;
};

}  // namespace

/// LAW   Spec G-8, L-8: what is known to move cash, by day and currency.
/// EDGE  READ AS: coupons and principal of what is held at the strike, the day's trades left aside; a payment is on its
///       due date, be that a pricing day or not; what has failed is expected on the next pricing day.
Report cash_forecast(const Struck& struck) {
  Report report = begin(struck, "cash-forecast", "Cash forecast, thirty days");
  const Forecast forecast(struck);
  report.tables.push_back(forecast.by_day());
  report.tables.push_back(forecast.one_by_one());
  std::string undated;
  for (const Account account : {Account::PayableAdvisoryFee, Account::AccruedExpenses, Account::ReceivableTaxReclaims,
                                Account::ReceivableFromAdviser}) {
    const std::int64_t balance = struck.package->balances[static_cast<std::size_t>(account)];
    if (balance == 0) continue;
    undated += undated.empty() ? "not in it, since no day is known: " : ", ";
    undated += std::string(entity::line_of(account).label) + " " + money(struck, balance);
  }
  if (!undated.empty()) report.notes.push_back(std::move(undated));
  report.notes.push_back(
      "dividends are in it from their ex-date on; trades and share activity that are not known yet are not");
  return finish(std::move(report), struck);
}

}  // namespace openend::report
