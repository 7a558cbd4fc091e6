"""The statement of assets and liabilities as an opening book: balances, closing lines and shares."""

import datetime

from . import figures
from .figures import thousands

ASSETS = {
    "cash": "cash",
    "recv_investments_sold": "receivable_investments_sold",
    "recv_fund_shares_sold": "receivable_shares_sold",
    "recv_interest": "receivable_interest",
    "recv_dividends": "receivable_dividends",
    "recv_from_advisor": "receivable_from_adviser",
    "other_assets": "other_assets",
}
LIABILITIES = {
    "pay_investments_purchased": "payable_investments_purchased",
    "pay_fund_shares_repurchased": "payable_shares_repurchased",
    "pay_advisory_fee": "payable_advisory_fee",
    "pay_due_to_custodian": "due_to_custodian",
    "accrued_expenses": "accrued_expenses",
}
CAPITAL = {
    "capital": "capital",
    "undistributed_nii": "undistributed_income",
    "undistributed_realized": "undistributed_gains",
}
LARGEST_ROUNDING = 500  # dollars by which a figure printed in thousands can be off


def statement_date(tables, portfolios):
    """The one day of the statements; the opening is the book after the close of that day."""
    dates = {}
    for portfolio in portfolios:
        for row in tables.of("assets_liabilities_1996.csv", portfolio):
            dates.setdefault(row.text("period"), row)
    if len(dates) == 1:
        row = next(iter(dates.values()))
        date = row.date("period")
        tables.faults.stop_if_any()
        if isinstance(date, datetime.date):
            return date
    tables.faults.add("assets_liabilities_1996.csv", None, "period",
                      ", ".join(sorted(dates)) or "no statement of these portfolios",
                      "one date for all portfolios", "give the statements of one day")
    tables.faults.stop_if_any()


class Statement:
    """One portfolio's printed lines, its net assets in dollars, and what follows from them."""

    def __init__(self, portfolio, tables, date):
        self.portfolio, self.faults = portfolio, tables.faults
        self.lines = self._lines(tables.of("assets_liabilities_1996.csv", portfolio), date.isoformat(),
                                 "assets_liabilities_1996.csv",
                                 [*ASSETS, *LIABILITIES, "shares_outstanding", "nav_per_share"])
        self.changes = self._lines(tables.of("changes_net_assets_1996_1995.csv", portfolio),
                                   str(date.year), "changes_net_assets_1996_1995.csv", list(CAPITAL))
        totals = tables.of("portfolio_totals_1996.csv", portfolio)
        self.totals = totals[0] if totals else None
        if len(totals) != 1:
            self.faults.add("portfolio_totals_1996.csv", None, "portfolio",
                            f"{len(totals)} rows of {portfolio}", "one row", "give its printed totals")
        self.net_assets = self.totals.whole("net_assets") if self.totals else None

    def _lines(self, rows, period, file, needed):
        lines = {r.text("line_item"): r for r in rows if r.text("period") == period}
        for item in needed:
            if item not in lines:
                self.faults.add(file, None, "line_item", f"no line {item} of {self.portfolio} for {period}",
                                "the printed line", "add it; a printed dash is 0")
        return lines

    def balances(self, names, lines):
        """(account, dollars) of the printed lines that are not zero."""
        found = [(account, lines[item].whole("value")) for item, account in names.items() if item in lines]
        return [(account, 1000 * value) for account, value in found if value]

    def close(self, holdings, forwards):
        """The opening balances with their two closing lines."""
        assets = self.balances(ASSETS, self.lines)
        liabilities = self.balances(LIABILITIES, self.lines)
        capital = self.balances(CAPITAL, self.changes)
        if self.faults.texts:
            return []
        printed = sum(v for _, v in assets) - sum(v for _, v in liabilities)
        self.rounding = self.net_assets - (
            sum(p.value for p in holdings) + sum(f.gain for f in forwards) + printed)
        count = len(assets) + len(liabilities)
        if abs(self.rounding) > LARGEST_ROUNDING * count:
            self.totals.fault(
                "net_assets",
                f"a difference of at most ${thousands(LARGEST_ROUNDING * count)}: $500 for each of the "
                f"{count} lines printed in thousands",
                "look for a figure that is wrong: a holding's value, a forward's gain, a statement line "
                "or the net assets",
                f"{self.portfolio}: net assets of {thousands(self.net_assets)} leave "
                f"{thousands(self.rounding)} that holdings, forwards and statement do not explain")
        self.translation = (sum(p.cost for p in holdings) + printed + self.rounding
                            - sum(v for _, v in capital))
        in_thousands, closing = "printed in thousands", "closing line"
        return ([(a, v, in_thousands) for a, v in assets]
                + [("rounding_of_print", self.rounding, closing)]
                + [(a, v, in_thousands) for a, v in liabilities + capital]
                + [("rounding_and_translation", self.translation, closing)])

    def shares(self):
        """(shares, basis): the printed thousand where it gives the printed NAV, else the nearest count."""
        row = self.lines["shares_outstanding"]
        printed, nav = row.whole("value"), self.lines["nav_per_share"].decimal("value")
        if printed is None or nav is None:
            return None
        count = figures.shares_for(self.net_assets, printed, nav)
        if count is None:
            row.fault("value", f"a count within 500 shares of {thousands(printed * 1000)} that gives the "
                      f"printed NAV of {self.lines['nav_per_share'].text('value')}",
                      "correct the shares, the net assets or the NAV",
                      f"{self.portfolio}: net assets {thousands(self.net_assets)}, no such count")
            return None
        return count, "printed" if count == printed * 1000 else "shares inferred from NAV"
