"""`verify --print`: a day beside a printed report, and the print beside itself."""

import csv
import io
import json
import unittest

from cli_test import FAILED, SAMPLE, USAGE, Case, write

PORTFOLIOS = ("growth", "aggressive_growth", "worldwide_growth", "balanced", "flexible_income", "money_market")


class Print(Case):
    def setUp(self):
        super().setUp()
        self.run_it("init", SAMPLE / "trust", "--store", self.store)
        self.run_it("import", "folder", SAMPLE / "input", "--store", self.store)
        self.run_it("strike", "--date", "1996-12-31", "--store", self.store)
        with open(SAMPLE / "input" / "printed.csv", newline="") as file:
            self.rows = list(csv.DictReader(file))

    def verify(self, portfolio, rows=None, expect=0):
        print_words = ["--print"]
        if rows is not None:
            out = io.StringIO()
            writer = csv.DictWriter(out, self.rows[0].keys(), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
            print_words.append(write(self.folder / "print", {"printed.csv": out.getvalue()}) + "/printed.csv")
        told = self.run_it("verify", "--portfolio", portfolio, "--date", "1996-12-31", "--store", self.store, "--json",
                           *print_words, expect=expect)
        answer = json.loads(told.stdout)
        return answer, {table["key"]: table["rows"] for table in answer["tables"]}

    def changed(self, value, **where):
        rows = [dict(row) for row in self.rows]
        hits = [row for row in rows if all(row[key] == wanted for key, wanted in where.items())]
        self.assertEqual(len(hits), 1)
        hits[0]["value"] = value
        return rows

    def verdicts(self, tables):
        return {row["verdict"]: int(row["count"]) for row in tables["verdicts"] if row["verdict"] != "All"}

    def test_the_sample_has_no_difference_that_nothing_explains_but_in_four_countries(self):
        for portfolio in PORTFOLIOS:
            with self.subTest(portfolio):
                _, tables = self.verify(portfolio, expect=FAILED if portfolio == "worldwide_growth" else 0)
                differs = sorted(row["key"] for row in tables["figures"] if row["verdict"] == "differs")
                expected = ["Italy", "Italy", "Luxembourg", "Mexico"] if portfolio == "worldwide_growth" else []
                self.assertEqual(differs, expected)

    def test_the_prints_own_defects_are_found_without_remarks(self):
        found = {}
        for portfolio in PORTFOLIOS:
            _, tables = self.verify(portfolio, expect=FAILED if portfolio == "worldwide_growth" else 0)
            found[portfolio] = {(row["figure"], row["key"]) for row in tables["print_defects"]}
        self.assertIn(("note", "Federal National Mortgage Association, 6.79%, 2/5/97"), found["growth"])
        self.assertIn(("note", "CSC Enterprises, 5.50%, 1/14/97"), found["money_market"])
        self.assertIn(("note", "Federal Home Loan Bank Corp., 6.79%, 2/11/97"), found["balanced"])
        for portfolio in ("aggressive_growth", "balanced"):
            self.assertIn(("country_pct_excluding_short_term", "United States"), found[portfolio])

    def test_a_given_print_takes_the_place_of_the_recorded_one(self):
        answer, tables = self.verify("growth", self.rows)
        _, recorded = self.verify("growth")
        self.assertEqual(tables, recorded)

    def test_a_misprint_gets_its_verdict(self):
        nav = self.changed("15.52", portfolio="growth", figure="nav")
        _, tables = self.verify("growth", nav)
        self.assertIn(("nav", "print disagrees with itself"), {(r["figure"], r["verdict"]) for r in tables["figures"]})
        total = self.changed("258106020", portfolio="growth", figure="class_total", key="Common Stock")
        _, tables = self.verify("growth", total)
        self.assertIn(("class_total", "print disagrees with itself"), {(r["figure"], r["verdict"]) for r in tables["figures"]})
        self.assertIn("total_investments", {r["figure"] for r in tables["print_defects"]})
        percent = self.changed("4.9", portfolio="growth", figure="industry_pct", key="Common Stock", key2="Aerospace and Defense")
        _, tables = self.verify("growth", percent)
        self.assertIn("Common Stock / Aerospace and Defense", {r["key"] for r in tables["print_defects"]})
        cash = self.changed("7777", portfolio="growth", figure="statement_payable_advisory_fee")
        _, tables = self.verify("growth", cash)
        self.assertIn("total_liabilities", {r["figure"] for r in tables["print_defects"]})

    def test_a_figure_that_differs_alone_fails(self):
        # Alone in the print, it disagrees with nothing of its own.
        rows = [row for row in self.changed("15.52", portfolio="growth", figure="nav") if row["figure"] == "nav"]
        _, tables = self.verify("growth", rows, expect=FAILED)
        self.assertEqual(self.verdicts(tables)["differs"], 1)

    def test_what_only_one_side_has(self):
        rows = [row for row in self.rows if row["key"] != "Preferred Stock"]
        rows.append(dict(self.rows[0], figure="moon_phase", key="", value="3"))
        _, tables = self.verify("growth", rows)
        told = {(row["figure"], row["verdict"]) for row in tables["figures"]}
        self.assertIn(("class_total", "not printed"), told)
        self.assertIn(("moon_phase", "not ours"), told)

    def test_no_line_of_the_tie_out_is_wider_than_160(self):
        for kind in (("report", "tie-out"), ("verify", "--print")):
            for portfolio in PORTFOLIOS:
                words = [kind[0]] + ([kind[1]] if kind[0] == "report" else []) + ["--portfolio", portfolio, "--date", "1996-12-31", "--store", self.store]
                if kind[0] == "verify":
                    words.append("--print")
                expect = FAILED if kind[0] == "verify" and portfolio == "worldwide_growth" else 0
                text = self.run_it(*words, expect=expect).stdout
                self.assertLessEqual(max(map(len, text.splitlines())), 160, (kind, portfolio))

    def test_portfolio_and_day_must_be_named(self):
        self.run_it("verify", "--print", "--store", self.store, expect=USAGE)


if __name__ == "__main__":
    unittest.main()
