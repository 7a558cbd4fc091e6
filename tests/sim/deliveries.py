"""What a simulated complex was sent, read from the folder that `openend simulate --folder` wrote: the raw files, the order
in which they came, and what the program said to each. No figure is computed here."""
import bisect
import csv
import datetime
import pathlib
import tomllib
from fractions import Fraction

ROOT = pathlib.Path(__file__).resolve().parents[2]
EVENTS = {"trades": ("trade_date", "trade_id"), "currency-deals": ("trade_date", "deal_id"), "settlements": ("date", "trade_id"),
          "forward-deals": ("trade_date", "deal_id"),
          "contract-trades": ("trade_date", "trade_id"), "exercises": ("date", "exercise_id"), "elections": ("date", "election_id"),
          "loans": ("date", "loan_id"), "loan-payments": ("date", "payment_id"), "joint-accounts": ("date", "joint_id"),
          "collateral": ("date", "deal"), "entries": ("date", "id"), "shares": ("date", "class")}


def day(text):
    return datetime.date.fromisoformat(text)


def rows_of(path):
    with open(path, newline="") as file:
        return list(csv.DictReader(file))


class Series:
    """Figures by day; the last one on or before a day counts, and one that comes later for a day replaces it."""

    def __init__(self):
        self.days, self.figures = [], {}

    def set(self, date, figure):
        if date not in self.figures:
            bisect.insort(self.days, date)
        self.figures[date] = figure

    def at(self, date):
        last = self.last(date)
        return self.figures[last] if last else None

    def last(self, date):
        """The day of the figure that counts on a day."""
        place = bisect.bisect_right(self.days, date)
        return self.days[place - 1] if place else None


class World:
    """All that is in force after some deliveries."""

    def __init__(self):
        self.securities, self.prices, self.rates, self.forward_rates = {}, {}, {}, {}
        self.coupons, self.fixings = {}, {}
        self.dividends, self.splits, self.openings, self.withholding = [], [], {}, []
        self.offers = []
        self.events = {kind: {} for kind in EVENTS}

    def take(self, files):
        for kind, rows in files.items():
            if kind == "offers":  # what takes back goes before what is told again
                rows = sorted(rows, key=lambda row: row["kind"] != "withdrawal")
            for row in rows:
                if kind == "securities":
                    self.securities[row["security"]] = row
                elif kind == "coupons":
                    self.coupons.setdefault(row["security"], {})[row["from"]] = row
                elif kind == "fixings":
                    self.fixings.setdefault(row["index"], {})[day(row["date"])] = Fraction(row["level"])
                elif kind == "prices":
                    self.prices.setdefault(row["security"], Series()).set(day(row["date"]), Fraction(row["price"]))
                elif kind == "exchange-rates":
                    rate = Fraction(row["rate"])
                    rate = 1 / rate if row["quoted"] == "units per base" else rate
                    self.rates.setdefault(row["currency"], Series()).set(day(row["date"]), rate)
                elif kind == "forward-rates":
                    key = row["currency"], row["settlement_date"]
                    self.forward_rates.setdefault(key, Series()).set(day(row["date"]), Fraction(row["rate"]))
                elif kind == "dividends":
                    self.dividends.append(row)
                elif kind == "corporate-actions" and row["kind"] == "withdrawal":
                    self.splits = [split for split in self.splits if split["action_id"] != row["action_id"]]
                elif kind == "corporate-actions":
                    self.splits.append(row)
                elif kind == "offers" and row["kind"] == "withdrawal":
                    self.offers = [offer for offer in self.offers if (offer["offer_id"], offer["date"]) != (row["offer_id"], row["date"])]
                elif kind == "offers":
                    self.offers.append(row)
                elif kind.startswith("opening-"):
                    self.openings.setdefault(row["portfolio"], []).append((kind, row))
                elif kind in EVENTS:
                    date, reference = EVENTS[kind]
                    # A trade's two notices bear one reference; their days differ.
                    self.events[kind][row["portfolio"], row[date], row[reference]] = row
        for security, rows in self.coupons.items():
            self.securities[security] = {**self.securities[security], "dated": [rows[date] for date in sorted(rows)]}
        for security, terms in self.securities.items():
            index = terms.get("inflation_index") or terms.get("reset_index")
            if index:
                self.securities[security] = {**terms, "levels": self.fixings.get(index, {})}
        for row in files.get("cancellations", []):
            del self.events[row["kind"]][row["portfolio"], row["date"], row["reference"]]


class Simulation:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.manifest = rows_of(self.folder / "manifest.csv")
        self.outcomes = rows_of(self.folder / "results/simulated-steps.csv")
        self.trust = tomllib.loads((self.folder / "trust/trust.toml").read_text())
        self.portfolios = {name: tomllib.loads((self.folder / f"trust/{name}.toml").read_text()) for name in self.trust["trust"]["portfolios"]}
        self._read = {}

    def files(self, name):
        if name not in self._read:
            self._read[name] = {path.stem: rows_of(path) for path in sorted((self.folder / "deliveries" / name).glob("*.csv"))}
        return self._read[name]

    def strikes(self):
        """Steps that struck, counted from 1, each with its day."""
        return [(i + 1, day(row["date"])) for i, row in enumerate(self.manifest[:len(self.outcomes)]) if row["action"] == "strike"]

    def world(self, step):
        """What was known after so many steps: of the deliveries, those that the program took."""
        world = World()
        world.withholding = self.trust.get("withholding", [])
        for row, outcome in list(zip(self.manifest, self.outcomes))[:step]:
            if row["action"] == "import" and outcome["outcome"] == "taken":
                world.take(self.files(row["folder"]))
        return world


class Calendar:
    """The days on which New York was open: law/nyse.toml."""

    def __init__(self):
        law = tomllib.loads((ROOT / "law/nyse.toml").read_text())
        self.closed = {closing["date"] for closing in law["closing"]}

    def is_open(self, date):
        return date.weekday() < 5 and date not in self.closed

    def following(self, date, count=1):
        while count:
            date += datetime.timedelta(1)
            count -= self.is_open(date)
        return date

    def before(self, date):
        date -= datetime.timedelta(1)
        while not self.is_open(date):
            date -= datetime.timedelta(1)
        return date
