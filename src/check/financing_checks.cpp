#include "check/financing_checks.h"

#include <algorithm>

#include "check/strike_checks.h"
#include "instrument/list.h"

namespace openend::check {

namespace {

using entity::Account;
using event::LoanKind;

std::int64_t balance(const book::Book& book, Account account) {
  return book.balances[static_cast<std::size_t>(account)];
}

const book::Collateral* find_told(const book::Book& book, std::string_view deal) {
  const auto found = std::find_if(book.collateral.begin(), book.collateral.end(),
                                  [&](const book::Collateral& told) { return told.deal == deal; });
  return found == book.collateral.end() ? nullptr : &*found;
}

Covered covered(const book::Book& book, std::string deal, std::string what, std::int64_t required, std::int64_t value) {
  Covered one{std::move(deal), std::move(what), required, value, {}};
  if (const book::Collateral* told = find_told(book, one.deal)) {
    one.value += told->value;
    one.told = told->told;
  }
  return one;
}

/// Principal, and the interest that comes with it.
std::int64_t resale_price(const FinancingInputs& in, std::size_t slot, const entity::Security& security) {
  const Decimal par = Decimal::of(in.book.positions.quantity[slot], in.book.positions.places[slot]);
  Decimal price;
  for (const auto& life : instrument::life(security, in.date, *security.maturity)) {
    const instrument::Fraction interest{par * life.interest.numerator, life.interest.denominator};
    price = price + par * life.redemption + interest.rounded(in.minor_places, Rounding::HalfUp);
  }
  return static_cast<std::int64_t>(price.rounded(in.minor_places, Rounding::HalfUp).scaled_to(in.minor_places));
}

/// Of what is held, the part that is lent, rounded up; where less is held than lent, what it was worth at last.
std::int64_t worth_of(const FinancingInputs& in, const book::OpenLoan& loan) {
  const std::uint32_t slot = in.book.find(loan.security);
  if (slot == book::kNone) return loan.worth;
  const Decimal held = Decimal::of(in.book.positions.quantity[slot], in.book.positions.places[slot]);
  if (held < loan.quantity.decimal() || held.is_zero()) return loan.worth;
  const Decimal part = divide(Decimal(in.marks.value[slot]) * loan.quantity.decimal(), held, 0, Rounding::HalfUp);
  return static_cast<std::int64_t>(part.scaled_to(0));
}

std::string text(const FinancingInputs& in, std::int64_t minor) { return Decimal::of(minor, in.minor_places).text(); }

Finding coverage(const FinancingInputs& in, const Covered& deal) {
  const bool late = in.settings.collateral_daily && (!deal.told || *deal.told != in.date) && deal.required > 0;
  const std::string told = deal.told ? " told on " + deal.told->text() : std::string();
  std::string detail;
  if (deal.shortfall() != 0) {
    detail = "the collateral of " + deal.deal + " is worth " + text(in, deal.value) + told + ", " +
             text(in, deal.shortfall()) + " less than the " + text(in, deal.required) +
             " that it has to cover: call it";
  } else if (late) {
    detail = "of the collateral of " + deal.deal + " nothing was told for the day" +
             (deal.told ? ", the last word is of " + deal.told->text() : std::string());
  }
  const bool covered = detail.empty();
  return finding(CheckId::Collateral, covered, text(in, deal.value) + told, std::move(detail),
                 "at least " + text(in, deal.required), deal.deal);
}

Finding limit(const FinancingInputs& in, CheckId id, const Part& part, const Decimal& most, const char* what) {
  const bool within = Decimal(part.part) * Decimal(100) <= Decimal(std::max<std::int64_t>(part.total, 0)) * most;
  std::string detail;
  if (!within)
    detail = std::string(what) + " are " + text(in, part.part) + ", " + part.pct().text() + " percent of " +
             text(in, part.total);
  return finding(id, within, part.pct().text() + " percent", std::move(detail),
                 "at most " + most.trimmed().text() + " percent");
}

}  // namespace

Decimal Part::pct() const {
  return total <= 0 ? Decimal{} : divide(Decimal(part) * Decimal(100), Decimal(total), 2, Rounding::HalfUp);
}

std::vector<Covered> covered_deals(const FinancingInputs& in) {
  std::vector<Covered> deals;
  for (std::size_t slot = 0; slot < in.book.positions.size() && in.book.positions.any_special; ++slot) {
    if (in.book.positions.quantity[slot] <= 0 || in.book.positions.special[slot] == 0) continue;
    const entity::Security& security = in.securities[in.book.positions.security[slot]];
    if (!instrument::is_repurchase_agreement(security) || !security.maturity) continue;
    if (!in.settings.collateral_daily && find_told(in.book, security.key) == nullptr) continue;
    deals.push_back(covered(in.book, security.key, "repurchase agreement", resale_price(in, slot, security), 0));
  }
  for (const book::OpenLoan& loan : in.book.loans) {
    if (loan.kind != LoanKind::JointRepurchase) continue;
    if (!in.settings.collateral_daily && find_told(in.book, loan.id) == nullptr) continue;
    deals.push_back(covered(in.book, loan.id, "joint repurchase agreement", loan.principal + loan.worth, 0));
  }
  for (const book::OpenLoan& loan : in.book.loans) {
    if (loan.kind != LoanKind::SecuritiesLoan) continue;
    const Decimal required =
        divide(Decimal(worth_of(in, loan)) * in.settings.lending_collateral_pct, Decimal(100), 0, Rounding::HalfUp);
    deals.push_back(covered(in.book, loan.id,
                            loan.quantity.decimal().trimmed().text() + " " + in.securities[loan.security.value].key +
                                " on loan to " + loan.counterparty,
                            static_cast<std::int64_t>(required.scaled_to(0)), loan.principal));
  }
  return deals;
}

Part borrowed(const book::Book& book) {
  const std::int64_t loans = -balance(book, Account::LoansPayable);
  return {loans, book.net_assets() + loans};
}

Part lent(const FinancingInputs& in) {
  Part part;
  for (const book::OpenLoan& loan : in.book.loans) {
    if (loan.kind == LoanKind::SecuritiesLoan) part.part += worth_of(in, loan);
    if (loan.kind == LoanKind::InterfundLending) part.part += loan.principal;
  }
  for (std::size_t i = 0; i < entity::kAccounts; ++i) {
    if (entity::kChart[i].account_class == entity::AccountClass::Asset) part.total += in.book.balances[i];
  }
  return part;
}

std::vector<Short> short_sales(const FinancingInputs& in) {
  std::vector<Short> shorts;
  for (std::size_t i = 0; i < in.book.contracts.size(); ++i) {
    const book::OpenContract& open = in.book.contracts[i];
    if (open.sort != book::ContractSort::ShortSale) continue;
    auto of = std::find_if(shorts.begin(), shorts.end(), [&](const Short& s) { return s.security == open.security; });
    if (of == shorts.end()) of = shorts.insert(shorts.end(), Short{open.security, 0, {}, {}, 0, 0});
    of->units += open.contracts;
    of->value += in.marks.contract_worth[i];
  }
  for (Short& one : shorts) {
    const std::uint32_t slot = in.book.find(one.security);
    one.held = Decimal::of(in.book.positions.quantity[slot], in.book.positions.places[slot]);
    for (const book::OpenLoan& loan : in.book.loans) {
      if (loan.kind == LoanKind::SecuritiesBorrowing && loan.security == one.security)
        one.borrowed = one.borrowed + loan.quantity.decimal();
    }
    const Decimal units(one.units), beyond = units - std::min(units, one.held);
    one.naked = static_cast<std::int64_t>(divide(Decimal(one.value) * beyond, units, 0, Rounding::HalfUp).scaled_to(0));
  }
  return shorts;
}

std::vector<Finding> financing_checks(const FinancingInputs& in) {
  std::vector<Finding> findings;
  for (const Covered& deal : covered_deals(in)) findings.push_back(coverage(in, deal));
  if (const Part part = borrowed(in.book); part.part != 0)
    findings.push_back(
        limit(in, CheckId::BorrowingLimit, part, in.settings.borrowing_limit_pct, "loans from banks and portfolios"));
  if (const Part part = lent(in); part.part != 0)
    findings.push_back(
        limit(in, CheckId::LendingLimit, part, in.settings.lending_limit_pct, "securities and money lent"));
  for (std::size_t slot = 0; slot < in.book.positions.size() && in.book.positions.any_special; ++slot) {
    if (in.book.positions.quantity[slot] == 0 || in.book.positions.special[slot] == 0) continue;
    const entity::Security& security = in.securities[in.book.positions.security[slot]];
    if (!instrument::is_tba(security) || *security.issued > in.date) continue;
    const Fixed held{in.book.positions.quantity[slot], in.book.positions.places[slot]};
    findings.push_back(finding(CheckId::TbaDelivery, false, held.decimal().trimmed().text(),
                               security.key + " was delivered on " + security.issued->text() +
                                   ", and is held: sell it at its cost and buy the pools that came",
                               "none", security.key));
  }
  Part naked{0, in.book.net_assets()};
  const std::vector<Short> shorts = short_sales(in);
  for (const Short& one : shorts) naked.part += one.naked;
  if (!shorts.empty())
    findings.push_back(limit(in, CheckId::ShortSales, naked, in.settings.naked_short_pct, "naked short sales"));
  return findings;
}

}  // namespace openend::check
