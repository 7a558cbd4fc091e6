"""Reading the CSV tables. Every cell is checked where it is read, so that a fault names its place."""

import csv
import datetime
import re
from fractions import Fraction

from .faults import Faults


class Row:
    """A row of a table. Its getters note a fault and return None when a cell is not what it must be."""

    def __init__(self, file, number, cells, faults):
        self.file, self.number, self.cells, self.faults = file, number, cells, faults

    def text(self, column):
        return (self.cells.get(column) or "").strip()

    def fault(self, column, expected, remedy, found=None):
        found = f'"{self.text(column)}"' if found is None else found
        self.faults.add(self.file, self.number, column, found, expected, remedy)

    def required(self, column):
        if not self.text(column):
            self.fault(column, "a value", "fill the cell", "an empty cell")
        return self.text(column)

    def whole(self, column, blank=None):
        """A whole number, such as dollars; `blank` is what an empty cell means, None: refused."""
        text = self.text(column)
        if not text and blank is not None:
            return blank
        if not re.fullmatch(r"-?\d+", text):
            self.fault(column, "a whole number without separators", "give the printed number")
            return None
        return int(text)

    def decimal(self, column):
        """A plain decimal as an exact fraction."""
        text = self.text(column)
        if not re.fullmatch(r"-?\d+(\.\d+)?", text):
            self.fault(column, "a plain decimal number", "give the printed number")
            return None
        return Fraction(text)

    def date(self, column):
        """An ISO date, or None for an empty cell."""
        text = self.text(column)
        if not text:
            return None
        try:
            if not re.fullmatch(r"\d{4}-\d\d-\d\d", text):
                raise ValueError
            return datetime.date.fromisoformat(text)
        except ValueError:
            self.fault(column, "a date such as 1997-02-18", "give the date in ISO form")
            return None


NEEDED = {
    "positions_1996.csv": (
        "portfolio order asset_class industry name kind share_class coupon_pct maturity_date "
        "description quantity quantity_kind market_value non_income segregated rule_144a repo cost page"
    ),
    "class_totals_1996.csv": "portfolio asset_class pct_of_net_assets cost total_value page",
    "portfolio_totals_1996.csv": (
        "portfolio total_investments_cost total_investments_value total_investments_pct "
        "other_assets_net other_assets_net_pct net_assets page"
    ),
    "assets_liabilities_1996.csv": "portfolio period line_item value page",
    "changes_net_assets_1996_1995.csv": "portfolio period line_item value page",
}

OPTIONAL = {
    "security_facts_1996.csv": (
        "portfolio order security_id name printed_name country table_country trading_currency market"
    ),
    "forwards_1996.csv": (
        "portfolio row currency currency_iso settlement_date units_sold value_usd "
        "unrealized_gain_loss page"
    ),
    "countries_1996.csv": (
        "portfolio row country pct_of_investment_securities market_value pct_excluding_short_term page"
    ),
    "industry_totals_1996.csv": "portfolio asset_class industry pct subtotal page",
    "repo_1996.csv": (
        "portfolio counterparty rate_pct dated maturing par repurchase_amount collateral_par "
        "collateral collateral_rate_pct collateral_maturity collateral_value"
    ),
}


class Tables:
    """All tables of a folder. A table that may be left out is None when it is not there."""

    def __init__(self, folder, needed=None, optional=None):
        needed, optional = needed or NEEDED, optional if needed else OPTIONAL
        self.faults = Faults()
        self.by_file = {}
        if not folder.is_dir():
            self.faults.add(str(folder), None, None, "no such folder", "a folder of CSV tables",
                            f"give the folder that holds {next(iter(needed))}")
            self.faults.stop_if_any()
        for file, columns in {**needed, **(optional or {})}.items():
            if (folder / file).is_file():
                self.by_file[file] = self._read(folder / file, columns.split())
            elif file in needed:
                self.faults.add(file, None, None, "no such file", "the table", f"put it into {folder}")
        self.faults.stop_if_any()

    def has(self, file):
        return file in self.by_file

    def of(self, file, portfolio):
        """The rows of one portfolio, in file order; none when the table was left out."""
        return [r for r in self.by_file.get(file, []) if r.text("portfolio") == portfolio]

    def _read(self, path, columns):
        rows = []
        try:
            with open(path, encoding="utf-8-sig", newline="") as stream:
                reader = csv.DictReader(stream, strict=True)
                missing = [c for c in columns if c not in (reader.fieldnames or [])]
                for column in missing:
                    self.faults.add(path.name, 1, column, "no such column", "the column",
                                    "add it to the header")
                if missing:
                    return rows
                for number, cells in enumerate(reader, start=2):
                    if None in cells or None in cells.values():
                        self.faults.add(path.name, number, None, "another number of cells",
                                        f"{len(reader.fieldnames)} cells", "repair the row")
                        continue
                    rows.append(Row(path.name, number, cells, self.faults))
        except (csv.Error, UnicodeDecodeError) as error:
            self.faults.add(path.name, None, None, str(error), "UTF-8 text in CSV", "repair the file")
        return rows
