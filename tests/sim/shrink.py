"""Makes a failing simulation small: takes away portfolios, deliveries, strikes, rows and settings while engine and auditor still
differ in a figure of the same name, and tells what is left as a story for tests/day."""
import pathlib
import re
import shutil
import tempfile
import tomllib
from decimal import Decimal

import auditor
import practice
from deliveries import EVENTS, Simulation, rows_of

PLAIN_FEE = 'tiers = [ { rate_pct = "1.00" } ]'


def balanced(rows):
    """Rows of which some were taken away: capital makes an opening balance again."""
    sums = {}
    for kind, row in rows:
        if kind == "opening-holdings":
            sums[row["portfolio"]] = sums.get(row["portfolio"], 0) + auditor.minor(row["cost"])
        elif kind == "opening-balances" and row["account"] != "capital":
            sign = 1 if row["account"] in auditor.ASSETS else -1
            sums[row["portfolio"]] = sums.get(row["portfolio"], 0) + sign * auditor.minor(row["amount"])
    return [(kind, {**row, "amount": f"{Decimal(sums.get(row['portfolio'], 0)) / 100:.2f}"})
            if kind == "opening-balances" and row["account"] == "capital" else (kind, row) for kind, row in rows]


class Case:
    """A simulation as lists that can lose parts: trust texts by name, and steps with their rows."""

    def __init__(self, trust, steps):
        self.trust, self.steps = trust, steps  # steps: manifest row, rows as (kind, row)

    @staticmethod
    def read(folder, last_step):
        folder = pathlib.Path(folder)
        simulation = Simulation(folder)
        steps = []
        for row, outcome in list(zip(simulation.manifest, simulation.outcomes))[:last_step]:
            if row["action"] == "import" and outcome["outcome"] != "taken":
                continue
            rows = [(kind, line) for kind, lines in simulation.files(row["folder"]).items() for line in lines] if row["folder"] else []
            steps.append((row, rows))
        return Case({path.name: path.read_text() for path in (folder / "trust").iterdir()}, steps)

    def write(self, folder):
        folder = pathlib.Path(folder)
        for name, text in self.trust.items():
            (folder / "trust").mkdir(parents=True, exist_ok=True)
            (folder / "trust" / name).write_text(text)
        practice.write_csv(folder / "manifest.csv", [row for row, _ in self.steps])
        for row, rows in self.steps:
            kinds = {}
            for kind, line in balanced(rows):
                kinds.setdefault(kind, []).append(line)
            for kind, lines in kinds.items():
                practice.write_csv(folder / "deliveries" / row["folder"] / f"{kind}.csv", lines)

    def size(self):
        return len(self.steps), sum(len(rows) for _, rows in self.steps)


def first_difference(case, books, folder=None):
    """The first difference that is left; none where the case can not be played, or the engine refuses a part of it."""
    if not case.steps:
        return None
    with tempfile.TemporaryDirectory(prefix="openend-shrink-") as place:
        target = pathlib.Path(folder or place)
        case.write(target)
        try:
            practice.replay(target)
            simulation = Simulation(target)
            if any(outcome["outcome"] != "taken" for outcome in simulation.outcomes):
                return None
            found, _ = auditor.audit_figures(simulation, 1, books)
        except (practice.Failed, AssertionError, AttributeError, IndexError, KeyError, StopIteration, TypeError, ValueError, ZeroDivisionError):
            return None
        return found[0] if found else None


def kind_of(difference):
    """`cost of STOCK7` is a difference of cost."""
    return re.split(r" of | in ", difference.name)[0]


