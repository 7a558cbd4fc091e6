#!/usr/bin/env python3
"""A generated year through the whole program, every figure against the generator's oracle: in memory and in SQLite, on
one thread and on two, struck in one go and in steps, and replayed. OPENEND names the program to be tested."""
import csv
import filecmp
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
OPENEND = os.environ.get("OPENEND", str(ROOT / "build" / "release" / "openend"))
GENERATE = ROOT / "benchmarks" / "workload" / "generate"
SHARED = ROOT.parent / "shared" / "bench" / "gen_complex.py"
SMALL, MEDIUM, FUNDS = "S", "M", "4,80,200,20000,252"
DAYS, LAST_DAY = 252, "2025-12-19"
KNOWN = ["--known", "2026-01-02T12:00:00Z"]

work = None
years = {}


def setUpModule():
    global work
    work = tempfile.TemporaryDirectory(prefix="openend-workload-")


def tearDownModule():
    work.cleanup()


def year(size):
    """The folder of a generated year; made once."""
    if size not in years:
        folder = pathlib.Path(work.name) / size
        subprocess.run([sys.executable, GENERATE, size, folder], check=True)
        years[size] = folder
    return years[size]


def openend(*words, expect=0):
    """Runs the program; what it printed, as JSON where it was asked for."""
    run = subprocess.run([OPENEND, *map(str, words)], capture_output=True, text=True)
    if run.returncode != expect:
        raise AssertionError(f"openend {' '.join(map(str, words))}: exit {run.returncode}\n{run.stdout}{run.stderr}")
    return json.loads(run.stdout) if "--json" in words else run.stdout


def rows(path):
    with open(path, newline="") as file:
        return list(csv.DictReader(file))


class TheGenerator(unittest.TestCase):
    def test_the_same_size_and_seed_give_the_same_bytes(self):
        again = pathlib.Path(work.name) / "again"
        subprocess.run([sys.executable, GENERATE, SMALL, again], check=True)
        for name in sorted(os.listdir(again)):
            self.assertTrue(filecmp.cmp(again / name, year(SMALL) / name, shallow=False), name)

    def test_another_seed_gives_another_year(self):
        other = pathlib.Path(work.name) / "other"
        subprocess.run([sys.executable, GENERATE, "1,20,20,500,30", other, "--seed", "7"], check=True)
        usual = pathlib.Path(work.name) / "usual"
        subprocess.run([sys.executable, GENERATE, "1,20,20,500,30", usual], check=True)
        self.assertFalse(filecmp.cmp(other / "trades.csv", usual / "trades.csv", shallow=False))

    @unittest.skipUnless(SHARED.exists(), "the team's generator is not here")
    def test_its_bytes_are_those_of_the_generator_that_the_issue_gave(self):
        given = pathlib.Path(work.name) / "given"
        subprocess.run([sys.executable, SHARED, SMALL, given, "--formats", "csv"], check=True)
        self.assertEqual(sorted(os.listdir(given)), sorted(n for n in os.listdir(year(SMALL)) if n.endswith(".csv")))
        for name in os.listdir(given):
            self.assertTrue(filecmp.cmp(given / name, year(SMALL) / name, shallow=False), name)

    def test_a_size_that_cannot_be_is_refused(self):
        for size in ("X", "1,2,3", "1,50,20,100,10", "0,1,1,1,1"):
            run = subprocess.run([sys.executable, GENERATE, size, pathlib.Path(work.name) / "never"], capture_output=True)
            self.assertEqual(run.returncode, 2, size)


class TheYear(unittest.TestCase):
    """`openend bench complex`: each figure equal to the oracle, whatever the store and the threads."""

    def check(self, size, funds):
        answers = {}
        for store in ("memory", pathlib.Path(work.name) / f"bench-{funds}-{size[0]}.db"):
            for threads in (1, 2):
                with self.subTest(size=size, store=store, threads=threads):
                    answer = openend("bench", "complex", year(size), "--json", "--store", store, "--threads", threads)
                    if store != "memory":
                        os.remove(store)
                    self.assertTrue(answer["equal_to_oracle"], answer["differences"])
                    self.assertEqual(answer["differences"], [])
                    self.assertEqual(answer["navs"], funds * DAYS)
                    self.assertEqual(answer["navs_equal"], funds * DAYS)
                    self.assertEqual(answer["holdings"], len(rows(year(size) / "expected_holdings.csv")))
                    self.assertEqual(answer["holdings_equal"], answer["holdings"])
                    answers[(str(store), threads)] = answer["packages_digest"]
        self.assertEqual(len(answers), 4)
        self.assertEqual(len(set(answers.values())), 1, f"{size}: the packages depend on the store or the threads: {answers}")

    def test_one_fund_of_100_securities(self):
        self.check(SMALL, 1)

    def test_one_fund_of_500_securities(self):
        self.check(MEDIUM, 1)

    def test_four_funds(self):
        self.check(FUNDS, 4)

    def test_the_jobs_of_an_ordinary_day_end_where_a_full_strike_ends(self):
        answer = openend("bench", "complex", year(FUNDS), "--json", "--jobs")
        self.assertEqual(answer["differences"], [])
        self.assertTrue(answer["equal_to_oracle"])
        self.assertEqual([job["job"] for job in answer["jobs"]], ["next day", "late price", "trade 60 days back"])
        self.assertEqual(answer["jobs"][0]["sealed"], 4)

    def test_a_year_that_differs_from_its_oracle_is_told(self):
        wrong = pathlib.Path(work.name) / "wrong"
        shutil.copytree(year(SMALL), wrong)
        lines = (wrong / "expected_nav.csv").read_text().splitlines(keepends=True)
        head, nav = lines[100].rstrip("\n").rsplit(",", 1)
        lines[100] = f"{head},{float(nav) + 0.0001:.4f}\n"
        (wrong / "expected_nav.csv").write_text("".join(lines))
        answer = openend("bench", "complex", wrong, "--json", expect=1)
        self.assertFalse(answer["equal_to_oracle"])
        self.assertEqual(answer["navs_equal"], DAYS - 1)
        self.assertEqual(len(answer["differences"]), 1)


