"""The whole of a delivery, from the tables to the rows of each file."""

from fractions import Fraction

from .figures import half_up, plain, thousands
from .forwards import forward_rates, read_forwards
from .kinds import schedule_name
from .positions import read_positions
from .printed import footing_remarks, printed_figures
from .securities import security_rows
from .statements import Statement, statement_date
from .tables import Tables
from .valuing import spread_costs, value_positions

SOURCE = "schedule of investments"
RECONSTRUCTED = "reconstructed from print"
TOLD = {
    "price": "Prices are reconstructed from the printed quantities and values, in dollars; local prices "
             "and exchange rates are not printed.",
    "cost": "Lot costs are allocated, not reported: cost is printed per asset class and spread over its "
            "holdings by value.",
    "identity": "Identity, country and currency of the securities are assigned by us; the print gives "
                "names only.",
    "country": "Country not given: no facts of the securities came with the figures, so country and "
               "market are empty and ids are made from the printed names.",
}


class Delivery:
    def __init__(self, files, valuation, statements, inferred):
        self.files, self.valuation, self.statements = files, valuation, statements
        self.inferred = inferred

    def summary(self):
        """What was assumed, in a few lines for the person who ran it."""
        lines = [f"{len(self.files['opening-holdings.csv'])} holdings of "
                 f"{len(self.files['securities.csv'])} securities, "
                 f"{len(self.files['prices.csv'])} prices, {len(self.files['forward-rates.csv'])} "
                 "forward rates"]
        for p in self.valuation.fractional:
            lines.append(f"fractional quantity  {p.portfolio} {p.id}: {plain(p.quantity)} taken as "
                         f"{plain(p.used_quantity)}")
        for note in self.valuation.implied:
            lines.append(f"implied rate         {note}: {self.valuation.rates[note]}")
        for s in self.statements:
            lines.append(f"closing lines        {s.portfolio}: rounding of the print "
                         f"{thousands(s.rounding)}, rounding and translation {thousands(s.translation)}")
        for portfolio, count in self.inferred:
            lines.append(f"shares inferred      {portfolio}: {thousands(count)}")
        return "\n".join(lines)


def make_delivery(folder):
    """Read, check and reconstruct everything; refuses with all faults of a stage at once."""
    tables = Tables(folder)
    faults = tables.faults
    portfolios = list(dict.fromkeys(r.required("portfolio")
                                    for r in tables.by_file["positions_1996.csv"]))
    if not portfolios:
        faults.add("positions_1996.csv", None, None, "no rows", "positions", "give the schedules")
    faults.stop_if_any()
    date = statement_date(tables, portfolios)
    positions = read_positions(tables, date)
    forwards = read_forwards(tables, portfolios)
    statements = [Statement(p, tables, date) for p in portfolios]
    valuation = value_positions(positions, date, faults)
    rates = forward_rates(forwards)
    remarks = valuation.remarks + spread_costs(positions, tables, date, faults)
    faults.stop_if_any()

    files = {
        "securities.csv": security_rows(positions, valuation, tables),
        "classification.csv": [_classified(p, date) for p in positions],
        "opening-holdings.csv": [_held(p, date) for p in positions],
        "opening-forwards.csv": [_contract(f, date) for f in forwards],
        "prices.csv": [
            {"date": date, "security": security, "price": plain(price), "currency": "USD",
             "source": SOURCE, "status": RECONSTRUCTED}
            for security, price in sorted(valuation.prices.items())],
        "forward-rates.csv": [
            {"date": date, "currency": currency, "settlement_date": settles, "rate": plain(rate),
             "source": "open forward contracts", "status": RECONSTRUCTED}
            for (currency, settles), rate in sorted(rates.items())],
        "opening-balances.csv": [], "opening-shares.csv": [], "printed.csv": [],
    }
    faults.stop_if_any()
    inferred = []
    for s in statements:
        mine = [p for p in positions if p.portfolio == s.portfolio]
        sold = [f for f in forwards if f.portfolio == s.portfolio]
        files["opening-balances.csv"] += [
            {"portfolio": s.portfolio, "date": date, "account": account, "amount": amount, "basis": basis}
            for account, amount, basis in s.close(mine, sold)]
        files["printed.csv"] += printed_figures(s.portfolio, tables, s, date)
        remarks += _told(s.portfolio, mine, tables, date)
        remarks += footing_remarks(s.portfolio, tables, s, mine, sold, date)
        remarks += _shares(s, files, date, inferred)
    faults.stop_if_any()
    order = {portfolio: n for n, portfolio in enumerate(portfolios)}
    files["remarks.csv"] = sorted(remarks, key=lambda r: (order[r["portfolio"]], r["subject"]))
    return Delivery(files, valuation, statements, inferred)


def _classified(p, date):
    return {
        "portfolio": p.portfolio, "security": p.id, "from": date, "line": p.order,
        "asset_class": p.asset_class, "industry": p.industry, "name": schedule_name(p, p.name),
        "country": p.facts.text("table_country") if p.facts else "", **p.flags,
    }


def _held(p, date):
    status = "quantity within half a share of the print" if p.used_quantity != p.quantity else ""
    return {
        "portfolio": p.portfolio, "date": date, "security": p.id, "lot": "opening",
        "quantity": plain(p.used_quantity), "cost": p.cost, "cost_basis": p.cost_basis, "status": status,
    }


def _contract(f, date):
    return {
        "portfolio": f.portfolio, "date": date, "contract": f.id, "side": "sell", "currency": f.currency,
        "units": f.units, "settlement_date": f.settles, "amount": f.amount,
        "status": "amount agreed is printed value plus printed gain",
    }


def _told(portfolio, holdings, tables, date):
    """The remarks that every reader of the portfolio's reports is owed once."""
    subjects = ["identity" if tables.has("security_facts_1996.csv") else "country"]
    if any(p.priced for p in holdings):
        subjects.append("price")
    if any(p.cost_basis == "allocated" for p in holdings):
        subjects.append("cost")
    return [{"portfolio": portfolio, "date": date, "subject": s, "text": TOLD[s]} for s in subjects]


def _shares(statement, files, date, inferred):
    """The row of shares outstanding, and a remark where they are inferred."""
    found = statement.shares()
    if found is None:
        return []
    count, basis = found
    files["opening-shares.csv"].append({
        "portfolio": statement.portfolio, "class": "institutional", "date": date, "shares": count,
        "basis": basis})
    if basis == "printed":
        return []
    inferred.append((statement.portfolio, count))
    nav = statement.lines["nav_per_share"].text("value")
    printed = statement.lines["shares_outstanding"].whole("value")
    by_print = half_up(Fraction(statement.net_assets, 10 * printed)) if printed else 0  # in cents
    return [{
        "portfolio": statement.portfolio, "date": date, "subject": "share count",
        "printed": str(1000 * printed), "printed_gives": plain(Fraction(by_print, 100)),
        "used": str(count), "used_gives": nav,
        "text": f"Shares are printed as {thousands(printed)} thousand, which does not give the printed "
                f"NAV of {nav}; the nearest whole count that does, {thousands(count)}, is used.",
    }]