class Shrinker:
    def __init__(self, case, books, say=lambda text: None):
        self.case, self.books, self.say, self.tries = case, books, say, 0
        first = first_difference(case, books)
        if first is None:
            raise ValueError("the case does not fail when it is played again from its folder")
        self.kind, self.date = kind_of(first), first.date.isoformat()

    def fails(self, case):
        self.tries += 1
        difference = first_difference(case, self.books)
        return difference is not None and kind_of(difference) == self.kind

    def attempt(self, case):
        if not self.fails(case):
            return False
        self.case = case
        return True

    def without(self, parts, make):
        """Takes away as many parts as can be: halves first, then ever smaller pieces [delta debugging, Zeller 1999]."""
        size = (len(parts) + 1) // 2
        while parts and size:
            at = 0
            while at < len(parts):
                fewer = parts[:at] + parts[at + size:]
                if self.attempt(make(fewer)):
                    parts = fewer
                else:
                    at += size
            size = size // 2 if size > 1 else 0
        return parts

    def cut_end(self):
        """The shortest beginning that fails: to the strike of the day that differs, or to one that knew more of it."""
        strikes = [i for i, (row, _) in enumerate(self.case.steps) if row["action"] == "strike" and row["date"] >= self.date]
        ahead = 0
        while ahead < len(strikes) and not self.attempt(Case(self.case.trust, self.case.steps[:strikes[ahead] + 1])):
            ahead = 2 * ahead + 1

    def run(self):
        before = None
        self.cut_end()
        while before != self.case.size():
            before = self.case.size()
            self.one_portfolio()
            strikes = [step for step in self.case.steps if step[0]["action"] == "strike"]
            self.attempt(Case(self.case.trust, [step for step in self.case.steps if step not in strikes[:-1]]))
            self.without(self.securities(), self.only_securities)
            self.without(self.case.steps, lambda steps: Case(self.case.trust, steps))
            places = [(i, j) for i, (_, rows) in enumerate(self.case.steps) for j in range(len(rows))]
            steps = self.case.steps
            self.without(places, lambda kept: self.only_rows(steps, set(kept)))
            self.say(f"{self.case.size()[0]} steps, {self.case.size()[1]} rows are left after {self.tries} tries")
        self.plain_terms()
        return self.case

    def one_portfolio(self):
        names = [name.removesuffix(".toml") for name in self.case.trust if name != "trust.toml"]
        if len(names) == 1:
            return
        for name in names:
            trust = {file: text for file, text in self.case.trust.items() if file in ("trust.toml", f"{name}.toml")}
            trust["trust.toml"] = re.sub(r"portfolios = .*", f'portfolios = ["{name}"]', trust["trust.toml"])
            steps = [(row, [(kind, line) for kind, line in rows if line.get("portfolio", name) == name]) for row, rows in self.case.steps]
            if self.attempt(Case(trust, [(row, rows) for row, rows in steps if rows or row["action"] == "strike"])):
                return

    def securities(self):
        return sorted({line["security"] for _, rows in self.case.steps for _, line in rows if line.get("security")})

    def only_securities(self, kept):
        return Case(self.case.trust, [(row, [(kind, line) for kind, line in rows if not line.get("security") or line["security"] in kept])
                                      for row, rows in self.case.steps])

    def only_rows(self, steps, kept):
        fewer = [(row, [line for j, line in enumerate(rows) if (i, j) in kept]) for i, (row, rows) in enumerate(steps)]
        return Case(self.case.trust, [(row, rows) for row, rows in fewer if rows or row["action"] == "strike"])

    def plain_terms(self):
        """Tells by which settings the difference stands: each is taken away where it can be."""
        name = next(file for file in self.case.trust if file != "trust.toml")
        for pattern, plain in [(r"\[\[advisory_fee\]\](.|\n)*", ""), (r"tiers = .*", PLAIN_FEE)] + \
                [(rf"{key} = .*\n", "") for key in re.findall(r"^(\w+) = ", self.case.trust[name].split("[[settings]]")[1], re.M) if key not in ("from", "tiers")]:
            self.attempt(Case({**self.case.trust, name: re.sub(pattern, plain, self.case.trust[name])}, self.case.steps))


# -- as a story

def sentence_of(kind, row):
    cells = {key: {"portfolio": "alpha"}.get(key, value) for key, value in row.items() if value}
    return f"row of {kind}: " + ", ".join(f"{key} {value}" for key, value in cells.items())