class TheCommandLine(unittest.TestCase):
    """The same year as an ordinary trust: init, import, strike, verify."""

    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(work.name) / "by-hand"
        openend("bench", "complex", year(FUNDS), "--write-trust", cls.folder)
        for path in year(FUNDS).glob("*.csv"):
            shutil.copy(path, cls.folder)
        cls.answer = cls.strike_all("one-go.db", [LAST_DAY])
        cls.stepped = cls.strike_all("steps.db", ["2025-03-03", "2025-08-29", LAST_DAY])
        cls.expected = {row["fund"]: row for row in rows(year(FUNDS) / "expected_nav.csv") if row["date"] == LAST_DAY}

    @classmethod
    def strike_all(cls, store, dates):
        """Strikes a new store on the dates; the last answer."""
        store = cls.store(store)
        openend("init", cls.folder / "trust", "--store", store, *KNOWN)
        openend("import", "folder", cls.folder, "--store", store, *KNOWN)
        for date in dates:
            answer = openend("strike", "--date", date, "--store", store, "--json", *KNOWN)
        return answer

    @classmethod
    def store(cls, name):
        return pathlib.Path(work.name) / name

    def test_the_last_day_is_the_oracles(self):
        self.assertEqual({p["portfolio"] for p in self.answer["portfolios"]}, set(self.expected))
        self.assertEqual(len(self.expected), 4)
        for struck in self.answer["portfolios"]:
            expected = self.expected[struck["portfolio"]]
            self.assertEqual(struck["nav_per_share"], expected["nav"], struck["portfolio"])
            self.assertEqual(struck["net_assets"] + "00", expected["net_assets"])
            self.assertEqual(struck["shares_outstanding"].replace(".", ""), expected["shares_milli"])

    def test_days_struck_in_steps_are_those_struck_in_one_go(self):
        digests = lambda answer: {p["portfolio"]: p["digest"] for p in answer["portfolios"]}
        self.assertEqual(digests(self.stepped), digests(self.answer))
        figures = lambda answer: [{k: v for k, v in p.items() if k != "state"} for p in answer["portfolios"]]
        self.assertEqual(figures(self.stepped), figures(self.answer))

    def test_a_day_struck_on_the_way_is_the_oracles(self):
        self.check_day("2025-08-29", openend("strike", "--date", "2025-08-29", "--store", self.store("steps.db"), "--json", *KNOWN))

    def test_an_estimate_of_a_sealed_day_is_what_was_sealed(self):
        self.check_day("2025-08-29", openend("strike", "--date", "2025-08-29", "--store", self.store("steps.db"), "--estimate", "--json", *KNOWN))

    def check_day(self, date, answer):
        expected = {row["fund"]: row["nav"] for row in rows(year(FUNDS) / "expected_nav.csv") if row["date"] == date}
        self.assertEqual({p["portfolio"]: p["nav_per_share"] for p in answer["portfolios"]}, expected)

    def test_every_sealed_day_replays_to_its_digest(self):
        for name in ("one-go.db", "steps.db"):
            with self.subTest(store=name):
                verdict = openend("verify", "--store", self.store(name), "--json", "--threads", 2)
                self.assertTrue(verdict["ok"], verdict["faults"])
                self.assertEqual(verdict["days_replayed"], 4 * DAYS)
                self.assertEqual(verdict["days_differing"], 0)

    def test_the_same_files_again_record_nothing(self):
        before = openend("verify", "--store", self.store("one-go.db"), "--json")["store_digest"]
        report = openend("import", "folder", self.folder, "--store", self.store("one-go.db"), "--json", *KNOWN)
        self.assertTrue(all(file["already_recorded"] for file in report["files"]))
        self.assertEqual(report["store_digest"], before)


if __name__ == "__main__":
    unittest.main()
