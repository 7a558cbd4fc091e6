"""The contract of the command line: exit codes, the shape of answers, all or nothing, and no surprise on disk.

Run as  python3 -m unittest discover -s tests/cli -p '*test*.py'  with build/release/openend, or OPENEND naming another.
Nothing but Python's own library is used, and nothing is assumed about the inside of the program.
"""

import csv
import html.parser
import io
import json
import os
import pathlib
import re
import shutil
import sqlite3
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("OPENEND", str(ROOT / "build" / "release" / "openend"))
SAMPLE = ROOT / "samples" / "aspen-1996"

DONE, FAILED, USAGE, REFUSED, FAULT = 0, 1, 2, 3, 4
EARLY = ("--known", "1996-12-31T12:00:00Z")  # before whatever moment a test chooses

TRUST = {
    "trust.toml": """[trust]
id = "desk"
name = "Desk Trust"
base_currency = "USD"
calendar = "weekdays"
portfolios = ["alpha", "beta"]
""",
    "alpha.toml": """[portfolio]
id = "alpha"
name = "Alpha Portfolio"
inception = 1996-01-02
base_currency = "USD"
[[class]]
id = "one"
name = "One"
from = 1996-01-02
initial_price = "10.00"
""",
}
TRUST["beta.toml"] = TRUST["alpha.toml"].replace("alpha", "beta").replace("Alpha", "Beta")

DELIVERY = {
    "securities.csv": "security,name,kind,currency\nACME,Acme Inc.,common_stock,USD\n",
    "opening-balances.csv": "portfolio,date,account,amount,basis\n"
    "alpha,1997-01-03,cash,1000000.00,printed\nalpha,1997-01-03,capital,1000000.00,printed\n",
    "opening-shares.csv": "portfolio,class,date,shares,basis\nalpha,one,1997-01-03,100000.000,printed\n",
    "prices.csv": "date,security,price,currency\n1997-01-06,ACME,50,USD\n1997-01-07,ACME,52.5,USD\n",
    "trades.csv": "trade_id,trade_date,settle_date,portfolio,security,side,quantity,price,net_amount\n"
    "1,1997-01-06,1997-01-09,alpha,ACME,B,1000,50,-50000.00\n",
}

# Enough is held, but not in the lot that is named: only the strike knows what is left of a lot.
TOO_MUCH_OF_A_LOT = (
    "trade_id,trade_date,settle_date,portfolio,security,side,quantity,price,net_amount,lots\n"
    "2,1997-01-06,1997-01-09,alpha,ACME,B,500,50,-25000.00,\n3,1997-01-07,1997-01-10,alpha,ACME,S,1500,52,78000.00,1:1500\n")


def write(folder, files):
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_bytes(text.encode() if isinstance(text, str) else text)
    return str(folder)


class Html(html.parser.HTMLParser):
    """Fails on tags that are not closed in order."""

    EMPTY = {"meta", "br", "hr", "col", "link", "img", "input"}

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open, self.tables, self.text = [], 0, []

    def handle_starttag(self, tag, attrs):
        self.tables += tag == "table"
        if tag not in self.EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open[-1] != tag:
            raise AssertionError(f"</{tag}> closes {self.open[-3:]}")
        self.open.pop()

    def handle_data(self, data):
        self.text.append(data)


