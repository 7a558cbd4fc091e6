"""An independent reading of a delivery: it shares no code with `build` and uses fractions only.

It values the opening book from the input files alone, as a program that imports them would.
"""

from collections import defaultdict
from datetime import date
from fractions import Fraction

BY_PAR = ("corporate_bond", "convertible_bond", "treasury")
ASSETS = ("cash", "receivable_investments_sold", "receivable_shares_sold", "receivable_interest",
          "receivable_dividends", "receivable_from_adviser", "other_assets", "rounding_of_print")
CAPITAL = ("capital", "undistributed_income", "undistributed_gains", "rounding_and_translation")


def nearest(value, step=Fraction(1)):
    """The nearest multiple of `step`, a half up."""
    return ((2 * value / step + 1) / 2).__floor__() * step


def by_portfolio(rows):
    found = defaultdict(list)
    for row in rows:
        found[row["portfolio"]].append(row)
    return found


class Opening:
    """One portfolio's opening book, valued."""

    def __init__(self, portfolio, files):
        self.portfolio = portfolio
        self.securities = {r["security"]: r for r in files["securities.csv"]}
        self.prices = {r["security"]: Fraction(r["price"]) for r in files["prices.csv"]}
        self.rates = {(r["currency"], r["settlement_date"]): Fraction(r["rate"])
                      for r in files["forward-rates.csv"]}
        self.holdings = by_portfolio(files["opening-holdings.csv"])[portfolio]
        self.forwards = by_portfolio(files["opening-forwards.csv"])[portfolio]
        self.balances = {r["account"]: Fraction(r["amount"])
                         for r in by_portfolio(files["opening-balances.csv"])[portfolio]}
        self.shares = Fraction(by_portfolio(files["opening-shares.csv"])[portfolio][0]["shares"])
        lines = by_portfolio(files["classification.csv"])[portfolio]
        self.asset_class = {r["security"]: r["asset_class"] for r in lines}
        self.line = {r["security"]: int(r["line"]) for r in lines}

    def value(self, holding):
        """Quantity x price, or a note from its terms, or the cost of a repurchase agreement."""
        security = self.securities[holding["security"]]
        quantity = Fraction(holding["quantity"])
        if security["kind"] == "repurchase_agreement":
            return Fraction(holding["cost"])
        if security["security"] in self.prices:
            price = self.prices[security["security"]]
            return nearest(quantity * price / (100 if security["kind"] in BY_PAR else 1))
        days = (date.fromisoformat(security["maturity"]) - date.fromisoformat(holding["date"])).days - 1
        return nearest(quantity - quantity * Fraction(security["rate_pct"]) / 100 * days / 360)

    def gain(self, forward):
        worth = nearest(Fraction(forward["units"])
                        * self.rates[forward["currency"], forward["settlement_date"]])
        return Fraction(forward["amount"]) - worth

    def other(self):
        """Assets less liabilities, without investments and forwards."""
        return sum(v if a in ASSETS else -v for a, v in self.balances.items() if a not in CAPITAL)

    def net_assets(self):
        return (sum(map(self.value, self.holdings)) + sum(map(self.gain, self.forwards)) + self.other())

    def nav(self):
        return nearest(self.net_assets() / self.shares, Fraction(1, 100))

    def imbalance(self):
        """Cost of lots + assets - liabilities - capital: nothing, in a book that balances."""
        return (sum(Fraction(h["cost"]) for h in self.holdings) + self.other()
                - sum(v for a, v in self.balances.items() if a in CAPITAL))

    def class_sum(self, of):
        sums = defaultdict(Fraction)
        for holding in self.holdings:
            sums[self.asset_class[holding["security"]]] += of(holding)
        return dict(sums)


def disagreements(files, positions):
    """Where a delivery, valued afresh, is not what the schedules and the statements print."""
    wrong = []

    def same(what, ours, printed):
        if ours != Fraction(printed):
            wrong.append(f"{what}: ours {ours}, printed {printed}")

    printed = {(r["portfolio"], r["figure"], r["key"], r["key2"]): r["value"] for r in files["printed.csv"]}
    for portfolio, lines in by_portfolio(positions).items():
        book = Opening(portfolio, files)
        by_line = {book.line[h["security"]]: h for h in book.holdings}
        same(f"{portfolio} holdings", len(by_line), len(lines))
        for line in lines:
            holding = by_line[int(line["order"])]
            same(f"{portfolio} {line['name']}", book.value(holding), line["market_value"])
            if abs(Fraction(holding["quantity"]) - Fraction(line["quantity"])) > Fraction(1, 2):
                wrong.append(f"{portfolio} {line['name']}: more than half a share from the print")
        values, costs = book.class_sum(book.value), book.class_sum(lambda h: Fraction(h["cost"]))
        for asset_class in values:
            same(f"{portfolio} {asset_class}", values[asset_class],
                 printed[portfolio, "class_total", asset_class, ""])
            same(f"{portfolio} cost of {asset_class}", costs[asset_class],
                 printed[portfolio, "class_cost", asset_class, ""])
        for f in book.forwards:
            key = portfolio, "forward_gain", f["currency"], f["settlement_date"]
            same(f"{portfolio} {f['contract']}", book.gain(f), printed[key])
        same(f"{portfolio} net assets", book.net_assets(), printed[portfolio, "net_assets", "", ""])
        same(f"{portfolio} NAV", book.nav(), printed[portfolio, "nav", "", ""])
        same(f"{portfolio} imbalance", book.imbalance(), 0)
    return wrong
