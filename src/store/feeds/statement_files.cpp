// store/feeds/statement_files.cpp - floor 6
//
// What custodian and transfer agent say that a portfolio has, and what explains a difference. A file is the whole of
// what it says for a portfolio and day: a later one takes the place of the one before.
#include <map>
#include <set>

#include "event/statement.h"
#include "store/feeds/event_groups.h"

namespace openend::store::feeds {

namespace {

template <class Line>
using ByDay = std::map<std::pair<PortfolioId, Date>, std::vector<Line>>;

template <class Line>
Batches batch_a_day(const CsvFile& csv, event::BatchKind kind, const ByDay<Line>& days) {
  if (!csv.ok()) return csv.faults();
  std::vector<Batch> batches;
  for (const auto& [day, lines] : days)
    batches.push_back(make_batch(kind, day.first, day.second, lines.size(), event::encode(lines)));
  return std::pair{std::move(batches), csv.rows_read()};
}

/// Lines of a statement, each subject once a portfolio and day.
class Lines {
 public:
  void add(CsvFile& csv, std::size_t place, const entity::Portfolio* portfolio, std::optional<Date> date,
           std::string subject, Fixed amount) {
    if (portfolio == nullptr || !date) return;
    if (!seen_.insert(std::to_string(portfolio->id.value) + " " + date->text() + " " + subject).second)
      csv.fault(place, "E-RECON-001", "it stands twice in the statement of " + date->text(), "once", "leave one out");
    if (csv.ok()) days_[{portfolio->id, *date}].push_back({std::move(subject), amount, csv.row()});
  }
  Batches batches(const CsvFile& csv, event::BatchKind kind) const { return batch_a_day(csv, kind, days_); }