class Case(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="openend-cli-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        (self.folder / "store").mkdir()
        self.store = str(self.folder / "store" / "desk.db")
        self.trust = write(self.folder / "trust", TRUST)
        self.delivery = write(self.folder / "delivery", DELIVERY)

    def run_it(self, *words, expect=DONE):
        done = subprocess.run([PROGRAM, *map(str, words)], capture_output=True, text=True, timeout=120)
        self.assertEqual(done.returncode, expect, f"{words}\n{done.stdout}\n{done.stderr}")
        # A command leaves one file, whatever became of it.
        left = [path.name for path in (self.folder / "store").iterdir()]
        self.assertLessEqual(set(left), {"desk.db"}, words)
        return done

    def ask(self, *words, expect=DONE):
        return json.loads(self.run_it(*words, "--store", self.store, "--json", expect=expect).stdout)

    def init(self):
        self.run_it("init", self.trust, "--store", self.store, *EARLY)

    def ready(self):
        self.init()
        self.run_it("import", "folder", self.delivery, "--store", self.store, *EARLY)

    def digest(self):
        return self.ask("verify")["store_digest"]

    def refusals(self, *words):
        before = self.digest()
        refused = self.ask(*words, expect=REFUSED)["refused"]
        self.assertEqual(self.digest(), before, "a refusal records nothing")
        return refused


class ExitCodes(Case):
    def test_done_is_0(self):
        self.ready()
        self.run_it("strike", "--date", "1997-01-07", "--store", self.store)
        self.run_it("verify", "--store", self.store)
        self.run_it("--help")
        self.run_it("--version")
        for command in ("init", "import", "strike", "report", "explain", "verify", "dump", "bench"):
            self.assertIn("openend", self.run_it(command, "--help").stdout)

    def test_a_failed_check_is_1(self):
        self.ready()
        more = write(self.folder / "more", {"trades.csv": TOO_MUCH_OF_A_LOT})
        self.run_it("import", "folder", more, "--store", self.store)
        answer = self.ask("strike", "--date", "1997-01-08", expect=FAILED)
        self.assertEqual([entry["portfolio"] for entry in answer["refused"]], ["alpha"])
        reason = answer["refused"][0]
        self.assertEqual(reason["code"], "E-LOT-015")
        self.assertIn("1997-01-08", reason["message"])
        self.assertEqual(reason["found"], "1500 asked")
        self.assertEqual(reason["expected"], "at most 1000 in that lot")
        self.assertTrue(reason["remedy"])

    def test_a_word_too_few_too_many_or_wrong_is_2(self):
        self.init()
        for words in (
            (),
            ("fly",),
            ("init",),
            ("init", self.trust),
            ("strike", "--store", self.store),
            ("strike", "--date", "7 January", "--store", self.store),
            ("strike", "--date", "1997-02-30", "--store", self.store),
            ("strike", "--date", "1997-01-06", "--threads", "0", "--store", self.store),
            ("strike", "--date", "1997-01-06", "--known", "noon", "--store", self.store),
            ("report", "schedule", "--portfolio", "alpha", "--date", "1997-01-06", "--format", "pdf", "--store", self.store),
            ("verify", "--store", self.store, "--colour"),
            ("report", "poem", "--portfolio", "alpha", "--date", "1997-01-06", "--store", self.store),
            ("explain", "alpha", "--store", self.store),
            ("explain", "alpha@1997-02-30", "--store", self.store),
            ("approve", "@1997-01-06", "--store", self.store),
            ("help", "fly"),
        ):
            done = self.run_it(*words, expect=USAGE)
            self.assertRegex(done.stderr, r"(?s)^usage: .+\nSee openend .*--help\n$", words)
            self.assertNotIn("Nothing was recorded", done.stderr)

    def test_what_the_rules_forbid_is_3(self):
        self.ready()
        for words, code in (
            (("strike", "--date", "1997-01-11"), "E-DAY-002"),
            (("strike", "--date", "1997-01-06", "--portfolio", "gamma"), "E-REF-001"),
            (("report", "schedule", "--portfolio", "beta", "--date", "1997-01-06"), "E-OPEN-003"),
            (("explain", "gamma@1997-01-06"), "E-EXPLAIN-003"),
            (("explain", "alpha@1997-01-07", "the weather"), "E-EXPLAIN-001"),
            (("import", "tea", os.path.join(self.delivery, "prices.csv")), "E-KIND-001"),
        ):
            self.assertEqual([r["code"] for r in self.refusals(*words)], [code], words)

    def test_a_disk_or_store_that_fails_is_4(self):
        for words in (
            ("strike", "--date", "1997-01-06"),
            ("verify",),
            ("import", "folder", self.delivery),
            ("report", "schedule", "--portfolio", "alpha", "--date", "1997-01-06"),
            ("explain", "alpha@1997-01-06"),
            ("dump",),
        ):
            done = self.run_it(*words, "--store", self.store, expect=FAULT)
            self.assertIn("fault:", done.stderr)
            self.assertFalse(os.path.exists(self.store), "asking makes no store")
        self.init()
        self.run_it("import", "prices", self.folder / "nowhere.csv", "--store", self.store, expect=FAULT)
        self.run_it("import", "folder", self.folder / "nowhere", "--store", self.store, expect=FAULT)
        pathlib.Path(self.store).write_bytes(b"this is no database, only a text of some length. " * 300)
        self.run_it("verify", "--store", self.store, expect=FAULT)


class Init(Case):
    def test_shows_and_records_only_differences(self):
        first = self.ask("init", self.trust)
        self.assertEqual((first["trust"], first["portfolios"], first["removed"]), ("desk", 2, []))
        self.assertGreater(len(first["set"]), 20)
        again = self.ask("init", self.trust)
        self.assertEqual((again["set"], again["removed"]), ([], []))
        self.assertEqual(again["store_digest"], first["store_digest"])
        write(self.trust, {"alpha.toml": TRUST["alpha.toml"].replace("Alpha Portfolio", "Alpha Fund")})
        changed = self.ask("init", self.trust)
        self.assertEqual(changed["set"], [{"file": "alpha.toml", "key": "portfolio.name", "value": "Alpha Fund"}])

    def test_a_folder_that_is_no_trust_leaves_no_store(self):
        write(self.trust, {"alpha.toml": TRUST["alpha.toml"] + "colour = \"blue\"\n"})
        refused = self.ask("init", self.trust, expect=REFUSED)["refused"]
        self.assertEqual([(r["code"], r["file"], r["row"]) for r in refused], [("E-TERM-003", "alpha.toml", 11)])
        self.assertFalse(os.path.exists(self.store))


class Import(Case):
    def test_a_folder_is_all_or_nothing(self):
        self.init()
        before = self.digest()
        write(self.delivery, {"trades.csv": DELIVERY["trades.csv"] + "2,1997-01-07,1997-01-10,alpha,NOBODY,B,1,1,-1.00\n"})
        refused = self.ask("import", "folder", self.delivery, expect=REFUSED)["refused"]
        self.assertEqual([r["code"] for r in refused], ["E-REF-002"])
        self.assertEqual(self.digest(), before)
        self.assertEqual(self.ask("verify")["batches"], 1)  # the trust's terms, and nothing more
        write(self.delivery, DELIVERY)
        self.run_it("import", "folder", self.delivery, "--store", self.store)
        self.assertNotEqual(self.digest(), before)

    def test_every_refusal_names_place_found_expected_and_remedy(self):
        self.ready()
        trades = DELIVERY["trades.csv"].split("\n")[0] + "\n"
        ok = "7,1997-01-07,1997-01-10,alpha,ACME,B,1,52,-52.00\n"
        rows = {
            "E-REF-001": ("7,1997-01-07,1997-01-10,gamma,ACME,B,1,52,-52.00", 4, "gamma"),
            "E-REF-002": ("7,1997-01-07,1997-01-10,alpha,NOBODY,B,1,52,-52.00", 5, "NOBODY"),
            "E-TRADE-001": ("7,1997-01-07,1997-01-10,alpha,ACME,X,1,52,-52.00", 6, "X"),
            "E-TRADE-002": (",1997-01-07,1997-01-10,alpha,ACME,B,1,52,-52.00", 1, "nothing"),
            "E-TRADE-004": ("7,1997-01-07,1997-01-10,alpha,ACME,B,1,52,52.00", 9, "52.00"),
            "E-TRADE-005": ("7,1997-01-07,1997-01-10,alpha,ACME,B,1,52,-52.01", 9, "-52.01"),
            "E-TRADE-008": ("7,1997-01-07,1997-01-06,alpha,ACME,B,1,52,-52.00", 3, "1997-01-06"),
            "E-EVENT-001": ("7,1997-01-07,1997-01-10,alpha,ACME,B,0,52,-52.00", 7, "0"),
            "E-CSV-013": ("7,1997-13-07,1997-01-10,alpha,ACME,B,1,52,-52.00", 2, "1997-13-07"),
            "E-CSV-014": ("7,1997-01-07,1997-01-10,alpha,ACME,B,one,52,-52.00", 7, "one"),
            "E-CSV-015": ("7,1997-01-07,1997-01-10,alpha,ACME,B,1,52,-52.001", 9, "-52.001"),
        }
        for code, (row, column, found) in rows.items():
            with self.subTest(code):
                path = self.folder / "trades.csv"
                path.write_text(trades + ok.replace("7,", "6,", 1) + row + "\n")
                refused = self.refusals("import", "trades", path)
                self.assertEqual(list(refused[0]), ["code", "message", "file", "row", "column", "excerpt", "found", "expected", "remedy", "portfolio"])
                self.assertEqual([(r["code"], r["file"], r["row"], r["column"], r["found"]) for r in refused], [(code, "trades.csv", 3, column, found)])
                for key in ("message", "expected", "remedy"):
                    self.assertTrue(refused[0][key], key)

    def test_a_refusal_for_people_says_the_same(self):
        self.ready()
        path = self.folder / "trades.csv"
        path.write_text(DELIVERY["trades.csv"].split("\n")[0] + "\n7,1997-01-07,1997-01-10,alpha,NOBODY,B,1,52,-52.00\n")
        told = self.run_it("import", "trades", path, "--store", self.store, expect=REFUSED).stderr
        for part in ("E-REF-002", "trades.csv:2:5", "NOBODY", "expected", "remedy", "Nothing was recorded."):
            self.assertIn(part, told)

    def test_all_faults_of_all_files_are_told_at_once(self):
        self.init()
        write(self.delivery, {"prices.csv": "date,security,price,currency\n1997-01-06,ACME,-5,USD\n1997-01-07,BOLT,5,USD\n",
                              "trades.csv": DELIVERY["trades.csv"] + "2,1997-01-07,1997-01-10,gamma,ACME,B,1,1,-1.00\n"})
        refused = self.refusals("import", "folder", self.delivery)
        self.assertEqual({(r["file"], r["row"]) for r in refused}, {("prices.csv", 2), ("prices.csv", 3), ("trades.csv", 3)})

    def test_a_dry_run_records_nothing(self):
        self.init()
        before = self.digest()
        answer = self.ask("import", "folder", self.delivery, "--dry-run")
        self.assertFalse(answer["recorded"])
        self.assertEqual(answer["store_digest"], before)
        self.assertEqual(self.digest(), before)
        self.assertEqual({f["file"]: f["rows"] for f in answer["files"]},
                         {"securities.csv": 1, "opening-balances.csv": 2, "opening-shares.csv": 1, "prices.csv": 2, "trades.csv": 1})

    def test_the_same_folder_twice_records_nothing_twice(self):
        self.ready()
        before = self.digest()
        answer = self.ask("import", "folder", self.delivery)
        self.assertTrue(all(f["already_recorded"] for f in answer["files"]))
        self.assertEqual(self.digest(), before)
        for entry in answer["files"]:
            self.assertRegex(entry["sha256"], r"^[0-9a-f]{64}$")

    def test_a_file_of_no_known_kind_or_an_empty_folder_is_refused(self):
        self.init()
        write(self.delivery, {"poems.csv": "line\nroses\n"})
        self.assertEqual([r["code"] for r in self.refusals("import", "folder", self.delivery)], ["E-KIND-002"])
        self.assertEqual([r["code"] for r in self.refusals("import", "folder", write(self.folder / "empty", {}))], ["E-KIND-003"])
        # Other files are not looked at, and a mapping may name files to leave alone.
        write(self.delivery, {"import.toml": 'ignore_files = ["poems.csv"]\n', "letter.txt": "hello"})
        self.run_it("import", "folder", self.delivery, "--store", self.store)

    def test_another_party_s_shape_is_mapped(self):
        self.init()
        write(self.delivery, {"prices.csv": "day,paper,price_1000,currency,vendor\n1997-01-07,ACME,52500,USD,x\n",
                              "import.toml": '[prices]\ncolumns = { date = "day", security = "paper", price = "price_1000" }\nunits = { price = "0.001" }\nignore = ["vendor"]\n'})
        self.run_it("import", "folder", self.delivery, "--store", self.store)
        alpha = self.ask("strike", "--date", "1997-01-07")["portfolios"][0]
        self.assertEqual(alpha["net_assets"], "1002500.00")  # 1,000 x (52.50 - 50)


class Strike(Case):
    KEYS = ["portfolio", "class", "date", "state", "net_assets", "shares_outstanding", "nav_per_share", "nav_unrounded",
            "digest", "exceptions", "version", "restated"]

    def test_the_answer_has_its_keys_and_formats(self):
        self.ready()
        answer = self.ask("strike", "--date", "1997-01-07")
        self.assertEqual(list(answer), ["date", "portfolios", "not_opened"])
        self.assertEqual(answer["date"], "1997-01-07")
        self.assertEqual(answer["not_opened"], ["beta"])
        alpha, = answer["portfolios"]
        self.assertEqual(list(alpha), self.KEYS)
        digest = alpha.pop("digest")
        self.assertRegex(digest, r"^[0-9a-f]{64}$")
        self.assertEqual(alpha, {"portfolio": "alpha", "class": "one", "date": "1997-01-07", "state": "calculated",
                                 "net_assets": "1002500.00", "shares_outstanding": "100000.000", "nav_per_share": "10.03",
                                 "nav_unrounded": "10.0250000000", "exceptions": [], "version": 1, "restated": []})

    def test_again_it_is_unchanged_and_after_late_news_restated(self):
        self.ready()
        self.ask("strike", "--date", "1997-01-08")
        before = self.digest()
        alpha, = self.ask("strike", "--date", "1997-01-08")["portfolios"]
        self.assertEqual((alpha["state"], alpha["version"], alpha["restated"]), ("unchanged", 1, []))
        self.assertEqual(alpha["exceptions"], ["price-missing: ACME has no price of 1997-01-08; its last is of 1997-01-07"])
        self.assertEqual(self.digest(), before)
        late = write(self.folder / "late", {"entries.csv": "id,date,portfolio,entry,amount\nx,1997-01-07,alpha,expense accrued,2500.00\n"})
        self.run_it("import", "folder", late, "--store", self.store)
        alpha, = self.ask("strike", "--date", "1997-01-08")["portfolios"]
        self.assertEqual((alpha["state"], alpha["version"], alpha["restated"], alpha["net_assets"]),
                         ("restated", 2, ["1997-01-07", "1997-01-08"], "1000000.00"))

    def test_an_estimate_records_nothing_and_says_so(self):
        self.ready()
        before = self.digest()
        alpha, = self.ask("strike", "--date", "1997-01-07", "--estimate")["portfolios"]
        self.assertEqual((alpha["state"], alpha["net_assets"]), ("estimate", "1002500.00"))
        self.assertEqual(self.digest(), before)
        self.ask("strike", "--date", "1997-01-07")
        again, = self.ask("strike", "--date", "1997-01-07", "--estimate")["portfolios"]
        self.assertEqual((again["date"], again["net_assets"]), ("1997-01-07", "1002500.00"))

    def test_portfolios_that_are_not_open_are_named_and_are_no_error(self):
        self.ready()
        answer = self.ask("strike", "--date", "1997-01-07", "--portfolio", "beta")
        self.assertEqual((answer["portfolios"], answer["not_opened"]), ([], ["beta"]))
        self.assertIn("beta", self.run_it("strike", "--date", "1997-01-07", "--store", self.store).stdout)

    def test_one_portfolio_that_fails_does_not_stop_the_other(self):
        self.ready()
        more = write(self.folder / "more", {
            "shares.csv": "date,portfolio,class,subscriptions,redemptions\n1997-01-06,beta,one,5000.00,0\n",
            "trades.csv": TOO_MUCH_OF_A_LOT})
        self.run_it("import", "folder", more, "--store", self.store)
        answer = self.ask("strike", "--date", "1997-01-08", expect=FAILED)
        self.assertEqual([p["portfolio"] for p in answer["portfolios"]], ["beta"])
        self.assertEqual(answer["portfolios"][0]["shares_outstanding"], "500.000")
        self.assertEqual([r["portfolio"] for r in answer["refused"]], ["alpha"])

    def test_threads_make_no_difference(self):
        answers = []
        for threads in ("1", "2", "8"):
            store = self.folder / f"{threads}.db"
            for words in (("init", SAMPLE / "trust"), ("import", "folder", SAMPLE / "input")):
                self.run_it(*words, "--store", store)
            answers.append(json.loads(self.run_it("strike", "--date", "1997-01-03", "--threads", threads, "--store", store, "--json").stdout))
        self.assertEqual(answers[0], answers[1])
        self.assertEqual(answers[0], answers[2])
        self.assertEqual(len(answers[0]["portfolios"]), 6)


class Reports(Case):
    KINDS = re.findall(r"^  ([a-z-]+): ", subprocess.run([PROGRAM, "report", "--help"], capture_output=True, text=True).stdout, re.M)

    def setUp(self):
        super().setUp()
        for words in (("init", SAMPLE / "trust"), ("import", "folder", SAMPLE / "input"), ("strike", "--date", "1996-12-31")):
            self.run_it(*words, "--store", self.store)

    def report(self, kind, portfolio, form):
        return self.run_it("report", kind, "--portfolio", portfolio, "--date", "1996-12-31", "--format", form, "--store", self.store).stdout

    def test_every_kind_in_every_format_can_be_read(self):
        for kind in ("schedule", "countries", "forwards", "notes", "accrued-interest", "reconstruction", "tie-out", "holdings"):
            self.assertIn(kind, self.KINDS)
        for kind in self.KINDS:
            for portfolio in ("growth", "money_market"):
                with self.subTest(kind=kind, portfolio=portfolio):
                    text = self.report(kind, portfolio, "text")
                    self.assertIn("1996-12-31", text)
                    answer = json.loads(self.report(kind, portfolio, "json"))
                    for key in ("report", "title", "trust", "portfolio", "portfolio_name", "date", "digest", "version", "estimate", "differs", "tables", "notes"):
                        self.assertIn(key, answer)
                    self.assertEqual((answer["report"], answer["portfolio"], answer["estimate"], answer["differs"]), (kind, portfolio, False, False))
                    page = Html()
                    page.feed(self.report(kind, portfolio, "html"))
                    page.close()
                    self.assertEqual(page.open, [])
                    self.assertIn(answer["digest"], "".join(page.text))
                    rows = list(csv.reader(io.StringIO(self.report(kind, portfolio, "csv")), strict=True))
                    # As many rows in CSV as in JSON: a header for each table, and what is in it.
                    filled = [row for row in rows if row]
                    self.assertEqual(len(filled), sum(1 + len(table["rows"]) for table in answer["tables"]))

    def test_an_answer_in_json_is_the_format_json(self):
        asked = self.run_it("report", "holdings", "--portfolio", "growth", "--date", "1996-12-31", "--json", "--store", self.store).stdout
        self.assertEqual(asked, self.report("holdings", "growth", "json"))

    def test_a_day_that_was_not_struck_is_an_estimate(self):
        answer = self.ask("report", "holdings", "--portfolio", "growth", "--date", "1997-01-02")
        self.assertTrue(answer["estimate"])
        self.assertTrue(any("ESTIMATE" in note for note in answer["notes"]))

    def test_reports_and_explanations_record_nothing(self):
        before = self.digest()
        for kind in self.KINDS:
            self.report(kind, "balanced", "text")
        self.ask("explain", "balanced@1996-12-31", "net_assets")
        self.assertEqual(self.digest(), before)


class Explain(Case):
    def test_lines_are_listed_and_each_can_be_explained(self):
        self.ready()
        self.ask("strike", "--date", "1997-01-07")
        listed = self.ask("explain", "alpha@1997-01-07")
        self.assertEqual(listed["subject"], "alpha@1997-01-07")
        lines = {entry["line"]: entry["amount"] for entry in listed["lines"]}
        self.assertEqual(lines["nav_per_share"], "10.03")
        self.assertEqual(lines["net_assets"], "1002500.00")
        self.assertEqual(lines["holding:ACME"], "52500.00")
        for line, amount in lines.items():
            with self.subTest(line):
                node = self.ask("explain", "alpha@1997-01-07", line)
                self.assertEqual(node["amount"], amount)
                self.assertTrue(self.run_it("explain", "alpha@1997-01-07", line, "--store", self.store).stdout)

    def test_the_parts_of_an_amount_sum_to_it(self):
        self.ready()
        self.ask("strike", "--date", "1997-01-09")

        def cents(text):
            whole, point, part = text.partition(".")
            return int(whole + part)

        def check(node):
            if "parts" in node:
                self.assertEqual(sum(cents(part["amount"]) for part in node["parts"]), cents(node["amount"]), node["label"])
                for part in node["parts"]:
                    check(part)

        for day in ("1997-01-07", "1997-01-09"):
            for line in ("net_assets", "cash", "investments_at_cost", "capital"):
                check(self.ask("explain", f"alpha@{day}", line))

    def test_a_purchase_leads_to_its_rule_and_its_row(self):
        self.ready()
        self.ask("strike", "--date", "1997-01-07")
        node = self.ask("explain", "alpha@1997-01-07", "investments_at_cost")
        purchase, = [part for part in node["parts"] if part["label"].startswith("purchase")]
        self.assertEqual(purchase["amount"], "50000.00")
        self.assertIn("trades.csv row 2", purchase["detail"])


class Known(Case):
    MOMENT = "1997-01-07T21:30:00Z"

    def fill(self, store):
        for words in (("init", self.trust), ("import", "folder", self.delivery), ("strike", "--date", "1997-01-07")):
            self.run_it(*words, "--store", store, "--known", self.MOMENT)
        return json.loads(self.run_it("verify", "--store", store, "--json").stdout)["store_digest"]

    def test_two_runs_give_the_same_store_digest(self):
        first, second = self.folder / "first.db", self.folder / "second.db"
        self.assertEqual(self.fill(first), self.fill(second))
        dumps = [self.run_it("dump", "--store", store).stdout for store in (first, second)]
        self.assertEqual(dumps[0], dumps[1])
        lines = [json.loads(line) for line in dumps[0].splitlines()]
        self.assertEqual({line["known"] for line in lines}, {"1997-01-07T21:30:00.000000Z"})
        self.assertTrue(any(line.get("event") == "purchase" and line["file"] == "trades.csv" for line in lines))

    def test_another_moment_gives_another_store_digest_and_the_same_packages(self):
        first, second = self.folder / "first.db", self.folder / "second.db"
        here = self.fill(first)
        self.MOMENT = "1997-01-08T21:30:00Z"
        self.assertNotEqual(self.fill(second), here)
        packages = [json.loads(self.run_it("strike", "--date", "1997-01-07", "--store", store, "--json").stdout) for store in (first, second)]
        self.assertEqual(packages[0], packages[1])


class Verify(Case):
    def test_a_whole_store_is_whole(self):
        self.ready()
        self.ask("strike", "--date", "1997-01-09")
        answer = self.ask("verify")
        self.assertEqual((answer["ok"], answer["days_replayed"], answer["days_differing"], answer["faults"]), (True, 5, 0, []))
        self.assertEqual(answer["digest_algorithm"], "sha256")
        self.assertRegex(answer["store_digest"], r"^[0-9a-f]{64}$")

    def test_a_changed_batch_is_found_and_named_whatever_it_holds(self):
        self.ready()
        self.ask("strike", "--date", "1997-01-09")
        whole = pathlib.Path(self.store).read_bytes()
        for kind, holds in ((1, "terms"), (2, "securities"), (10, "prices"), (20, "a portfolio's events"), (30, "a strike's answers")):
            with self.subTest(holds):
                pathlib.Path(self.store).write_bytes(whole)
                base = sqlite3.connect(self.store)
                sequence, body = base.execute("select seq, body from batch where kind = ? limit 1", (kind,)).fetchone()
                base.execute("update batch set body = ? where seq = ?", (body[:-1] + bytes([body[-1] ^ 1]), sequence))
                base.commit()
                base.close()
                answer = self.ask("verify", expect=FAILED)
                self.assertFalse(answer["ok"])
                self.assertTrue(any(str(sequence) in fault for fault in answer["faults"]), answer["faults"])


if __name__ == "__main__":
    unittest.main()
