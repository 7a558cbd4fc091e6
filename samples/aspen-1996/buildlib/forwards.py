"""The forward currency contracts, and one rate per currency and settlement date for all holders."""

from collections import defaultdict

from . import figures


class Forward:
    def __init__(self, row):
        self.row = row
        self.portfolio = row.required("portfolio")
        self.currency = row.required("currency_iso")
        self.settles = row.date("settlement_date")
        self.units = row.whole("units_sold")
        self.value = row.whole("value_usd")
        self.gain = row.whole("unrealized_gain_loss")
        self.id = f"{self.portfolio}/{self.currency}/{row.text('settlement_date')}"
        if self.settles is None and not row.text("settlement_date"):
            row.required("settlement_date")
        if self.units is not None and self.units <= 0:
            row.fault("units_sold", "a number of units above zero", "give the units sold")

    @property
    def amount(self):
        """The dollars agreed: what was sold is worth `value` now, and the sale gains the difference."""
        return self.value + self.gain


def read_forwards(tables, portfolios):
    """The contracts of these portfolios, each with an id of its own."""
    forwards, used = [], defaultdict(int)
    for portfolio in portfolios:
        for row in tables.of("forwards_1996.csv", portfolio):
            if row.text("row") == "contract":
                forward = Forward(row)
                used[forward.id] += 1
                if used[forward.id] > 1:
                    forward.id += f"/{used[forward.id]}"
                forwards.append(forward)
    tables.faults.stop_if_any()
    return forwards


def forward_rates(forwards):
    """Dollars per unit by currency and date: fewest places, then smallest, that give every value."""
    groups, rates = defaultdict(list), {}
    for f in forwards:
        groups[f.currency, f.settles].append(f)
    for key, group in groups.items():
        rates[key] = figures.common_price([(f.units, f.value) for f in group])
        if rates[key] is None:
            held = "; ".join(f"{f.id}: {f.units} units for {f.value}" for f in group)
            group[0].row.fault(
                "value_usd", "one rate at which every contract's units round to its printed value",
                "correct the units or the values", f"{key[0]} for {key[1]}: {held}")
    return rates
