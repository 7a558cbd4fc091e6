"""What late events changed of sealed values, and what news would change: `openend amendments`."""

import unittest

from cli_test import FAILED, TRUST, Case, write

MONDAY, WEDNESDAY, FRIDAY = "1997-01-06T22:00:00.000000Z", "1997-01-08T22:00:00.000000Z", "1997-01-10T22:00:00.000000Z"
LATE = {
    "prices.csv": "date,security,price,currency\n1997-01-07,ACME,112.50,USD\n",
    "entries.csv": "id,date,portfolio,entry,amount\nx,1997-01-08,alpha,expense accrued,1000.00\n",
}


class Amendments(Case):
    def closed(self):
        """Three days sealed: 10.00 on Monday; 1,000 ACME at 52.50 make 10.025, published 10.03, from Tuesday on."""
        self.init()
        for name in ("securities", "opening-balances", "opening-shares", "prices", "trades"):
            self.run_it("import", name, f"{self.delivery}/{name}.csv", "--store", self.store, "--known", MONDAY)
        self.run_it("strike", "--date", "1997-01-08", "--store", self.store, "--known", WEDNESDAY)

    def late(self):
        self.run_it("import", "folder", write(self.folder / "late", LATE), "--store", self.store, "--known", "1997-01-09T12:00:00Z")

    def strike(self):
        self.run_it("strike", "--date", "1997-01-08", "--store", self.store, "--known", FRIDAY)

    def figures(self, entries, after):
        return [(e["portfolio"], e["class"], e["date"], e["sealed"]["nav_per_share"], e[after]["nav_per_share"],
                 e["difference_per_share"], e["difference_pct"], e["sealed"]["net_assets"], e[after]["net_assets"],
                 e["reaches_limits"]) for e in entries]

    # Tuesday: 1,062,500.00. Wednesday's price is Tuesday's, carried, less 1,000.00 of expense.
    EXPECTED = [
        ("alpha", "one", "1997-01-07", "10.03", "10.63", "0.60", "5.6444", "1002500.00", "1062500.00", True),
        ("alpha", "one", "1997-01-08", "10.03", "10.62", "0.59", "5.5556", "1002500.00", "1061500.00", True),
    ]

    def test_before_anything_is_late_both_lists_are_empty(self):
        self.closed()
        answer = self.ask("amendments")
        self.assertEqual((answer["amended"], answer["would_be"], answer["refused"]), ([], [], []))
        told = self.run_it("amendments", "--store", self.store).stdout
        self.assertIn("no sealed day has more than one version", told)
        self.assertIn("no news is known", told)

    def test_news_is_announced_and_then_amended_as_announced(self):
        self.closed()
        self.late()
        before = self.digest()
        announced = self.ask("amendments")
        self.assertEqual(announced["amended"], [])
        self.assertEqual(self.figures(announced["would_be"], "would_be"), self.EXPECTED)
        self.assertEqual(announced["would_be"][0]["sealed"]["known"], WEDNESDAY)
        self.assertEqual(self.digest(), before)
        self.assertEqual(len(self.ask("verify")["notes"]), 1)
        self.strike()
        amended = self.ask("amendments")
        self.assertEqual(amended["would_be"], [])
        self.assertEqual(self.figures(amended["amended"], "amended"), self.EXPECTED)
        for told, done in zip(announced["would_be"], amended["amended"]):
            self.assertEqual(told["would_be"]["digest"], done["amended"]["digest"])
            self.assertEqual([(v["version"], v["known"]) for v in done["versions"]], [(1, WEDNESDAY), (2, FRIDAY)])
        self.assertEqual(self.ask("verify")["notes"], [])

    def test_both_states_of_a_day_print_as_the_answer_says(self):
        self.closed()
        self.late()
        self.strike()
        day = self.ask("amendments")["amended"][1]
        words = ("report", "holdings", "--portfolio", "alpha", "--date", day["date"])
        closed = self.ask(*words, "--as-known", day["sealed"]["known"])
        amended = self.ask(*words)
        self.assertEqual((closed["version"], closed["digest"]), (1, day["sealed"]["digest"]))
        self.assertEqual((amended["version"], amended["digest"]), (2, day["amended"]["digest"]))

    def test_days_and_portfolios_can_be_chosen(self):
        self.closed()
        self.late()
        dates = lambda key, *more: [e["date"] for e in self.ask("amendments", *more)[key]]
        self.assertEqual(dates("would_be", "--from", "1997-01-08"), ["1997-01-08"])
        self.assertEqual(dates("would_be", "--to", "1997-01-07"), ["1997-01-07"])
        self.assertEqual(dates("would_be", "--portfolio", "beta"), [])
        self.strike()
        self.assertEqual(dates("amended", "--from", "1997-01-08"), ["1997-01-08"])
        self.assertEqual(dates("amended", "--to", "1997-01-07"), ["1997-01-07"])
        self.assertEqual(dates("amended", "--portfolio", "beta"), [])
        self.assertEqual([r["code"] for r in self.refusals("amendments", "--portfolio", "gamma")], ["E-REF-001"])

    def test_the_limits_are_the_trust_s(self):
        limits = '[[settings]]\nfrom = 1996-01-02\ncorrection_pct = "5.6"\n[[settings]]\nfrom = 1997-01-08\ncorrection_per_share = "0.60"\n'
        write(self.trust, {"trust.toml": TRUST["trust.toml"] + limits})
        self.closed()
        self.late()
        told = self.ask("amendments")["would_be"]
        self.assertEqual([(e["reaches_limits"], e["limits"]) for e in told], [
            (True, {"per_share": "0.01", "pct": "5.6"}), (False, {"per_share": "0.60", "pct": "5.6"})])

    def test_people_get_aligned_columns_and_are_told_how_to_print(self):
        self.closed()
        self.late()
        self.strike()
        self.run_it("import", "entries", write(self.folder / "more", {"entries.csv": LATE["entries.csv"].replace("x,", "y,")}) + "/entries.csv",
                    "--store", self.store, "--known", "1997-01-11T12:00:00Z")
        told = self.run_it("amendments", "--store", self.store).stdout
        head, first, second = [line for line in told.split("\n") if "1997-01-0" in line or line.startswith("portfolio")][:3]
        for word, cell in (("NAV amended", "10.63"), ("net assets sealed", "1,002,500.00"), ("limits", "REACHED")):
            self.assertEqual(head.index(word) + len(word), first.index(cell) + len(cell), told)
        self.assertEqual(len(first), len(second))
        self.assertIn("Would-be", told)
        self.assertIn("2 of 2 reach the limits", told)
        self.assertIn("--as-known", told)

    def test_news_that_can_not_be_struck_is_told_and_fails(self):
        self.closed()
        self.run_it("import", "folder", write(self.folder / "late", {"trades.csv": "trade_id,trade_date,settle_date,portfolio,security,side,quantity,price,net_amount,lots\n"
                    "9,1997-01-07,1997-01-10,alpha,ACME,S,500,52,26000.00,7:500\n"}), "--store", self.store)
        answer = self.ask("amendments", expect=FAILED)
        self.assertEqual([(r["portfolio"], r["code"]) for r in answer["refused"]], [("alpha", "E-LOT-015")])
        self.assertIn("E-LOT-015", self.run_it("amendments", "--store", self.store, expect=FAILED).stderr)


if __name__ == "__main__":
    unittest.main()
