#include <algorithm>

#include "base/digest.h"
#include "report/controls.h"
#include "report/makers.h"
#include "report/table.h"

namespace openend::report {

namespace {

Table fees_table(const Struck& struck) {
  Table table{"fees",
              "Fees and expenses",
              {text_column("line", "Line"), number_column("amount", in_base(struck, "Amount")),
               number_column("rate", "Percent a year")},
              {}};
  const auto add = [&](std::string line, std::string amount, std::string rate) {
    table.rows.push_back({Row::Kind::Item, 0, {std::move(line), std::move(amount), std::move(rate)}});
  };
  if (const auto* fee = struck.portfolio->advisory_fee(struck.date)) {
    for (const auto& tier : fee->tiers)
      add(tier.has_limit ? "Advisory fee: net assets up to" : "Advisory fee: the rest",
          tier.has_limit ? tier.up_to.text() : "", tier.rate_pct.text());
    if (fee->has_cap) add("Advisory fee: at most", "", fee->cap_rate_pct.text());
  }
  for (const auto account : {entity::Account::AdvisoryFee, entity::Account::OtherExpenses,
                             entity::Account::PayableAdvisoryFee, entity::Account::AccruedExpenses}) {
    const std::int64_t balance = struck.package->balances[static_cast<std::size_t>(account)];
    add(std::string(entity::line_of(account).label), money(struck, entity::is_debit_side(account) ? balance : -balance),
        "");
  }
  return table;
}

Table digests_table(const Struck& struck) {
  Table table{"digests", "Digests", {text_column("of", "Of"), text_column("digest", "Digest (sha256)")}, {}};
  const auto add = [&](std::string what, std::string digest) {
    table.rows.push_back({Row::Kind::Item, 0, {std::move(what), std::move(digest)}});
  };
  add("the package", hex(struck.package->digest));
  add("every change of positions since the opening", hex(struck.book->positions_digest));
  add("calculation", std::string(nav::kCalculation));
  return table;
}

}  // namespace

/// LAW   Spec N-5: the package of a net asset value in one: trial balance, holdings, accruals, shares, fees, checks,
///       change, digests. Other reports make its tables.
Report package(const Struck& struck) {
  Report report = begin(struck, "package", "Net asset value package");
  const auto take = [&](Report part, std::string_view only = {}) {
    report.differs = report.differs || part.differs;
    for (Table& table : part.tables) {
      if (only.empty() || table.key == only) report.tables.push_back(std::move(table));
    }
  };
  take(statement(struck), "per_share");
  take(trial_balance(struck));
  take(holdings(struck));
  take(accrued_interest(struck));
  report.tables.push_back(fees_table(struck));
  take(change(struck));
  auto versions = versions_between(struck, struck.date, struck.date);
  std::erase_if(versions,
                [&](const auto& version) { return version.version != struck.version && version.version != 0; });
  report.tables.push_back(findings_table(versions));
  report.tables.push_back(steps_table(versions));
  report.tables.push_back(digests_table(struck));
  return finish(std::move(report), struck);
}

}  // namespace openend::report