 private:
  ByDay<event::StatedBalance> days_;
  std::set<std::string> seen_;
};

/// A cash account's money in a currency, as a statement names it.
std::string cash_subject(const entity::Portfolio& portfolio, std::uint8_t custody, Currency currency) {
  return portfolio.cash_accounts[custody].id + " " + std::string(currency.code());
}

}  // namespace

Batches read_custodian_holdings(const Reading& in) {
  enum : std::size_t { kPortfolioOf, kDate, kSecurity, kQuantity };
  static constexpr ColumnRule kColumns[] = {{"portfolio"}, {"date"}, {"security"}, {"quantity"}};
  TRY(CsvFile csv, CsvFile::open(in.file, kColumns, in.mapping));
  PortfolioColumn portfolios;
  SecurityColumn securities;
  Lines lines;
  while (csv.next()) {
    const auto* portfolio = portfolios.read(csv, kPortfolioOf, in.registry);
    const auto date = csv.date(kDate);
    const SecurityId security = securities.read(csv, kSecurity, in.registry);
    const auto quantity = csv.number(kQuantity, kMostQuantityPlaces);
    if (security.exists() && quantity)
      lines.add(csv, kSecurity, portfolio, date, in.registry.security(security).key, *quantity);
  }
  return lines.batches(csv, event::BatchKind::CustodianHoldings);
}

Batches read_custodian_cash(const Reading& in) {
  enum : std::size_t { kPortfolioOf, kDate, kAccount, kCurrency, kBalance };
  static constexpr ColumnRule kColumns[] = {
      {"portfolio"}, {"date"}, {"cash_account", false}, {"currency", false}, {"balance"}};
  TRY(CsvFile csv, CsvFile::open(in.file, kColumns, in.mapping));
  PortfolioColumn portfolios;
  Lines lines;
  while (csv.next()) {
    const auto* portfolio = portfolios.read(csv, kPortfolioOf, in.registry);
    const auto date = csv.date(kDate);
    const std::uint8_t custody = cash_account(csv, kAccount, portfolio);
    const auto currency = currency_or_base(csv, kCurrency, portfolio);
    const int places = currency ? currency->minor_places() : 2;
    const auto balance = csv.money(kBalance, places);
    if (balance && currency && portfolio != nullptr)
      lines.add(csv, kAccount, portfolio, date, cash_subject(*portfolio, custody, *currency),
                {*balance, static_cast<std::uint8_t>(places)});
  }
  return lines.batches(csv, event::BatchKind::CustodianCash);
}

Batches read_transfer_agent_shares(const Reading& in) {
  enum : std::size_t { kPortfolioOf, kDate, kClass, kShares };
  static constexpr ColumnRule kColumns[] = {{"portfolio"}, {"date"}, {"class"}, {"shares"}};
  TRY(CsvFile csv, CsvFile::open(in.file, kColumns, in.mapping));
  PortfolioColumn portfolios;
  Lines lines;
  while (csv.next()) {
    const auto* portfolio = portfolios.read(csv, kPortfolioOf, in.registry);
    const auto date = csv.date(kDate);
    if (portfolio != nullptr && portfolio->find_class(csv.text(kClass)) == nullptr)
      csv.fault(kClass, "E-CLASS-002", "the class is not one of the portfolio",
                "a class of " + portfolio->key + ".toml", "correct it, or describe the class and run openend init");
    const auto shares = csv.number(kShares, kMostQuantityPlaces);
    if (shares && shares->coefficient < 0)
      csv.fault(kShares, "E-RECON-002", "shares outstanding are less than zero", "zero or more", "correct the number");
    if (shares) lines.add(csv, kClass, portfolio, date, std::string(csv.text(kClass)), *shares);
  }
  return lines.batches(csv, event::BatchKind::TransferAgentShares);
}

Batches read_explanations(const Reading& in) {
  enum : std::size_t { kPortfolioOf, kDate, kOf, kSubject, kAmount, kReason, kWho };
  static constexpr ColumnRule kColumns[] = {{"portfolio"}, {"date"},   {"of"}, {"subject"},
                                            {"amount"},    {"reason"}, {"who"}};
  TRY(CsvFile csv, CsvFile::open(in.file, kColumns, in.mapping));
  PortfolioColumn portfolios;
  ByDay<event::Explanation> days;
  std::set<std::string> seen;
  while (csv.next()) {
    const auto* portfolio = portfolios.read(csv, kPortfolioOf, in.registry);
    const auto date = csv.date(kDate);
    event::Explanation e;
    const auto* word = std::find(std::begin(event::kStatementWords), std::end(event::kStatementWords), csv.text(kOf));
    if (word == std::end(event::kStatementWords))
      csv.fault(kOf, "E-RECON-003", "it is not known what is explained", "holdings, cash or shares",
                "use one of these");
    e.of = static_cast<event::StatementOf>(word - std::begin(event::kStatementWords));
    if (const auto subject = csv.word(kSubject)) e.subject = *subject;
    e.amount = csv.number(kAmount, kMostQuantityPlaces).value_or(Fixed{});
    if (csv.has(kAmount) && csv.ok() && e.amount.coefficient == 0)
      csv.fault(kAmount, "E-RECON-004", "a difference of nothing needs no explanation", "theirs less ours",
                "give the difference as the report shows it");
    if (const auto reason = csv.word(kReason)) e.reason = *reason;
    if (const auto who = csv.word(kWho)) e.who = *who;
    e.row = csv.row();
    if (!csv.ok() || portfolio == nullptr) continue;
    const std::string key = portfolio->key + " " + date->text() + " " + std::string(csv.text(kOf)) + " " + e.subject;
    if (!seen.insert(key).second) {
      csv.fault(kSubject, "E-RECON-001", "it is explained twice on " + date->text(), "once", "leave one out");
      continue;
    }
    e.date = *date;
    days[{portfolio->id, *date}].push_back(std::move(e));
  }
  return batch_a_day(csv, event::BatchKind::Explanations, days);
}

}  // namespace openend::store::feeds
