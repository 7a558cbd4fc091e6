#include "check/financing_checks.h"
#include "report/makers.h"
#include "report/table.h"

namespace openend::report {

namespace {

std::string percent_text(event::LoanRate rate) { return Decimal::of(rate, event::kLoanRatePlaces).trimmed().text(); }

Table loans_table(const Struck& struck) {
  Table table{"loans",
              "Loans that are open",
              {text_column("loan", "Loan"), text_column("what", "What"), text_column("counterparty", "With"),
               text_column("opened", "Opened"), text_column("due", "Due"), text_column("purpose", "Purpose"),
               number_column("principal", in_base(struck, "Principal")), number_column("rate_pct", "Percent a year"),
               number_column("accrued", "Interest accrued"), number_column("fee_accrued", "Fee accrued"),
               text_column("security", "Security with it")},
              {}};
  for (const book::OpenLoan& loan : struck.book->loans) {
    const bool away = event::names_security(loan.kind);
    table.rows.push_back(
        {Row::Kind::Item,
         0,
         {loan.id, std::string(event::word_of(loan.kind)), loan.counterparty, loan.opened.text(),
          loan.has_due ? loan.due.text() : "on demand",
          std::string(event::kLoanPurposes[static_cast<std::size_t>(loan.purpose)]), money(struck, loan.principal),
          percent_text(loan.rate), money(struck, loan.accrued), money(struck, loan.fee_accrued),
          away ? loan.quantity.decimal().trimmed().text() + " " + struck.registry->security(loan.security).key : ""}});
  }
  return table;
}

Table cover_table(const Struck& struck, const std::vector<check::Covered>& deals) {
  Table table{"collateral",
              "What has to be covered, and what covers it",
              {text_column("deal", "Deal"), text_column("what", "What"),
               number_column("required", in_base(struck, "Has to be covered")), number_column("value", "Covered"),
               number_column("shortfall", "Shortfall to call"), text_column("told", "Told on")},
              {}};
  for (const check::Covered& deal : deals)
    table.rows.push_back(
        {Row::Kind::Item,
         0,
         {deal.deal, deal.what, money(struck, deal.required), money(struck, deal.value),
          deal.shortfall() == 0 ? "" : money(struck, deal.shortfall()), deal.told ? deal.told->text() : ""}});
  return table;
}

Table limits_table(const Struck& struck, const check::FinancingInputs& in) {
  Table table{
      "limits",
      "Borrowed and lent",
      {text_column("of", "Of"), number_column("amount", in_base(struck, "Amount")),
       number_column("total", "Of a total of"), number_column("pct", "Percent"), number_column("limit_pct", "At most")},
      {}};
  const auto add = [&](const char* of, const check::Part& part, const Decimal& most) {
    table.rows.push_back(
        {Row::Kind::Item,
         0,
         {of, money(struck, part.part), money(struck, part.total), part.pct().text(), most.trimmed().text()}});
  };
  add("borrowed, of assets less other liabilities", check::borrowed(in.book), in.settings.borrowing_limit_pct);
  add("securities and money lent, of total assets", check::lent(in), in.settings.lending_limit_pct);
  return table;
}

}  // namespace

/// LAW   Spec G-1 to G-6, G-10: what is lent and borrowed, by what it is covered, within which limits.
Report financing(const Struck& struck) {
  Report report = begin(struck, "financing", "Loans, collateral and limits");
  const check::FinancingInputs in{*struck.book,    *struck.marks, struck.registry->securities(),
                                  struck.settings, struck.date,   struck.portfolio->base.minor_places()};
  const auto deals = check::covered_deals(in);
  report.tables.push_back(loans_table(struck));
  report.tables.push_back(cover_table(struck, deals));
  report.tables.push_back(limits_table(struck, in));
  for (const check::Covered& deal : deals) {
    if (deal.shortfall() != 0) report.notes.push_back("call " + money(struck, deal.shortfall()) + " for " + deal.deal);
  }
  return finish(std::move(report), struck);
}

}  // namespace openend::report
