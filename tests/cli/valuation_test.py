"""What values a holding, from the command line: files in, reports and explanations out."""

import unittest

from cli_test import REFUSED, Case, write

LATER = {
    "prices.csv": "date,security,price,currency,source,kind\n"
    "1997-01-08,ACME,53,USD,BRIDGE,bid\n1997-01-08,ACME,54,USD,BRIDGE,ask\n1997-01-10,ACME,53,USD,BRIDGE,bid\n",
    "approvals.csv": "from,to,subject,name,resolution\n1996-01-01,,pricing service,BRIDGE,minutes of 1995-12-12\n"
    "1996-01-01,,fair-value procedure,matrix,minutes of 1995-12-12\n",
    "fair-values.csv": "id,date,portfolio,security,value,level,method,inputs,reason,who,next_review,expires\n"
    "F1,1997-01-09,alpha,ACME,40.25,3,\"last bid, less a quarter\",tender,trading halted,committee,,1997-01-09\n",
    "index-levels.csv": "date,index,level\n1997-01-08,S&P 500,748.41\n",
}


class Valuation(Case):
    def setUp(self):
        super().setUp()
        self.run_it("init", self.trust, "--store", self.store)
        for folder in (self.delivery, write(self.folder / "later", LATER)):
            self.run_it("import", "folder", folder, "--store", self.store)
        self.ask("strike", "--date", "1997-01-10")

    def rows(self, kind, day):
        return self.ask("report", kind, "--portfolio", "alpha", "--date", day)["tables"][0]["rows"]

    def test_holdings_tell_what_priced_them(self):
        bid, fair = self.rows("holdings", "1997-01-08")[0], self.rows("holdings", "1997-01-09")[0]
        self.assertEqual((bid["price"], bid["source"], bid["price_kind"], bid["price_date"]), ("53", "BRIDGE", "bid", "1997-01-08"))
        self.assertEqual((fair["price"], fair["source"], fair["price_kind"], fair["value"]), ("40.25", "F1", "fair value level 3", "40250.00"))

    def test_the_trustees_see_determinations_and_approvals(self):
        row, = self.rows("fair-values", "1997-01-10")
        self.assertEqual((row["id"], row["state"], row["for"], row["value"], row["method"]), ("F1", "expired", "alpha", "40.25", "last bid, less a quarter"))
        self.assertEqual([(r["name"], r["state"], r["holdings"]) for r in self.rows("approvals", "1997-01-08")],
                         [("BRIDGE", "in force", "1"), ("matrix", "in force", "")])

    def test_an_explanation_names_the_row_or_the_determination(self):
        bid = self.leaf("1997-01-08", "price")
        self.assertEqual((bid["amount"], bid["detail"], bid["place"]), ("53", "bid of 1997-01-08, BRIDGE", "prices.csv row 2"))
        fair = self.leaf("1997-01-09", "fair value")
        self.assertEqual(fair["detail"], "determination F1 of 1997-01-09 by committee: last bid, less a quarter; trading halted; through 1997-01-09")

    def leaf(self, day, label):
        """The first node with a label, wherever it stands in the explanation of ACME."""
        waiting = [self.ask("explain", "alpha@" + day, "holding:ACME")]
        while waiting:
            node = waiting.pop(0)
            if node["label"] == label:
                return node
            waiting += node.get("parts", [])
        self.fail(f"no {label}")

    def test_what_fails_a_check_is_an_exception_and_the_store_verifies(self):
        alpha, = self.ask("strike", "--date", "1997-01-10")["portfolios"]
        self.assertEqual(alpha["exceptions"], ["fair-value-expired: the determination F1 on ACME expired on 1997-01-09"])
        self.assertTrue(self.ask("verify")["ok"])

    def test_a_kind_of_instrument_that_is_none_is_refused(self):
        trust = (self.folder / "trust" / "trust.toml").read_text()
        bad = write(self.folder / "trust", {"trust.toml": trust + '[[checks]]\nfrom = 1996-01-01\nkind = "share"\nmove_pct = "5"\n'})
        refusal, = self.ask("init", bad, expect=REFUSED)["refused"]
        self.assertEqual((refusal["code"], refusal["file"], refusal["row"], refusal["found"]), ("E-TERM-002", "trust.toml", 9, "share"))


if __name__ == "__main__":
    unittest.main()
