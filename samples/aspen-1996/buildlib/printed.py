"""The printed figures that the program's own are compared with, and where the print does not foot."""

from collections import defaultdict

from .statements import ASSETS, CAPITAL, LIABILITIES
from .valuing import print_remark

STATEMENT = {
    "investments_cost": "statement_investments_cost",
    "investments_value": "statement_investments_value",
    "fx_contracts_asset": "statement_forwards_asset",
    "fx_contracts_liability": "statement_forwards_liability",
    "total_assets": "total_assets",
    "total_liabilities": "total_liabilities",
    "net_assets": "statement_net_assets",
    **{item: f"statement_{account}" for item, account in {**ASSETS, **LIABILITIES}.items()},
    "recv_interest": "receivable_interest",
}
CHANGES = {**{item: f"statement_{account}" for item, account in CAPITAL.items()},
           "unrealized": "statement_unrealised_appreciation"}


class Printed:
    """The figures of one portfolio. A printed dash is 0; an empty cell is not a figure."""

    def __init__(self, portfolio, date):
        self.portfolio, self.date, self.rows = portfolio, date, []

    def add(self, row, column, figure, unit, key="", key2=""):
        if row is None or not row.text(column):
            return
        row.decimal(column)
        self.rows.append({
            "portfolio": self.portfolio, "date": self.date, "figure": figure, "key": key, "key2": key2,
            "value": row.text(column), "unit": unit, "place": f"page {row.text('page')}",
        })


def printed_figures(portfolio, tables, statement, date):
    printed = Printed(portfolio, date)
    for row in tables.of("class_totals_1996.csv", portfolio):
        key = row.text("asset_class")
        printed.add(row, "total_value", "class_total", "dollars", key)
        printed.add(row, "pct_of_net_assets", "class_pct", "percent", key)
        printed.add(row, "cost", "class_cost", "dollars", key)
    for row in tables.of("industry_totals_1996.csv", portfolio):
        keys = row.text("asset_class"), row.text("industry")
        printed.add(row, "subtotal", "industry_total", "dollars", *keys)
        printed.add(row, "pct", "industry_pct", "percent", *keys)
    _totals(printed, statement.totals)
    _countries(printed, tables)
    _forwards(printed, tables)
    for items, lines in ((STATEMENT, statement.lines), (CHANGES, statement.changes)):
        for item, figure in items.items():
            printed.add(lines.get(item), "value", figure, "thousands")
    printed.add(statement.lines.get("shares_outstanding"), "value", "shares", "thousands of shares")
    printed.add(statement.lines.get("nav_per_share"), "value", "nav", "per-share")
    return printed.rows


def _totals(printed, row):
    printed.add(row, "total_investments_value", "total_investments", "dollars")
    printed.add(row, "total_investments_cost", "total_investments_cost", "dollars")
    printed.add(row, "total_investments_pct", "total_investments_pct", "percent")
    printed.add(row, "other_assets_net", "other_assets_net", "dollars")
    printed.add(row, "other_assets_net_pct", "other_assets_net_pct", "percent")
    printed.add(row, "net_assets", "net_assets", "dollars")


def _countries(printed, tables):
    for row in tables.of("countries_1996.csv", printed.portfolio):
        if row.text("row") == "total":
            printed.add(row, "market_value", "country_total", "dollars")
            continue
        key = row.text("country")
        printed.add(row, "market_value", "country_value", "dollars", key)
        printed.add(row, "pct_of_investment_securities", "country_pct", "percent", key)
        printed.add(row, "pct_excluding_short_term", "country_pct_excluding_short_term", "percent", key)


def _forwards(printed, tables):
    for row in tables.of("forwards_1996.csv", printed.portfolio):
        total = row.text("row") != "contract"
        keys = () if total else (row.text("currency_iso"), row.text("settlement_date"))
        printed.add(row, "value_usd", "forward_total_value" if total else "forward_value", "dollars", *keys)
        printed.add(row, "unrealized_gain_loss", "forward_total_gain" if total else "forward_gain",
                    "dollars", *keys)


def footing_remarks(portfolio, tables, statement, holdings, forwards, date):
    """Printed totals that are not the sum of their printed parts: told, not corrected."""
    checks = []
    classes, industries = defaultdict(int), defaultdict(int)
    for p in holdings:
        classes[p.asset_class] += p.value
        industries[p.asset_class, p.industry] += p.value
    class_rows = tables.of("class_totals_1996.csv", portfolio)
    for row in class_rows:
        key = row.text("asset_class")
        checks.append((f"the total of {key}", row, "total_value", classes[key], "its positions"))
    for row in tables.of("industry_totals_1996.csv", portfolio):
        key = row.text("asset_class"), row.text("industry")
        checks.append((f"{key[1]} in {key[0]}", row, "subtotal", industries[key], "its positions"))
    totals = statement.totals
    checks.append(("the value of all investments", totals, "total_investments_value",
                   sum(r.whole("total_value", 0) or 0 for r in class_rows), "the classes"))
    checks.append(("the cost of all investments", totals, "total_investments_cost",
                   sum(r.whole("cost", 0) or 0 for r in class_rows), "the classes"))
    checks.append(("net assets", totals, "net_assets",
                   sum(totals.whole(c, 0) or 0 for c in ("total_investments_value", "other_assets_net")),
                   "investments and other assets"))
    countries = tables.of("countries_1996.csv", portfolio)
    for row in countries:
        if row.text("row") == "total":
            parts = sum(r.whole("market_value", 0) or 0 for r in countries if r is not row)
            checks.append(("the country total", row, "market_value", parts, "the countries"))
    for row in tables.of("forwards_1996.csv", portfolio):
        if row.text("row") != "contract":
            checks.append(("the value of all forwards", row, "value_usd",
                           sum(f.value for f in forwards), "the contracts"))
            checks.append(("the gain of all forwards", row, "unrealized_gain_loss",
                           sum(f.gain for f in forwards), "the contracts"))
    checks += _statement_checks(statement)
    return [print_remark(portfolio, date, what, row.whole(column), ours, parts)
            for what, row, column, ours, parts in checks
            if row.text(column) and row.whole(column) not in (ours, None)]


def _statement_checks(statement):
    lines, checks = statement.lines, []
    for total, items in (
        ("total_assets", ["investments_value", *ASSETS, "fx_contracts_asset"]),
        ("total_liabilities", [*LIABILITIES, "fx_contracts_liability"]),
    ):
        if total in lines:
            parts = sum(lines[i].whole("value") or 0 for i in items if i in lines)
            checks.append((f"{total.replace('_', ' ')}, in thousands,", lines[total], "value", parts,
                           "its lines"))
    return checks
