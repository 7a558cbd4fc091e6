#include "report/report.h"

#include "report/makers.h"
#include "report/render.h"

namespace openend::report {

std::span<const Kind> kinds() {
  static constexpr Kind kKinds[] = {
      {"schedule", "Every holding by asset class and industry, with percents of net assets and cost by class.",
       schedule},
      {"assets-liabilities", "Assets, liabilities, what net assets consist of, shares and the net asset value.",
       statement},
      {"countries", "The holdings by country, in percent of investment securities.", countries},
      {"forwards", "Open forward currency contracts with their rates, values and gains.", forwards},
      {"notes", "Short-term paper valued from its terms, and the rates that a printed value implies.", notes},
      {"accrued-interest", "Interest accrued bond by bond, with the strike day and without it.", accrued_interest},
      {"reconstruction", "What was reconstructed, assigned or allocated, and why.", reconstruction},
      {"tie-out", "Every printed figure beside ours, with a verdict.", tie_out},
      {"subtotals", "Every total and subtotal of the schedule beside the print.", subtotals},
      {"trial-balance", "The balances of the ledger; they sum to zero.", trial_balance},
      {"roundings", "Every place that rounded, how often, and what it changed.", roundings},
      {"holdings", "The positions as a plain list for machines.", holdings},
      {"cash", "Cash by custodian account and currency; what is overdrawn.", cash},
      {"unsettled", "Payables and receivables until they settle; fails with their age.", unsettled},
      {"currency-results", "Results of foreign holdings, split into security and currency.", currency_results},
      {"bridge", "From the dealing to the financial-statement net asset value, entry by entry.", bridge, true},
      {"change", "Why net assets moved since the strike before, by cause, in money and per share.", change},
      {"package", "The net asset value package in one: books, holdings, fees, change, checks, digests.", package},
      {"evidence", "A month's checks, overrides, approvals and publications, for an auditor.", evidence},
      {"fair-values", "Every determination of fair value: who, when, how, why and until when.", fair_values},
      {"approvals", "The register of what the trustees have approved.", approvals},
      {"second-nav", "Yesterday's value rolled forward without the ledger, beside the struck one.", second_nav},
      {"triage", "The few inputs that explain most of the move since the strike before, ranked.", triage},
      {"filing", "The N-PORT filing a portfolio was opened from: totals, checks, every position with its terms.",
       filing, false, true},
      {"operations", "Income, expenses and gains of a period, line by line.", operations, false, false, true},
      {"changes", "What net assets gained and paid in a period, what they consist of, the roll of shares.", changes,
       false, false, true},
      {"highlights", "A share's period: its value, income, gains, distributions, and the ratios.", highlights, false,
       false, true},
      {"statements", "The computed figures of a period's statements beside a print, each with its interval.",
       statements, false, false, true},
      {"reconciliation", "Holdings, cash and shares beside custodian and transfer agent: differences, reasons, ages.",
       reconciliation, false, false, false, true},
      {"cash-forecast", "Cash by currency and day for a month ahead: what settles, is paid by terms, is overdrawn.",
       cash_forecast, true},
      {"futures", "Open futures with what they were opened at, their settlement prices and gains.", futures},
      {"swaps", "Open swaps, caps and floors with what was paid for them, their values and gains.", swaps},
      {"written-options", "Options written and still open: premiums, what they are worth, gains.", written_options},
      {"short-sales", "Securities sold short, with what is held and borrowed of them.", short_sales},
      {"elections", "Offers that wait for an election or for payment: what is held, what was said, days left.",
       elections},
      {"financing", "Money and securities lent and borrowed: interest, collateral and shortfalls, limits.", financing},
      {"maturity", "Days to maturity of each debt holding, pools by their average life, and the weighted average.",
       maturity},
      {"discount", "What the lots of bonds have accreted, original issue discount and market discount apart.",
       discount},
  };
  return kKinds;
}

std::string render(const Report& report, Format format) {
  switch (format) {
    case Format::Text: return render_text(report);
    case Format::Csv: return render_csv(report);
    case Format::Json: return render_json(report);
    case Format::Html: return render_html(report);
  }
  return {};
}

}  // namespace openend::report
