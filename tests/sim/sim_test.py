"""Practice mode against the auditor: a few seeds, the faults that the auditor must find, and what must hold of any simulation."""
import hashlib
import json
import pathlib
import shutil
import subprocess
import tempfile
import unittest
from fractions import Fraction

import auditor
import deliveries
import practice
import shrink

DAYS = 45


class WithFolder(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="openend-sim-test-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def simulate(self, seed, portfolios=2, *words):
        target = self.folder / f"seed-{seed}"
        practice.simulate(seed, target, portfolios, DAYS, *words)
        return target

    def digests(self, target):
        """Of every day, as it was sealed last."""
        found = {}
        for row in deliveries.rows_of(target / "results/simulated-days.csv"):
            found[row["portfolio"], row["date"]] = row["digest"]
        return found


class Auditor(WithFolder):
    def test_some_seeds_have_no_difference(self):
        for seed in range(1, 5):
            with self.subTest(seed=seed):
                found, compared = auditor.audit(self.simulate(seed))
                self.assertEqual([str(what) for what in found], [])
                self.assertGreater(compared, DAYS)

    def test_the_same_seed_gives_the_same_bytes(self):
        one, other = self.simulate(9), self.folder / "again"
        practice.simulate(9, other, 2, DAYS)
        same = subprocess.run(["diff", "-r", str(one), str(other)], capture_output=True, text=True)
        self.assertEqual(same.stdout, "")

    def test_everything_says_that_it_is_simulated(self):
        target = self.folder / "told"
        told = practice.simulate(3, target, 1, 10)
        self.assertTrue(told.startswith("SIMULATED"))
        self.assertIn('"simulated": true', practice.replay(target, "--json"))
        self.assertIn("Simulated", (target / "trust/trust.toml").read_text())
        for path in (target / "results").iterdir():
            self.assertTrue(path.name.startswith("simulated-"))


class BadInput(WithFolder):
    """What cannot be simulated is refused with its place, and nothing is written."""

    def refused(self, *words):
        done = subprocess.run([practice.PROGRAM, "simulate", *map(str, words), "--json"], capture_output=True, text=True)
        self.assertEqual(done.returncode, 3, done.stdout + done.stderr)
        return json.loads(done.stdout)["refused"][0]

    def test_a_store_or_a_folder_that_is_there(self):
        store = self.folder / "real.db"
        store.write_text("somebody's books")
        self.assertEqual(self.refused("--days", 5, "--store", store)["code"], "E-SIM-003")
        self.assertEqual(self.refused("--days", 5, "--folder", self.folder)["code"], "E-SIM-004")
        self.assertEqual(store.read_text(), "somebody's books")

    def test_a_manifest_with_a_step_that_is_none(self):
        target = self.folder / "told"
        practice.simulate(3, target, 1, 5)
        manifest = target / "manifest.csv"
        manifest.write_text(manifest.read_text().replace(",strike,", ",stroke,", 1))
        told = self.refused("--replay", target)
        self.assertEqual((told["code"], told["file"], told["row"]), ("E-SIM-002", "manifest.csv", 3))


class NoDividends(auditor.Books):
    def dividends(self, date):
        pass


class OnlyFifo(auditor.Books):
    def trade(self, row, date):
        super().trade(row if ":" in row["lots"] else {**row, "lots": "fifo"}, date)


class FailsForgotten(auditor.Books):
    def notice(self, row, date):
        pass


class RatesInverted(auditor.Books):
    def worth(self, currency, amount, date):
        return super().worth(currency, amount, date) + (currency == "JPY" and amount > 1000)


class MonthEndsCut(auditor.Books):
    def accrual_end(self, date):
        return date


class FeeOnEveryDay(auditor.Books):
    def charge(self, date, through):
        self.net_assets += 10000
        super().charge(date, through)


class CouponsLate(auditor.Books):
    def earned(self, holding, date, through):
        return super().earned(holding, date, through - deliveries.datetime.timedelta(1))


class Planted(WithFolder):
    """An auditor with a mistake must disagree: the comparison is not blind."""

    def test_mistakes_are_found(self):
        targets = [self.simulate(seed) for seed in (5, 6)]
        for books in (NoDividends, OnlyFifo, FailsForgotten, RatesInverted, MonthEndsCut, FeeOnEveryDay, CouponsLate):
            with self.subTest(mistake=books.__name__):
                self.assertTrue(any(auditor.audit(target, 1, books)[0] for target in targets))

    def test_a_figure_that_was_changed_is_found(self):
        target = self.simulate(5)
        path = target / "results/simulated-days.csv"
        rows = deliveries.rows_of(path)
        rows[-1]["cash"] = str(Fraction(rows[-1]["cash"]) + Fraction(1, 100)) if "." not in rows[-1]["cash"] else rows[-1]["cash"][:-1] + ("1" if rows[-1]["cash"][-1] != "1" else "2")
        practice.write_csv(path, rows)
        found, _ = auditor.audit(target, 1)
        self.assertEqual([what.name for what in found], ["cash"])

    def test_a_failing_case_shrinks_and_becomes_a_story(self):
        target = self.simulate(1, 1)
        found, _ = auditor.audit(target, 1, NoDividends)
        case, told = shrink.shrink(target, found[0], self.folder / "small", NoDividends, lambda text: None)
        steps, rows = case.size()
        self.assertLessEqual(rows, 10, told)
        self.assertIn("row of dividends", told)
        played = subprocess.run([str(practice.ROOT / "tests/day/run"), str(self.folder / "small/story.day")], capture_output=True, text=True)
        # The engine is right, the mistake was planted: the story fails on a figure, not on a sentence.
        self.assertRegex(played.stdout, r"found +[\d.,]+\n +expected|is not 0\.00")
        self.assertIn("0 ok, 1 failed", played.stdout)


class Properties(WithFolder):
    def again(self, source, name, change):
        """The same simulation, changed, played again."""
        target = self.folder / name
        shutil.copytree(source, target)
        change(target)
        practice.replay(target)
        return target

    def test_incremental_equals_replay(self):
        store = self.folder / "simulated.db"
        self.simulate(6, 3, "--store", store)
        self.assertIn('"ok": true', practice.openend("verify", "--store", store, "--json"))

    def test_one_strike_at_the_end_equals_many(self):
        def strike_once(target):
            rows = deliveries.rows_of(target / "manifest.csv")
            last = [row for row in rows if row["action"] == "strike"][-1]
            practice.write_csv(target / "manifest.csv", [row for row in rows if row["action"] != "strike" or row is last])
        source = self.simulate(7)
        self.assertEqual(self.digests(source), self.digests(self.again(source, "once", strike_once)))

    def test_independent_events_commute(self):
        def shuffle(target):
            for path in (target / "deliveries").glob("*/*.csv"):
                if path.stem.startswith("opening"):
                    continue
                # By a hash of the row: a file that is delivered again is the same file still.
                rows = sorted(deliveries.rows_of(path), key=lambda row: hashlib.sha256(repr(row).encode()).digest())
                practice.write_csv(path, rows)
        source = self.simulate(8)
        changed = self.again(source, "shuffled", shuffle)
        found, _ = auditor.audit_figures(deliveries.Simulation(changed), 1)
        self.assertEqual(found, [])
        self.assertEqual(self.digests(source), self.digests(changed))

    def test_reversal_leaves_no_trace(self):
        def send_and_withdraw(target):
            rows = deliveries.rows_of(target / "manifest.csv")
            news = [i for i, row in enumerate(rows) if row["folder"].endswith("-news") and (target / "deliveries" / row["folder"] / "trades.csv").exists()]
            for i in reversed(news[3::4]):
                trades = deliveries.rows_of(target / "deliveries" / rows[i]["folder"] / "trades.csv")
                bought = [{**row, "trade_id": "9" + row["trade_id"]} for row in trades if row["side"] == "B"]
                strikes = [j for j in range(i, len(rows)) if rows[j]["action"] == "strike"]
                if not bought or len(strikes) < 2:  # a withdrawal is seen by a strike that comes after it
                    continue
                withdrawn = [{"date": row["trade_date"], "portfolio": row["portfolio"], "kind": "trades", "reference": row["trade_id"]} for row in bought]
                practice.write_csv(target / "deliveries" / f"more-{i}" / "trades.csv", bought)
                practice.write_csv(target / "deliveries" / f"less-{i}" / "cancellations.csv", withdrawn)
                strike = strikes[0]
                rows.insert(strike + 1, {**rows[strike], "action": "import", "folder": f"less-{i}", "expected": "taken"})
                rows.insert(strike, {**rows[strike], "action": "import", "folder": f"more-{i}", "expected": "taken"})
            practice.write_csv(target / "manifest.csv", rows)
        source = self.simulate(10)
        changed = self.again(source, "reversed", send_and_withdraw)
        self.assertEqual([row["outcome"] for row in deliveries.rows_of(changed / "results/simulated-steps.csv") if row["what"].startswith(("more", "less"))].count("taken") % 2, 0)
        self.assertGreater(len(list((changed / "deliveries").glob("less-*"))), 2)
        self.assertEqual(self.digests(source), self.digests(changed))


if __name__ == "__main__":
    unittest.main()
