"""The desk a story is played at: a trust of one portfolio in a folder of its own, driven through the command line."""
import csv
import io
import json
import os
import pathlib
import re
import shlex
import subprocess
import tempfile
from decimal import Decimal

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("OPENEND", str(ROOT / "build/release/openend"))

TRUST = """[trust]
id = "desk"
name = "Desk Trust"
base_currency = "USD"
calendar = "nyse"
portfolios = ["alpha"]
"""
PORTFOLIO = """[portfolio]
id = "alpha"
name = "Alpha Portfolio"
inception = 1993-01-04
base_currency = "USD"
[[class]]
id = "one"
name = "One"
from = 1993-01-04
initial_price = "10.00"
"""
REFUSED_CODES = (1, 3)  # some figures refused, or all of the input


class Told(Exception):
    """What went wrong, for the person who wrote the story."""


def command_exists(name):
    """Among the commands that `openend --help` lists."""
    told = subprocess.run([PROGRAM, "--help"], capture_output=True, text=True).stdout
    return re.search(rf"^  {name}\b", told, re.M) is not None


class Desk:
    def __init__(self, show=False):
        self._folder = tempfile.TemporaryDirectory(prefix="openend-story-")
        self.folder = pathlib.Path(self._folder.name)
        self.store = str(self.folder / "desk.db")
        self.show = show
        self.settings, self.terms, self.trust_terms = [], [], []
        self.opening = ("1997-01-03", Decimal("1000000.00"), Decimal("100000"))
        self.opening_lots = []
        self.files = {}
        self.currency_of = {}
        self.deliveries = 0
        self.opened = False
        self.day = None
        self.answer = {}
        self.refused = []
        self.digest_before = None

    def close(self):
        self._folder.cleanup()

    # -- the program

    def run(self, *words, json_wanted=True):
        """Runs a command; gives its answer, or keeps what it refused."""
        line = [PROGRAM, *words, "--store", self.store] + (["--json"] if json_wanted else [])
        if self.show:
            print("  $ openend " + shlex.join(words))
        done = subprocess.run(line, capture_output=True, text=True, timeout=120)
        if done.returncode not in (0, *REFUSED_CODES):
            raise Told(f"openend {shlex.join(words)} ended with {done.returncode}: {done.stderr.strip()}")
        answer = json.loads(done.stdout)
        self.refused = answer.get("refused", []) if done.returncode else []
        return answer

    def ask(self, *words):
        """A question that is not a step of the story: it must be answered, and it leaves the refusals as they are."""
        kept, shown = self.refused, self.show
        self.show = False
        answer = self.run(*words)
        refused, self.refused, self.show = self.refused, kept, shown
        if refused:
            raise Told("; ".join(f"{r['code']} {r['message']}" for r in refused))
        return answer

    # -- what is given

    def row(self, kind, cells):
        self.files.setdefault(kind, []).append(cells)

    def write_trust(self):
        settings = '[[settings]]\nfrom = 1993-01-04\n' + "".join(s + "\n" for s in self.settings) if self.settings else ""
        self.write("trust", {"trust.toml": TRUST + settings + "".join(t + "\n" for t in self.trust_terms), "alpha.toml": PORTFOLIO + "".join(t + "\n" for t in self.terms)})
        return str(self.folder / "trust")

    def write(self, name, texts):
        folder = self.folder / name
        folder.mkdir(exist_ok=True)
        for file, text in texts.items():
            (folder / file).write_text(text)
            if self.show:
                print(f"  {name}/{file}\n" + "".join(f"    | {line}\n" for line in text.splitlines()), end="")
        return str(folder)

    def open_books(self):
        if self.opened:
            return
        self.opened = True
        self.run("init", self.write_trust())
        self.stop_if_refused("the trust")
        date, cash, shares = self.opening
        cost = sum((lot["cost"] for lot in self.opening_lots), Decimal(0))
        balance = lambda account, amount: {"portfolio": "alpha", "date": date, "account": account, "amount": str(amount), "basis": "printed"}
        if cash:
            self.row("opening-balances", balance("cash", cash))
        self.row("opening-balances", balance("capital", cash + cost))
        self.row("opening-shares", {"portfolio": "alpha", "class": "one", "date": date, "shares": str(shares), "basis": "printed"})
        for lot in self.opening_lots:
            self.row("opening-holdings", {"portfolio": "alpha", "date": date, "cost_basis": "reported", **lot, "cost": str(lot["cost"])})

    def stop_if_refused(self, what):
        if self.refused:
            raise Told(f"{what}: " + "; ".join(f"{r['code']} {r['message']} ({r['found']})" for r in self.refused))

    # -- steps

    def deliver(self):
        """Hands over everything that was told since the last delivery."""
        self.open_books()
        self.digest_before = self.ask("verify")["store_digest"]
        if not self.files:
            return
        texts = {}
        for kind, rows in self.files.items():
            columns = list(dict.fromkeys(column for row in rows for column in row))
            out = io.StringIO()
            writer = csv.DictWriter(out, columns, restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
            texts[kind + ".csv"] = out.getvalue()
        self.files = {}
        self.deliveries += 1
        self.run("import", "folder", self.write(f"delivery-{self.deliveries}", texts))

    def step(self, *words):
        """A command that may record something."""
        self.deliver()
        if self.refused:
            return
        self.digest_before = self.ask("verify")["store_digest"]
        self.answer = self.run(*words)

    # -- what is found

    def subject(self):
        if self.day is None:
            raise Told("nothing was struck yet: write strike DATE before")
        return "alpha@" + self.day

    def figure(self, word):
        for line in self.ask("explain", self.subject())["lines"]:
            if line["line"] == word:
                return Decimal(line["amount"])
        return None

    def shares(self):
        return self.figure("shares")

    def account(self, word):
        """The balance, debits positive; a word that is no account is refused."""
        found = self.figure(word)
        if found is None:
            self.ask("ledger", "--portfolio", "alpha", "--account", word, "--from", self.day, "--to", self.day)
        return found or Decimal(0)

    def lots(self, security):
        lots = {}

        def walk(node):
            if node["label"].startswith("lot "):
                lots[node["label"][4:]] = (Decimal(node["amount"]), Decimal(node["detail"].split(",")[0].removeprefix("cost ")))
            for part in node.get("parts", []):
                walk(part)

        walk(self.ask("explain", self.subject(), "holding:" + security))
        return lots

    def rows(self, report, name):
        tables = self.ask("report", report, "--portfolio", "alpha", "--date", self.day)["tables"]
        return [row for table in tables for row in table["rows"] if name in row.values()]

    def struck(self):
        struck = self.answer.get("portfolios", [])
        if not struck:
            raise Told("the last step struck nothing")
        return struck[0]

    def status(self):
        return self.ask("status", "--date", self.day)["portfolios"][0]
