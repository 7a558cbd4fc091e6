// report/makers.h - floor 4
//
// The functions behind the list of reports, one file each. Only the list and the tests call them by name.
#pragma once

#include "report/report.h"

namespace openend::report {

Report schedule(const Struck& struck);
Report statement(const Struck& struck);
Report countries(const Struck& struck);
Report forwards(const Struck& struck);
Report notes(const Struck& struck);
Report accrued_interest(const Struck& struck);
Report reconstruction(const Struck& struck);
Report tie_out(const Struck& struck);
Report subtotals(const Struck& struck);
Report trial_balance(const Struck& struck);
Report roundings(const Struck& struck);
Report holdings(const Struck& struck);
Report cash(const Struck& struck);
Report unsettled(const Struck& struck);
Report currency_results(const Struck& struck);
Report bridge(const Struck& struck);
Report change(const Struck& struck);
Report package(const Struck& struck);
Report evidence(const Struck& struck);
Report fair_values(const Struck& struck);
Report approvals(const Struck& struck);
Report second_nav(const Struck& struck);
Report triage(const Struck& struck);
Report filing(const Struck& struck);
Report operations(const Struck& struck);
Report changes(const Struck& struck);
Report highlights(const Struck& struck);
Report statements(const Struck& struck);
Report reconciliation(const Struck& struck);
Report cash_forecast(const Struck& struck);
Report futures(const Struck& struck);
Report swaps(const Struck& struck);
Report written_options(const Struck& struck);
Report short_sales(const Struck& struck);
Report elections(const Struck& struck);
Report financing(const Struck& struck);
Report maturity(const Struck& struck);
Report discount(const Struck& struck);

}  // namespace openend::report
