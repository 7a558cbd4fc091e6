"""Offers that wait for an election, on the command line: the report in every format, what explains it, the trust's own
number of days, and whom a late offer restates."""

import csv
import io
import json
import subprocess
import unittest

from cli_test import PROGRAM, TRUST, Case, Html, write

OFFERS = "offer_id,date,security,kind,option,deadline,pay_date,cash\n"
TENDER = OFFERS + "T1,1997-01-07,ACME,tender,cash,1997-01-10,1997-01-15,55\n"
ELECTIONS = "election_id,date,portfolio,offer_id,option,quantity\n"


class Elections(Case):
    def give(self, name, files):
        return self.ask("import", "folder", write(self.folder / name, files))

    def prepare(self, warning=None):
        setting = "" if warning is None else f"[[settings]]\nfrom = 1996-01-02\nelection_warning_days = {warning}\n"
        write(self.trust, {"alpha.toml": TRUST["alpha.toml"] + setting})
        self.ready()

    def strike(self, date):
        return self.ask("strike", "--date", date)["portfolios"]

    def test_the_report_is_told_in_every_format(self):
        self.prepare()
        self.give("offer", {"offers.csv": TENDER, "elections.csv": ELECTIONS + "e1,1997-01-07,alpha,T1,cash,400\n"})
        self.strike("1997-01-07")
        words = ("report", "elections", "--portfolio", "alpha", "--date", "1997-01-07", "--store", self.store)
        offer = self.ask(*words[:-2])["tables"][0]["rows"][0]
        self.assertEqual({key: offer[key] for key in ("offer", "security", "deadline", "days_left", "held", "answered", "unanswered", "state")},
                         {"offer": "T1", "security": "ACME", "deadline": "1997-01-10", "days_left": "3", "held": "1000", "answered": "400",
                          "unanswered": "600", "state": "open"})
        told = lambda shape: subprocess.run([PROGRAM, *words, "--format", shape], capture_output=True, text=True, check=True).stdout
        self.assertIn("T1", told("text"))
        self.assertTrue(any("T1" in row and "600" in row for row in csv.reader(io.StringIO(told("csv")))))
        self.assertEqual(json.loads(told("json"))["tables"][1]["rows"][0]["elected"], "400")
        page = Html()
        page.feed(told("html"))
        self.assertEqual((page.open, page.tables), ([], 2))

    def test_a_trust_sets_how_early_it_is_warned(self):
        for warning, failed in ((2, False), (3, True)):
            with self.subTest(warning=warning):
                self.setUp()
                self.prepare(warning)
                self.give("offer", {"offers.csv": TENDER})
                exceptions = self.strike("1997-01-07")[0]["exceptions"]
                self.assertEqual(any("the offer T1" in text for text in exceptions), failed, exceptions)

    def test_what_was_paid_is_explained_by_the_row_of_the_offer(self):
        self.prepare()
        self.give("offer", {"offers.csv": TENDER, "elections.csv": ELECTIONS + "e1,1997-01-07,alpha,T1,cash,400\n"})
        self.strike("1997-01-15")
        told = json.dumps(self.ask("explain", "alpha@1997-01-15", "realised_on_investments"))
        self.assertIn("offers.csv row 2", told)
        self.assertIn("T1, option cash, paid 1997-01-15, 55 a unit in cash", told)
        self.assertIn("2000.00", told.replace(",", ""))  # 400 x 5.00
        event = json.dumps(self.ask("explain", "event:alpha:elections:e1"))
        self.assertIn("election e1 of the offer T1", event)

    def test_a_late_offer_restates_those_who_know_the_security_and_nobody_else(self):
        write(self.trust, {"alpha.toml": TRUST["alpha.toml"]})
        self.ready()
        balances = "portfolio,date,account,amount,basis\nbeta,1997-01-03,cash,1000.00,printed\nbeta,1997-01-03,capital,1000.00,printed\n"
        self.give("beta", {"opening-balances.csv": balances, "opening-shares.csv": "portfolio,class,date,shares,basis\nbeta,one,1997-01-03,100.000,printed\n"})
        self.strike("1997-01-20")
        late = OFFERS.replace(",option", ",option,standard") + "T1,1997-01-07,ACME,tender,cash,1,1997-01-10,1997-01-15,55\n"
        self.give("late", {"offers.csv": late})
        struck = {p["portfolio"]: p for p in self.strike("1997-01-20")}
        self.assertEqual(struck["alpha"]["restated"][0], "1997-01-07", "from the day that it opened there was something to say")
        self.assertEqual((struck["beta"]["state"], struck["beta"]["restated"]), ("unchanged", []))


if __name__ == "__main__":
    unittest.main()
