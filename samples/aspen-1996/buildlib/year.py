"""The year 1996 as the statements tell it: opening components, totals of the year, printed figures to compare with."""

from .tables import Tables

COLUMNS = {
    "opening-balances.csv": "portfolio date account amount basis",
    "opening-shares.csv": "portfolio class date shares basis",
    "period-totals.csv": "portfolio from to line amount scale basis",
    "printed.csv": "portfolio date figure key key2 value unit place",
}
OF_LINES = "portfolio period line_item value unit printed page"
TABLES = {file: OF_LINES for file in ("operations_1996.csv", "changes_net_assets_1996_1995.csv",
                                      "highlights_1993_1996.csv", "reclass_1996.csv")}

YEAR = "1996"
OPENING = "1995-12-29"  # the last pricing day of 1995; the report's figures are of 31 December, a Sunday
END = "1996-12-31"
COMPONENTS = {"capital": "capital", "undistributed_nii": "undistributed_income",
              "undistributed_realized": "undistributed_gains", "unrealized": "unrealised_appreciation"}

# What is put in: a printed line and the line of period-totals.csv. What follows from these is never put in.
OPERATIONS = {line: line for line in ("interest dividends foreign_tax_withheld advisory_fees transfer_agent_fees "
                                      "system_fees custodian_fees insurance_fees audit_fees other_expenses "
                                      "expense_offsets expense_reimbursement").split()}
OPERATIONS |= {"realized_gain_securities": "realised_gain_securities", "realized_gain_fx": "realised_gain_currency",
               "realized_gain_futures": "realised_gain_futures", "change_unrealized": "change_unrealised"}
CHANGES = {"dividends_nii": "dividends_from_income", "distributions_gains": "distributions_from_gains",
           "tax_return_of_capital": "return_of_capital", "shares_sold_amount": "shares_sold_amount",
           "reinvested_amount": "reinvested_amount", "shares_repurchased_amount": "shares_repurchased_amount",
           "shares_sold": "shares_sold", "shares_reinvested": "shares_reinvested",
           "shares_repurchased": "shares_repurchased", "purchases_securities": "purchases_of_securities",
           "sales_securities": "sales_of_securities", "purchases_lt_govt": "purchases_of_governments",
           "sales_lt_govt": "sales_of_governments"}
RECLASSIFIED = {"reclass_undistributed_nii": "reclassified_income",
                "reclass_undistributed_realized": "reclassified_gains",
                "reclass_paid_in_capital": "reclassified_capital"}
HIGHLIGHTS = {"dividends_nii": "dividends_per_share", "distributions_gains": "distributions_per_share",
              "tax_return_of_capital": "return_of_capital_per_share", "average_net_assets": "average_net_assets",
              "total_return": "total_return", "turnover": "turnover",
              "avg_commission_per_share": "average_commission"}
INPUTS = {"operations_1996.csv": OPERATIONS, "changes_net_assets_1996_1995.csv": CHANGES,
          "reclass_1996.csv": RECLASSIFIED, "highlights_1993_1996.csv": HIGHLIGHTS}
STATEMENTS = {"operations_1996.csv": "operations", "changes_net_assets_1996_1995.csv": "changes",
              "highlights_1993_1996.csv": "highlights"}


def make_year(folder):
    """The rows of each file, from the tables."""
    tables = Tables(folder, TABLES)
    portfolios = list(dict.fromkeys(row.required("portfolio") for row in tables.by_file["operations_1996.csv"]))
    files = {file: [] for file in COLUMNS}
    for portfolio in portfolios:
        _open(tables, portfolio, files)
        first, last = _period(tables, portfolio)
        for file, lines in INPUTS.items():
            for row in tables.of(file, portfolio):
                if row.text("line_item") in lines and row.text("period").startswith(YEAR) and _says_something(row):
                    files["period-totals.csv"].append({
                        "portfolio": portfolio, "from": first, "to": last, "line": lines[row.text("line_item")],
                        "amount": _number(row), "scale": "1000" if _is_thousands(row) else "1",
                        "basis": f"printed, page {row.text('page')}"})
        for file, statement in STATEMENTS.items():
            for row in tables.of(file, portfolio):
                if row.text("period").startswith(YEAR) and row.text("value"):
                    files["printed.csv"].append({
                        "portfolio": portfolio, "date": last, "figure": statement, "key": row.text("line_item"),
                        "key2": "", "value": _number(row), "unit": row.text("unit"), "place": f"page {row.text('page')}"})
    tables.faults.stop_if_any()
    return files


def _open(tables, portfolio, files):
    """The components of 1995 against one asset, where the portfolio was there."""
    rows = [row for row in tables.of("changes_net_assets_1996_1995.csv", portfolio) if row.text("period").startswith("1995")]
    lines = {row.text("line_item"): row for row in rows}
    if not lines:
        return
    missing = [line for line in [*COMPONENTS, "shares_end"] if line not in lines]
    for line in missing:
        tables.faults.add("changes_net_assets_1996_1995.csv", None, "line_item", f"no line {line} of {portfolio} for 1995",
                          "the printed line", "add it; a printed dash is 0")
    if missing:
        return
    amounts = {account: lines[line].whole("value") or 0 for line, account in COMPONENTS.items()}
    amounts["other_assets"] = sum(amounts.values())
    for account, amount in amounts.items():
        if amount:
            files["opening-balances.csv"].append({"portfolio": portfolio, "date": OPENING, "account": account,
                                                  "amount": str(1000 * amount), "basis": "printed in thousands"})
    files["opening-shares.csv"].append({"portfolio": portfolio, "class": "institutional", "date": OPENING,
                                        "shares": str(1000 * (lines["shares_end"].whole("value") or 0)),
                                        "basis": "printed in thousands"})


def _period(tables, portfolio):
    """The first and the last day of the portfolio's 1996."""
    period = tables.of("operations_1996.csv", portfolio)[0].text("period")
    first, _, last = period.partition("/")
    return (first, last) if last else (f"{YEAR}-01-01", END)


def _is_thousands(row):
    return row.text("unit").startswith("thousand")


def _says_something(row):
    """A printed dash is nothing at all; a blank or N/A was not measured."""
    return row.text("value") != "" and row.text("printed").strip("$() ") not in ("--", "N/A", "")


def _number(row):
    row.decimal("value")
    return row.text("value")
