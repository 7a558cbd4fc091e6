// store/feeds/loan_files.cpp - floor 6
//
// Files of money lent and borrowed, of securities lent, of agreements made jointly, and of collateral.
#include <algorithm>

#include "debt/repo.h"
#include "instrument/list.h"
#include "money/split.h"
#include "store/feeds/event_groups.h"

namespace openend::store::feeds {

namespace {

using event::LoanKind;

/// Interfund loans are made for as many days at most [SAI 1999 p.4].
constexpr int kMostInterfundDays = 7;

template <std::size_t N>
std::string words_of(const std::array<std::string_view, N>& words) {
  std::string text;
  for (const std::string_view word : words) text += word.empty() ? "" : (text.empty() ? "" : ", ") + std::string(word);
  return text;
}

template <std::size_t N>
std::optional<std::size_t> place_of(const std::array<std::string_view, N>& words, std::string_view word) {
  const auto at = std::find(words.begin(), words.end(), word);
  if (at == words.end()) return std::nullopt;
  return static_cast<std::size_t>(at - words.begin());
}

/// A percentage a year of at most six decimals, from 0 to 1000; 0 where the column is empty.
event::LoanRate rate_at(CsvFile& csv, std::size_t place) {
  if (!csv.has(place)) return 0;
  const auto value = csv.number(place, event::kLoanRatePlaces);
  if (!value) return 0;
  if (value->coefficient < 0 || value->decimal() > Decimal(1000)) {
    csv.fault(place, "E-LOAN-003", "the rate is no percentage a year", "0 to 1000", "correct it; 5.25 is 5.25 percent");
    return 0;
  }
  return static_cast<event::LoanRate>(value->decimal().scaled_to(event::kLoanRatePlaces));
}

std::int64_t money_above_zero(CsvFile& csv, std::size_t place, const entity::Portfolio* portfolio, bool or_zero) {
  const auto minor = csv.money(place, portfolio == nullptr ? 2 : portfolio->base.minor_places());
  if (minor && (*minor < 0 || (*minor == 0 && !or_zero)))
    csv.fault(place, "E-LOAN-002", "the amount is not more than zero",
              or_zero ? "zero or more" : "an amount above zero",
              "correct it; who owes it follows from the kind of the loan");
  return minor.value_or(0);
}

bool is_year_of_365(CsvFile& csv, std::size_t place) {
  if (csv.has(place) && csv.text(place) != "actual/360" && csv.text(place) != "actual/365")
    csv.fault(place, "E-LOAN-004", "interest on a loan is not counted so", "actual/360 or actual/365",
              "use one of them; empty is actual/360");
  return csv.text(place) == "actual/365";
}

/// LAW   SAI 1999 p.4; spec G-5: an interfund loan costs more than a repurchase agreement earns, and no more than a
/// bank
///       asks, on the day on which it is made or renewed.
void check_interfund_rates(CsvFile& csv, std::size_t place, event::LoanRate rate, event::LoanRate repo,
                           event::LoanRate bank) {
  if (repo < rate && rate <= bank) return;
  csv.fault(place, "E-LOAN-006", "the rate of the interfund loan is not within its bounds",
            "above repo_rate_pct and at most bank_rate_pct", "correct the rates; both are those of the day");
}

void check_interfund_days(CsvFile& csv, std::size_t place, const std::optional<Date>& date,
                          const std::optional<Date>& due) {
  if (!date || (due && *due - *date <= kMostInterfundDays)) return;
  csv.fault(place, "E-LOAN-007", "an interfund loan is made for seven days at most",
            "a day until " + (*date + kMostInterfundDays).text(), "give the day on which it is due, and renew it then");
}

std::optional<Date> due_at(CsvFile& csv, std::size_t place, const std::optional<Date>& date, bool required = false) {
  if (!csv.has(place) && !required) return std::nullopt;
  const auto due = csv.date(place);
  if (date && due && *due <= *date)
    csv.fault(place, "E-LOAN-005", "the loan is due on the day itself or before", "a later date",
              "correct one of the dates");
  return due;
}

enum LoanColumn : std::size_t {
  kId,
  kDate,
  kPortfolio,
  kKind,
  kCounterparty,
  kPrincipal,
  kRate,
  kDayCount,
  kDue,
  kPurpose,
  kSecurity,
  kQuantity,
  kWorth,
  kFee,
  kRepoRate,
  kBankRate
};
constexpr ColumnRule kLoanColumns[] = {{"loan_id"},
                                       {"date"},
                                       {"portfolio"},
                                       {"kind"},
                                       {"counterparty"},
                                       {"principal"},
                                       {"rate_pct"},
                                       {"day_count", false},
                                       {"due", false},
                                       {"purpose", false},
                                       {"security", false},
                                       {"quantity", false},
                                       {"worth", false},
                                       {"fee_pct", false},
                                       {"repo_rate_pct", false},
                                       {"bank_rate_pct", false}};

/// What only some kinds have must be there for them, and for no other.
void check_given(CsvFile& csv, std::size_t place, bool wanted, const char* what) {
  if (csv.has(place) == wanted) return;
  csv.fault(place, "E-LOAN-009", std::string(what) + (wanted ? " is missing" : " is given"),
            wanted ? "a value for this kind of loan" : "an empty field for this kind of loan",
            "correct the field, or the kind of the loan");
}

void read_security_of(CsvFile& csv, event::Loan& loan, SecurityColumn& securities, const Reading& in,
                      const entity::Portfolio* portfolio) {
  const bool given = event::names_security(loan.kind), lent = event::lends_security(loan.kind);
  check_given(csv, kSecurity, given, "the security that goes with the loan");
  check_given(csv, kQuantity, given, "the quantity of the security");
  check_given(csv, kWorth, lent, "what the securities are worth");
  if (!lent) check_given(csv, kFee, false, "a fee for securities");
  if (given && csv.has(kSecurity)) loan.security = securities.read(csv, kSecurity, in.registry);
  if (given && csv.has(kQuantity)) loan.quantity = positive(csv, kQuantity, "the quantity").value_or(Fixed{});
  if (lent && csv.has(kWorth)) loan.worth = money_above_zero(csv, kWorth, portfolio, false);
  loan.fee_rate = rate_at(csv, kFee);
}

LoanKind kind_of_loan(CsvFile& csv) {
  const auto place = place_of(event::kLoanKinds, csv.text(kKind));
  const auto kind = place ? static_cast<LoanKind>(*place) : LoanKind::kCount;
  if (place && kind != LoanKind::JointRepurchase) return kind;
  csv.fault(kKind, "E-LOAN-001", "the kind of the loan is not known",
            "bank_borrowing, interfund_borrowing, interfund_lending, reverse_repurchase, securities_loan or "
            "securities_borrowing",
            "use one of these words; what is made jointly goes to joint-accounts.csv");
  return LoanKind::BankBorrowing;
}

event::LoanPurpose purpose_of_loan(CsvFile& csv, LoanKind kind) {
  const bool borrows = !event::is_lent(kind) && !event::lends_security(kind);
  const auto place = place_of(event::kLoanPurposes, csv.text(kPurpose));
  if (place && csv.has(kPurpose) == borrows) return static_cast<event::LoanPurpose>(*place);
  csv.fault(kPurpose, "E-LOAN-015",
            borrows ? "the purpose of the borrowing is not known" : "what is lent has no purpose of borrowing",
            borrows ? words_of(event::kLoanPurposes) : "an empty field", "use one of these words for what is borrowed");
  return event::LoanPurpose::None;
}

void check_other_portfolio(CsvFile& csv, std::size_t place, const Reading& in, const entity::Portfolio* portfolio) {
  const auto other = in.registry.find_portfolio(csv.text(place));
  if (other.exists() && (portfolio == nullptr || other != portfolio->id)) return;
  csv.fault(place, "E-LOAN-008", "the other side of the interfund loan is no other portfolio",
            "the id of another portfolio of the trust", "correct it");
}

}  // namespace

Batches read_loans(const Reading& in) {
  TRY(CsvFile csv, CsvFile::open(in.file, kLoanColumns, in.mapping));
  EventGroups groups;
  PortfolioColumn portfolios;
  SecurityColumn securities;
  RepeatedRows rows;
  while (csv.next()) {
    event::Loan loan;
    rows.check(csv, {kId, kPortfolio});
    const auto* portfolio = portfolios.read(csv, kPortfolio, in.registry);
    const auto id = csv.word(kId);
    const auto date = csv.date(kDate);
    loan.kind = kind_of_loan(csv);
    loan.counterparty = csv.word(kCounterparty).value_or("");
    loan.principal = money_above_zero(csv, kPrincipal, portfolio, event::lends_security(loan.kind));
    if (csv.word(kRate)) loan.rate = rate_at(csv, kRate);
    loan.year365 = is_year_of_365(csv, kDayCount);
    const auto due = due_at(csv, kDue, date);
    loan.has_due = due.has_value();
    loan.due = due.value_or(Date{});
    loan.purpose = purpose_of_loan(csv, loan.kind);
    read_security_of(csv, loan, securities, in, portfolio);
    const bool interfund = event::is_interfund(loan.kind);
    check_given(csv, kRepoRate, interfund, "the rate of repurchase agreements");
    check_given(csv, kBankRate, interfund, "the rate of bank loans");
    if (interfund) {
      loan.repo_rate = rate_at(csv, kRepoRate);
      loan.bank_rate = rate_at(csv, kBankRate);
      check_interfund_days(csv, kDue, date, due);
      if (csv.ok()) check_interfund_rates(csv, kRate, loan.rate, loan.repo_rate, loan.bank_rate);
      check_other_portfolio(csv, kCounterparty, in, portfolio);
    }
    if (csv.ok()) groups.add(portfolio->id, make_event(csv, *date, reference_of(*id), loan));
  }
  return finish(csv, groups);
}

Batches read_loan_payments(const Reading& in) {
  enum : std::size_t { kPayment, kPaid, kOf, kLoan, kMoney, kNewRate, kNewDue, kRepo, kBank, kNewWorth, kReturned };
  static constexpr ColumnRule kColumns[] = {{"payment_id"},
                                            {"date"},
                                            {"portfolio"},
                                            {"loan_id"},
                                            {"principal", false},
                                            {"rate_pct", false},
                                            {"due", false},
                                            {"repo_rate_pct", false},
                                            {"bank_rate_pct", false},
                                            {"worth", false},
                                            {"quantity", false}};
  TRY(CsvFile csv, CsvFile::open(in.file, kColumns, in.mapping));
  EventGroups groups;
  PortfolioColumn portfolios;
  RepeatedRows rows;
  while (csv.next()) {
    event::LoanPayment payment;
    rows.check(csv, {kPayment, kOf});
    const auto* portfolio = portfolios.read(csv, kOf, in.registry);
    const auto id = csv.word(kPayment);
    const auto date = csv.date(kPaid);
    payment.loan = csv.word(kLoan).value_or("");
    if (csv.has(kMoney))
      payment.principal = csv.money(kMoney, portfolio == nullptr ? 2 : portfolio->base.minor_places()).value_or(0);
    payment.has_rate = csv.has(kNewRate);
    payment.rate = rate_at(csv, kNewRate);
    payment.repo_rate = rate_at(csv, kRepo);
    payment.bank_rate = rate_at(csv, kBank);
    const auto due = due_at(csv, kNewDue, date);
    payment.has_due = due.has_value();
    payment.due = due.value_or(Date{});
    payment.has_worth = csv.has(kNewWorth);
    if (payment.has_worth) payment.worth = money_above_zero(csv, kNewWorth, portfolio, false);
    if (csv.has(kReturned)) payment.quantity = positive(csv, kReturned, "the quantity").value_or(Fixed{});
    if (!csv.has(kMoney) && !payment.has_rate && !payment.has_due && !payment.has_worth && !csv.has(kReturned))
      csv.fault(kMoney, "E-LOAN-016", "the row says nothing of the loan", "at least one of its other columns",
                "say what is paid back; 0.00 pays the interest alone");
    if (csv.has(kRepo) != csv.has(kBank) || (csv.has(kRepo) && !payment.has_rate))
      csv.fault(csv.has(kRepo) ? kRepo : kBank, "E-LOAN-009", "a bound of the rate is given without the rest",
                "rate_pct, repo_rate_pct and bank_rate_pct, or none of the bounds",
                "give all three where it is renewed");
    if (csv.ok() && csv.has(kRepo))
      check_interfund_rates(csv, kNewRate, payment.rate, payment.repo_rate, payment.bank_rate);
    if (csv.ok()) groups.add(portfolio->id, make_event(csv, *date, reference_of(*id), payment));
  }
  return finish(csv, groups);
}

Batches read_joint_accounts(const Reading& in) {
  enum : std::size_t { kJoint, kMade, kEnds, kWith, kPercent, kOf, kAmount };
  static constexpr ColumnRule kColumns[] = {{"joint_id"}, {"date"},      {"due"},   {"counterparty"},
                                            {"rate_pct"}, {"portfolio"}, {"amount"}};
  struct Share {
    PortfolioId portfolio;
    event::Event event;
  };
  TRY(CsvFile csv, CsvFile::open(in.file, kColumns, in.mapping));
  std::map<std::string, std::vector<Share>> agreements;
  PortfolioColumn portfolios;
  RepeatedRows rows;
  while (csv.next()) {
    rows.check(csv, {kJoint, kOf});
    const auto* portfolio = portfolios.read(csv, kOf, in.registry);
    const auto id = csv.word(kJoint);
    const auto date = csv.date(kMade);
    event::Loan loan;
    loan.kind = LoanKind::JointRepurchase;
    loan.has_due = true;
    loan.due = due_at(csv, kEnds, date, true).value_or(Date{});
    loan.counterparty = csv.word(kWith).value_or("");
    if (csv.word(kPercent)) loan.rate = rate_at(csv, kPercent);
    loan.principal = money_above_zero(csv, kAmount, portfolio, false);
    if (!csv.ok()) continue;
    auto& shares = agreements[std::string(*id)];
    if (!shares.empty()) {
      const auto& first = std::get<event::Loan>(shares.front().event.body);
      if (shares.front().event.date != *date || first.due != loan.due || first.rate != loan.rate ||
          first.counterparty != loan.counterparty)
        csv.fault_of_row("E-JOINT-001", "the agreement has other terms than its first row",
                         std::string(csv.text(kJoint)), "one date, due, counterparty and rate_pct for all its rows",
                         "correct the row, or give the agreement its own id");
    }
    shares.push_back({portfolio->id, make_event(csv, *date, reference_of(*id), loan)});
  }
  EventGroups groups;
  for (auto& [id, shares] : agreements) {
    if (!csv.ok()) continue;
    if (shares.size() < 2)
      csv.fault_of_row("E-JOINT-002", "a joint agreement has one portfolio", id, "at least two portfolios",
                       "send all of its rows; what one portfolio makes alone is a security of securities.csv",
                       shares.front().event.row);
    if (!csv.ok()) continue;
    std::vector<std::int64_t> amounts;
    Int128 total = 0;
    for (const Share& share : shares) {
      amounts.push_back(std::get<event::Loan>(share.event.body).principal);
      total += amounts.back();
    }
    // LAW  Spec G-4 (SAI 1999 p.24): what it earns is shared pro rata; to the cent, by largest remainder.
    const auto& first = std::get<event::Loan>(shares.front().event.body);
    const auto interest =
        debt::simple_interest(Decimal::of(total, 0), Decimal::of(first.rate, event::kLoanRatePlaces + 2),
                              DayCount::Actual360, shares.front().event.date, first.due);
    if (!interest) return interest.refusals();
    const auto whole = static_cast<std::int64_t>(interest.value().rounded(0, Rounding::HalfUp).scaled_to(0));
    const auto parts = split_by_largest_remainder(whole, amounts);
    for (std::size_t i = 0; i < shares.size(); ++i) {
      std::get<event::Loan>(shares[i].event.body).worth = parts[i];
      groups.add(shares[i].portfolio, shares[i].event);
    }
  }
  return finish(csv, groups);
}

Batches read_collateral(const Reading& in) {
  enum : std::size_t { kDay, kOf, kDeal, kWhat, kValue };
  static constexpr ColumnRule kColumns[] = {{"date"}, {"portfolio"}, {"deal"}, {"kind"}, {"value"}};
  TRY(CsvFile csv, CsvFile::open(in.file, kColumns, in.mapping));
  EventGroups groups;
  PortfolioColumn portfolios;
  RepeatedRows rows;
  while (csv.next()) {
    rows.check(csv, {kDay, kOf, kDeal});
    const auto* portfolio = portfolios.read(csv, kOf, in.registry);
    const auto date = csv.date(kDay);
    event::CollateralValue told;
    told.deal = csv.word(kDeal).value_or("");
    const SecurityId security = in.registry.find_security(told.deal);
    if (security.exists() && instrument::is_repurchase_agreement(in.registry.security(security)))
      told.security = security;
    const auto kind = place_of(event::kCollateralKinds, csv.text(kWhat));
    if (!kind)
      csv.fault(kWhat, "E-COL-001", "the kind of collateral is not known", words_of(event::kCollateralKinds),
                "use one of these words");
    told.kind = static_cast<event::CollateralKind>(kind.value_or(0));
    told.value = money_above_zero(csv, kValue, portfolio, true);
    if (csv.ok()) groups.add(portfolio->id, make_event(csv, *date, {0, told.deal}, told));
  }
  return finish(csv, groups);
}

}  // namespace openend::store::feeds
