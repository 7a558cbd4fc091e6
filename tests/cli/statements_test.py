"""The statements of a period: 1996 from print, each computed figure against an oracle; and of books that live day by day."""
import csv
import io
import json
import pathlib
import shutil
import subprocess
import tempfile
import unittest
from fractions import Fraction

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = ROOT / "build/release/openend"
TRUST, YEAR = ROOT / "samples/aspen-1996/trust", ROOT / "samples/aspen-1996/year"
PORTFOLIOS = ("growth aggressive_growth international_growth worldwide_growth balanced flexible_income high_yield "
              "short_term_bond money_market").split()
EXPENSES = "advisory_fees transfer_agent_fees system_fees custodian_fees insurance_fees audit_fees other_expenses".split()
INCOME = "interest dividends foreign_tax_withheld".split()
REALISED = "realised_gain_securities realised_gain_currency realised_gain_futures".split()
PAID = "dividends_from_income distributions_from_gains return_of_capital".split()
DEALT = "shares_sold_amount reinvested_amount shares_repurchased_amount".split()


def rows_of(path):
    with open(path, newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def openend(*words, code=0):
    done = subprocess.run([PROGRAM, *map(str, words)], capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == code, f"{words}: {done.returncode}\n{done.stdout}{done.stderr}"
    return done.stdout


def half_unit(text, scale):
    places = len(text.partition(".")[2])
    return Fraction(1, 2 * 10**places) * scale


class Interval:
    """A value and how far it may be off to each side."""

    def __init__(self, value=0, low=None, high=None):
        self.value = Fraction(value)
        self.low, self.high = (self.value if end is None else Fraction(end) for end in (low, high))

    def __add__(self, other):
        return Interval(self.value + other.value, self.low + other.low, self.high + other.high)

    def __neg__(self):
        return Interval(-self.value, -self.high, -self.low)

    def __sub__(self, other):
        return self + -other

    def over(self, other):
        ends = [a / b for a in (self.low, self.high) for b in (other.low, other.high)]
        return Interval(self.value / other.value, min(ends), max(ends))

    def times(self, factor):
        return Interval(self.value * factor, *sorted((self.low * factor, self.high * factor)))

    def to(self, places):
        def half_up(number):
            scaled = abs(number) * 10**places + Fraction(1, 2)
            return Fraction(scaled.__floor__(), 10**places) * (1 if number >= 0 else -1)
        return Interval(half_up(self.value), half_up(self.low), half_up(self.high))


class Oracle:
    """One portfolio's figures of 1996, from the rows that were put in and from nothing else."""

    def __init__(self, portfolio, totals, balances, shares):
        self.lines = {}
        for row in totals:
            if row["portfolio"] == portfolio:
                scale = int(row["scale"])
                value, half = Fraction(row["amount"]) * scale, half_unit(row["amount"], scale)
                self.lines[row["line"]] = Interval(value, value - half, value + half)
                self.days = 366 if row["from"] == "1996-01-01" else 245
        self.before = {row["account"]: self.thousand(row["amount"]) for row in balances if row["portfolio"] == portfolio}
        self.shares_before = next((self.thousand(row["shares"]) for row in shares if row["portfolio"] == portfolio), Interval())

    @staticmethod
    def thousand(text):
        return Interval(Fraction(text), Fraction(text) - 500, Fraction(text) + 500)

    def sum(self, lines):
        total = Interval()
        for line in lines:
            total = total + self.lines.get(line, Interval())
        return total

    def figures(self):
        s, before = self.sum, lambda account: self.before.get(account, Interval())
        income, expenses = s(INCOME), s(EXPENSES)
        net = expenses + s(["expense_offsets"])
        after = net + s(["expense_reimbursement"])
        nii, gains, change = income - after, s(REALISED), s(["change_unrealised"])
        gain = gains + change
        result = nii + gain
        paid, dealt = s(PAID), s(DEALT)
        start = before("capital") + before("undistributed_income") + before("undistributed_gains") + before("unrealised_appreciation")
        start.value = sum(entry.value for account, entry in self.before.items() if account != "other_assets")
        increase = result + paid + dealt
        end = start + increase
        capital = before("capital") + dealt + s(["reclassified_capital"])
        undistributed = before("undistributed_income") + nii + s(["dividends_from_income", "reclassified_income"])
        realised = before("undistributed_gains") + gains + s(["distributions_from_gains", "return_of_capital", "reclassified_gains"])
        unrealised = before("unrealised_appreciation") + change
        issued = s(["shares_sold", "shares_reinvested"])
        moved = issued + s(["shares_repurchased"])
        shares = self.shares_before + moved
        found = {
            "operations": {
                "total_investment_income": income, "total_expenses": expenses, "net_expenses": net,
                "net_expenses_after_reimbursement": after, "net_investment_income": nii, "net_gain_on_investments": gain,
                "net_increase_from_operations": result},
            "changes": {
                "net_investment_income": nii, "net_realized_gain": gains, "change_unrealized": change,
                "net_increase_from_operations": result, "total_distributions": paid, "net_capital_share_transactions": dealt,
                "net_increase_net_assets": increase, "net_assets_beginning": start, "net_assets_end": end,
                "capital": capital, "undistributed_nii": undistributed, "undistributed_realized": realised,
                "unrealized": unrealised, "shares_total_issued": issued, "shares_net_increase": moved, "shares_end": shares}}
        nav_begin = start.over(self.shares_before).to(2) if self.shares_before.value else Interval(10 if self.days == 245 else 0)
        nav_end = end.over(shares).to(2)
        per = s(["dividends_per_share"])
        of_income = undistributed.over(shares) - per
        if self.shares_before.value:
            of_income = of_income - before("undistributed_income").over(self.shares_before)
        of_income = of_income.to(2)
        paid_per_share = s(["dividends_per_share", "distributions_per_share", "return_of_capital_per_share"])
        total = nav_end - nav_begin - paid_per_share
        average = self.lines["average_net_assets"]

        def ratio(part):
            return part.over(average).times(Fraction(100) * Fraction(366, self.days)).to(2)
        found["highlights"] = {
            "nav_begin": nav_begin, "nii": of_income, "gains": total - of_income, "total_from_operations": total,
            "total_distributions": paid_per_share, "nav_end": nav_end, "net_assets_end": end,
            "gross_expense_ratio": ratio(expenses + s(["expense_reimbursement"])), "net_expense_ratio": ratio(after),
            "nii_ratio": ratio(nii)}
        return found


class OfPrint(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="openend-year-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        cls.store = cls.struck(YEAR, "year.db")

    @classmethod
    def struck(cls, folder, name):
        store = cls.folder / name
        openend("init", TRUST, "--store", store)
        openend("import", "folder", folder, "--store", store)
        openend("strike", "--date", "1996-12-31", "--store", store)
        return store

    def statements(self, portfolio, store=None):
        start = "1996-05-01" if portfolio == "high_yield" else "1996-01-01"
        text = openend("report", "statements", "--portfolio", portfolio, "--from", start, "--date", "1996-12-31", "--store",
                       store or self.store, "--format", "csv")
        lines = list(csv.reader(io.StringIO(text)))
        return {(row[2], row[3]): row[4:] for row in lines if row[:2] == ["figures", "item"]}

    def test_what_the_print_does_not_give_is_two_figures_of_nine_portfolios(self):
        compared, wrong = 0, {}
        for portfolio in PORTFOLIOS:
            for figure, (ours, _, _, printed, _, verdict, _) in self.statements(portfolio).items():
                compared += 1
                if verdict not in ("equal", "equal as printed", "within its rounding"):
                    self.assertEqual(verdict, "print disagrees with itself")
                    wrong[portfolio, *figure] = ours, printed
        # The one is not annualised (5.74 x 366 / 245 = 8.57), the other has a digit wrong: its own statement says 6,106.
        self.assertEqual(wrong, {("high_yield", "highlights", "nii_ratio"): ("8.46", "5.74"),
                                 ("money_market", "highlights", "net_assets_end"): ("6106", "6016")})
        self.assertGreater(compared, 290)

    def test_every_figure_and_its_interval_are_the_oracle_s(self):
        totals, balances, shares = (rows_of(YEAR / f"{name}.csv") for name in ("period-totals", "opening-balances", "opening-shares"))
        compared = 0
        for portfolio in PORTFOLIOS:
            ours = self.statements(portfolio)
            for statement, figures in Oracle(portfolio, totals, balances, shares).figures().items():
                for key, expected in figures.items():
                    if (statement, key) not in ours:
                        continue
                    found = ours[statement, key]
                    scale = 1000 if found[4].startswith("thousand") else 1
                    with self.subTest(portfolio=portfolio, statement=statement, figure=key):
                        places = len(found[3].partition(".")[2]) + (3 if scale == 1000 else 2)
                        # Before the initial price was asked for: portfolios that began within the year.
                        if key == "nav_begin" and not expected.value:
                            continue
                        for told, wanted in zip(found[:3], (expected.value, expected.low, expected.high)):
                            self.assertLessEqual(abs(Fraction(told) * scale - wanted), Fraction(scale, 2 * 10**places))
                        compared += 1
        self.assertGreater(compared, 280)

    def test_one_thousand_more_moves_what_it_must_and_nothing_else(self):
        folder = self.folder / "moved"
        shutil.copytree(YEAR, folder)
        path = folder / "period-totals.csv"
        text = path.read_text()
        self.assertIn("growth,1996-01-01,1996-12-31,interest,2408,1000", text)
        path.write_text(text.replace("growth,1996-01-01,1996-12-31,interest,2408,1000", "growth,1996-01-01,1996-12-31,interest,2409,1000", 1))
        before, after = self.statements("growth"), self.statements("growth", self.struck(folder, "moved.db"))
        moved = {key: Fraction(after[key][0]) - Fraction(before[key][0]) for key in before if after[key][0] != before[key][0]}
        self.assertEqual(moved, {key: 1 for key in (
            ("operations", "total_investment_income"), ("operations", "net_investment_income"), ("operations", "net_increase_from_operations"),
            ("changes", "net_investment_income"), ("changes", "net_increase_from_operations"), ("changes", "net_increase_net_assets"),
            ("changes", "net_assets_end"), ("changes", "undistributed_nii"), ("changes", "net_assets_components_total"),
            ("highlights", "net_assets_end"))})

    def test_a_print_that_is_given_as_a_file(self):
        lines = (YEAR / "printed.csv").read_text().replace("growth,1996-12-31,operations,total_expenses,,1498", "growth,1996-12-31,operations,total_expenses,,1489", 1)
        path = self.folder / "printed.csv"
        path.write_text(lines)
        told = openend("verify", "--print", path, "--portfolio", "growth", "--from", "1996-01-01", "--date", "1996-12-31", "--store", self.store)
        self.assertRegex(told, r"total_expenses +1,498 .* 1,489 +thousands +print disagrees with itself")

    def test_the_store_replays(self):
        self.assertTrue(json.loads(openend("verify", "--store", self.store, "--json"))["ok"])


class OfBooks(unittest.TestCase):
    """Books that live day by day: the same statements from their own ledger."""

    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="openend-books-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        cls.store = cls.folder / "books.db"
        target = cls.folder / "simulated"
        openend("simulate", "--seed", 11, "--portfolios", 2, "--days", 60, "--folder", target, "--store", cls.store)
        cls.days = [row for row in rows_of(target / "results/simulated-days.csv") if row["portfolio"] == "sim1"]

    def figures(self, statement, first, last):
        text = openend("report", statement, "--portfolio", "sim1", "--from", first, "--date", last, "--store", self.store, "--format", "csv")
        return {row[2]: Fraction(row[4]) for row in csv.reader(io.StringIO(text)) if row[0] == statement and row[1] != "kind"}

    def test_the_changes_of_two_halves_sum_to_those_of_the_whole(self):
        dates = sorted({row["date"] for row in self.days})
        first, middle, last = dates[1], dates[len(dates) // 2], dates[-1]
        after = dates[len(dates) // 2 + 1]
        whole, one, two = (self.figures("changes", *period) for period in ((first, last), (first, middle), (after, last)))
        for key in ("net_investment_income", "net_realized_gain", "change_unrealized", "net_increase_from_operations",
                    "net_capital_share_transactions", "net_increase_net_assets", "shares_net_increase"):
            self.assertEqual(whole[key], one[key] + two[key], key)
        self.assertEqual(one["net_assets_end"], two["net_assets_beginning"])
        sealed = {row["date"]: row for row in self.days}  # as it was sealed last
        self.assertEqual(whole["net_assets_end"], Fraction(sealed[last]["net_assets"]))
        self.assertEqual(whole["net_assets_beginning"], Fraction(sealed[dates[0]]["net_assets"]))
        self.assertEqual(whole["shares_end"], Fraction(sealed[last]["shares"]))
        self.assertNotEqual(whole["net_capital_share_transactions"], 0)

    def test_a_period_that_can_not_be(self):
        last = self.days[-1]["date"]
        words = ("report", "changes", "--portfolio", "sim1", "--date", last, "--store", self.store, "--from", "2030-01-01")
        refusal = subprocess.run([PROGRAM, *map(str, words)], capture_output=True, text=True)
        self.assertEqual((refusal.returncode, "E-PERIOD-006" in refusal.stdout + refusal.stderr), (3, True))
        words = ("report", "schedule", "--portfolio", "sim1", "--date", last, "--store", self.store, "--from", last)
        refusal = subprocess.run([PROGRAM, *map(str, words)], capture_output=True, text=True)
        self.assertEqual((refusal.returncode, "E-PERIOD-007" in refusal.stdout + refusal.stderr), (3, True))


if __name__ == "__main__":
    unittest.main()