def expectation(difference):
    figure, name = difference.auditor or 0, difference.name
    amount = auditor.text(figure)
    if name == "net_assets":
        return f"then net assets are {amount}"
    if name in ("shares", "nav"):
        return f"then {'NAV is' if name == 'nav' else 'shares are'} {amount}"
    if " of " in name and name.split(" of ")[0] in ("quantity", "cost", "value"):
        column, security = name.split(" of ")
        return f"then holdings shows {security}: {column} {amount.replace(',', '')}"
    account = name.split(" in ")[0].replace("_", " ")
    side = "" if not figure else " debit" if figure > 0 else " credit"
    return f"then {account} is {auditor.text(abs(figure))}{side}"


def opening(rows):
    """The desk takes over cash and capital; what else the books opened with stands beside it, balanced."""
    lines, cash, shares, date, other = [], "0.00", "0", None, []
    for kind, row in rows:
        date = row["date"]
        if kind == "opening-shares":
            shares = row["shares"]
        elif kind == "opening-balances" and row["account"] == "cash" and not row["currency"]:
            cash = row["amount"]
        elif kind == "opening-holdings":
            cells = {key: value for key, value in row.items() if value and key not in ("portfolio", "date", "quantity", "cost", "security", "cost_basis")}
            lines.append(f"the books hold {row['quantity']} {row['security']} at a cost of {row['cost']}, " +
                         ", ".join(f"{key} {value}" for key, value in cells.items()))
        elif kind == "opening-forwards" or row["account"] != "capital":
            other.append((kind, row))
    extra = 0
    for kind, row in other:
        lines.append(sentence_of(kind, row))
        if kind == "opening-balances":
            extra += auditor.minor(row["amount"]) * (1 if row["account"] in auditor.ASSETS else -1)
    if extra:
        lines.append(f"row of opening-balances: portfolio alpha, date {date}, account undistributed_gains, amount {auditor.text(auditor.Fraction(extra, 100)).replace(',', '')}, basis printed")
    return [f"the books open {date} with {cash} and {shares} shares", *lines]


def story(case, books, title):
    """The case in the language of docs/how-to/write-a-story.md, expecting what the auditor says."""
    difference = first_difference(case, books)
    terms = next(text for name, text in case.trust.items() if name != "trust.toml")
    opened = [line for _, rows in case.steps for line in rows if line[0].startswith("opening-")]
    if not opened:
        return None  # the books of a story are always taken over
    lines = [title, "", f"# Shrunk from a simulation: {difference.name} was {auditor.text(difference.engine)} by the engine; the auditor says otherwise."]
    lines += [f"the trust says {line}" for line in terms.split("[[settings]]")[1].split("[[")[0].splitlines() if line and not line.startswith("from")]
    for rate in tomllib.loads(case.trust["trust.toml"]).get("withholding", []):
        lines.append(f"{rate['country']} withholds {rate['withheld_pct']} percent and gives back {rate['reclaim_pct']}, from {rate['from']}")
    lines += ["the fee is 1.00 percent a year"] if PLAIN_FEE in terms else []
    lines += [f"there is a cash account {name}" for name in re.findall(r'\[\[cash_account\]\]\nid = "(\w+)"', terms)]
    for kind, row in [line for _, rows in case.steps for line in rows if line[0] == "securities"]:
        cells = [f"{key} {value}" for key, value in row.items() if value and key not in ("security", "name", "kind", "currency")]
        lines.append(", ".join([f"{row['security']} is a {row['kind']} in {row['currency']}", *cells]))
    lines += opening(opened)
    for row, rows in case.steps:
        if row["action"] == "strike":
            lines.append(f"strike {row['date']}")
            continue
        lines += [sentence_of(kind, line) for kind, line in rows if not kind.startswith("opening-") and kind != "securities"]
        lines.append("deliver")
    lines += [f"then on {difference.date}", "  " + expectation(difference)]
    return "\n".join(lines) + "\n"


def shrink(folder, difference, target, books=auditor.Books, say=print):
    """Writes the smallest case to target/case, and where it can be told so the story to target/story.day."""
    target = pathlib.Path(target)
    case = Shrinker(Case.read(folder, difference.step), books, say).run()
    shutil.rmtree(target, ignore_errors=True)
    case.write(target / "case")
    practice.replay(target / "case")
    told = story(case, books, f"Simulated: {difference.name.replace('_', ' ')} as the auditor has it.")
    if told:
        (target / "story.day").write_text(told)
    return case, told
